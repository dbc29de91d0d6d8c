package io.muster.users;

import io.muster.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Users as PostgreSQL itself writes them out: a line each, in UTF-8, in the text format of COPY. So
 * a million of them pass without an object for each of their settings.
 *
 * @param lines the user's id first, then the cells that were asked for, in their order; a tab
 *     between two, a line feed at the end, a backslash before what would be taken for those
 */
public record UserLines(List<byte[]> lines) {

    private static final int ID_LENGTH = 36;

    public UserLines {
        lines = List.copyOf(lines);
    }

    /** Whom the lines are about, in their order. */
    public List<UserId> users() {
        return lines.stream().map(UserLines::user).toList();
    }

    /** Whom a line is about. */
    public static UserId user(byte[] line) {
        return new UserId(
                UUID.fromString(new String(line, 0, ID_LENGTH, StandardCharsets.ISO_8859_1)));
    }

    /** Where in a line the cells begin. */
    public static int cells() {
        return ID_LENGTH + 1;
    }
}
