package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.notifications.Audience;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.Notice;
import io.muster.notifications.NoticeKind;
import io.muster.notifications.Notices;
import io.muster.notifications.PersonalMails;
import io.muster.organizations.Organizations;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Warns the user of a mailbox that fills up, or the owners of a shared one: at 90 % and when it is
 * as good as full, once until there is room again.
 */
@Component
class FullnessWarnings {

    private static final int FILLING = 90;

    /** The last hundredth seldom holds another message. */
    private static final int FULL = 99;

    /** Below, there is room again; what goes up and down around 90 % is told once. */
    private static final int ROOM = 85;

    private final JdbcClient jdbc;
    private final Organizations organizations;
    private final MailboxHoldings holdings;
    private final Notices notices;
    private final PersonalMails mails;
    private final Scopes scopes;

    FullnessWarnings(
            JdbcClient jdbc,
            Organizations organizations,
            MailboxHoldings holdings,
            Notices notices,
            PersonalMails mails,
            Scopes scopes) {
        this.jdbc = jdbc;
        this.organizations = organizations;
        this.holdings = holdings;
        this.notices = notices;
        this.mails = mails;
        this.scopes = scopes;
    }

    private record Filling(
            MailboxId mailbox, boolean personal, String name, long percent, int level) {

        /** A mail to a full mailbox would only be refused there. */
        boolean isReachedByMail() {
            return !personal || level < FULL;
        }
    }

    /** Looks at what these mailboxes hold now, in the transaction at work. */
    void look(OrganizationScope scope, Collection<MailEngine.Holding> now) {
        long usual =
                organizations
                        .find(scope)
                        .map(organization -> organization.settings().mailboxLimitOctets())
                        .orElse(0L);
        scopes.run(
                scope, () -> crossing(scope, now, usual).forEach(filling -> warn(scope, filling)));
    }

    /** Those that are fuller than when somebody was last warned. */
    private List<Filling> crossing(
            OrganizationScope scope, Collection<MailEngine.Holding> now, long usual) {
        return jdbc.sql(
                        """
                        WITH changed AS (
                            UPDATE mailboxes m SET warned_at = n.level
                            FROM (
                                SELECT m.id, h.octets, l.most,
                                    CASE WHEN l.most = 0 OR h.octets * 100 < l.most * :room THEN 0
                                         WHEN h.octets * 100 >= l.most * :full THEN :full
                                         WHEN h.octets * 100 >= l.most * :filling THEN greatest(m.warned_at, :filling)
                                         ELSE m.warned_at END AS level
                                FROM unnest(:ids::uuid[], :octets::bigint[]) AS h (id, octets)
                                JOIN mailboxes m ON m.id = h.id AND m.organization_id = :organization
                                CROSS JOIN LATERAL (SELECT coalesce(m.size_limit, :usual)) AS l (most)
                                WHERE m.archived_at IS NULL
                            ) AS n
                            WHERE m.organization_id = :organization AND m.id = n.id AND m.warned_at <> n.level
                            RETURNING m.id, m.kind, m.name, n.octets * 100 / greatest(n.most, 1) AS percent,
                                NEW.warned_at AS level, OLD.warned_at AS before
                        )
                        SELECT id, kind, name, percent, level FROM changed WHERE level > before ORDER BY id
                        """)
                .param("organization", scope.organization().value())
                .param(
                        "ids",
                        now.stream().map(holding -> holding.mailbox().value()).toArray(UUID[]::new))
                .param("octets", now.stream().map(MailEngine.Holding::octets).toArray(Long[]::new))
                .param("usual", usual)
                .param("room", ROOM)
                .param("filling", FILLING)
                .param("full", FULL)
                .query((row, _) ->
                        new Filling(
                                new MailboxId(row.getObject("id", UUID.class)),
                                Mailbox.Kind.valueOf(row.getString("kind"))
                                        == Mailbox.Kind.PERSONAL,
                                row.getString("name"),
                                row.getLong("percent"),
                                row.getInt("level")))
                .list();
    }

    private void warn(OrganizationScope scope, Filling filling) {
        Notice notice =
                new Notice(
                        NoticeKind.MAILBOX_FILLING,
                        filling.level() == FULL ? Notice.Severity.DANGER : Notice.Severity.WARNING,
                        Map.of(
                                "mailboxId", filling.mailbox().toString(),
                                "mailbox", filling.name(),
                                "percent", filling.percent()));
        for (UserId user : concerned(scope, filling)) {
            notices.tell(scope, Audience.user(user), notice);
            if (filling.isReachedByMail()) {
                mails.write(
                        scope,
                        user,
                        NoticeKind.MAILBOX_FILLING,
                        MailTemplate.MAILBOX_FILLING,
                        Map.of(
                                "mailbox", filling.name(),
                                "percent", Long.toString(filling.percent())));
            }
        }
    }

    private List<UserId> concerned(OrganizationScope scope, Filling filling) {
        return filling.personal()
                ? List.of(filling.mailbox().user())
                : holdings.on(scope, List.of(filling.mailbox())).stream()
                        .filter(held -> held.permissions().contains(Permission.MAILBOX_SHARE))
                        .map(MailboxHolding::user)
                        .toList();
    }
}
