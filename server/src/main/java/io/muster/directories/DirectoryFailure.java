package io.muster.directories;

import org.jspecify.annotations.Nullable;

/** What stopped the work with a directory, and how far it had come. */
final class DirectoryFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final DirectoryFault fault;
    private final DirectoryFault.Step step;
    private final @Nullable Integer resultCode;

    DirectoryFailure(DirectoryFault fault) {
        this(fault, fault.step(), null);
    }

    /**
     * @param resultCode of LDAP (RFC 4511 appendix A), null when the server gave none
     */
    DirectoryFailure(DirectoryFault fault, DirectoryFault.Step step, @Nullable Integer resultCode) {
        super(fault + " at " + step);
        this.fault = fault;
        this.step = step;
        this.resultCode = resultCode;
    }

    DirectoryFault fault() {
        return fault;
    }

    DirectoryFault.Step step() {
        return step;
    }

    @Nullable Integer resultCode() {
        return resultCode;
    }
}
