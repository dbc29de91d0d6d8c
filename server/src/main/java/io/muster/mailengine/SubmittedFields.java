package io.muster.mailengine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * What a submitted message lacks of the fields that each message has (RFC 5322 3.6), as a
 * submission server adds them (RFC 6409 8): scanners, scripts and monitors often leave them out,
 * and a message without them sorts wrong, starts no thread and is taken for junk elsewhere.
 */
record SubmittedFields(Clock clock) {

    /**
     * The message with From, Date and Message-ID, otherwise octet for octet as it came.
     *
     * @param sender of the envelope; empty for what answers by itself, to which no From is added
     */
    byte[] completed(String sender, byte[] message) {
        Set<String> present = names(message);
        var missing = new StringBuilder();
        if (!present.contains("from") && !sender.isEmpty()) {
            missing.append("From: <").append(sender).append(">\r\n");
        }
        if (!present.contains("date")) {
            missing.append("Date: ")
                    .append(
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    clock.instant().atOffset(ZoneOffset.UTC)))
                    .append("\r\n");
        }
        if (!present.contains("message-id")) {
            missing.append("Message-ID: <")
                    .append(UUID.randomUUID())
                    .append('@')
                    .append(domain(sender))
                    .append(">\r\n");
        }
        if (missing.isEmpty()) {
            return message;
        }
        var completed = new ByteArrayOutputStream(message.length + missing.length());
        completed.writeBytes(missing.toString().getBytes(StandardCharsets.UTF_8));
        completed.writeBytes(message);
        return completed.toByteArray();
    }

    private static String domain(String sender) {
        return sender.isEmpty() ? "localhost" : sender.substring(sender.lastIndexOf('@') + 1);
    }

    /** In lower case, of the fields above the first empty line. */
    private static Set<String> names(byte[] message) {
        Set<String> names = new HashSet<>();
        int start = 0;
        while (start < message.length && message[start] != '\r' && message[start] != '\n') {
            int colon = start;
            int end = start;
            while (end < message.length && message[end] != '\n') {
                if (colon == start && message[end] == ':') {
                    colon = end;
                }
                end++;
            }
            // A line that begins with a space goes on with the field before.
            if (colon > start && message[start] != ' ' && message[start] != '\t') {
                names.add(
                        new String(message, start, colon - start, StandardCharsets.ISO_8859_1)
                                .strip()
                                .toLowerCase(Locale.ROOT));
            }
            start = end + 1;
        }
        return names;
    }
}
