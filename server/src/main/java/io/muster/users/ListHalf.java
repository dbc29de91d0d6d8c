package io.muster.users;

/**
 * A part of the list's rows. What acts on many change has few indexes; what is sorted and searched
 * by and seldom changes lies apart, and so does what changes by itself.
 */
enum ListHalf {
    /** Where a user is and in which state. */
    PLACE("memberships", "m"),

    /** What he is called, and the rest that the list shows of him. */
    LISTING("listings", "l"),

    /** How much of the disk he has, which changes all the time. */
    USAGE("disk_usages", "d"),

    /** When he last used anything, which changes by itself too. */
    USE("last_uses", "v"),

    /** When his account ends; most have no row here. */
    EXPIRY("account_expiries", "x");

    private final String table;
    private final String alias;

    ListHalf(String table, String alias) {
        this.table = table;
        this.alias = alias;
    }

    String column(String name) {
        return alias + "." + name;
    }

    /** The table under its alias. */
    String named() {
        return table + " " + alias;
    }

    /** Other rows of this half under its alias. */
    String named(String rows) {
        return rows + " AS " + alias;
    }
}
