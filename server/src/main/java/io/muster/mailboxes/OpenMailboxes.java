package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.access.ServiceSignIn;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.organizations.Organizations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The mailboxes that a user works in: his own, and those of others that he was given. */
@Component
public class OpenMailboxes {

    private final MailboxRepository mailboxes;
    private final MailboxHoldings holdings;
    private final MailboxLimits limits;
    private final Organizations organizations;
    private final ServiceSignIn signIn;
    private final Scopes scopes;

    OpenMailboxes(
            MailboxRepository mailboxes,
            MailboxHoldings holdings,
            MailboxLimits limits,
            Organizations organizations,
            ServiceSignIn signIn,
            Scopes scopes) {
        this.mailboxes = mailboxes;
        this.holdings = holdings;
        this.limits = limits;
        this.organizations = organizations;
        this.signIn = signIn;
        this.scopes = scopes;
    }

    /**
     * A mailbox as one user has it.
     *
     * @param personal whether it is somebody's own, perhaps somebody else's
     * @param mine whether it is the user's own
     * @param permissions of level mailbox
     * @param limit how large it may become, in octets; 0 is without limit
     * @param guestOf the name of its organization where that isn't the user's home; else null
     */
    public record Open(
            MailboxId id,
            OrganizationId organization,
            String name,
            EmailAddress address,
            boolean personal,
            boolean mine,
            Set<Permission> permissions,
            long limit,
            @Nullable String guestOf) {

        public MailboxOwner owner() {
            return new MailboxOwner(id, organization);
        }
    }

    /** The user as an owner of mail; nothing where there is no such user. */
    public Optional<MailboxOwner> viewer(UserId user) {
        return signIn.home(user).map(home -> new MailboxOwner(user, home));
    }

    /**
     * His own first, then by name; also those that he may send as and not read. Those of
     * organizations in which he is a guest stand behind those of his home.
     */
    public List<Open> of(MailboxOwner viewer) {
        OrganizationScope home = scopes.organization(scopes.machinery(), viewer.organization());
        List<Open> all = new ArrayList<>(scopes.in(home, () -> open(home, viewer, null)));
        for (OrganizationId organization : holdings.abroad(viewer)) {
            OrganizationScope scope = scopes.organization(scopes.machinery(), organization);
            all.addAll(
                    scopes.in(
                            scope,
                            () ->
                                    organizations
                                            .find(scope)
                                            .map(found -> open(scope, viewer, found.name()))
                                            .orElseGet(List::of)));
        }
        all.sort(
                Comparator.comparing((Open one) -> !one.mine())
                        .thenComparing(one -> one.guestOf() != null)
                        .thenComparing(Open::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(one -> one.id().value()));
        return all;
    }

    private List<Open> open(
            OrganizationScope scope, MailboxOwner viewer, @Nullable String guestOf) {
        Map<MailboxId, Set<Permission>> held = new HashMap<>();
        for (MailboxHolding one : holdings.to(scope, viewer.user())) {
            held.put(one.mailbox(), one.permissions());
        }
        if (guestOf == null) {
            held.put(viewer.mailbox(), holdings.own(viewer));
        }
        Map<MailboxId, Long> own = mailboxes.limits(scope, held.keySet());
        long common = limits.ofOrganization(scope);
        List<Open> all = new ArrayList<>();
        mailboxes
                .all(scope, held.keySet())
                .forEach((id, found) -> {
                    Set<Permission> permissions = held.getOrDefault(id, Set.of());
                    if (!permissions.isEmpty()) {
                        all.add(
                                new Open(
                                        id,
                                        scope.organization(),
                                        found.name(),
                                        found.address(),
                                        found.personal(),
                                        id.equals(viewer.mailbox()),
                                        permissions,
                                        own.getOrDefault(id, common),
                                        guestOf));
                    }
                });
        return all;
    }
}
