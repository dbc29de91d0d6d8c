package io.muster.kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a sorted list: the sort values of the row at the edge of a page, and whether the page
 * wanted lies before or after it. Opaque to callers, at most 6,000 characters. It grants nothing:
 * whoever sends a forged one sees rows he may see anyway.
 *
 * @param order names the sort the values belong to, so that a cursor of another sort is refused
 */
public record Cursor(String order, boolean backwards, List<@Nullable String> values) {

    /** Two names of 255 characters, four octets each, and an id fit twice. */
    private static final int LIMIT = 6_000;

    private static final int MOST_VALUES = 8;

    public String encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out, order);
            out.writeBoolean(backwards);
            out.writeByte(values.size());
            for (String value : values) {
                out.writeBoolean(value != null);
                if (value != null) {
                    write(out, value);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(octets.length);
        out.write(octets);
    }

    /**
     * Reads a cursor back; nothing when the text is not one of ours or belongs to another order. A
     * forged one may hold any values: whoever reads them says of which form they are.
     */
    public static Optional<Cursor> decode(String text, String order) {
        if (text.length() > LIMIT) {
            return Optional.empty();
        }
        try (var in =
                new DataInputStream(
                        new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            String found = read(in);
            boolean backwards = in.readBoolean();
            int count = in.readUnsignedByte();
            if (!found.equals(order) || count > MOST_VALUES) {
                return Optional.empty();
            }
            List<@Nullable String> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(in.readBoolean() ? read(in) : null);
            }
            // PostgreSQL has no text with the character NUL; and a place is written in one way.
            return Optional.of(new Cursor(found, backwards, values))
                    .filter(cursor -> cursor.encode().equals(text))
                    .filter(cursor ->
                            values.stream()
                                    .noneMatch(value -> value != null && value.indexOf('\0') >= 0));
        } catch (IllegalArgumentException | IOException _) {
            return Optional.empty();
        }
    }

    private static String read(DataInputStream in) throws IOException {
        byte[] octets = new byte[in.readUnsignedShort()];
        in.readFully(octets);
        return new String(octets, StandardCharsets.UTF_8);
    }
}
