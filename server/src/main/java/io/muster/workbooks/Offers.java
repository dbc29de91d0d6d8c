package io.muster.workbooks;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.mailboxes.MailboxGifts;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.roles.Gifts;
import io.muster.roles.Gifts.Gift;
import io.muster.roles.Role;
import io.muster.roles.Roles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells what somebody may give: of roles and permissions, nothing that he lacks himself. */
@Component
class Offers {

    /** So many sheets of mailboxes an example has, and a report; a program shows no more. */
    static final int MOST_MAILBOXES = 200;

    private final Roles roles;
    private final Gifts gifts;
    private final MailboxGifts mailboxes;
    private final Organizations organizations;
    private final Scopes scopes;

    Offers(
            Roles roles,
            Gifts gifts,
            MailboxGifts mailboxes,
            Organizations organizations,
            Scopes scopes) {
        this.roles = roles;
        this.gifts = gifts;
        this.mailboxes = mailboxes;
        this.organizations = organizations;
        this.scopes = scopes;
    }

    Offer of(OrganizationScope scope) {
        return scopes.in(
                scope,
                () -> {
                    boolean assigns = scope.holds(Permission.MAILBOXES_ASSIGN);
                    List<Role> usable =
                            roles.all(scope).stream()
                                    .filter(role ->
                                            switch (role.level()) {
                                                case MAILBOX -> assigns;
                                                case ORGANIZATION ->
                                                        gifts.against(
                                                                        scope,
                                                                        new Gift(
                                                                                Set.of(role.id()),
                                                                                Set.of()))
                                                                .isEmpty();
                                                case INSTANCE -> false;
                                            })
                                    .toList();
                    return new Offer(
                            name(scope),
                            usable,
                            permissions(scope, assigns),
                            assigns ? mailboxes.shared(scope, MOST_MAILBOXES) : List.of());
                });
    }

    private static Set<Permission> permissions(OrganizationScope scope, boolean onMailboxes) {
        boolean inOrganization = scope.holds(Permission.GRANTS_ASSIGN);
        Set<Permission> found = EnumSet.noneOf(Permission.class);
        Arrays.stream(Permission.values())
                .filter(permission ->
                        switch (permission.level()) {
                            case MAILBOX -> onMailboxes;
                            case ORGANIZATION -> inOrganization && scope.holds(permission);
                            case INSTANCE -> false;
                        })
                .forEach(found::add);
        return found;
    }

    String name(OrganizationScope scope) {
        return organizations.find(scope).map(Organization::name).orElse("");
    }
}
