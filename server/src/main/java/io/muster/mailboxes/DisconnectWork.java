package io.muster.mailboxes;

import io.muster.access.ConnectedSessions;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.UserSessions;
import io.muster.audit.AuditLog;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import io.muster.mailboxes.UserActivity.Session;
import io.muster.roles.Memberships;
import io.muster.users.AllUsers;
import io.muster.users.ConnectedBy;
import io.muster.users.User;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Ends what the users of a job have open by some services or by all. */
@Component
class DisconnectWork implements ItemWork {

    static final String KIND = "mailboxes.disconnect";

    private final AllUsers users;
    private final Memberships memberships;
    private final ConnectedSessions sessions;
    private final Mail mail;
    private final AuditLog audit;
    private final JsonMapper json;

    DisconnectWork(
            AllUsers users,
            Memberships memberships,
            ConnectedSessions sessions,
            Mail mail,
            AuditLog audit,
            JsonMapper json) {
        this.users = users;
        this.memberships = memberships;
        this.sessions = sessions;
        this.mail = mail;
        this.audit = audit;
        this.json = json;
    }

    /** The connections of mail programs, and their end. */
    @Component
    record Mail(MailEngine engine, MailConnections connections) {}

    /** What a job is started with. */
    record Wanted(Set<ConnectedBy> services) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_DISCONNECT;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        Set<ConnectedBy> services =
                EnumSet.copyOf(json.readValue(run.parameters(), Wanted.class).services());
        OrganizationScope scope = run.scope();
        List<UserId> ids = items.stream().map(item -> new UserId(item.subject())).toList();
        Map<UserId, User> found = users.find(scope, ids);
        Set<UserId> above = memberships.above(scope, found.keySet());
        Map<UserId, List<UserSessions.Open>> web =
                services.contains(ConnectedBy.WEB) ? sessions.of(scope, ids) : Map.of();
        Map<UserId, List<MailEngine.Connection>> mails =
                mail.engine().connections(scope.organization());
        List<UserId> ended = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Item item : items) {
            UserId id = new UserId(item.subject());
            User user = found.get(id);
            if (user == null) {
                outcomes.add(
                        Outcome.skipped(
                                item,
                                "mailboxes.no-such-user",
                                "This user does not exist, or is at home elsewhere."));
            } else if (id.equals(scope.actor().user())) {
                outcomes.add(
                        Outcome.skipped(
                                item, "mailboxes.yourself", "Sign out to disconnect yourself."));
            } else if (above.contains(id)) {
                outcomes.add(
                        Outcome.skipped(
                                item,
                                "mailboxes.higher-rights",
                                "The rights of this user go beyond yours."));
            } else {
                List<Session> open =
                        open(
                                services,
                                web.getOrDefault(id, List.of()),
                                mails.getOrDefault(id, List.of()));
                if (open.isEmpty()) {
                    outcomes.add(
                            Outcome.unchanged(
                                    item, "mailboxes.not-connected", "Not connected any more."));
                } else {
                    ended.add(id);
                    open.forEach(one -> changes.add(UserActivity.disconnected(user, one)));
                    outcomes.add(Outcome.done(item));
                }
            }
        }
        end(scope, services, ended, changes);
        return outcomes;
    }

    private void end(
            OrganizationScope scope,
            Set<ConnectedBy> services,
            List<UserId> ended,
            List<Change> changes) {
        if (ended.isEmpty()) {
            return;
        }
        if (services.contains(ConnectedBy.WEB)) {
            sessions.end(scope, ended);
        }
        for (MailService service : MailService.values()) {
            if (services.contains(ConnectedMail.by(service))) {
                mail.connections().endAfterCommit(ended, service);
            }
        }
        audit.record(scope, changes);
    }

    private static List<Session> open(
            Set<ConnectedBy> services,
            List<UserSessions.Open> web,
            List<MailEngine.Connection> mails) {
        return Stream.concat(
                        web.stream().map(UserActivity::session),
                        mails.stream()
                                .filter(one -> services.contains(ConnectedMail.by(one.service())))
                                .map(UserActivity::session))
                .toList();
    }
}
