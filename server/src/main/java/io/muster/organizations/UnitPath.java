package io.muster.organizations;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The way to a unit from the top of the tree: {@code Sales/North}. Names are 1 to 64 characters
 * without a slash, at most 16 of them.
 */
public record UnitPath(List<String> names) {

    /** How deep a tree may be. */
    public static final int DEEPEST = 16;

    /** Characters of the longest name of a unit. */
    public static final int LONGEST_NAME = 64;

    public UnitPath {
        names = List.copyOf(names);
        if (names.isEmpty() || names.size() > DEEPEST || !names.stream().allMatch(UnitPath::fits)) {
            throw new IllegalArgumentException("no path of units: " + names);
        }
    }

    /** Reads {@code Sales/North}; blanks around a name don't count. Nothing when it is no path. */
    public static Optional<UnitPath> parse(String text) {
        List<String> names = Arrays.stream(text.split("/", -1)).map(String::strip).toList();
        return names.size() <= DEEPEST && names.stream().allMatch(UnitPath::fits)
                ? Optional.of(new UnitPath(names))
                : Optional.empty();
    }

    /** Whether a unit may be called that. */
    static boolean fits(String name) {
        return !name.isBlank()
                && name.codePointCount(0, name.length()) <= LONGEST_NAME
                && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl)
                && name.equals(name.strip());
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
