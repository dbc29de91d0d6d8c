package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.users.UserCreating.Wish;
import io.muster.users.UserEndpoint.UserCreationRequest;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of a request the user that is wanted, with the defaults where the request says nothing. */
@Component
class UserWishes {

    private final UserDefaults defaults;
    private final UserRoles roles;
    private final Units units;
    private final Passwords passwords;
    private final ExpiryRule expiries;
    private final PhoneSwitch phones;

    UserWishes(
            UserDefaults defaults,
            UserRoles roles,
            Units units,
            Passwords passwords,
            ExpiryRule expiries,
            PhoneSwitch phones) {
        this.defaults = defaults;
        this.roles = roles;
        this.units = units;
        this.passwords = passwords;
        this.expiries = expiries;
        this.phones = phones;
    }

    /** Refuses what can't be; hashes the password, so outside of transactions. */
    Wish checked(OrganizationScope scope, UserCreationRequest request) {
        UserTemplate template = defaults.of(scope);
        FieldCheck check = new FieldCheck();
        UserNames names = UserNames.checked(check, request.address(), request.logonName());
        UserProfile profile =
                template.fill(request.profile()).checked(check.within("profile"), names.account());
        phones.check(check.within("profile"), UserProfile.Contact.NONE, profile.contact());
        UnitId unit = unit(scope, check, request, template);
        if (request.roles() != null && request.roles().size() > UserRoles.MOST) {
            check.fault("roles", "too-many", "At most 100 roles.");
        }
        SignInMethod method =
                Objects.requireNonNullElse(
                        UserTemplate.or(request.signInMethod(), template.signInMethod()),
                        SignInMethod.DEFAULT);
        boolean given = request.password() != null && !request.password().isEmpty();
        if (given && !method.ownPassword()) {
            check.fault("password", "not-allowed", UserRule.NO_OWN_PASSWORD.sentence());
        }
        againstExpiry(scope, check, request.expiresOn());
        check.refuseIfFaulty();
        NewUser user =
                new NewUser(
                        UserId.next(),
                        names.address(),
                        names.logonName() == null ? null : names.logonName().value(),
                        unit,
                        profile,
                        method,
                        !Boolean.FALSE.equals(request.enabled()),
                        hash(scope, request.password(), names, profile),
                        method.ownPassword()
                                && yes(
                                        request.mustChangePassword(),
                                        template.mustChangePassword()));
        return new Wish(
                user,
                yes(request.passwordChangesDisabled(), template.passwordChangesDisabled()),
                Boolean.TRUE.equals(request.sendLink()),
                !Boolean.FALSE.equals(request.personalMailbox()),
                roles(scope, request, template),
                request.expiresOn());
    }

    private void againstExpiry(
            OrganizationScope scope, FieldCheck check, @Nullable LocalDate expiresOn) {
        if (expiresOn == null) {
            return;
        }
        if (!scope.holds(Permission.USERS_DISABLE)) {
            check.fault(
                    "expiresOn",
                    "not-permitted",
                    "To say when accounts end you need the permission "
                            + Permission.USERS_DISABLE.text()
                            + ".");
            return;
        }
        expiries.againstDate(scope, expiresOn)
                .ifPresent(rule -> check.fault("expiresOn", "range", rule.sentence()));
    }

    private UnitId unit(
            OrganizationScope scope,
            FieldCheck check,
            UserCreationRequest request,
            UserTemplate template) {
        UnitId unit = UserTemplate.or(request.unitId(), template.unitId());
        if (unit == null) {
            return units.builtIn(scope);
        }
        if (units.find(scope, unit).isEmpty()) {
            if (request.unitId() != null) {
                check.fault("unitId", "unknown-value", UserRule.NO_SUCH_UNIT.sentence());
            }
            // Else the unit of the defaults was deleted since.
            return units.builtIn(scope);
        }
        return unit;
    }

    /**
     * Roles of the defaults that aren't the actor's to give stay out; those he names must be his.
     */
    private Set<RoleId> roles(
            OrganizationScope scope, UserCreationRequest request, UserTemplate template) {
        if (request.roles() != null) {
            return new LinkedHashSet<>(request.roles());
        }
        return template.roles() == null ? Set.of() : roles.givable(scope, template.roles());
    }

    private @Nullable String hash(
            OrganizationScope scope,
            @Nullable String password,
            UserNames names,
            UserProfile profile) {
        if (password == null || password.isEmpty()) {
            return null;
        }
        List<String> context =
                Stream.of(
                                names.account(),
                                String.valueOf(names.logonName()),
                                profile.firstName(),
                                profile.lastName(),
                                profile.displayName())
                        .filter(word -> !word.isEmpty())
                        .toList();
        return switch (passwords.choose(scope, "password", password, context)) {
            case Passwords.Choice.Accepted(var hash) -> hash;
            case Passwords.Choice.Refused(var errors) -> throw Problem.invalid(errors).refusal();
        };
    }

    private static boolean yes(@Nullable Boolean given, @Nullable Boolean otherwise) {
        return Boolean.TRUE.equals(UserTemplate.or(given, otherwise));
    }
}
