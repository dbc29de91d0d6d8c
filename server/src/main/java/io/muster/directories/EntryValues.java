package io.muster.directories;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** What an entry says of a user, by the fields of the mapping. */
final class EntryValues {

    private static final int LONGEST = 200;
    private static final int GUID = 16;

    private EntryValues() {}

    /** The first value of each attribute, cut to 200 characters; empty where there is none. */
    static AttributeMapping of(Entry entry, AttributeMapping mapping) {
        return mapping.each(attribute -> value(entry, attribute));
    }

    private static String value(Entry entry, String name) {
        Attribute attribute = name.isEmpty() ? null : entry.getAttribute(name);
        byte[] octets = attribute == null ? null : attribute.getValueByteArray();
        if (octets == null) {
            return "";
        }
        if (name.equalsIgnoreCase("objectGUID") && octets.length == GUID) {
            return guid(octets);
        }
        String text = text(octets);
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** As Windows writes it: the first three parts lie the other way round (MS-DTYP 2.3.4.2). */
    static String guid(byte[] octets) {
        ByteBuffer little = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        long first = Integer.toUnsignedLong(little.getInt());
        long second = Short.toUnsignedLong(little.getShort());
        long third = Short.toUnsignedLong(little.getShort());
        return new UUID(
                        first << 32 | second << 16 | third,
                        little.order(ByteOrder.BIG_ENDIAN).getLong())
                .toString();
    }

    /** What {@link #guid} reads. */
    static byte[] octets(UUID guid) {
        long high = guid.getMostSignificantBits();
        return ByteBuffer.allocate(GUID)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (high >>> 32))
                .putShort((short) (high >>> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(guid.getLeastSignificantBits())
                .array();
    }

    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .codePoints()
                    .map(c -> Character.isISOControl(c) ? ' ' : c)
                    .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                    .toString();
        } catch (CharacterCodingException _) {
            return HexFormat.of().formatHex(octets);
        }
    }
}
