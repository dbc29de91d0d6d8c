package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Problem;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes one user as an administrator wants him: with his roles, and with a link if he needs one.
 */
@Component
class UserCreating {

    private final Users users;
    private final UserReading reading;
    private final UserLinks links;
    private final UserRoles roles;
    private final AddressRule addresses;
    private final WithoutMailbox without;
    private final UserActs acts;
    private final Accounts accounts;
    private final Scopes scopes;

    UserCreating(
            Users users,
            UserReading reading,
            UserLinks links,
            UserRoles roles,
            AddressRule addresses,
            WithoutMailbox without,
            UserActs acts,
            Accounts accounts,
            Scopes scopes) {
        this.users = users;
        this.reading = reading;
        this.links = links;
        this.roles = roles;
        this.addresses = addresses;
        this.without = without;
        this.acts = acts;
        this.accounts = accounts;
        this.scopes = scopes;
    }

    /**
     * @param sendLink mails a user without a password a link to set his first
     * @param mailbox whether he gets a personal mailbox
     * @param expiresOn when his account ends; null for never
     */
    record Wish(
            NewUser user,
            boolean passwordChangesDisabled,
            boolean sendLink,
            boolean mailbox,
            Set<RoleId> roles,
            @Nullable LocalDate expiresOn) {}

    /** Creates the user and says what stands in the way. */
    UserCreation create(OrganizationScope scope, Wish wish) {
        return scopes.in(
                scope,
                () -> {
                    for (RoleId role : wish.roles()) {
                        Optional<UserRule> broken = roles.againstGiving(scope, role);
                        if (broken.isPresent()) {
                            return new UserCreation.RoleRefused(broken.get());
                        }
                    }
                    NewUser wanted = wish.user();
                    Optional<UserRule> outOfPlace =
                            Optional.ofNullable(wanted.address())
                                    .flatMap(address -> addresses.against(scope, address));
                    if (outOfPlace.isPresent()) {
                        return new UserCreation.AddressRefused(outOfPlace.get());
                    }
                    roles.hold(scope, wish.roles());
                    if (!wish.mailbox()) {
                        without.note(scope, List.of(wanted.id()));
                    }
                    if (users.create(scope, List.of(wanted)).isEmpty()) {
                        return new UserCreation.Created(complete(scope, wish));
                    }
                    without.forget(scope, List.of(wanted.id()));
                    return taken(wanted);
                });
    }

    private User complete(OrganizationScope scope, Wish wish) {
        NewUser wanted = wish.user();
        roles.give(scope, List.of(wanted.id()), wish.roles());
        if (wish.passwordChangesDisabled()) {
            accounts.barPasswordChanges(scope, List.of(wanted.id()), true);
        }
        LocalDate end = wish.expiresOn();
        if (end != null) {
            expire(scope, wanted.id(), end);
        }
        User made = reading.find(scope, wanted.id()).orElseThrow();
        if (wish.sendLink() && made.state() == UserState.WAITING_FOR_PASSWORD) {
            links.sendPasswordLink(scope, made);
        }
        return made;
    }

    /** Judged with the roles that he has by now; a refusal undoes the user with everything. */
    private void expire(OrganizationScope scope, UserId user, LocalDate end) {
        if (acts.perform(scope, new UserAct.SetExpiry(end), List.of(user)).get(user)
                instanceof UserAct.Verdict.Refused(_, String sentence)) {
            throw Problem.invalid("expiresOn", "not-possible", sentence).refusal();
        }
    }

    private UserCreation taken(NewUser wanted) {
        String logonName = wanted.logonName();
        return logonName != null && accounts.taken(List.of(logonName)).contains(logonName)
                ? new UserCreation.LogonNameTaken()
                : new UserCreation.AddressTaken();
    }
}
