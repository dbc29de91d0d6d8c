package io.muster.workbooks;

/** A file that is no workbook, or one that is not read for what it would cost or do. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;

    /**
     * @param code stable: {@code not-a-workbook}
     * @param message a sentence for people
     */
    Unreadable(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
