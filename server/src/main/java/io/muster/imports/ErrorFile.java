package io.muster.imports;

import io.muster.kernel.FormulaGuard;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows that could not be imported, with the cells they came with and the reasons in a column of
 * their own. Mended in a spreadsheet and imported again as it is: import passes the reasons over.
 */
final class ErrorFile implements Closeable {

    private final CsvFileWriter writer;
    private final List<Integer> kept;
    private final int width;

    /**
     * Starts a file for rows below this header; a column of reasons from an earlier error file is
     * left out.
     *
     * @throws IOException when the stream can't be written to
     */
    ErrorFile(OutputStream out, List<String> header, char delimiter) throws IOException {
        writer = new CsvFileWriter(out, delimiter, true);
        width = header.size();
        kept =
                IntStream.range(0, header.size())
                        .filter(column -> !InformationColumn.ERROR.names(header.get(column)))
                        .boxed()
                        .toList();
        write(header, InformationColumn.ERROR.header());
    }

    /** Adds a row; cells past the header go behind the reasons, to be put where they belong. */
    void add(List<String> cells, List<String> reasons) {
        write(cells, String.join(" ", reasons));
    }

    private void write(List<String> cells, String last) {
        List<String> row = new ArrayList<>(kept.size() + 1);
        for (int column : kept) {
            row.add(column < cells.size() ? FormulaGuard.plain(cells.get(column)) : "");
        }
        row.add(last);
        for (int column = width; column < cells.size(); column++) {
            row.add(FormulaGuard.plain(cells.get(column)));
        }
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
