package io.muster.workbooks;

import java.util.ArrayList;
import java.util.List;

/** What was found in a workbook: the first of it in words, all of it in number. */
final class Findings {

    private static final int MOST = 500;
    private static final int LONGEST_QUOTE = 100;

    private final List<Finding> first = new ArrayList<>();
    private long total;

    void add(String sheet, String cell, String code, String message) {
        total++;
        if (first.size() < MOST) {
            first.add(new Finding(sheet, cell, code, message));
        }
    }

    void add(String sheet, int column, int row, String code, String message) {
        add(sheet, cell(column, row), code, message);
    }

    List<Finding> first() {
        return List.copyOf(first);
    }

    long total() {
        return total;
    }

    /** The name of a cell among the first 26 columns. */
    static String cell(int column, int row) {
        return (char) ('A' + column) + Integer.toString(row);
    }

    /** What stands in a cell, short enough for a sentence. */
    static String quoted(String text) {
        return "\""
                + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text)
                + "\"";
    }
}
