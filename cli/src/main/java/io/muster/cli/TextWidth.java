package io.muster.cli;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** How many columns of a terminal a text takes: wide letters of East Asia take two. */
final class TextWidth {

    private static final Set<UnicodeScript> WIDE =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.HANGUL,
                    UnicodeScript.BOPOMOFO,
                    UnicodeScript.YI);

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(codePoint) ? 2 : 1;
        };
    }

    private static boolean wide(int codePoint) {
        // Half-width katakana are narrow; full-width forms, CJK punctuation and pictures are wide.
        if (codePoint >= 0xFF61 && codePoint <= 0xFFDC) {
            return false;
        }
        return (codePoint >= 0xFF01 && codePoint <= 0xFF60)
                || (codePoint >= 0x3000 && codePoint <= 0x303E)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                || WIDE.contains(UnicodeScript.of(codePoint));
    }

    /** The text in so many columns at most, with an ellipsis where it was cut. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        var shown = new StringBuilder();
        int taken = 0;
        for (int codePoint : text.codePoints().toArray()) {
            taken += of(codePoint);
            if (taken > columns - 1) {
                break;
            }
            shown.appendCodePoint(codePoint);
        }
        return shown.append('…').toString();
    }
}
