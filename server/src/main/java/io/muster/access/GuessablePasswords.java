package io.muster.access;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells passwords that would be among the first to be tried: listed ones, patterns of the keyboard,
 * either of them with a few digits around, and words about the user. Texts come in lower case and
 * normal form.
 */
final class GuessablePasswords {

    /** What is left without the words about the user must still have this length. */
    private static final int SHORTEST_OWN_PART = 8;

    private static final int SHORTEST_CONTEXT_WORD = 4;
    private static final String PRODUCT = "muster";

    /** Digits and signs at an end that add next to nothing to a listed password. */
    private static final int LONGEST_TRIMMING = 6;

    /** A repeated part from this length on counts as a choice of its own. */
    private static final int SHORTEST_FREE_PART = 8;

    private static final List<String> KEYBOARD_ROWS =
            List.of(
                    "1234567890",
                    "qwertyuiop",
                    "qwertzuiop",
                    "azertyuiop",
                    "asdfghjkl",
                    "qsdfghjklm",
                    "zxcvbnm",
                    "yxcvbnm",
                    "wxcvbn");

    private static final Pattern NOT_IN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final CommonPasswords common;

    GuessablePasswords(CommonPasswords common) {
        this.common = common;
    }

    /** Whether it is listed, a pattern, or one of these with trimmings or repeated. */
    boolean isCommon(String password) {
        String core = withoutTrimmings(password);
        return Stream.of(password, core)
                .flatMap(text -> Stream.of(text, withoutLookAlikes(text)))
                .anyMatch(text -> listedOrPattern(text) || repeats(text));
    }

    /**
     * Whether less than {@value #SHORTEST_OWN_PART} characters are left when the words about the
     * user and the product are taken out.
     */
    boolean leansOn(String password, Stream<String> words) {
        List<String> parts =
                Stream.concat(words, Stream.of(PRODUCT))
                        .map(word -> PasswordHashes.normal(word).toLowerCase(Locale.ROOT))
                        .flatMap(word ->
                                Stream.concat(Stream.of(word), NOT_IN_WORDS.splitAsStream(word)))
                        .filter(part -> part.length() >= SHORTEST_CONTEXT_WORD)
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        String rest = password;
        for (String part : parts) {
            rest = rest.replace(part, "");
        }
        return !rest.equals(password) && rest.codePointCount(0, rest.length()) < SHORTEST_OWN_PART;
    }

    private boolean listedOrPattern(String text) {
        return common.contains(text) || isPattern(text);
    }

    private boolean repeats(String text) {
        for (int length = 1; length <= text.length() / 2; length++) {
            String part = text.substring(0, length);
            if (text.length() % length == 0
                    && part.repeat(text.length() / length).equals(text)
                    && (length < SHORTEST_FREE_PART || listedOrPattern(withoutTrimmings(part)))) {
                return true;
            }
        }
        return false;
    }

    /** Without what stands before the first and after the last letter, if that is weak. */
    private String withoutTrimmings(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && !Character.isLetter(text.charAt(start))) {
            start++;
        }
        while (end > start && !Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return text;
        }
        int from = weak(text.substring(0, start)) ? start : 0;
        int to = weak(text.substring(end)) ? end : text.length();
        return text.substring(from, to);
    }

    private boolean weak(String trimming) {
        return trimming.length() <= LONGEST_TRIMMING || listedOrPattern(trimming);
    }

    /** Letters for the digits and signs that are put in their place: {@code p@ssw0rd}. */
    private static String withoutLookAlikes(String text) {
        var letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            letters.append(
                    switch (text.charAt(i)) {
                        case '@', '4' -> 'a';
                        case '3' -> 'e';
                        case '1', '!' -> 'i';
                        case '0' -> 'o';
                        case '$', '5' -> 's';
                        case '7', '+' -> 't';
                        default -> text.charAt(i);
                    });
        }
        return letters.toString();
    }

    /**
     * Whether it is made of runs of three characters and more on average: the same character, the
     * next or the previous of the alphabet, or the neighbour on a keyboard ({@code 123qweasd}).
     */
    private static boolean isPattern(String text) {
        int runs = 0;
        int i = 0;
        while (i < text.length()) {
            runs++;
            int direction = -1;
            i++;
            while (i < text.length()
                    && (direction & directions(text.charAt(i - 1), text.charAt(i))) != 0) {
                direction &= directions(text.charAt(i - 1), text.charAt(i));
                i++;
            }
        }
        return runs * 3 <= text.length();
    }

    /** One bit for every way in which one character leads to the next. */
    private static int directions(char from, char to) {
        int ways = (from == to ? 1 : 0) | (to - from == 1 ? 2 : 0) | (from - to == 1 ? 4 : 0);
        int bit = 8;
        for (String row : KEYBOARD_ROWS) {
            int here = row.indexOf(from);
            int there = row.indexOf(to);
            if (here >= 0 && there >= 0) {
                ways |= (there - here == 1 ? bit : 0) | (here - there == 1 ? bit << 1 : 0);
            }
            bit <<= 2;
        }
        return ways;
    }
}
