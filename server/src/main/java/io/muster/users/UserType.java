package io.muster.users;

import java.util.Arrays;

/** What a user is in his organization; follows from his roles. */
public enum UserType {
    USER(0),
    /** Holds the role of an organization administrator. */
    ADMINISTRATOR(1),
    /** Primary administrator. */
    OWNER(2);

    private final short stored;

    UserType(int stored) {
        this.stored = (short) stored;
    }

    /** The number it has in the database, where it also orders the list. */
    short stored() {
        return stored;
    }

    static UserType of(int stored) {
        return Arrays.stream(values())
                .filter(type -> type.stored == stored)
                .findFirst()
                .orElseThrow();
    }
}
