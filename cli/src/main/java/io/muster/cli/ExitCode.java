package io.muster.cli;

/** What a command ends with. Scripts rely on the numbers: they never change. */
enum ExitCode {
    OK(0),
    /** The server understood and refused. */
    REFUSED(1),
    /** The command itself, or a file that it names, is not right. */
    USAGE(2),
    /** Nobody is signed in, or a permission is missing. */
    NOT_ALLOWED(3),
    NOT_FOUND(4),
    /** No server answers. */
    AWAY(5),
    /** A job ended with errors, or the audit log does not hold. */
    FAULTS(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
