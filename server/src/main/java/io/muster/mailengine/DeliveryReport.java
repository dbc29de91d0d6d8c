package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailengine.OutgoingRepository.Settled;
import io.muster.mailengine.OutgoingRepository.Taken;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a sender reads when his mail failed (RFC 3464): in words, in fields for programs, and the
 * header of his message; of a forwarded one all of it.
 */
final class DeliveryReport {

    private static final int LONGEST_HEADER = 64 << 10;

    private DeliveryReport() {}

    /**
     * That members of groups miss a message. Who they are isn't told: not everybody who may write
     * to a group may see who is in it.
     */
    static byte[] ofMissed(
            String hostname,
            MailboxOwner writer,
            String sender,
            byte[] content,
            Map<EmailAddress, PeerAnswer> missed) {
        Map<String, UUID> recipients = new LinkedHashMap<>();
        List<Settled> settled = new ArrayList<>();
        missed.forEach((group, why) -> {
            UUID id = UUID.randomUUID();
            recipients.put(group.toString(), id);
            settled.add(new Settled(id, "FAILED", why, null));
        });
        var taken =
                new Taken(
                        UUID.randomUUID(),
                        writer.organization(),
                        UUID.randomUUID(),
                        writer.user(),
                        sender,
                        content,
                        missed.keySet().iterator().next().domain(),
                        1,
                        Instant.now(),
                        false,
                        false,
                        recipients);
        return of(hostname, taken, settled);
    }

    /** As it is stored, below its empty envelope sender. */
    static byte[] of(String hostname, Taken taken, List<Settled> failed) {
        Map<UUID, String> names =
                taken.recipients().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        var message = new Numbered(hostname);
        try {
            message.setFrom(new InternetAddress("Mail delivery <MAILER-DAEMON@" + hostname + ">"));
            var to = new InternetAddress();
            to.setAddress(taken.sender());
            message.setRecipient(Message.RecipientType.TO, to);
            message.setSubject(
                    taken.forwarded()
                            ? "A message could not be forwarded"
                            : "Your message could not be delivered");
            message.setSentDate(Date.from(Instant.now()));
            // RFC 3834 5.1: no program answers it.
            message.setHeader("Auto-Submitted", "auto-replied");
            var parts = new MimeMultipart("report; report-type=delivery-status");
            MimeBodyPart words = new MimeBodyPart();
            words.setText(words(hostname, taken, names, failed), "us-ascii", "plain");
            parts.addBodyPart(words);
            parts.addBodyPart(
                    part("message/delivery-status", fields(hostname, taken, names, failed)));
            // Whoever had no copy kept has nothing else of a forwarded message.
            parts.addBodyPart(
                    taken.forwarded()
                            ? part("message/rfc822", taken.content())
                            : part("text/rfc822-headers", header(taken.content())));
            message.setContent(parts);
            message.saveChanges();
            var octets = new ByteArrayOutputStream();
            octets.writeBytes("Return-Path: <>\r\n".getBytes(StandardCharsets.US_ASCII));
            message.writeTo(octets);
            return octets.toByteArray();
        } catch (MessagingException | IOException fault) {
            throw new IllegalStateException("a report can't be written", fault);
        }
    }

    private static MimeBodyPart part(String type, byte[] content) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
        part.setHeader("Content-Type", type);
        return part;
    }

    private static String words(
            String hostname, Taken taken, Map<UUID, String> names, List<Settled> failed) {
        var text = new StringBuilder();
        text.append("This is the mail server ").append(hostname).append(".\r\n\r\n");
        text.append(
                taken.forwarded()
                        ? "A message for you could not be forwarded to these addresses, and it is not tried again:\r\n"
                        : "Your message did not reach these recipients, and it is not tried again:\r\n");
        for (Settled one : failed) {
            text.append("\r\n<").append(names.get(one.id())).append(">\r\n    ");
            text.append(one.answer().text()).append("\r\n");
        }
        text.append(
                taken.forwarded()
                        ? "\r\nThe message is attached.\r\n"
                        : "\r\nThe header of your message is attached.\r\n");
        return text.toString();
    }

    private static byte[] fields(
            String hostname, Taken taken, Map<UUID, String> names, List<Settled> failed) {
        var dates = new MailDateFormat();
        var text = new StringBuilder();
        text.append("Reporting-MTA: dns; ").append(hostname).append("\r\n");
        text.append("Arrival-Date: ")
                .append(dates.format(Date.from(taken.createdAt())))
                .append("\r\n");
        for (Settled one : failed) {
            text.append("\r\nFinal-Recipient: rfc822; ").append(names.get(one.id()));
            text.append("\r\nAction: failed\r\nStatus: ").append(one.answer().status());
            if (one.answer().text().matches("[245]\\d\\d[ -].*")) {
                text.append("\r\nDiagnostic-Code: smtp; ").append(one.answer().text());
            }
            text.append("\r\nLast-Attempt-Date: ")
                    .append(dates.format(Date.from(Instant.now())))
                    .append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] header(byte[] content) {
        String start =
                new String(
                        content,
                        0,
                        Math.min(content.length, LONGEST_HEADER),
                        StandardCharsets.ISO_8859_1);
        int end = start.indexOf("\r\n\r\n");
        return (end < 0 ? start : start.substring(0, end + 2))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Numbered extends MimeMessage {

        private final String hostname;

        Numbered(String hostname) {
            super(Session.getInstance(new Properties()));
            this.hostname = hostname;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + hostname + ">");
        }
    }
}
