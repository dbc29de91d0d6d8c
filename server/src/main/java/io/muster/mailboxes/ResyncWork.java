package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.notifications.JobAudience;
import io.muster.users.AllUsers;
import io.muster.users.User;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Makes the mail programs of the users of a job fetch everything anew: their folders get another
 * identity, and all connections that knew the old one end with the commit.
 */
@Component
class ResyncWork implements ItemWork, JobAudience {

    static final String KIND = "mailboxes.resync";

    private final AllUsers users;
    private final MailboxRepository mailboxes;
    private final MailboxHoldings holdings;
    private final MailEngine engine;
    private final MailConnections connections;
    private final ResyncPace pace;
    private final Scopes scopes;
    private final AuditLog audit;

    ResyncWork(
            AllUsers users,
            MailboxRepository mailboxes,
            MailboxHoldings holdings,
            MailEngine engine,
            MailConnections connections,
            ResyncPace pace,
            Scopes scopes,
            AuditLog audit) {
        this.users = users;
        this.mailboxes = mailboxes;
        this.holdings = holdings;
        this.engine = engine;
        this.connections = connections;
        this.pace = pace;
        this.scopes = scopes;
        this.audit = audit;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.MAILBOXES_RESYNC;
    }

    @Override
    public Permission holders() {
        return Permission.MAILBOXES_RESYNC;
    }

    @Override
    public Duration restBefore(JobRun run, long item) {
        return pace.restBefore(item, run.position());
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        List<UserId> ids = items.stream().map(item -> new UserId(item.subject())).toList();
        Map<UserId, User> found = users.find(scope, ids);
        Set<MailboxId> there =
                mailboxes.all(scope, ids.stream().map(MailboxId::of).toList()).keySet();
        return items.stream()
                .map(item -> {
                    UserId id = new UserId(item.subject());
                    return ResyncRule.against(found.get(id), there.contains(MailboxId.of(id)))
                            .or(() -> resync(scope, id, item.name()))
                            .map(why -> Outcome.failed(item, why.code(), why.sentence()))
                            .orElseGet(() -> Outcome.done(item));
                })
                .toList();
    }

    /** Nothing when it is done. */
    private Optional<ResyncRule> resync(OrganizationScope scope, UserId user, String account) {
        MailboxId mailbox = MailboxId.of(user);
        int folders;
        try {
            folders = scopes.trial(() -> engine.renew(scope, mailbox)).orElseThrow();
        } catch (PessimisticLockingFailureException held) {
            return Optional.of(ResyncRule.BUSY);
        }
        Set<UserId> connected = new HashSet<>(Set.of(user));
        holdings.on(scope, List.of(mailbox)).forEach(holding -> connected.add(holding.user()));
        connections.endAfterCommit(connected);
        audit.record(
                scope,
                Change.done(
                        "mailboxes.resynced",
                        "user",
                        user.value(),
                        account,
                        Map.of(),
                        Map.of("folders", folders)));
        return Optional.empty();
    }
}
