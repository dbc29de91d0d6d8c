package io.muster.mailboxes;

import io.muster.kernel.EmailAddress;
import io.muster.users.UserProfile;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with places for what tells users apart: {@code {first}.{last}@new.example}. What comes
 * from names is written without accents, and with "-" for whatever an address has no room for.
 */
record AliasPattern(String text) {

    static final int LONGEST = 254;

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern AT_THE_ENDS = Pattern.compile("^-+|-+$");

    /** Somebody who has all that a pattern may ask for. */
    private static final Map<String, String> SOMEBODY =
            Map.of(
                    "local",
                    "ann",
                    "domain",
                    "a.example",
                    "first",
                    "ann",
                    "last",
                    "fisher",
                    "f",
                    "a",
                    "l",
                    "f");

    /** What a pattern gives for one user. */
    sealed interface Made {
        record Address(EmailAddress address) implements Made {}

        /** The user has nothing for this place. */
        record Lacks(String place) implements Made {}

        record NoAddress(String text) implements Made {}
    }

    /** Why it is none; nothing where it can be used. */
    Optional<String> fault() {
        if (text.length() > LONGEST) {
            return Optional.of("A pattern has at most 254 characters.");
        }
        Set<String> unknown = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        boolean tellsApart = false;
        while (place.find()) {
            if (!SOMEBODY.containsKey(place.group(1))) {
                unknown.add(place.group());
            }
            tellsApart |= place.start() < text.lastIndexOf('@') && !place.group(1).equals("domain");
        }
        if (!unknown.isEmpty()) {
            return Optional.of(
                    "There is no place %s. There are {local}, {domain}, {first}, {last}, {f} and {l}."
                            .formatted(String.join(", ", unknown)));
        }
        if (!tellsApart) {
            return Optional.of(
                    "Before the \"@\" say what tells users apart, as in {local}@new.example.");
        }
        return made(SOMEBODY) instanceof Made.Address
                ? Optional.empty()
                : Optional.of("This makes no e-mail address. One is {first}.{last}@new.example.");
    }

    Made of(EmailAddress own, UserProfile profile) {
        String first = name(profile.firstName());
        String last = name(profile.lastName());
        return made(
                Map.of(
                        "local",
                        own.local(),
                        "domain",
                        own.domain().value(),
                        "first",
                        first,
                        "last",
                        last,
                        "f",
                        initial(first),
                        "l",
                        initial(last)));
    }

    private Made made(Map<String, String> values) {
        Matcher place = PLACE.matcher(text);
        StringBuilder all = new StringBuilder();
        while (place.find()) {
            String value = values.getOrDefault(place.group(1), "");
            if (value.isEmpty()) {
                return new Made.Lacks(place.group());
            }
            place.appendReplacement(all, Matcher.quoteReplacement(value));
        }
        place.appendTail(all);
        String address = all.toString();
        return EmailAddress.parse(address)
                .<Made>map(Made.Address::new)
                .orElseGet(() -> new Made.NoAddress(address));
    }

    private static String name(String given) {
        String plain =
                MARKS.matcher(Normalizer.normalize(given, Normalizer.Form.NFD)).replaceAll("");
        String joined =
                BETWEEN.matcher(plain.toLowerCase(Locale.ROOT).replace("ß", "ss")).replaceAll("-");
        return AT_THE_ENDS.matcher(joined).replaceAll("");
    }

    private static String initial(String name) {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
    }
}
