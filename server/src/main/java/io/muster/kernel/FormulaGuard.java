package io.muster.kernel;

import java.util.regex.Pattern;

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
    private static final Pattern FORMULA =
            Pattern.compile("'*[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]");

    private FormulaGuard() {}

    /** The cell as it goes into a file. */
    public static String guarded(String cell) {
        return FORMULA.matcher(cell).lookingAt() ? "'" + cell : cell;
    }

    /** The cell that {@link #guarded} was given. */
    public static String plain(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }
}
