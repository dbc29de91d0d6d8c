package io.muster.mailengine;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another server for one message, which knows how far it came: the message changes
 * hands with the answer to the dot that ends it (RFC 5321 4.1.1.4).
 */
final class PeerConnection extends SMTPTransport {

    private enum Phase {
        BEFORE,
        DOT,
        TAKEN
    }

    private Phase phase = Phase.BEFORE;

    PeerConnection(Session session, boolean tls) {
        super(
                session,
                new URLName(tls ? "smtps" : "smtp", null, -1, null, null, null),
                tls ? "smtps" : "smtp",
                tls);
    }

    /**
     * Hands the message over, octet for octet.
     *
     * @return the answer to each of the recipients
     */
    Map<String, PeerAnswer> send(byte[] content, List<String> recipients) {
        Map<String, PeerAnswer> answers = new HashMap<>();
        PeerAnswer rest;
        try {
            sendMessage(new AsItIs(session, content), addresses(recipients));
            rest = PeerAnswer.taken(getLastServerResponse());
        } catch (MessagingException fault) {
            for (MessagingException link = fault; link != null; link = next(link)) {
                if (link instanceof SMTPAddressFailedException refused) {
                    answers.put(
                            refused.getAddress().getAddress(),
                            PeerAnswer.of(String.valueOf(refused.getMessage())));
                }
            }
            rest =
                    switch (phase) {
                        case TAKEN -> PeerAnswer.taken("250 accepted");
                        case DOT -> whole(fault, PeerAnswer.doubtful());
                        case BEFORE ->
                                whole(fault, PeerAnswer.later("4.4.2", "the connection broke off"));
                    };
        }
        for (String recipient : recipients) {
            answers.putIfAbsent(recipient, rest);
        }
        return answers;
    }

    private static InternetAddress[] addresses(List<String> recipients) {
        return recipients.stream()
                .map(recipient -> {
                    var address = new InternetAddress();
                    address.setAddress(recipient);
                    return address;
                })
                .toArray(InternetAddress[]::new);
    }

    private static @Nullable MessagingException next(MessagingException link) {
        return link.getNextException() instanceof MessagingException next ? next : null;
    }

    /** What was said of the message or its sender; otherwise it broke off. */
    private static PeerAnswer whole(MessagingException fault, PeerAnswer brokeOff) {
        for (MessagingException link = fault; link != null; link = next(link)) {
            int code =
                    switch (link) {
                        case SMTPSenderFailedException refused -> refused.getReturnCode();
                        case SMTPSendFailedException refused -> refused.getReturnCode();
                        default -> 0;
                    };
            if (code >= 400) {
                return PeerAnswer.of(String.valueOf(link.getMessage()));
            }
        }
        return brokeOff;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        phase = Phase.DOT;
        super.finishData();
        phase = Phase.TAKEN;
    }

    /** Nothing in it is read or written anew. */
    private static final class AsItIs extends MimeMessage {

        private final byte[] octets;

        AsItIs(Session session, byte[] octets) {
            super(session);
            this.octets = octets;
        }

        @Override
        public Address[] getAllRecipients() {
            return new Address[0];
        }

        @Override
        public int getSize() {
            return octets.length;
        }

        @Override
        public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException {
            out.write(octets);
        }
    }
}
