package io.muster.notifications;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.stereotype.Component;

/** Hands letters to an SMTP server, one connection for each. */
@Component
class SmtpSender {

    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "30000";

    private final OutgoingNetworks networks;

    SmtpSender(OutgoingNetworks networks) {
        this.networks = networks;
    }

    Delivery.Handover hand(RelaySettings relay, Letter letter) {
        Session session = Session.getInstance(properties(relay));
        try {
            var message =
                    MimeLetters.message(session, relay.senderAddress(), relay.senderName(), letter);
            return new SmtpHandover(session, relay.security() == RelaySecurity.TLS)
                    .hand(relay, message);
        } catch (MessagingException broken) {
            throw new IllegalStateException("a mail can't be built", broken);
        }
    }

    private Properties properties(RelaySettings relay) {
        var properties = new Properties();
        String protocol = relay.security() == RelaySecurity.TLS ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        properties.put("mail.mime.allowutf8", "true");
        properties.put(prefix + "socketFactory", new GuardedSockets(networks));
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "ssl.socketFactory", SSLSocketFactory.getDefault());
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.put(prefix + "timeout", ANSWER_MILLIS);
        properties.put(prefix + "writetimeout", ANSWER_MILLIS);
        properties.put(prefix + "localhost", relay.senderAddress().domain().value());
        properties.put(prefix + "from", relay.senderAddress().toString());
        properties.put(prefix + "auth", String.valueOf(!relay.account().isEmpty()));
        if (relay.security() == RelaySecurity.STARTTLS) {
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
        }
        return properties;
    }
}
