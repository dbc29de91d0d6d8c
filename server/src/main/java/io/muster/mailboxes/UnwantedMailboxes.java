package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.users.WithoutMailbox;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Users who have an address and get no personal mailbox, because whoever made them said so. */
@Component
public class UnwantedMailboxes implements WithoutMailbox {

    private final JdbcClient jdbc;
    private final Scopes scopes;

    UnwantedMailboxes(JdbcClient jdbc, Scopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    @Override
    public void note(OrganizationScope scope, Collection<UserId> users) {
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO unwanted_mailboxes (organization_id, user_id)
                                        SELECT :organization, unnest(:users::uuid[]) ON CONFLICT DO NOTHING
                                        """)
                                .param("organization", scope.organization().value())
                                .param("users", MailboxRepository.users(users))
                                .update());
    }

    /** Whether the user gets none. */
    boolean has(OrganizationScope scope, UserId user) {
        return scopes.in(scope, () -> !among(scope, List.of(user)).isEmpty());
    }

    /** Those of the users who get none. */
    Set<UserId> among(OrganizationScope scope, Collection<UserId> users) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                SELECT user_id FROM unwanted_mailboxes
                                WHERE organization_id = :organization AND user_id = ANY(:users)
                                """)
                        .param("organization", scope.organization().value())
                        .param("users", MailboxRepository.users(users))
                        .query((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
                        .list());
    }

    @Override
    public void forget(OrganizationScope scope, Collection<UserId> users) {
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        DELETE FROM unwanted_mailboxes
                                        WHERE organization_id = :organization AND user_id = ANY(:users)
                                        """)
                                .param("organization", scope.organization().value())
                                .param("users", MailboxRepository.users(users))
                                .update());
    }
}
