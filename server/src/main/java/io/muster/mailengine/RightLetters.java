package io.muster.mailengine;

import io.muster.access.Permission;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rights of RFC 4314 2.1 that follow from permissions on a mailbox. */
final class RightLetters {

    static final char LOOKUP = 'l';
    static final char CREATE = 'k';
    static final char DELETE_FOLDER = 'x';

    private RightLetters() {}

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
