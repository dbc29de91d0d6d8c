package io.muster.webmail;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.Ids;
import io.muster.webmail.Letter.AnswerTo;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Makes a message of a letter (RFC 5322, RFC 2045 to 2047). No text can end its header and begin
 * another: control characters are taken out, and what is no ASCII is encoded.
 *
 * @param from under whose address it is sent
 * @param fromName as people read it
 * @param files in the order of the letter
 * @param answered the ids of the thread, the last the one that is answered; none where it is new
 */
record Composition(
        Letter letter,
        EmailAddress from,
        String fromName,
        List<MessageFiles.File> files,
        List<String> answered) {

    /** Of a draft: the mailbox it is written in. */
    static final String MAILBOX = "X-Muster-Mailbox";

    /** Of a draft: what it answers, as kind, folder and number. */
    static final String ANSWER = "X-Muster-Answer";

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** RFC 5322 3.6.4 bounds nothing; the first and the last ones hold a thread together. */
    private static final int MOST_REFERENCES = 20;

    /** What a message takes in memory beside its files, in octets. */
    private static final int BESIDE = 64 << 10;

    /** About how long the message is, in octets. */
    long octets() {
        return BESIDE
                + letter.text().length() * 4L
                + files.stream().mapToLong(file -> file.spooled().octets()).sum() * 14 / 10;
    }

    /** With all that is needed to go on writing. */
    byte[] draft() {
        return written(message -> {
            // Nobody answers a draft, and each time it is kept it would be another id.
            message.removeHeader("Message-ID");
            message.setHeader(MAILBOX, letter.mailboxId().toString());
            AnswerTo answer = letter.answerTo();
            if (answer != null) {
                message.setHeader(
                        ANSWER, answer.kind() + " " + answer.folderId() + " " + answer.uid());
            }
        });
    }

    /**
     * A message that is sent.
     *
     * @param content as it is sent
     * @param kept the same with those who get it without being named
     */
    record Sent(byte[] content, byte[] kept) {}

    Sent sent() {
        var kept = new ByteArrayOutputStream();
        byte[] content =
                written(message -> {
                    if (!letter.bcc().isEmpty()) {
                        message.writeTo(kept);
                        message.removeHeader("Bcc");
                    }
                });
        return new Sent(content, letter.bcc().isEmpty() ? content : kept.toByteArray());
    }

    private interface Finish {
        void on(MimeMessage message) throws MessagingException, IOException;
    }

    private byte[] written(Finish finish) {
        try {
            MimeMessage message = message();
            message.saveChanges();
            finish.on(message);
            var octets = new ByteArrayOutputStream((int) Math.min(octets(), 64 << 20));
            message.writeTo(octets);
            return octets.toByteArray();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (MessagingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private MimeMessage message() throws MessagingException, IOException {
        var properties = new Properties();
        // Addresses of other scripts stand in the header as they are (RFC 6532).
        properties.setProperty("mail.mime.allowutf8", "true");
        MimeMessage message =
                new Identified(Session.getInstance(properties), Ids.next() + "@" + from.domain());
        message.setFrom(address(fromName, from.toString()));
        recipients(message, RecipientType.TO, letter.to());
        recipients(message, RecipientType.CC, letter.cc());
        recipients(message, RecipientType.BCC, letter.bcc());
        message.setSubject(words(letter.subject()), UTF_8);
        message.setSentDate(Date.from(Instant.now()));
        if (!answered.isEmpty()) {
            message.setHeader("In-Reply-To", "<" + answered.getLast() + ">");
            message.setHeader("References", MimeUtility.fold(12, references()));
        }
        if (files.isEmpty()) {
            message.setText(text(), UTF_8, "plain");
            return message;
        }
        var parts = new MimeMultipart("mixed");
        var text = new MimeBodyPart();
        text.setText(text(), UTF_8, "plain");
        parts.addBodyPart(text);
        for (MessageFiles.File file : files) {
            parts.addBodyPart(part(file));
        }
        message.setContent(parts);
        return message;
    }

    private String references() {
        Stream<String> ids =
                answered.size() <= MOST_REFERENCES
                        ? answered.stream()
                        : Stream.concat(
                                answered.stream().limit(1),
                                answered.stream().skip(answered.size() - MOST_REFERENCES + 1L));
        return String.join(" ", ids.map(id -> "<" + id + ">").toList());
    }

    private static MimeBodyPart part(MessageFiles.File file) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new Typed(file)));
        part.setFileName(words(file.name()));
        part.setDisposition(MimeBodyPart.ATTACHMENT);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /** A file of the type that its sender says. */
    private static final class Typed extends FileDataSource {

        private final String type;

        Typed(MessageFiles.File file) {
            super(file.spooled().file().toFile());
            // RFC 2046 5.2.1: whole messages and parts would not be encoded.
            boolean plain =
                    file.type()
                            .matches(
                                    "(?!message/|multipart/)[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}");
            this.type = plain ? file.type() : "application/octet-stream";
        }

        @Override
        public String getContentType() {
            return type;
        }
    }

    private String text() {
        return Texts.plain(letter.text()).replace("\n", "\r\n");
    }

    private static void recipients(
            MimeMessage message, RecipientType kind, List<MailAddress> addresses)
            throws MessagingException {
        for (MailAddress one : addresses) {
            message.addRecipient(kind, address(one.name(), one.address().strip()));
        }
    }

    private static InternetAddress address(String name, String address) {
        try {
            String plain = words(name);
            var written = new InternetAddress();
            written.setAddress(address);
            if (!plain.isEmpty()) {
                written.setPersonal(plain, UTF_8);
            }
            return written;
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** RFC 2047 5: what begins like an encoded word would be read as something else. */
    private static String words(String text) {
        return Texts.oneLine(text).replace("=?", "= ?");
    }

    /** Has an id of the sender's domain. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = "<" + id + ">";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
