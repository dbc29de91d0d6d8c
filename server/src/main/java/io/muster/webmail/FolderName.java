package io.muster.webmail;

import io.muster.kernel.Problem;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What folders may be called, so that every mail program can show them. */
final class FolderName {

    private static final int LONGEST = 200;

    /** RFC 3501 5.1: wildcards of LIST, the sign of other namespaces, control characters. */
    private static final Pattern FORBIDDEN = Pattern.compile("[%*\\p{Cntrl}\\u2028\\u2029]");

    private FolderName() {}

    static String checked(String name) {
        String text = name.strip();
        if (text.length() > LONGEST) {
            throw Problem.invalid("name", "too-long", "A name has at most 200 characters.")
                    .refusal();
        }
        boolean empty =
                Arrays.stream(text.split("\\.", -1))
                        .anyMatch(level -> level.isBlank() || !level.equals(level.strip()));
        boolean inbox =
                text.split("\\.", 2)[0].equalsIgnoreCase("INBOX") && !text.startsWith("INBOX");
        if (empty
                || inbox
                || text.startsWith("#")
                || text.equals("Other Users")
                || text.startsWith("Other Users.")
                || FORBIDDEN.matcher(text).find()) {
            throw Problem.invalid(
                            "name",
                            "format",
                            "A name has no %, no *, no empty level between dots, and doesn't begin with #.")
                    .refusal();
        }
        return text;
    }
}
