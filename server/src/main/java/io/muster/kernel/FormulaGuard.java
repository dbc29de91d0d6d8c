package io.muster.kernel;

/**
 * Keeps a spreadsheet from running a cell as a formula: an apostrophe goes before a cell that would
 * be one, and comes off again when the file is read, so that a round trip changes nothing. A cell
 * that already has apostrophes there gets one more, hence {@code plain(guarded(x))} is always
 * {@code x}.
 */
public final class FormulaGuard {

    /**
     * What spreadsheets take for the start of a formula, the full-width forms of East Asian ones
     * included.
     */
    private static final String STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private FormulaGuard() {}

    /** The cell as it goes into a file. */
    public static String guarded(String cell) {
        return formula(cell) ? "'" + cell : cell;
    }

    /** The cell that {@link #guarded} was given. */
    public static String plain(String cell) {
        return cell.startsWith("'") && formula(cell) ? cell.substring(1) : cell;
    }

    /** Read by hand, for an export asks it of every cell of a million rows. */
    private static boolean formula(String cell) {
        int first = 0;
        while (first < cell.length() && cell.charAt(first) == '\'') {
            first++;
        }
        return first < cell.length() && STARTS.indexOf(cell.charAt(first)) >= 0;
    }
}
