package io.muster.users;

import java.util.Arrays;

/** How a user belongs to the organization in whose list he is. */
public enum UserKind {
    /** At home in it, by an address that no domain of its vouches for. */
    ORDINARY(0),
    /** Belongs to it by a domain that it has proved; stays so for good. */
    CORPORATE(1),
    /** At home in another organization. */
    GUEST(2);

    private final short stored;

    UserKind(int stored) {
        this.stored = (short) stored;
    }

    /** The number it has in the database. */
    short stored() {
        return stored;
    }

    static UserKind of(int stored) {
        return Arrays.stream(values())
                .filter(kind -> kind.stored == stored)
                .findFirst()
                .orElseThrow();
    }
}
