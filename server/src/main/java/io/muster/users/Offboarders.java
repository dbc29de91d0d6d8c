package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What those who planned that somebody leaves may still do when its day has come. Rights alone are
 * not enough: disabling and deletion leave them as they are, so that they come back with the user.
 */
@Component
class Offboarders {

    private final Accounts accounts;
    private final UserReading reading;
    private final Scopes scopes;

    Offboarders(Accounts accounts, UserReading reading, Scopes scopes) {
        this.accounts = accounts;
        this.reading = reading;
        this.scopes = scopes;
    }

    /**
     * No more than he might then and may now; nothing where he, or who worked with his account, is
     * gone.
     */
    Optional<OrganizationScope> of(Offboarding one) {
        Actor.Impersonator really = one.starter().impersonator();
        return scopes.in(
                scopes.machinery(),
                () ->
                        isHere(one.starter().user()) && (really == null || isHere(really.user()))
                                ? resumed(one)
                                : Optional.empty());
    }

    private Optional<OrganizationScope> resumed(Offboarding one) {
        return scopes.resume(scopes.machinery(), one.starter(), one.organization())
                .filter(scope -> isOpenTo(scope, one.organization()))
                .map(scope -> scope.within(one.most()));
    }

    /** A lock that passes, or a password that is still to be chosen, is no reason to be gone. */
    private boolean isHere(UserId user) {
        Accounts.Person person = accounts.people(List.of(user)).get(user);
        return person != null && !accounts.isSwitchedOff(person.home()) && isInUse(person);
    }

    private boolean isInUse(Accounts.Person person) {
        return reading.find(scopes.organization(scopes.machinery(), person.home()), person.user())
                .filter(user ->
                        user.state() == UserState.ACTIVE
                                || user.state() == UserState.WAITING_FOR_PASSWORD)
                .isPresent();
    }

    private boolean isOpenTo(OrganizationScope scope, OrganizationId organization) {
        return scope.holds(Permission.INSTANCE_ORGANIZATIONS)
                || !accounts.isSwitchedOff(organization);
    }
}
