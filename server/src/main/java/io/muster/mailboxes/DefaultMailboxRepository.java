package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on the mailboxes that users chose to work in first. */
@Repository
class DefaultMailboxRepository {

    private final JdbcClient jdbc;

    DefaultMailboxRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The one chosen; nothing while it is archived, or where none is. */
    Optional<MailboxId> of(OrganizationScope scope, UserId user) {
        return jdbc.sql(
                        """
                        SELECT d.mailbox_id FROM default_mailboxes d
                        JOIN mailboxes m ON m.id = d.mailbox_id AND m.organization_id = :organization
                        WHERE d.organization_id = :organization AND d.user_id = :user AND m.archived_at IS NULL
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query((row, _) -> new MailboxId(row.getObject("mailbox_id", UUID.class)))
                .optional();
    }

    /**
     * @param mailbox null for his own
     */
    void save(OrganizationScope scope, UserId user, @Nullable MailboxId mailbox) {
        if (mailbox == null) {
            forget(scope, List.of(user));
            return;
        }
        jdbc.sql(
                        """
                        INSERT INTO default_mailboxes (user_id, organization_id, mailbox_id)
                        VALUES (:user, :organization, :mailbox)
                        ON CONFLICT (user_id) DO UPDATE SET mailbox_id = excluded.mailbox_id
                        """)
                .param("user", user.value())
                .param("organization", scope.organization().value())
                .param("mailbox", mailbox.value())
                .update();
    }

    /** Forgets the choice of these mailboxes by everybody who isn't among those who read them. */
    void keep(
            OrganizationScope scope,
            Collection<MailboxId> mailboxes,
            Collection<MailboxGrantRepository.Key> reading) {
        jdbc.sql(
                        """
                        DELETE FROM default_mailboxes d
                        WHERE d.organization_id = :organization AND d.mailbox_id = ANY(:mailboxes)
                          AND NOT EXISTS (
                              SELECT FROM unnest(:read::uuid[], :readers::uuid[]) AS r (mailbox_id, user_id)
                              WHERE r.mailbox_id = d.mailbox_id AND r.user_id = d.user_id)
                        """)
                .param("organization", scope.organization().value())
                .param("mailboxes", mailboxes.stream().map(MailboxId::value).toArray(UUID[]::new))
                .param(
                        "read",
                        reading.stream().map(key -> key.mailbox().value()).toArray(UUID[]::new))
                .param(
                        "readers",
                        reading.stream().map(key -> key.user().value()).toArray(UUID[]::new))
                .update();
    }

    void forget(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        "DELETE FROM default_mailboxes WHERE organization_id = :organization AND user_id = ANY(:users)")
                .param("organization", scope.organization().value())
                .param("users", MailboxRepository.users(users))
                .update();
    }
}
