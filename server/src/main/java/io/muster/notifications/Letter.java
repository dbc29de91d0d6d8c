package io.muster.notifications;

import io.muster.kernel.EmailAddress;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Properties;

/**
 * A mail ready to leave.
 *
 * @param name what people call the recipient; may be empty
 * @param language as a BCP 47 tag
 */
public record Letter(
        OutgoingId id,
        EmailAddress to,
        String name,
        String subject,
        String language,
        String text,
        String html) {

    /**
     * The letter as a message (RFC 5322), for ways that take octets.
     *
     * @param senderName what people call the sender; may be empty
     */
    public byte[] message(EmailAddress sender, String senderName) {
        var properties = new Properties();
        properties.put("mail.mime.allowutf8", "true");
        var octets = new ByteArrayOutputStream();
        try {
            MimeLetters.message(Session.getInstance(properties), sender, senderName, this)
                    .writeTo(octets);
        } catch (MessagingException | IOException broken) {
            throw new IllegalStateException("a mail can't be built", broken);
        }
        return octets.toByteArray();
    }

    /** Leaves the texts out: links in them may open accounts. */
    @Override
    public String toString() {
        return "Letter[" + id + "]";
    }
}
