package io.muster.mailengine;

import java.text.Normalizer;

/**
 * Text as searches compare it: without regard to case, to accents of Latin and Greek letters, to
 * how a character is put together and to how lines are broken. RFC 9051 6.4.4 leaves that to the
 * server; what contains a string letter by letter contains it so too.
 */
final class FoldedText {

    private static final int FIRST_ACCENT = 0x300;
    private static final int LAST_ACCENT = 0x36F;

    /** Below are the scripts whose accents people leave out: Latin and Greek. */
    private static final int FIRST_CYRILLIC = 0x400;

    private FoldedText() {}

    static String fold(String text) {
        String apart =
                Normalizer.isNormalized(text, Normalizer.Form.NFKD)
                        ? text
                        : Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(apart.length());
        int base = 0;
        for (int at = 0; at < apart.length(); ) {
            int one = apart.codePointAt(at);
            at += Character.charCount(one);
            boolean accent = one >= FIRST_ACCENT && one <= LAST_ACCENT;
            if (accent && base < FIRST_CYRILLIC) {
                continue;
            }
            if (!accent) {
                base = one;
            }
            append(folded, one);
        }
        return folded.toString();
    }

    private static void append(StringBuilder folded, int one) {
        if (Character.isWhitespace(one)
                || Character.isSpaceChar(one)
                || Character.isISOControl(one)) {
            if (folded.isEmpty() || folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
            return;
        }
        // Soft hyphens and the like are not seen.
        if (one > 127 && Character.getType(one) == Character.FORMAT) {
            return;
        }
        int lower = Character.toLowerCase(Character.toUpperCase(one));
        if (lower == 'ß') {
            folded.append("ss");
        } else {
            folded.appendCodePoint(lower);
        }
    }
}
