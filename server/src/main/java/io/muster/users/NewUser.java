package io.muster.users;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A user to be made. At least one of address and logon name is there.
 *
 * @param passwordHash as {@code PasswordHashes} makes it or knows to read; null when none is set
 *     yet, and then the user waits for his password
 * @param mustChange the password only opens the page on which a new one is chosen
 * @param mailElsewhere no mail to the address is received here unless the domain is his home's
 */
public record NewUser(
        UserId id,
        @Nullable EmailAddress address,
        @Nullable String logonName,
        UnitId unit,
        UserProfile profile,
        SignInMethod signInMethod,
        boolean enabled,
        @Nullable String passwordHash,
        boolean mustChange,
        boolean mailElsewhere) {

    public NewUser {
        if (address == null && logonName == null) {
            throw new IllegalArgumentException("a user has an e-mail address or a logon name");
        }
    }

    /** One whose mail is received here. */
    public NewUser(
            UserId id,
            @Nullable EmailAddress address,
            @Nullable String logonName,
            UnitId unit,
            UserProfile profile,
            SignInMethod signInMethod,
            boolean enabled,
            @Nullable String passwordHash,
            boolean mustChange) {
        this(
                id,
                address,
                logonName,
                unit,
                profile,
                signInMethod,
                enabled,
                passwordHash,
                mustChange,
                false);
    }

    /** What the user is listed under: the address, else the logon name. */
    public String account() {
        return address == null ? String.valueOf(logonName) : address.toString();
    }

    NewUser in(UnitId other) {
        return new NewUser(
                id,
                address,
                logonName,
                other,
                profile,
                signInMethod,
                enabled,
                passwordHash,
                mustChange,
                mailElsewhere);
    }

    NewUser disabled() {
        return new NewUser(
                id,
                address,
                logonName,
                unit,
                profile,
                signInMethod,
                false,
                passwordHash,
                mustChange,
                mailElsewhere);
    }

    UserState state() {
        return enabled
                ? UserState.ACTIVE.with(signInMethod, passwordHash != null)
                : UserState.DISABLED;
    }
}
