package io.muster.imports;

import java.util.regex.Pattern;

/** What kind of file was uploaded. */
enum FileFormat {
    CSV,
    /** A list of users, alone or as "users" of an object (RFC 8259). */
    JSON;

    /** A first cell may begin with a bracket too, but hardly with what follows one in JSON. */
    private static final Pattern START =
            Pattern.compile(
                    "\uFEFF?[ \t\r\n]{0,1000}(?:\\[[ \t\r\n]*(?:[{\\]]|$)|\\{[ \t\r\n]*[\"}])");

    /** Tells from how a file begins. */
    static FileFormat of(String head) {
        return START.matcher(head).lookingAt() ? JSON : CSV;
    }
}
