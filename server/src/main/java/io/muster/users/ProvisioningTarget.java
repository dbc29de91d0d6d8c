package io.muster.users;

import io.muster.access.Accounts.PasswordStanding;
import io.muster.kernel.UnitId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an existing user would be once he is all that the source says; what it is silent of stays.
 *
 * @param dropsPassword whether he loses the password that he has here, because he is to sign in
 *     elsewhere
 */
record ProvisioningTarget(
        @Nullable String address,
        @Nullable String logonName,
        UserProfile profile,
        UnitId unit,
        SignInMethod method,
        UserState state,
        boolean allowIncoming,
        boolean changeBarred,
        boolean dropsPassword,
        @Nullable LocalDate expiresOn) {

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS =
            new TypeReference<>() {};

    static ProvisioningTarget now(User user, PasswordStanding password) {
        return new ProvisioningTarget(
                user.address(),
                user.logonName(),
                user.profile(),
                user.unit(),
                user.signInMethod(),
                user.state(),
                user.allowIncoming(),
                password.changeBarred(),
                false,
                user.expiresOn());
    }

    static ProvisioningTarget of(User user, WantedUser wanted, PasswordStanding password) {
        SignInMethod method =
                wanted.signInMethod() == null ? user.signInMethod() : wanted.signInMethod();
        UserState state = state(user.state(), wanted.enabled()).with(method, password.set());
        return new ProvisioningTarget(
                wanted.address() == null ? user.address() : wanted.address().toString(),
                wanted.logonName() == null ? user.logonName() : wanted.logonName().value(),
                wanted.profile().apply(user.profile()),
                wanted.unit() == null ? user.unit() : wanted.unit(),
                method,
                state,
                state == UserState.DISABLED
                        && Optional.ofNullable(wanted.allowIncoming()).orElse(user.allowIncoming()),
                Optional.ofNullable(wanted.passwordChangesDisabled())
                        .orElse(password.changeBarred()),
                method != user.signInMethod() && !method.ownPassword() && password.set(),
                wanted.expiry() == null ? user.expiresOn() : wanted.expiry().on());
    }

    private static UserState state(UserState now, @Nullable Boolean enabled) {
        if (enabled == null || enabled != (now == UserState.DISABLED)) {
            return now;
        }
        return enabled ? UserState.ACTIVE : UserState.DISABLED;
    }

    /** The same under other names, one of which may be none. */
    ProvisioningTarget named(@Nullable String otherAddress, @Nullable String otherLogonName) {
        return new ProvisioningTarget(
                otherAddress,
                otherLogonName,
                profile,
                unit,
                method,
                state,
                allowIncoming,
                changeBarred,
                dropsPassword,
                expiresOn);
    }

    boolean renames(User user) {
        return !Objects.equals(address, user.address())
                || !Objects.equals(logonName, user.logonName());
    }

    /** Whether the administrator's wish, not the lack of a password, changes the state. */
    boolean switches(User user) {
        return (state == UserState.DISABLED) != (user.state() == UserState.DISABLED)
                || allowIncoming != user.allowIncoming();
    }

    /** Whether the account is to end at another day than now. */
    boolean reschedules(User user) {
        return !Objects.equals(expiresOn, user.expiresOn());
    }

    /** Whether the user can't sign in any more, or is kept from it in another way than before. */
    boolean closes(User user) {
        return state == UserState.DISABLED
                ? switches(user)
                : user.state().signsIn() && (!state.signsIn() || dropsPassword);
    }

    /** Whether the user takes a seat afterwards that he doesn't have now. */
    boolean takesSeat(User user) {
        return state.takesSeat() && !user.state().takesSeat();
    }

    ProvisioningPlan.SignIn signIn(User user) {
        if (closes(user)) {
            return ProvisioningPlan.SignIn.CLOSES;
        }
        return state.signsIn() && !user.state().signsIn()
                ? ProvisioningPlan.SignIn.OPENS
                : ProvisioningPlan.SignIn.STAYS;
    }

    /** Whether more differs than whether the account is open. */
    boolean edits(ProvisioningTarget now) {
        return !new ProvisioningTarget(
                        address,
                        logonName,
                        profile,
                        unit,
                        method,
                        now.state,
                        now.allowIncoming,
                        changeBarred,
                        dropsPassword,
                        now.expiresOn)
                .equals(now);
    }

    /** The acts beside editing and renaming that it takes. */
    List<UserAct> acts(User user) {
        List<UserAct> acts = new ArrayList<>();
        if (!unit.equals(user.unit())) {
            acts.add(new UserAct.Move(unit));
        }
        if (reschedules(user)) {
            acts.add(new UserAct.SetExpiry(expiresOn));
        }
        if (switches(user)) {
            acts.add(
                    state == UserState.DISABLED
                            ? new UserAct.Disable(allowIncoming)
                            : new UserAct.Enable());
        }
        return acts;
    }

    /** All of it by the names in the API. */
    Map<String, @Nullable Object> fields(JsonMapper json) {
        Map<String, @Nullable Object> fields =
                new HashMap<>(json.convertValue(ProfileForm.of(profile), FIELDS));
        fields.put("address", address);
        fields.put("logonName", logonName);
        fields.put("unitId", unit.toString());
        fields.put("signInMethod", method.name());
        fields.put("state", state.name());
        fields.put("allowIncoming", allowIncoming);
        fields.put("passwordChangesDisabled", changeBarred);
        fields.put("expiresOn", expiresOn == null ? null : expiresOn.toString());
        return fields;
    }
}
