package io.muster.directories;

/** Whether an account can be used in its directory. */
enum AccountThere {
    OPEN,
    CLOSED,
    /** The directory doesn't show it; nobody is enabled or disabled by that. */
    UNKNOWN
}
