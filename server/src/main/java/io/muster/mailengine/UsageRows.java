package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.mailboxes.MailEngine;
import io.muster.mailboxes.MailboxOwner;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much is in mailboxes, by the counts that stand in the rows of their folders. */
final class UsageRows {

    private final JdbcClient jdbc;

    UsageRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    MailEngine.Contents contents(OrganizationScope scope, MailboxId mailbox) {
        return jdbc.sql(
                        """
                        SELECT count(*) AS folders, coalesce(sum(messages), 0) AS messages, coalesce(sum(octets), 0) AS octets
                        FROM mail_folders WHERE organization_id = :organization AND owner_id = :owner
                        """)
                .param("organization", scope.organization().value())
                .param("owner", mailbox.value())
                .query((row, _) ->
                        new MailEngine.Contents(
                                row.getLong("folders"),
                                row.getLong("messages"),
                                row.getLong("octets")))
                .single();
    }

    List<MailEngine.FolderContents> folders(OrganizationScope scope, MailboxId mailbox) {
        return jdbc.sql(
                        """
                        SELECT name, messages, octets FROM mail_folders
                        WHERE organization_id = :organization AND owner_id = :owner
                        ORDER BY octets DESC, name
                        """)
                .param("organization", scope.organization().value())
                .param("owner", mailbox.value())
                .query((row, _) ->
                        new MailEngine.FolderContents(
                                row.getString("name"),
                                row.getLong("messages"),
                                row.getLong("octets")))
                .list();
    }

    MailEngine.Recount recount(OrganizationScope scope, MailboxId mailbox) {
        // Nobody changes messages meanwhile.
        of(
                        """
                        SELECT id FROM mail_folders
                        WHERE organization_id = :organization AND owner_id = :owner
                        ORDER BY id FOR NO KEY UPDATE
                        """,
                        scope,
                        mailbox)
                .query(UUID.class)
                .list();
        MailEngine.Contents before = contents(scope, mailbox);
        of(
                        """
                        UPDATE mail_folders f SET messages = c.messages, octets = c.octets
                        FROM (
                            SELECT g.id, count(m.uid) AS messages, coalesce(sum(m.size), 0) AS octets
                            FROM mail_folders g LEFT JOIN mail_messages m ON m.folder_id = g.id
                            WHERE g.organization_id = :organization AND g.owner_id = :owner
                            GROUP BY g.id
                        ) AS c
                        WHERE f.id = c.id AND (f.messages, f.octets) IS DISTINCT FROM (c.messages, c.octets)
                        """,
                        scope,
                        mailbox)
                .update();
        MailEngine.Contents after = contents(scope, mailbox);
        noteChanged(scope, List.of(mailbox));
        return new MailEngine.Recount(
                before.messages(), before.octets(), after.messages(), after.octets());
    }

    private JdbcClient.StatementSpec of(String sql, OrganizationScope scope, MailboxId mailbox) {
        return jdbc.sql(sql)
                .param("organization", scope.organization().value())
                .param("owner", mailbox.value());
    }

    void noteChanged(OrganizationScope scope, Collection<MailboxId> mailboxes) {
        jdbc.sql(
                        """
                        INSERT INTO mail_usage_changes (organization_id, owner_id)
                        SELECT :organization, w.id FROM unnest(:owners::uuid[]) AS w (id)
                        """)
                .param("organization", scope.organization().value())
                .param("owners", mailboxes.stream().map(MailboxId::value).toArray(UUID[]::new))
                .update();
    }

    /** Two statements: the second sees at least all changes of which the first took the notes. */
    MailEngine.Changed takeChanged(int most) {
        // One at a time, so that an older figure never comes after a newer one.
        boolean alone =
                jdbc.sql(
                                "SELECT pg_try_advisory_xact_lock(hashtextextended('mailengine.usage', 0))")
                        .query(Boolean.class)
                        .single();
        if (!alone) {
            return new MailEngine.Changed(0, List.of());
        }
        List<MailboxOwner> taken =
                jdbc.sql(
                                """
                                DELETE FROM mail_usage_changes
                                WHERE number IN (SELECT number FROM mail_usage_changes ORDER BY number LIMIT :most)
                                RETURNING organization_id, owner_id
                                """)
                        .param("most", most)
                        .query((row, _) ->
                                new MailboxOwner(
                                        new MailboxId(row.getObject("owner_id", UUID.class)),
                                        new OrganizationId(
                                                row.getObject("organization_id", UUID.class))))
                        .list();
        // What changed in size has messages that came or went: the search index goes there too.
        IndexRows.noteChanged(jdbc, taken);
        return new MailEngine.Changed(taken.size(), holdings(taken));
    }

    private List<MailEngine.Holding> holdings(List<MailboxOwner> owners) {
        return jdbc.sql(
                        """
                        SELECT w.organization_id, w.owner_id, coalesce(sum(f.octets), 0) AS octets
                        FROM (SELECT DISTINCT * FROM unnest(:organizations::uuid[], :owners::uuid[])) AS w (organization_id, owner_id)
                        LEFT JOIN mail_folders f
                            ON f.organization_id = w.organization_id AND f.owner_id = w.owner_id
                        GROUP BY w.organization_id, w.owner_id
                        """)
                .param(
                        "organizations",
                        owners.stream()
                                .map(owner -> owner.organization().value())
                                .toArray(UUID[]::new))
                .param(
                        "owners",
                        owners.stream().map(owner -> owner.mailbox().value()).toArray(UUID[]::new))
                .query((row, _) ->
                        new MailEngine.Holding(
                                new OrganizationId(row.getObject("organization_id", UUID.class)),
                                new MailboxId(row.getObject("owner_id", UUID.class)),
                                row.getLong("octets")))
                .list();
    }
}
