package io.muster.imports;

import java.util.Arrays;

/** The columns of our own files that only tell: import knows them and passes them over. */
enum InformationColumn {
    ERROR("Error"),
    STATE("Account state"),
    CREATED("Created"),
    LAST_SIGN_IN("Last sign-in"),
    LAST_USED("Last used"),
    DISK_USAGE("Disk usage (bytes)"),
    DISK_LIMIT("Disk limit (bytes)"),
    DOMAIN("Address domain");

    private final String header;

    InformationColumn(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }

    boolean names(String text) {
        return HeaderSynonyms.plain(text).equals(HeaderSynonyms.plain(header));
    }

    static boolean anyNames(String text) {
        return Arrays.stream(values()).anyMatch(column -> column.names(text));
    }
}
