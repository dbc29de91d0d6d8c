package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.kernel.MailboxId;
import io.muster.mailboxes.MailEngine;
import java.util.List;
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
}
