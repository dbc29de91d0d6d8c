package io.muster.workbooks;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of sheets as every program takes them: 1 to 31 characters without {@code []:*?/\}, no
 * apostrophe at either end, each once without regard to case.
 */
final class SheetNames {

    static final String ROLES = "Roles";
    static final String PERMISSIONS = "Permissions";
    static final String USERS = "Users";
    static final String ACCOUNT = "Account";

    private static final Set<String> OURS =
            Stream.of(ROLES, PERMISSIONS, USERS, ACCOUNT)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());

    private static final int LONGEST = 31;

    /** "History" is a name that spreadsheet programs keep for themselves. */
    private final Set<String> taken = new HashSet<>(Set.of("history"));

    /** Whether it is one of the sheets that are for no mailbox. */
    static boolean isOurs(String name) {
        return OURS.contains(name.strip().toLowerCase(Locale.ROOT));
    }

    SheetNames() {
        taken.addAll(OURS);
    }

    /** The name of the sheet for something of that name. */
    String next(String wanted) {
        String base =
                wanted.replaceAll("[\\[\\]:*?/\\\\\\p{Cc}\\p{Cs}\\p{Cn}]", " ")
                        .replaceAll("\\s+", " ")
                        .strip()
                        .replaceAll("^'+|'+$", "")
                        .strip();
        base = base.isEmpty() ? "Mailbox" : base;
        String name = cut(base, LONGEST);
        for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
            String suffix = " (" + number + ")";
            name = cut(base, LONGEST - suffix.length()) + suffix;
        }
        return name;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end).strip().replaceAll("'+$", "");
    }
}
