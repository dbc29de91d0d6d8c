package io.muster.domains;

import java.util.List;

/**
 * What a look for a record came to.
 *
 * @param values what stood there instead or besides, at most 10 and cut to 255 characters
 */
record Finding(Outcome outcome, List<String> values) {

    private static final int MOST = 10;
    private static final int LONGEST = 255;

    /** How it ended. */
    enum Outcome {
        FOUND,
        /** There is no such record. */
        MISSING,
        /** There are records, but none says what it has to. */
        DIFFERENT,
        /** The name service didn't say; it counts neither for nor against. */
        UNANSWERED,
        /** Found, but another organization was first. */
        IN_USE
    }

    Finding {
        values =
                values.stream()
                        .map(value -> value.replaceAll("\\p{C}", "\uFFFD"))
                        .map(value -> value.substring(0, Math.min(value.length(), LONGEST)))
                        .limit(MOST)
                        .toList();
    }

    static Finding of(Outcome outcome) {
        return new Finding(outcome, List.of());
    }
}
