package io.muster.mailengine;

import io.muster.mailboxes.MailSignIn;
import io.muster.mailboxes.MailboxLimits;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.james.events.InVMEventBus;
import org.apache.james.events.MemoryEventDeadLetters;
import org.apache.james.events.RetryBackoffConfiguration;
import org.apache.james.events.delivery.InVmEventDelivery;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.processor.main.DefaultImapProcessorFactory;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.SessionProviderImpl;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of one run, put together by hand from James's parts. */
final class RunningServers implements AutoCloseable {

    static {
        // Read when Reactor's schedulers load, which is below: work that waits for the database is
        // for virtual threads, and at its cap that scheduler waits a minute for a place.
        System.setProperty("reactor.schedulers.defaultBoundedElasticOnVirtualThreads", "true");
        System.setProperty("reactor.schedulers.defaultBoundedElasticSize", "10000");
    }

    private static final Logger LOG = LoggerFactory.getLogger(RunningServers.class);

    private static final MetricFactory METRICS = new NoMetrics();

    /**
     * Commands that arrive over IMAP get so much of the memory, all together: one part in eight.
     */
    private static final int PART_FOR_COMMANDS = 8;

    private final List<AbstractConfigurableAsyncServer> started = new ArrayList<>();
    private final Protocols protocols;

    private final MailLayer mail;
    private final Delivery delivery;
    private final Submission submission;

    private RunningServers(
            Protocols protocols, MailLayer mail, Delivery delivery, Submission submission) {
        this.protocols = protocols;
        this.mail = mail;
        this.delivery = delivery;
        this.submission = submission;
    }

    /** The servers, those with an "s" at the end encrypted from the first octet. */
    private record Protocols(
            SmtpService smtp,
            SmtpService submission,
            SmtpService submissions,
            ImapService imap,
            ImapService imaps) {

        List<AbstractConfigurableAsyncServer> all() {
            return List.of(smtp, submission, submissions, imap, imaps);
        }
    }

    /**
     * @throws IllegalStateException when one can't start, in a plain sentence; none runs then
     */
    static RunningServers start(
            MailSettings settings,
            MailStore store,
            EmbeddedMail.Gates gates,
            MailIndex index,
            SSLContext tls,
            Clock clock) {
        MailLayer mail = layer(store, gates.limits(), index, clock);
        var standardFolders = new StandardFolders(store);
        var delivery =
                new Delivery(
                        mail,
                        store,
                        standardFolders,
                        new Forwarder(
                                gates.forwardings(),
                                gates.reception(),
                                gates.outgoing(),
                                mail.rooms()),
                        clock);
        var submission = Submission.of(settings, gates, delivery, clock);
        var commands = new SmtpCommands(settings, gates, mail.rooms(), clock, submission);
        ImapProcessor imap = imap(mail, gates, standardFolders);
        try {
            var servers =
                    new RunningServers(
                            protocols(
                                    settings,
                                    commands,
                                    imap,
                                    tls,
                                    gone -> noteLater(gates.signIn(), gone)),
                            mail,
                            delivery,
                            submission);
            servers.startAll();
            return servers;
        } catch (IllegalStateException plain) {
            throw plain;
        } catch (Exception fault) {
            throw new IllegalStateException("mail can't be served: " + fault.getMessage(), fault);
        }
    }

    /** Away from the threads that move octets. Lost where the process dies: it isn't worth more. */
    private static void noteLater(MailSignIn signIn, OpenConnections.Signed gone) {
        var _ =
                Thread.startVirtualThread(() -> {
                    try {
                        signIn.left(gone.owner(), gone.connection());
                    } catch (RuntimeException fault) {
                        LOG.debug("The end of a connection wasn't noted", fault);
                    }
                });
    }

    private static MailLayer layer(
            MailStore store, MailboxLimits limits, MailIndex index, Clock clock) {
        // Muster lets people in itself and then opens sessions for them.
        var sessions =
                new SessionProviderImpl(
                        (_, _) -> false, (_, _) -> Authorizator.AuthorizationState.FORBIDDEN);
        return MailLayer.over(
                store,
                sessions,
                new InVMEventBus(
                        new InVmEventDelivery(METRICS),
                        RetryBackoffConfiguration.DEFAULT,
                        new MemoryEventDeadLetters()),
                PreDeletionHooks.NO_PRE_DELETION_HOOK,
                new MailLayer.AnnotationLimits(20, 10_000),
                limits,
                index,
                clock);
    }

    private static ImapProcessor imap(
            MailLayer mail, EmbeddedMail.Gates gates, StandardFolders standardFolders) {
        return new ImapSignIn(
                new ImapDelegation(
                        new ImapPace(
                                new ImapSharing(
                                        new ImapListing(
                                                new ImapSelection(new ImapLimits(commands(mail))),
                                                mail.parts()::others),
                                        gates.names()))),
                mail.folders(),
                METRICS,
                gates.signIn(),
                standardFolders);
    }

    private static ImapProcessor commands(MailLayer mail) {
        return DefaultImapProcessorFactory.createDefaultProcessor(
                mail.folders(),
                mail.events(),
                mail.subscriptions(),
                mail.quotas().getQuotaManager(),
                mail.quotas().getQuotaRootResolver(),
                METRICS);
    }

    private static Protocols protocols(
            MailSettings settings,
            SmtpCommands commands,
            ImapProcessor imap,
            SSLContext tls,
            OpenConnections.Departures departures)
            throws Exception {
        var room = new ImapGuard.Room(Runtime.getRuntime().maxMemory() / PART_FOR_COMMANDS);
        return new Protocols(
                SmtpService.configured(
                        settings,
                        new SmtpService.Kind("smtp", settings.smtpPort(), false, false),
                        _ -> commands.ofStrangers(),
                        METRICS,
                        tls,
                        departures),
                SmtpService.configured(
                        settings,
                        new SmtpService.Kind("submission", settings.submissionPort(), true, false),
                        commands::ofUsers,
                        METRICS,
                        tls,
                        departures),
                SmtpService.configured(
                        settings,
                        new SmtpService.Kind("submissions", settings.submissionsPort(), true, true),
                        commands::ofUsers,
                        METRICS,
                        tls,
                        departures),
                ImapService.configured(settings, false, imap, room, METRICS, tls, departures),
                ImapService.configured(settings, true, imap, room, METRICS, tls, departures));
    }

    private void startAll() {
        for (AbstractConfigurableAsyncServer server : protocols.all()) {
            try {
                started.add(server);
                server.init();
            } catch (Exception fault) {
                // Threads of those that run would keep the process alive.
                close();
                throw new IllegalStateException(
                        "mail can't be served: %s (%s)"
                                .formatted(server.getServiceType(), fault.getMessage()),
                        fault);
            }
        }
    }

    Delivery delivery() {
        return delivery;
    }

    /** What stands between the store and the protocols. */
    MailLayer mail() {
        return mail;
    }

    Submission submission() {
        return submission;
    }

    EmbeddedMail.Ports ports() {
        return new EmbeddedMail.Ports(
                port(protocols.smtp()),
                port(protocols.submission()),
                port(protocols.submissions()),
                port(protocols.imap()),
                port(protocols.imaps()));
    }

    private static int port(AbstractConfigurableAsyncServer server) {
        return server.getListenAddresses().stream()
                .mapToInt(InetSocketAddress::getPort)
                .findFirst()
                .orElseThrow();
    }

    /** Those on which users sign in. */
    Stream<OpenConnections> connections() {
        return Stream.of(
                protocols.submission().connections(),
                protocols.submissions().connections(),
                protocols.imap().connections(),
                protocols.imaps().connections());
    }

    @Override
    public void close() {
        started.reversed().forEach(AbstractConfigurableAsyncServer::destroy);
        started.clear();
    }
}
