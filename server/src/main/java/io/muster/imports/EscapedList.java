package io.muster.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names in one cell, as in {@code Help desk; Auditor}. A separator that belongs to a name is
 * written with a backslash before it, and so is a backslash.
 */
final class EscapedList {

    private EscapedList() {}

    /** The names without the white space around them; empty ones are left out. */
    static List<String> split(String text, char separator) {
        List<String> names = new ArrayList<>();
        var name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                name.append(text.charAt(++i));
            } else if (c == separator) {
                end(name, names);
            } else {
                name.append(c);
            }
        }
        end(name, names);
        return names;
    }

    static String join(List<String> names, char separator) {
        String sign = String.valueOf(separator);
        return names.stream()
                .map(name -> name.replace("\\", "\\\\").replace(sign, "\\" + sign))
                .collect(Collectors.joining(separator == ';' ? "; " : sign));
    }

    private static void end(StringBuilder name, List<String> names) {
        String stripped = name.toString().strip();
        if (!stripped.isEmpty()) {
            names.add(stripped);
        }
        name.setLength(0);
    }
}
