package io.muster.mailengine;

import io.muster.domains.NameLookup;
import io.muster.kernel.DomainName;
import io.muster.notifications.GuardedSockets;
import io.muster.notifications.OutgoingNetworks;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings one message to the server that takes it for its recipients: the smarthost, where there is
 * one, else those of their domain. Encrypted wherever that is offered.
 */
@Component
class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final String TLS_FAILED = "4.7.5";
    private static final PeerAnswer INSIDE =
            PeerAnswer.later("4.4.4", "its address is an inner one");

    private final MailSettings settings;
    private final OutgoingSettings outgoing;
    private final SmarthostSettings smarthost;
    private final OutgoingNetworks networks;
    private final NameLookup names;
    private final Routes routes;
    private final SSLSocketFactory encrypting;

    Courier(
            MailSettings settings,
            OutgoingSettings outgoing,
            SmarthostSettings smarthost,
            OutgoingNetworks networks,
            NameLookup names) {
        this.settings = settings;
        this.outgoing = outgoing;
        this.smarthost = smarthost;
        this.networks = networks;
        this.names = names;
        this.routes = new Routes(settings.hostname(), outgoing, networks, names);
        this.encrypting = SmarthostTls.sockets(smarthost);
    }

    NameLookup names() {
        return names;
    }

    /**
     * Whether mail can leave at all: there is a smarthost, or this server has a name under which
     * others know it.
     */
    boolean leaves() {
        return smarthost.host() != null || settings.hostname().contains(".");
    }

    /** Whether one connection serves recipients of any domain. */
    boolean oneWay() {
        return smarthost.host() != null;
    }

    /**
     * Blocks, for minutes where the other side is slow.
     *
     * @param sender of the envelope; empty for none
     * @param recipients all of that domain, unless there is a smarthost
     */
    Map<String, PeerAnswer> bring(
            String sender, byte[] content, DomainName domain, List<String> recipients) {
        return bring(sender, content, domain, recipients, patience());
    }

    private Patience patience() {
        return new Patience(outgoing.connectTimeout(), outgoing.answerTimeout(), Integer.MAX_VALUE);
    }

    /**
     * How long others are waited for.
     *
     * @param addresses so many of a domain are tried
     */
    record Patience(Duration connect, Duration answer, int addresses) {}

    Map<String, PeerAnswer> bring(
            String sender,
            byte[] content,
            DomainName domain,
            List<String> recipients,
            Patience patience) {
        String host = smarthost.host();
        if (host != null) {
            return attempt(
                            new Peer(host, smarthost.port(), true, patience),
                            sender,
                            content,
                            recipients)
                    .orElse(recipients);
        }
        return switch (routes.of(domain)) {
            case Routes.Route.Nowhere(var answer) -> forAll(recipients, answer);
            case Routes.Route.To(var addresses) ->
                    firstThatListens(
                            addresses.stream()
                                    .limit(patience.addresses())
                                    .map(address ->
                                            new Peer(
                                                    address.getAddress().getHostAddress(),
                                                    address.getPort(),
                                                    false,
                                                    patience))
                                    .toList(),
                            sender,
                            content,
                            recipients);
        };
    }

    private Map<String, PeerAnswer> firstThatListens(
            List<Peer> peers, String sender, byte[] content, List<String> recipients) {
        Attempt last = new Attempt(null, PeerAnswer.later("4.4.1", "no server answers"));
        for (Peer peer : peers) {
            last = attempt(peer, sender, content, recipients);
            if (last.answers() != null) {
                break;
            }
        }
        return last.orElse(recipients);
    }

    /**
     * A server to connect to.
     *
     * @param known the smarthost, which is known by name
     */
    private record Peer(String host, int port, boolean known, Patience patience) {}

    /**
     * What came of it.
     *
     * @param answers null where no conversation came about
     */
    private record Attempt(@Nullable Map<String, PeerAnswer> answers, PeerAnswer without) {

        Map<String, PeerAnswer> orElse(List<String> recipients) {
            return answers == null ? forAll(recipients, without) : answers;
        }
    }

    private Attempt attempt(Peer peer, String sender, byte[] content, List<String> recipients) {
        Attempt attempt = attempt(peer, sender, content, recipients, true);
        // RFC 7435: better in the open than not at all, where nothing better was agreed.
        return attempt.answers() == null
                        && !peer.known()
                        && attempt.without().status().equals(TLS_FAILED)
                ? attempt(peer, sender, content, recipients, false)
                : attempt;
    }

    private Attempt attempt(
            Peer peer, String sender, byte[] content, List<String> recipients, boolean encrypted) {
        boolean tls = peer.known() && smarthost.security() == SmarthostSettings.Security.TLS;
        if (tls && isInside(peer.host())) {
            return new Attempt(null, INSIDE);
        }
        Session session =
                Session.getInstance(properties(peer, sender, tls ? "smtps" : "smtp", encrypted));
        var connection = new PeerConnection(session, tls);
        try {
            connection.connect(
                    peer.host(),
                    peer.port(),
                    peer.known() ? smarthost.account() : null,
                    peer.known() ? smarthost.password() : null);
        } catch (MessagingException fault) {
            hangUp(connection);
            return new Attempt(null, notConnected(fault));
        }
        Map<String, PeerAnswer> answers = connection.send(content, recipients);
        hangUp(connection);
        return new Attempt(answers, PeerAnswer.doubtful());
    }

    /**
     * Sockets that are encrypted from the first octet aren't made by {@link GuardedSockets}, so
     * that address is looked at before.
     */
    private boolean isInside(String host) {
        try {
            return !Arrays.stream(InetAddress.getAllByName(host)).allMatch(networks::allows);
        } catch (UnknownHostException unknown) {
            LOG.debug("The smarthost is not found", unknown);
            return false;
        }
    }

    private static void hangUp(PeerConnection connection) {
        try {
            connection.close();
        } catch (MessagingException said) {
            // What was answered is answered, whatever becomes of QUIT.
            LOG.debug("A connection broke off at its end", said);
        }
    }

    private static PeerAnswer notConnected(MessagingException fault) {
        if (fault instanceof AuthenticationFailedException) {
            return PeerAnswer.later("4.7.8", "the smarthost refuses the sign-in");
        }
        for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return PeerAnswer.later(TLS_FAILED, "no encrypted connection came about");
            }
            if (cause instanceof OutgoingNetworks.NotAllowed) {
                return INSIDE;
            }
        }
        return PeerAnswer.later("4.4.1", "no server answers");
    }

    private static Map<String, PeerAnswer> forAll(List<String> recipients, PeerAnswer answer) {
        Map<String, PeerAnswer> all = new HashMap<>();
        recipients.forEach(recipient -> all.put(recipient, answer));
        return all;
    }

    private Properties properties(Peer peer, String sender, String protocol, boolean encrypted) {
        var properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "socketFactory", new GuardedSockets(networks));
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "connectiontimeout", millis(peer.patience().connect()));
        properties.put(prefix + "timeout", millis(peer.patience().answer()));
        properties.put(prefix + "writetimeout", millis(peer.patience().answer()));
        properties.put(prefix + "localhost", settings.hostname());
        properties.put(prefix + "from", sender.isEmpty() ? "<>" : sender);
        properties.put(prefix + "sendpartial", "true");
        properties.put(prefix + "quitwait", "false");
        if (peer.known()) {
            properties.put(prefix + "ssl.socketFactory", encrypting);
            properties.put(
                    prefix + "ssl.checkserveridentity", String.valueOf(smarthost.checkName()));
            properties.put(prefix + "auth", String.valueOf(smarthost.account() != null));
            boolean needed = smarthost.security() == SmarthostSettings.Security.STARTTLS;
            properties.put(prefix + "starttls.enable", String.valueOf(needed));
            properties.put(prefix + "starttls.required", String.valueOf(needed));
        } else {
            // Nobody vouches for the names of strangers: against listeners only (RFC 7435).
            properties.put(prefix + "ssl.trust", "*");
            properties.put(prefix + "ssl.checkserveridentity", "false");
            properties.put(prefix + "starttls.enable", String.valueOf(encrypted));
        }
        return properties;
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }
}
