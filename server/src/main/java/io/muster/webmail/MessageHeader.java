package io.muster.webmail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.apache.james.mime4j.stream.Field;
import org.jspecify.annotations.Nullable;

/** What the header of a message says; of fields that may be there once, the first. */
final class MessageHeader {

    /** More are not shown. */
    static final int MOST_ADDRESSES = 500;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ADDRESS = 320;
    private static final int LONGEST_SUBJECT = 1_000;
    private static final int MOST_REFERENCES = 100;
    private static final int LONGEST_FIELD = 128 << 10;

    private static final Pattern MESSAGE_ID = Pattern.compile("<([^<>\\s]{1,900})>");

    private final Map<String, Field> fields = new LinkedHashMap<>();

    MessageHeader(List<Field> all) {
        for (Field field : all) {
            fields.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field);
        }
    }

    static MessageHeader none() {
        return new MessageHeader(List.of());
    }

    private String text(String name) {
        Field field = fields.get(name);
        return field == null ? "" : Texts.cut(MimeWalk.body(field), LONGEST_FIELD);
    }

    String subject() {
        return Texts.cut(Texts.ofHeader(text("subject")), LONGEST_SUBJECT);
    }

    List<MailAddress> addresses(String name, int most) {
        String text = text(name);
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            List<MailAddress> found = new ArrayList<>();
            for (Mailbox one : LenientAddressParser.DEFAULT.parseAddressList(text).flatten()) {
                if (found.size() == most) {
                    break;
                }
                found.add(address(one));
            }
            return found;
        } catch (RuntimeException _) {
            return List.of(new MailAddress("", Texts.cut(Texts.oneLine(text), LONGEST_ADDRESS)));
        }
    }

    private static MailAddress address(Mailbox one) {
        String name = one.getName() == null ? "" : Texts.ofHeader(one.getName());
        String domain = one.getDomain();
        String address =
                domain == null || domain.isEmpty()
                        ? String.valueOf(one.getLocalPart())
                        : one.getLocalPart() + "@" + domain;
        return new MailAddress(
                Texts.cut(name, LONGEST_NAME), Texts.cut(Texts.oneLine(address), LONGEST_ADDRESS));
    }

    @Nullable MailAddress first(String name) {
        List<MailAddress> all = addresses(name, 1);
        return all.isEmpty() ? null : all.getFirst();
    }

    @Nullable Instant sentAt() {
        Field field = fields.get("date");
        if (field == null) {
            return null;
        }
        try {
            return LenientFieldParser.getParser().parse(field, DecodeMonitor.SILENT)
                                    instanceof DateTimeField told
                            && told.getDate() != null
                    ? told.getDate().toInstant()
                    : null;
        } catch (RuntimeException _) {
            return null;
        }
    }

    /** The ids that a field names, without angle brackets. */
    List<String> ids(String name) {
        List<String> ids = new ArrayList<>();
        Matcher id = MESSAGE_ID.matcher(text(name));
        while (id.find() && ids.size() < MOST_REFERENCES) {
            ids.add(id.group(1));
        }
        return ids;
    }

    /** The first id of a field, empty where there is none. */
    String id(String name) {
        List<String> ids = ids(name);
        return ids.isEmpty() ? "" : ids.getFirst();
    }
}
