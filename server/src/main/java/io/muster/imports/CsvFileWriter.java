package io.muster.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.muster.kernel.FormulaGuard;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes rows as CSV in UTF-8 (RFC 4180), each cell safe from being run as a formula. What it
 * writes, {@link CsvRows} reads back alike.
 */
final class CsvFileWriter implements Closeable {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final CsvWriter writer;

    /**
     * Starts a file.
     *
     * @param mark whether a byte order mark goes first: some spreadsheets take UTF-8 for
     *     Windows-1252 without it
     * @throws IOException when the stream can't be written to
     */
    CsvFileWriter(OutputStream out, char delimiter, boolean mark) throws IOException {
        if (mark) {
            out.write(MARK);
        }
        writer =
                CsvWriter.builder()
                        .fieldSeparator(delimiter)
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(out, StandardCharsets.UTF_8);
    }

    void write(List<String> cells) {
        var row = writer.writeRecord();
        cells.forEach(cell -> row.writeField(FormulaGuard.guarded(cell)));
        row.endRecord();
    }

    /**
     * One cell of a row with several, between commas, as {@link #write} writes it.
     *
     * @param first whether it begins the row: a number sign there would begin a comment
     */
    static byte[] cell(String text, boolean first) {
        String guarded = FormulaGuard.guarded(text);
        return (isPlain(guarded) && !(first && guarded.startsWith("#"))
                        ? guarded
                        : '"' + guarded.replace("\"", "\"\"") + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(String cell) {
        return cell.indexOf(',') < 0
                && cell.indexOf('"') < 0
                && cell.indexOf('\r') < 0
                && cell.indexOf('\n') < 0;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
