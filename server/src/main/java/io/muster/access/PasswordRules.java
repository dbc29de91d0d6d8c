package io.muster.access;

import io.muster.access.PasswordVerdict.Broken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Holds a password against a {@link PasswordPolicy} and against the block list: common passwords,
 * what is only a pattern on the keyboard, and words that anybody would try for this user (NIST SP
 * 800-63B-4 3.1.1.2). Characters are Unicode code points of the normal form.
 */
final class PasswordRules {

    private final GuessablePasswords guessable;

    PasswordRules(CommonPasswords common) {
        this.guessable = new GuessablePasswords(common);
    }

    /**
     * For whom the password is.
     *
     * @param userName the name to sign in with
     * @param words further words about the user: names, address, organization
     * @param secondFactorRequired whether the password will never be the only factor
     * @param usedBefore whether a password is among the earlier ones that may not come again; asked
     *     only when all other rules hold, for it is costly
     */
    record Context(
            String userName,
            Collection<String> words,
            boolean secondFactorRequired,
            Predicate<String> usedBefore) {}

    PasswordVerdict check(PasswordPolicy policy, String typed, Context context) {
        String password = PasswordHashes.normal(typed);
        var broken = new ArrayList<Broken>();
        length(broken, policy, password, context);
        characters(broken, policy.composition(), password);
        guessable(broken, policy, password, context);
        if (broken.isEmpty() && context.usedBefore().test(typed)) {
            broken.add(new Broken("used-before", "You have used this password before"));
        }
        return broken.isEmpty()
                ? new PasswordVerdict.Accepted()
                : new PasswordVerdict.Refused(broken);
    }

    private static void length(
            List<Broken> broken, PasswordPolicy policy, String password, Context context) {
        int length = password.codePointCount(0, password.length());
        int minimum = policy.minimumLength(context.secondFactorRequired());
        if (length < minimum) {
            broken.add(
                    new Broken(
                            "too-short",
                            "Use at least %d characters; a few words in a row do well"
                                    .formatted(minimum)));
        }
        int octets = password.getBytes(StandardCharsets.UTF_8).length;
        if (length > policy.length().maximum() || octets > PasswordHashes.LONGEST_PASSWORD) {
            broken.add(
                    new Broken(
                            "too-long",
                            "Use at most %d characters".formatted(policy.length().maximum())));
        }
    }

    private static void characters(
            List<Broken> broken, PasswordPolicy.Composition rules, String password) {
        if (password.codePoints().anyMatch(PasswordRules::unprintable)) {
            broken.add(
                    new Broken(
                            "unprintable",
                            "Leave out control characters: they can't be typed everywhere"));
        }
        atLeast(
                broken,
                "upper-case",
                "capital letters",
                rules.upperCase(),
                password,
                Character::isUpperCase);
        atLeast(
                broken,
                "lower-case",
                "small letters",
                rules.lowerCase(),
                password,
                Character::isLowerCase);
        atLeast(broken, "digits", "digits", rules.digits(), password, Character::isDigit);
        atLeast(
                broken,
                "special",
                "special characters",
                rules.special(),
                password,
                PasswordRules::special);
        if (!rules.whiteSpace() && password.codePoints().anyMatch(PasswordRules::blank)) {
            broken.add(new Broken("white-space", "Leave out blanks"));
        }
        if (rules.longestRun() > 0 && longestRun(password) > rules.longestRun()) {
            broken.add(
                    new Broken(
                            "repeated-characters",
                            "Use no character more than %d times in a row"
                                    .formatted(rules.longestRun())));
        }
    }

    private static void atLeast(
            List<Broken> broken,
            String code,
            String what,
            int least,
            String password,
            IntPredicate sort) {
        if (password.codePoints().filter(sort).count() < least) {
            broken.add(new Broken("too-few-" + code, "Use at least %d %s".formatted(least, what)));
        }
    }

    private static boolean unprintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static boolean blank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean special(int character) {
        return !Character.isLetterOrDigit(character) && !blank(character);
    }

    private static int longestRun(String password) {
        int[] characters = password.codePoints().toArray();
        int longest = 0;
        int run = 0;
        for (int i = 0; i < characters.length; i++) {
            run = i > 0 && characters[i] == characters[i - 1] ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private void guessable(
            List<Broken> broken, PasswordPolicy policy, String password, Context context) {
        String folded = password.toLowerCase(Locale.ROOT);
        if (policy.composition().differentFromUserName()
                && folded.equals(
                        PasswordHashes.normal(context.userName()).toLowerCase(Locale.ROOT))) {
            broken.add(new Broken("same-as-user-name", "Use something else than your user name"));
        }
        if (guessable.isCommon(folded)) {
            broken.add(
                    new Broken(
                            "common",
                            "Many people use this password or one like it, so it is tried first"));
        }
        if (guessable.leansOn(
                folded, Stream.concat(Stream.of(context.userName()), context.words().stream()))) {
            broken.add(
                    new Broken(
                            "about-you",
                            "Use less of your names, your address, your organization or the name of this product"));
        }
        for (String word : policy.forbiddenWords()) {
            if (folded.contains(PasswordHashes.normal(word).toLowerCase(Locale.ROOT))) {
                // The word isn't repeated: the list is the organization's own business.
                broken.add(
                        new Broken(
                                "forbidden-word",
                                "Your organization doesn't allow one of the words in it"));
                break;
            }
        }
    }
}
