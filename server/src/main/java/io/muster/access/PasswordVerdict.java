package io.muster.access;

import java.util.List;

/** What the rules say of a password that somebody wants to have. */
sealed interface PasswordVerdict {

    record Accepted() implements PasswordVerdict {}

    /** Every rule it breaks, never only the first. */
    record Refused(List<Broken> rules) implements PasswordVerdict {

        public Refused {
            rules = List.copyOf(rules);
        }
    }

    /**
     * @param code stable: {@code too-short}, {@code common} ...
     * @param message a sentence for people that says what to do
     */
    record Broken(String code, String message) {}
}
