package io.muster.mailengine;

import io.muster.access.Permission;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rights of RFC 4314 2.1 that follow from permissions on a mailbox. */
final class RightLetters {

    static final char LOOKUP = 'l';
    static final char CREATE = 'k';
    static final char DELETE_FOLDER = 'x';

    /** Of whoever may do everything. */
    static final String ALL = of(everything());

    private RightLetters() {}

    /** All permissions on a mailbox. */
    static Set<Permission> everything() {
        Set<Permission> all = EnumSet.allOf(Permission.class);
        all.removeIf(permission -> permission.level() != Permission.Level.MAILBOX);
        return all;
    }

    /** In the order of the alphabet, without any twice. */
    static String of(Collection<Permission> permissions) {
        return permissions.stream()
                .map(RightLetters::of)
                .flatMap(letters -> letters.chars().mapToObj(letter -> (char) letter))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    /** The permissions of which all letters are there. */
    static Set<Permission> permissions(@Nullable String letters) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        if (letters != null) {
            for (Permission permission : Permission.values()) {
                if (permission.level() == Permission.Level.MAILBOX
                        && of(permission)
                                .chars()
                                .allMatch(letter -> letters.indexOf(letter) >= 0)) {
                    permissions.add(permission);
                }
            }
        }
        return permissions;
    }

    private static String of(Permission permission) {
        return switch (permission) {
            case MAILBOX_READ -> "lr";
            case MAILBOX_WRITE -> "swi";
            case MAILBOX_DELETE -> "te";
            case MAILBOX_FOLDERS -> "kx";
            case MAILBOX_SEND_AS -> "p";
            case MAILBOX_SHARE -> "a";
            default -> throw new IllegalArgumentException(permission.text());
        };
    }
}
