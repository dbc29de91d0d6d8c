package io.muster.notifications;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * One connection for one mail, which knows how far it came: the mail changes hands with the dot
 * that ends its text (RFC 5321 4.1.1.4), so only a break between the dot and its answer leaves a
 * doubt.
 *
 * <p>What it tells are codes of its own and reply digits, never a word of the other side.
 */
final class SmtpHandover extends SMTPTransport {

    private enum Phase {
        CONNECTING,
        READY,
        SENDER,
        RECIPIENT,
        TEXT,
        DOT
    }

    private Phase phase = Phase.CONNECTING;

    SmtpHandover(Session session, boolean tls) {
        super(
                session,
                new URLName(tls ? "smtps" : "smtp", null, -1, null, null, null),
                tls ? "smtps" : "smtp",
                tls);
    }

    Delivery.Handover hand(RelaySettings relay, MimeMessage message) {
        try (this) {
            connect(
                    relay.host(),
                    relay.port(),
                    relay.account().isEmpty() ? null : relay.account(),
                    relay.password());
            phase = Phase.READY;
            if (needsUnicode(message) && !supportsExtension("SMTPUTF8")) {
                return new Delivery.Handover.Refused("address-needs-smtputf8");
            }
            sendMessage(message, message.getAllRecipients());
            return new Delivery.Handover.Accepted();
        } catch (MessagingException fault) {
            return phase == Phase.CONNECTING ? notConnected(fault) : notTaken(fault);
        }
    }

    private static boolean needsUnicode(MimeMessage message) throws MessagingException {
        return !String.valueOf(message.getAllRecipients()[0])
                .substring(String.valueOf(message.getAllRecipients()[0]).lastIndexOf('<') + 1)
                .chars()
                .allMatch(c -> c < 128);
    }

    private Delivery.Handover notConnected(MessagingException fault) {
        if (cause(fault, OutgoingNetworks.NotAllowed.class)) {
            return new Delivery.Handover.Closed("address-not-allowed");
        }
        if (fault instanceof AuthenticationFailedException) {
            return new Delivery.Handover.Closed("sign-in-refused");
        }
        if (cause(fault, UnknownHostException.class)) {
            return new Delivery.Handover.Closed("name-unknown");
        }
        if (cause(fault, SSLException.class)) {
            return new Delivery.Handover.Closed("tls-failed");
        }
        if (fault instanceof MailConnectException) {
            return new Delivery.Handover.Closed("not-reached");
        }
        if (getRequireStartTLS() && getLastReturnCode() == 250 && !supportsExtension("STARTTLS")) {
            return new Delivery.Handover.Closed("tls-missing");
        }
        return new Delivery.Handover.Closed("no-smtp");
    }

    private Delivery.Handover notTaken(MessagingException fault) {
        int code = code(fault);
        if (code >= 500) {
            return new Delivery.Handover.Refused(place() + "-refused-" + code);
        }
        if (code >= 400) {
            return new Delivery.Handover.Later(place() + "-refused-" + code);
        }
        return phase == Phase.DOT
                ? new Delivery.Handover.Unknown("broke-off-at-the-end")
                : new Delivery.Handover.Later("broke-off");
    }

    private String place() {
        return switch (phase) {
            case CONNECTING, READY -> "mail";
            case SENDER -> "sender";
            case RECIPIENT -> "recipient";
            case TEXT, DOT -> "text";
        };
    }

    /** The digits of the reply that refused, 0 when the connection broke instead. */
    private static int code(MessagingException fault) {
        int code = 0;
        for (@Nullable Exception e = fault;
                e instanceof MessagingException link;
                e = link.getNextException()) {
            code =
                    switch (link) {
                        case SMTPAddressFailedException refused -> refused.getReturnCode();
                        case SMTPSenderFailedException refused -> refused.getReturnCode();
                        case SMTPSendFailedException refused -> refused.getReturnCode();
                        default -> code;
                    };
        }
        return Math.max(code, 0);
    }

    private static boolean cause(MessagingException fault, Class<? extends IOException> kind) {
        for (@Nullable Throwable e = fault; e != null; ) {
            if (kind.isInstance(e)) {
                return true;
            }
            e =
                    e instanceof MessagingException link && link.getNextException() != null
                            ? link.getNextException()
                            : e.getCause();
        }
        return false;
    }

    @Override
    protected void mailFrom() throws MessagingException {
        phase = Phase.SENDER;
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        phase = Phase.RECIPIENT;
        super.rcptTo();
    }

    @Override
    protected java.io.OutputStream data() throws MessagingException {
        phase = Phase.TEXT;
        return super.data();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        phase = Phase.DOT;
        super.finishData();
    }
}
