package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.InstanceKey;
import io.muster.kernel.JobId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.Forwardings;
import io.muster.mailboxes.MailEngine;
import io.muster.mailboxes.MailSignIn;
import io.muster.mailboxes.MailboxLimits;
import io.muster.mailboxes.MailboxNames;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import io.muster.mailboxes.Senders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The embedded engine: its servers start and stop with Muster, what is stored is there anyway. */
@Component
public class EmbeddedMail implements MailEngine, SmartLifecycle {

    private final MailSettings settings;
    private final MailStore store;
    private final MailboxRows mailboxes;
    private final UsageRows usage;
    private final StandardFolders standardFolders;
    private final SharedSubscriptions subscriptions;
    private final Gates gates;
    private final Path data;
    private final InstanceKey key;
    private final MailIndex index;
    private final IndexRows indexing;
    private volatile @Nullable RunningServers running;

    EmbeddedMail(
            MailSettings settings,
            Scopes scopes,
            JdbcClient jdbc,
            Gates gates,
            InstanceKey key,
            MailIndex index,
            @Value("${muster.data:data}") Path data) {
        this.settings = settings;
        this.store = new MailStore(scopes, jdbc, Owners.BY_ID);
        this.mailboxes = new MailboxRows(jdbc);
        this.usage = new UsageRows(jdbc);
        this.standardFolders = new StandardFolders(store);
        this.subscriptions = new SharedSubscriptions(jdbc);
        this.gates = gates;
        this.key = key;
        this.index = index;
        this.indexing = new IndexRows(jdbc);
        this.data = data;
    }

    /** Who decides what is let in. */
    @Component
    record Gates(
            MailSignIn signIn,
            Senders senders,
            Reception reception,
            MailboxNames names,
            MailboxLimits limits,
            Forwardings forwardings,
            OutgoingMail outgoing) {}

    /** Where mail is served; ports as they were taken. */
    public record Ports(int smtp, int submission, int submissions, int imap, int imaps) {}

    /** Nothing while mail isn't served. */
    public Optional<Ports> ports() {
        return Optional.ofNullable(running).map(RunningServers::ports);
    }

    /** What puts messages into inboxes; nothing while mail isn't served. */
    Optional<Delivery> delivery() {
        return Optional.ofNullable(running).map(RunningServers::delivery);
    }

    /** What runs; nothing while mail isn't served. */
    Optional<RunningServers> servers() {
        return Optional.ofNullable(running);
    }

    @Override
    public boolean isAutoStartup() {
        return settings.enabled();
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            FreePorts.require(settings);
            running =
                    RunningServers.start(
                            settings,
                            store,
                            gates,
                            index,
                            MailTls.context(settings, data, key),
                            Clock.systemUTC());
        }
    }

    @Override
    public synchronized void stop() {
        RunningServers servers = running;
        if (servers != null) {
            servers.close();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @EventListener
    void tellWhereMailIs(ApplicationReadyEvent ready) {
        ports().ifPresent(ports ->
                System.out.println(
                        "Mail: SMTP %s:%d, submission %1$s:%d and by TLS %1$s:%d, IMAP %1$s:%d and by TLS %1$s:%d"
                                .formatted(
                                        settings.address(),
                                        ports.smtp(),
                                        ports.submission(),
                                        ports.submissions(),
                                        ports.imap(),
                                        ports.imaps())));
    }

    @Override
    public void disconnect(Collection<UserId> users) {
        RunningServers servers = running;
        if (servers != null) {
            servers.connections().forEach(open -> open.disconnect(users));
        }
    }

    @Override
    public List<Connection> connections(UserId user) {
        RunningServers servers = running;
        return servers == null
                ? List.of()
                : servers.connections().flatMap(open -> open.of(user).stream()).toList();
    }

    @Override
    public Map<UserId, List<Connection>> connections(OrganizationId organization) {
        Map<UserId, List<Connection>> all = new HashMap<>();
        RunningServers servers = running;
        if (servers != null) {
            servers.connections().forEach(open -> open.of(organization, all));
        }
        return all;
    }

    @Override
    public Map<UserId, Instant> connected() {
        Map<UserId, Instant> all = new HashMap<>();
        RunningServers servers = running;
        if (servers != null) {
            servers.connections().forEach(open -> open.lastSeen(all));
        }
        return all;
    }

    @Override
    public boolean disconnect(UserId user, UUID connection) {
        RunningServers servers = running;
        return servers != null
                && servers.connections().anyMatch(open -> open.disconnect(user, connection));
    }

    @Override
    public void forget(OrganizationScope scope, Collection<UserId> users) {
        mailboxes.forget(scope, users.stream().map(UserId::value).toArray(UUID[]::new));
        gates.outgoing().forget(scope, users);
    }

    @Override
    public void forget(OrganizationScope scope, MailboxId mailbox) {
        mailboxes.forget(scope, new UUID[] {mailbox.value()});
    }

    @Override
    public void permit(OrganizationScope scope, Collection<MailboxId> ids, List<Access> all) {
        List<SharedSubscriptions.Sight> before = subscriptions.of(scope, ids);
        mailboxes.permit(scope, ids, all);
        // Whoever may open a mailbox finds its folders there, also before mail arrives.
        mailboxes
                .withoutInbox(scope, all.stream().map(Access::mailbox).toList())
                .forEach(id -> standardFolders.provide(new MailboxOwner(id, scope.organization())));
        subscriptions.follow(scope, before, subscriptions.of(scope, ids));
    }

    @Override
    public Contents contents(OrganizationScope scope, MailboxId mailbox) {
        return usage.contents(scope, mailbox);
    }

    @Override
    public List<FolderContents> folders(OrganizationScope scope, MailboxId mailbox) {
        return usage.folders(scope, mailbox);
    }

    @Override
    public int renew(OrganizationScope scope, MailboxId mailbox) {
        return mailboxes.renew(scope, mailbox);
    }

    @Override
    public Recount recount(OrganizationScope scope, MailboxId mailbox) {
        return usage.recount(scope, mailbox);
    }

    @Override
    public Changed takeChanged(int most) {
        return usage.takeChanged(most);
    }

    @Override
    public void noteChanged(OrganizationScope scope, Collection<MailboxId> ids) {
        usage.noteChanged(scope, ids);
    }

    @Override
    public boolean keepsMail() {
        return settings.enabled() || isRunning();
    }

    @Override
    public boolean reachesOthers() {
        return gates.outgoing().leaves();
    }

    @Override
    public boolean reaches(EmailAddress from, EmailAddress to) {
        return gates.outgoing().elsewhere(from, to).isPresent();
    }

    @Override
    public Set<MailboxId> reindex(
            OrganizationScope scope, JobId job, long firstPlace, List<MailboxId> ids) {
        return indexing.queue(scope, job, firstPlace, ids);
    }

    @Override
    public Indexing indexing(OrganizationScope scope, MailboxId mailbox) {
        return indexing.indexing(scope, List.of(mailbox)).getOrDefault(mailbox, Indexing.FOLLOWING);
    }

    @Override
    public Map<MailboxId, Indexing> indexing(OrganizationScope scope, Collection<MailboxId> ids) {
        return indexing.indexing(scope, ids);
    }

    @Override
    public boolean reindexing(OrganizationScope scope, JobId job, long beforePlace) {
        return indexing.anyBefore(scope, job, beforePlace);
    }

    @Override
    public Map<MailboxId, Long> takeReindexed(
            OrganizationScope scope, JobId job, Collection<MailboxId> ids) {
        return indexing.takeDone(scope, job, ids);
    }

    @Override
    public void withdrawReindex(OrganizationScope scope, JobId job) {
        indexing.withdraw(scope, job);
    }

    @Override
    public void handOver(OrganizationScope scope, MailboxId from, MailboxId to, String name) {
        mailboxes.handOver(scope, from, to, name);
    }
}
