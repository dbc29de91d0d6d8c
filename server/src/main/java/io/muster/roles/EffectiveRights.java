package io.muster.roles;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of every permission whether somebody holds it, and through what. */
@Component
class EffectiveRights {

    private final Holdings holdings;
    private final Holders holders;
    private final Roles roles;
    private final Scopes scopes;

    EffectiveRights(Holdings holdings, Holders holders, Roles roles, Scopes scopes) {
        this.holdings = holdings;
        this.holders = holders;
        this.roles = roles;
        this.scopes = scopes;
    }

    /**
     * @param signsIn whether sign-in is open; who can't sign in keeps his rights and can't use them
     * @param systemAdministrator holds every right everywhere
     */
    record Answer(boolean signsIn, boolean systemAdministrator, List<Right> rights) {}

    record Right(Permission permission, boolean held, List<Source> through) {}

    /** Where a right comes from. */
    enum Kind {
        SYSTEM_ADMINISTRATOR,
        ROLE,
        /** The role that everybody holds. */
        EVERYBODY,
        PERMISSION
    }

    /**
     * @param role null where the right doesn't come from a role
     */
    record Source(Kind kind, @Nullable Role role) {}

    /**
     * @param only the one permission asked for; null for all
     * @return nothing for somebody without a place in the organization
     */
    Optional<Answer> of(OrganizationScope scope, UserId user, @Nullable Permission only) {
        return scopes.in(
                scope,
                () -> {
                    Holding holding = holdings.of(user, scope.organization());
                    if (!holding.place()) {
                        return Optional.empty();
                    }
                    List<Role> held =
                            roles.find(scope, holding.roles()).stream()
                                    .sorted(Comparator.comparing(Role::name))
                                    .toList();
                    List<Right> all =
                            Arrays.stream(Permission.values())
                                    .filter(permission -> only == null || only == permission)
                                    .filter(permission ->
                                            permission.level() != Permission.Level.MAILBOX)
                                    .map(permission -> right(permission, holding, held))
                                    .toList();
                    return Optional.of(
                            new Answer(
                                    holders.signsIn(scope, user),
                                    holding.systemAdministrator(),
                                    all));
                });
    }

    private static Right right(Permission permission, Holding holding, List<Role> held) {
        List<Source> through = new ArrayList<>();
        if (holding.systemAdministrator()) {
            through.add(new Source(Kind.SYSTEM_ADMINISTRATOR, null));
        }
        held.stream()
                .filter(role -> role.permissions().contains(permission))
                .forEach(role -> through.add(new Source(Kind.ROLE, role)));
        if (SystemRole.MEMBER.permissions().contains(permission)) {
            through.add(new Source(Kind.EVERYBODY, SystemRole.MEMBER.role()));
        }
        if (holding.single().contains(permission)) {
            through.add(new Source(Kind.PERMISSION, null));
        }
        return new Right(permission, !through.isEmpty(), through);
    }
}
