package io.muster.notifications;

import io.muster.kernel.EmailAddress;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/**
 * Builds the messages of letters (RFC 5322, RFC 2045). Every text is stripped of control characters
 * and encoded as RFC 2047 says, so that none can end its header and begin another (S11).
 */
final class MimeLetters {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private MimeLetters() {}

    static MimeMessage message(
            Session session, EmailAddress sender, String senderName, Letter letter)
            throws MessagingException {
        MimeMessage message = new Identified(session, letter.id(), sender);
        message.setFrom(address(sender, senderName));
        message.setRecipient(Message.RecipientType.TO, address(letter.to(), letter.name()));
        message.setSubject(words(letter.subject()), UTF_8);
        message.setSentDate(Date.from(Instant.now()));
        // RFC 3834 5: no vacation notice answers a mail like this.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContentLanguage(
                new String[] {letter.language().replaceAll("[^A-Za-z0-9-]", "")});
        var parts = new MimeMultipart("alternative");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), UTF_8, "plain");
        parts.addBodyPart(text);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), UTF_8, "html");
        parts.addBodyPart(html);
        message.setContent(parts);
        message.saveChanges();
        return message;
    }

    /** RFC 2047 5: what begins like an encoded word would be read as something else. */
    private static String words(String text) {
        return Mail.plain(text).replace("=?", "= ?");
    }

    private static InternetAddress address(EmailAddress address, String name)
            throws MessagingException {
        try {
            String plain = words(name);
            return plain.isEmpty()
                    ? new InternetAddress(address.toString(), null, UTF_8)
                    : new InternetAddress(address.toString(), plain, UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new MessagingException("no UTF-8", impossible);
        }
    }

    /** Has the id of its row, so that a copy of the mail leads back to the outbox. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, OutgoingId id, EmailAddress sender) {
            super(session);
            this.id = "<" + id + "@" + sender.domain() + ">";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
