package io.muster.users;

/** By what a user can be connected. */
public enum ConnectedBy {
    /** Console and portal. */
    WEB,
    /** Mail programs that read. */
    IMAP,
    /** Mail programs that send. */
    SUBMISSION
}
