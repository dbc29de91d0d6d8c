package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The e-mail addresses of the instance, each taken once: by a user, or through this class by a
 * mailbox.
 */
@Component
public class MailAddresses {

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Scopes scopes;

    MailAddresses(JdbcClient jdbc, Accounts accounts, Scopes scopes) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.scopes = scopes;
    }

    /** A user who has an address, and what people call him. */
    public record Addressed(UserId user, EmailAddress address, String name) {}

    /**
     * Takes the address for a mailbox.
     *
     * @return false when somebody or something has it, or somebody signs in with it
     */
    public boolean take(OrganizationScope scope, EmailAddress address, MailboxId mailbox) {
        return scopes.in(
                scope,
                () ->
                        accounts.taken(List.of(address.toString())).isEmpty()
                                && jdbc.sql(
                                                        """
                                                        INSERT INTO addresses (address, organization_id, kind, owner_id)
                                                        VALUES (:address, :organization, 'MAILBOX', :mailbox)
                                                        ON CONFLICT (address) DO NOTHING
                                                        """)
                                                .param("address", address.toString())
                                                .param("organization", scope.organization().value())
                                                .param("mailbox", mailbox.value())
                                                .update()
                                        == 1);
    }

    /** Anybody may have that address of the mailbox from now on. */
    public void giveBack(OrganizationScope scope, EmailAddress address, MailboxId mailbox) {
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        DELETE FROM addresses
                                        WHERE organization_id = :organization AND kind = 'MAILBOX'
                                          AND address = :address AND owner_id = :mailbox
                                        """)
                                .param("organization", scope.organization().value())
                                .param("address", address.toString())
                                .param("mailbox", mailbox.value())
                                .update());
    }

    /** Those of these users who have an address and are at home in the organization. */
    public List<Addressed> of(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT id, address, display_name FROM users
                                        WHERE organization_id = :organization AND id = ANY(:users) AND address IS NOT NULL
                                        """)
                                .param("organization", scope.organization().value())
                                .param(
                                        "users",
                                        users.stream().map(UserId::value).toArray(UUID[]::new))
                                .query((row, _) ->
                                        new Addressed(
                                                new UserId(row.getObject("id", UUID.class)),
                                                EmailAddress.valueOf(row.getString("address")),
                                                row.getString("display_name")))
                                .list());
    }
}
