package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailGroupId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The e-mail addresses of the instance, each taken once: by a user, or through this class by a
 * mailbox, or by either as an alias. A user's aliases are those of his personal mailbox.
 */
@Component
public class MailAddresses {

    /** How many aliases a user or a mailbox has at most. */
    public static final int MOST_ALIASES = 50;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final AddressRule rule;
    private final Scopes scopes;

    MailAddresses(JdbcClient jdbc, Accounts accounts, AddressRule rule, Scopes scopes) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.rule = rule;
        this.scopes = scopes;
    }

    /** A user who has an address, and what people call him. */
    public record Addressed(UserId user, EmailAddress address, String name) {}

    /**
     * Takes the address for a mailbox.
     *
     * @return false when somebody or something has it, or somebody signs in with it, or when the
     *     organization may not give it: ask {@link AddressRule} first
     */
    public boolean take(OrganizationScope scope, EmailAddress address, MailboxId mailbox) {
        return take(scope, address, mailbox.value(), "MAILBOX");
    }

    /** As {@link #take}, as a further address of it. */
    public boolean takeAlias(OrganizationScope scope, EmailAddress address, MailboxId mailbox) {
        return take(scope, address, mailbox.value(), "ALIAS");
    }

    /** As {@link #take}, for a mail group. */
    public boolean takeForGroup(OrganizationScope scope, EmailAddress address, MailGroupId group) {
        return take(scope, address, group.value(), "GROUP");
    }

    /** Anybody may have that address of the mail group from now on. */
    public void giveBackOfGroup(OrganizationScope scope, EmailAddress address, MailGroupId group) {
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        DELETE FROM addresses
                                        WHERE organization_id = :organization AND kind = 'GROUP'
                                          AND address = :address AND owner_id = :group
                                        """)
                                .param("organization", scope.organization().value())
                                .param("address", address.toString())
                                .param("group", group.value())
                                .update());
    }

    private boolean take(OrganizationScope scope, EmailAddress address, UUID owner, String kind) {
        return scopes.in(
                scope,
                () ->
                        rule.against(scope, address).isEmpty()
                                && accounts.taken(List.of(address.toString())).isEmpty()
                                && !isTagOfAnother(address, owner)
                                && jdbc.sql(
                                                        """
                                                        INSERT INTO addresses (address, organization_id, kind, owner_id)
                                                        VALUES (:address, :organization, :kind, :owner)
                                                        ON CONFLICT (address) DO NOTHING
                                                        """)
                                                .param("address", address.toString())
                                                .param("organization", scope.organization().value())
                                                .param("kind", kind)
                                                .param("owner", owner)
                                                .update()
                                        == 1);
    }

    /** What is behind a "+" is the choice of who has the address before it. */
    private boolean isTagOfAnother(EmailAddress address, UUID owner) {
        int tag = address.local().indexOf('+');
        if (tag <= 0) {
            return false;
        }
        String untagged = address.local().substring(0, tag) + "@" + address.domain();
        return scopes.in(
                scopes.machinery(),
                () ->
                        jdbc.sql(
                                        """
                                        SELECT EXISTS (SELECT FROM addresses WHERE address = :untagged AND owner_id <> :owner)
                                        """)
                                .param("untagged", untagged)
                                .param("owner", owner)
                                .query(Boolean.class)
                                .single());
    }

    /** Anybody may have that address or that alias of the mailbox from now on. */
    public void giveBack(OrganizationScope scope, EmailAddress address, MailboxId mailbox) {
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        DELETE FROM addresses
                                        WHERE organization_id = :organization AND kind IN ('MAILBOX', 'ALIAS')
                                          AND address = :address AND owner_id = :mailbox
                                        """)
                                .param("organization", scope.organization().value())
                                .param("address", address.toString())
                                .param("mailbox", mailbox.value())
                                .update());
    }

    /** The further addresses of a user or a mailbox, in their order. */
    public List<EmailAddress> aliases(OrganizationScope scope, MailboxId mailbox) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT address FROM addresses
                                        WHERE organization_id = :organization AND kind = 'ALIAS' AND owner_id = :mailbox
                                        ORDER BY address
                                        """)
                                .param("organization", scope.organization().value())
                                .param("mailbox", mailbox.value())
                                .query((row, _) -> EmailAddress.valueOf(row.getString("address")))
                                .list());
    }

    /** Whose alias the address is, in whatever organization. */
    public Optional<MailboxId> ofAlias(InstanceScope scope, EmailAddress alias) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        "SELECT owner_id FROM addresses WHERE address = :address AND kind = 'ALIAS'")
                                .param("address", alias.toString())
                                .query((row, _) ->
                                        new MailboxId(row.getObject("owner_id", UUID.class)))
                                .optional());
    }

    /**
     * Those of these users who have an address, get its mail here and are at home in the
     * organization.
     */
    public List<Addressed> of(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT u.id, u.address, u.display_name FROM users u
                                        WHERE u.organization_id = :organization AND u.id = ANY(:users)
                                          AND u.address IS NOT NULL AND NOT (%s)
                                        """
                                                .formatted(Addressees.ELSEWHERE))
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
