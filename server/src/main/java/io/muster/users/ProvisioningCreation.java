package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.users.Provisioning.Creation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The defaults that new users of another source get for all that it is silent of. */
@Component
class ProvisioningCreation {

    private final UserDefaults defaults;
    private final Units units;
    private final UserActs acts;

    ProvisioningCreation(UserDefaults defaults, Units units, UserActs acts) {
        this.defaults = defaults;
        this.units = units;
        this.acts = acts;
    }

    /**
     * What holds for new users, read once for many.
     *
     * @param unit where they go when the source names none
     */
    record Base(UserTemplate template, UserProfile profile, UnitId unit) {

        NewUser user(Creation creation) {
            WantedUser wanted = creation.wanted();
            SignInMethod method =
                    Objects.requireNonNullElse(
                            UserTemplate.or(wanted.signInMethod(), template.signInMethod()),
                            SignInMethod.DEFAULT);
            boolean mustChange =
                    Boolean.TRUE.equals(
                            UserTemplate.or(creation.mustChange(), template.mustChangePassword()));
            LogonName logonName = wanted.logonName();
            return new NewUser(
                    creation.id(),
                    wanted.address(),
                    logonName == null ? null : logonName.value(),
                    wanted.unit() == null ? unit : wanted.unit(),
                    named(wanted.profile().apply(profile), wanted.account()),
                    method,
                    !Boolean.FALSE.equals(wanted.enabled()) && !creation.seatless(),
                    method.ownPassword() ? creation.passwordHash() : null,
                    method.ownPassword() && mustChange);
        }

        boolean changesBarred(Creation creation) {
            return Boolean.TRUE.equals(
                    UserTemplate.or(
                            creation.wanted().passwordChangesDisabled(),
                            template.passwordChangesDisabled()));
        }
    }

    /** Nobody deletes the units of these users before the transaction at hand ends. */
    Base base(OrganizationScope scope, List<Creation> creations) {
        UserTemplate template = defaults.of(scope);
        @Nullable UnitId unit = template.unitId();
        Set<UnitId> held = new HashSet<>();
        creations.forEach(creation -> {
            UnitId wanted = creation.wanted().unit();
            if (wanted != null) {
                held.add(wanted);
            }
        });
        if (unit != null) {
            held.add(unit);
        }
        Set<UnitId> there = units.hold(scope, held);
        return new Base(
                template,
                template.fill(null).checked(new FieldCheck(), ""),
                unit != null && there.contains(unit) ? unit : units.builtIn(scope));
    }

    /** Says of those who were made when their accounts end. */
    void expire(OrganizationScope scope, List<Creation> made) {
        Map<LocalDate, List<UserId>> dates = new HashMap<>();
        for (Creation one : made) {
            AccountExpiry expiry = one.wanted().expiry();
            LocalDate date = expiry == null ? null : expiry.on();
            if (date != null) {
                dates.computeIfAbsent(date, _ -> new ArrayList<>()).add(one.id());
            }
        }
        dates.forEach((date, users) -> acts.perform(scope, new UserAct.SetExpiry(date), users));
    }

    /** The ids of those among them that the flag holds for. */
    static List<UserId> having(List<Creation> creations, Predicate<Creation> flag) {
        return creations.stream().filter(flag).map(Creation::id).toList();
    }

    /** Who has no display name is called by his names, else by his account. */
    private static UserProfile named(UserProfile p, String account) {
        if (!p.displayName().isEmpty()) {
            return p;
        }
        String names = (p.firstName() + " " + p.lastName()).strip();
        return new UserProfile(
                names.isEmpty() ? account : names,
                p.firstName(),
                p.middleName(),
                p.lastName(),
                p.work(),
                p.contact(),
                p.home(),
                p.preferences(),
                p.birthday(),
                p.notes(),
                p.externalId(),
                p.inAddressList());
    }
}
