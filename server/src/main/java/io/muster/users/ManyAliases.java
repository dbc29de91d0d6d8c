package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The aliases of many mailboxes at once, by the rules of {@link MailAddresses}: what is said of one
 * there holds for each here. Set-based, meant for up to some thousand at a time.
 */
@Component
public class ManyAliases {

    /** Somebody or something has it, in whatever organization. */
    public static final Against TAKEN = new Against("users.taken", "This address is taken.");

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final AddressRule rule;
    private final Scopes scopes;

    ManyAliases(JdbcClient jdbc, Accounts accounts, AddressRule rule, Scopes scopes) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.rule = rule;
        this.scopes = scopes;
    }

    /** The aliases of each mailbox in their order; whoever has none is left out. */
    public Map<MailboxId, List<EmailAddress>> of(
            OrganizationScope scope, Collection<MailboxId> mailboxes) {
        Map<MailboxId, List<EmailAddress>> aliases = new HashMap<>();
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT owner_id, address FROM addresses
                                        WHERE organization_id = :organization AND kind = 'ALIAS' AND owner_id = ANY(:mailboxes)
                                        ORDER BY address
                                        """)
                                .param("organization", scope.organization().value())
                                .param("mailboxes", ids(mailboxes))
                                .query(row -> {
                                    aliases.computeIfAbsent(
                                                    new MailboxId(
                                                            row.getObject("owner_id", UUID.class)),
                                                    _ -> new ArrayList<>())
                                            .add(EmailAddress.valueOf(row.getString("address")));
                                }));
        return aliases;
    }

    /**
     * An alias that a mailbox is to get.
     *
     * @param mailbox null where it is not made yet
     */
    public record Wish(@Nullable MailboxId mailbox, EmailAddress alias) {}

    /**
     * Why an alias can't be had.
     *
     * @param code stable and machine-readable
     * @param sentence for people, as it follows the address
     */
    public record Against(String code, String sentence) {}

    /** What keeps wishes from being fulfilled, each wish as if it were alone. */
    public Map<Wish, Against> against(OrganizationScope scope, Collection<Wish> wishes) {
        if (wishes.isEmpty()) {
            return Map.of();
        }
        return scopes.in(
                scope,
                () -> {
                    Set<EmailAddress> aliases =
                            wishes.stream().map(Wish::alias).collect(Collectors.toSet());
                    AddressRule.Places places = rule.places(scope, aliases);
                    Map<String, UUID> owners = owners(aliases);
                    Map<Wish, Against> against = new HashMap<>();
                    for (Wish wish : wishes) {
                        places.against(wish.alias())
                                .ifPresentOrElse(
                                        broken ->
                                                against.put(
                                                        wish,
                                                        new Against(
                                                                broken.code(), broken.sentence())),
                                        () -> {
                                            if (isTaken(wish, owners)) {
                                                against.put(wish, TAKEN);
                                            }
                                        });
                    }
                    return against;
                });
    }

    private static boolean isTaken(Wish wish, Map<String, UUID> owners) {
        UUID own = wish.mailbox() == null ? null : wish.mailbox().value();
        return keys(wish.alias()).stream()
                .map(owners::get)
                .anyMatch(owner -> owner != null && !Objects.equals(owner, own));
    }

    /** The address, and the one that it would be a tag of. */
    public static List<String> keys(EmailAddress alias) {
        int tag = alias.local().indexOf('+');
        return tag <= 0
                ? List.of(alias.toString())
                : List.of(alias.toString(), alias.local().substring(0, tag) + "@" + alias.domain());
    }

    /** Who has each of the addresses, or signs in with it, in whatever organization. */
    private Map<String, UUID> owners(Set<EmailAddress> aliases) {
        Set<String> names = new HashSet<>();
        aliases.forEach(alias -> names.addAll(keys(alias)));
        Map<String, UUID> owners = new HashMap<>();
        accounts.holders(aliases.stream().map(EmailAddress::toString).toList())
                .forEach((name, user) -> owners.put(name, user.value()));
        scopes.run(
                scopes.machinery(),
                () ->
                        jdbc.sql(
                                        "SELECT address, owner_id FROM addresses WHERE address = ANY(:names)")
                                .param("names", names.toArray(String[]::new))
                                .query(row -> {
                                    owners.put(
                                            row.getString("address"),
                                            row.getObject("owner_id", UUID.class));
                                }));
        return owners;
    }

    /**
     * Takes addresses that were judged by {@link #against} in the same transaction.
     *
     * @return those that somebody took meanwhile
     */
    public Set<EmailAddress> take(OrganizationScope scope, Map<EmailAddress, MailboxId> aliases) {
        Set<EmailAddress> missed = new HashSet<>(aliases.keySet());
        if (aliases.isEmpty()) {
            return missed;
        }
        List<Map.Entry<EmailAddress, MailboxId>> ordered =
                aliases.entrySet().stream()
                        .sorted(
                                Map.Entry.comparingByKey(
                                        (a, b) -> a.toString().compareTo(b.toString())))
                        .toList();
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO addresses (address, organization_id, kind, owner_id)
                                        SELECT w.address, :organization, 'ALIAS', w.owner
                                        FROM unnest(:addresses::text[], :owners::uuid[]) AS w (address, owner)
                                        ON CONFLICT (address) DO NOTHING
                                        RETURNING address
                                        """)
                                .param("organization", scope.organization().value())
                                .param(
                                        "addresses",
                                        ordered.stream()
                                                .map(one -> one.getKey().toString())
                                                .toArray(String[]::new))
                                .param(
                                        "owners",
                                        ids(ordered.stream().map(Map.Entry::getValue).toList()))
                                .query((row, _) -> EmailAddress.valueOf(row.getString("address")))
                                .list()
                                .forEach(missed::remove));
        return missed;
    }

    /** Anybody may have these aliases of the mailboxes from now on. */
    public void giveBack(OrganizationScope scope, Map<EmailAddress, MailboxId> aliases) {
        if (aliases.isEmpty()) {
            return;
        }
        List<EmailAddress> addresses = List.copyOf(aliases.keySet());
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        DELETE FROM addresses a
                                        USING unnest(:addresses::text[], :owners::uuid[]) AS w (address, owner)
                                        WHERE a.organization_id = :organization AND a.kind = 'ALIAS'
                                          AND a.address = w.address AND a.owner_id = w.owner
                                        """)
                                .param("organization", scope.organization().value())
                                .param(
                                        "addresses",
                                        addresses.stream()
                                                .map(EmailAddress::toString)
                                                .toArray(String[]::new))
                                .param(
                                        "owners",
                                        ids(
                                                addresses.stream()
                                                        .map(aliases::get)
                                                        .filter(Objects::nonNull)
                                                        .toList()))
                                .update());
    }

    private static UUID[] ids(Collection<MailboxId> mailboxes) {
        return mailboxes.stream().map(MailboxId::value).toArray(UUID[]::new);
    }
}
