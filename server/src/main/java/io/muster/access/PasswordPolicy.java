package io.muster.access;

import io.muster.kernel.Problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rules for passwords that a person chooses. {@link #STANDARD} is what NIST SP 800-63B-4
 * 3.1.1.2 asks for: length and a block list, no composition rules, no scheduled expiry. An
 * organization may be stricter, never laxer.
 *
 * @param forbiddenWords words that may stand nowhere in a password, without case
 * @param existingExempt whether passwords set before are left alone until they are changed; else
 *     one that breaks a rule must be changed at the next sign-in
 * @param changesDisabled whether users may not change their passwords themselves
 */
record PasswordPolicy(
        Length length,
        Composition composition,
        List<String> forbiddenWords,
        Reuse reuse,
        Expiry expiry,
        boolean existingExempt,
        boolean changesDisabled) {

    /** Characters that any password may have, and octets: see PasswordHashes. */
    static final int LONGEST = 256;

    private static final int SHORTEST_MAXIMUM = 64;
    private static final int MOST_WORDS = 1_000;
    private static final int MOST_REMEMBERED = 24;
    private static final int LONGEST_REUSE_MONTHS = 120;
    private static final int LONGEST_EXPIRY_DAYS = 3_650;

    /**
     * In characters (Unicode code points).
     *
     * @param minimum for a password that is the only factor
     * @param minimumWithSecondFactor where a second factor is required of the user
     */
    record Length(int minimum, int minimumWithSecondFactor, int maximum) {}

    /**
     * How many characters of a sort there must be at least; 0 asks for none.
     *
     * @param longestRun how often one character may follow itself; 0 is without limit
     * @param whiteSpace whether blanks are allowed
     */
    record Composition(
            int upperCase,
            int lowerCase,
            int digits,
            int special,
            int longestRun,
            boolean whiteSpace,
            boolean differentFromUserName) {

        int required() {
            return upperCase + lowerCase + digits + special;
        }
    }

    /**
     * Earlier passwords that are not taken again: the last so many, and all of the last so many
     * months. 0 is off.
     */
    record Reuse(int lastPasswords, int months) {}

    /**
     * @param days after which a password must be changed; 0 is never
     * @param warningDays how many days before the user is told, each once
     */
    record Expiry(int days, List<Integer> warningDays) {

        static final List<Integer> USUAL_WARNINGS = List.of(28, 14, 7, 3, 2, 1);

        Expiry {
            warningDays = List.copyOf(new TreeSet<>(warningDays).descendingSet());
        }
    }

    /** What holds where nobody asked for more. */
    static final PasswordPolicy STANDARD =
            new PasswordPolicy(
                    new Length(15, 8, LONGEST),
                    new Composition(0, 0, 0, 0, 0, true, true),
                    List.of(),
                    new Reuse(0, 0),
                    new Expiry(0, Expiry.USUAL_WARNINGS),
                    true,
                    false);

    PasswordPolicy {
        forbiddenWords = forbiddenWords.stream().map(String::strip).distinct().toList();
    }

    /** The least number of characters for somebody of whom a second factor is required or not. */
    int minimumLength(boolean secondFactorRequired) {
        return secondFactorRequired ? length.minimumWithSecondFactor() : length.minimum();
    }

    /**
     * What is wrong with these rules as an organization's own: values out of range, laxer than the
     * instance's, or in contradiction. Empty when they can be used.
     */
    List<FieldError> faults(PasswordPolicy instance) {
        return Stream.of(rangeFaults(), laxness(instance)).flatMap(List::stream).toList();
    }

    private List<FieldError> rangeFaults() {
        var faults = new ArrayList<FieldError>();
        range(faults, "length.minimum", length.minimum(), 8, LONGEST);
        range(
                faults,
                "length.minimumWithSecondFactor",
                length.minimumWithSecondFactor(),
                8,
                LONGEST);
        range(faults, "length.maximum", length.maximum(), SHORTEST_MAXIMUM, LONGEST);
        range(faults, "composition.upperCase", composition.upperCase(), 0, LONGEST);
        range(faults, "composition.lowerCase", composition.lowerCase(), 0, LONGEST);
        range(faults, "composition.digits", composition.digits(), 0, LONGEST);
        range(faults, "composition.special", composition.special(), 0, LONGEST);
        range(faults, "composition.longestRun", composition.longestRun(), 0, LONGEST);
        range(faults, "reuse.lastPasswords", reuse.lastPasswords(), 0, MOST_REMEMBERED);
        range(faults, "reuse.months", reuse.months(), 0, LONGEST_REUSE_MONTHS);
        range(faults, "expiry.days", expiry.days(), 0, LONGEST_EXPIRY_DAYS);
        range(faults, "forbiddenWords", forbiddenWords.size(), 0, MOST_WORDS);
        if (Math.max(length.minimum(), length.minimumWithSecondFactor()) > length.maximum()) {
            faults.add(
                    new FieldError(
                            "length.minimum",
                            "over-maximum",
                            "The shortest allowed is longer than the longest allowed"));
        }
        if (composition.required() > length.maximum()) {
            faults.add(
                    new FieldError(
                            "composition",
                            "over-maximum",
                            "More characters are required than a password may have"));
        }
        if (expiry.warningDays().stream().anyMatch(days -> days < 1 || days > 365)) {
            faults.add(
                    new FieldError(
                            "expiry.warningDays",
                            "out-of-range",
                            "A warning comes 1 to 365 days before"));
        }
        if (expiry.warningDays().size() > 10) {
            faults.add(new FieldError("expiry.warningDays", "too-many", "At most 10 warnings"));
        }
        if (forbiddenWords.stream().anyMatch(word -> word.length() < 3 || word.length() > 64)) {
            faults.add(
                    new FieldError(
                            "forbiddenWords", "out-of-range", "A word has 3 to 64 characters"));
        }
        return faults;
    }

    private static void range(
            List<FieldError> faults, String field, int value, int least, int most) {
        if (value < least || value > most) {
            faults.add(
                    new FieldError(field, "out-of-range", "From %d to %d".formatted(least, most)));
        }
    }

    private List<FieldError> laxness(PasswordPolicy instance) {
        PasswordPolicy strictest = strictestWith(instance);
        return RULES.stream()
                .filter(rule -> !rule.value().apply(this).equals(rule.value().apply(strictest)))
                .map(rule ->
                        new FieldError(
                                rule.field(),
                                "laxer-than-instance",
                                "The instance asks for %s here"
                                        .formatted(rule.value().apply(strictest))))
                .toList();
    }

    /** The rules that hold where both do: of each the stricter one, of words all. */
    PasswordPolicy strictestWith(PasswordPolicy other) {
        Composition a = composition;
        Composition b = other.composition;
        return new PasswordPolicy(
                new Length(
                        Math.max(length.minimum, other.length.minimum),
                        Math.max(
                                length.minimumWithSecondFactor,
                                other.length.minimumWithSecondFactor),
                        Math.min(length.maximum, other.length.maximum)),
                new Composition(
                        Math.max(a.upperCase, b.upperCase),
                        Math.max(a.lowerCase, b.lowerCase),
                        Math.max(a.digits, b.digits),
                        Math.max(a.special, b.special),
                        leastButZero(a.longestRun, b.longestRun),
                        a.whiteSpace && b.whiteSpace,
                        a.differentFromUserName || b.differentFromUserName),
                Stream.concat(forbiddenWords.stream(), other.forbiddenWords.stream()).toList(),
                new Reuse(
                        Math.max(reuse.lastPasswords, other.reuse.lastPasswords),
                        Math.max(reuse.months, other.reuse.months)),
                new Expiry(leastButZero(expiry.days, other.expiry.days), expiry.warningDays),
                existingExempt && other.existingExempt,
                changesDisabled || other.changesDisabled);
    }

    /** 0 stands for "without limit". */
    private static int leastButZero(int a, int b) {
        return a == 0 || b == 0 ? Math.max(a, b) : Math.min(a, b);
    }

    /** The rules that have a stricter side with their values, by the names the API gives them. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        RULES.forEach(rule -> values.put(rule.field(), rule.value().apply(this)));
        return values;
    }

    private record Rule(String field, Function<PasswordPolicy, Object> value) {}

    /** The rules that have a stricter side, by the names the API gives them. */
    private static final List<Rule> RULES =
            List.of(
                    new Rule("length.minimum", p -> p.length.minimum),
                    new Rule(
                            "length.minimumWithSecondFactor",
                            p -> p.length.minimumWithSecondFactor),
                    new Rule("length.maximum", p -> p.length.maximum),
                    new Rule("composition.upperCase", p -> p.composition.upperCase),
                    new Rule("composition.lowerCase", p -> p.composition.lowerCase),
                    new Rule("composition.digits", p -> p.composition.digits),
                    new Rule("composition.special", p -> p.composition.special),
                    new Rule("composition.longestRun", p -> p.composition.longestRun),
                    new Rule("composition.whiteSpace", p -> p.composition.whiteSpace),
                    new Rule(
                            "composition.differentFromUserName",
                            p -> p.composition.differentFromUserName),
                    new Rule("reuse.lastPasswords", p -> p.reuse.lastPasswords),
                    new Rule("reuse.months", p -> p.reuse.months),
                    new Rule("expiry.days", p -> p.expiry.days),
                    new Rule("existingExempt", p -> p.existingExempt),
                    new Rule("changesDisabled", p -> p.changesDisabled));
}
