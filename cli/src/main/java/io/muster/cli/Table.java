package io.muster.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Aligned columns. The widths are those of the first rows, so that a list of a million users costs
 * no memory; on a terminal the widest columns give way until a row fits a line.
 */
final class Table {

    private static final int MEASURED = 500;
    private static final int NARROWEST = 6;
    private static final String GAP = "  ";

    private final List<Column> columns;

    Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** A column: its header, and what it shows of a row. */
    record Column(String header, boolean right, Function<JsonNode, String> cell) {

        static Column left(String header, Function<JsonNode, String> cell) {
            return new Column(header, false, cell);
        }

        /** The member of that name. */
        static Column of(String header, String member) {
            return left(header, row -> Json.text(row, member));
        }

        /** A number, aligned to the right. */
        static Column number(String header, String member) {
            return new Column(header, true, row -> Json.text(row, member));
        }
    }

    /** Writes header and rows. */
    void write(Iterator<JsonNode> rows, Output output) {
        List<List<String>> first = new ArrayList<>();
        while (rows.hasNext() && first.size() < MEASURED) {
            first.add(cells(rows.next()));
        }
        List<String> headers = columns.stream().map(Column::header).toList();
        int[] widths = widths(headers, first);
        boolean cuts = fit(widths, output.columns());
        output.line(row(headers, widths, cuts));
        first.forEach(cells -> output.line(row(cells, widths, cuts)));
        while (rows.hasNext()) {
            output.line(row(cells(rows.next()), widths, cuts));
        }
    }

    private List<String> cells(JsonNode row) {
        return columns.stream().map(column -> Output.plain(column.cell().apply(row))).toList();
    }

    private static int[] widths(List<String> headers, List<List<String>> rows) {
        return IntStream.range(0, headers.size())
                .map(i ->
                        Math.max(
                                TextWidth.of(headers.get(i)),
                                rows.stream()
                                        .mapToInt(row -> TextWidth.of(row.get(i)))
                                        .max()
                                        .orElse(0)))
                .toArray();
    }

    /** Takes from the widest until all fit; true when cells are cut to their width. */
    private static boolean fit(int[] widths, int columns) {
        if (columns == 0) {
            return false;
        }
        int room = columns - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int widest =
                    IntStream.range(0, widths.length)
                            .reduce((a, b) -> widths[b] > widths[a] ? b : a)
                            .orElse(0);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return true;
    }

    private String row(List<String> cells, int[] widths, boolean cuts) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cuts ? TextWidth.cut(cells.get(i), widths[i]) : cells.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - TextWidth.of(cell)));
            line.append(i == 0 ? "" : GAP)
                    .append(columns.get(i).right() ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
