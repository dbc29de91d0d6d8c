package io.muster.users;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.UnitId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What another source says of one user: a row of a file, an entry of a directory. Null says
 * nothing: a new user gets the default, an existing one keeps what he has. At least one of address
 * and logon name is there.
 *
 * @param profile puts what the source says over a profile and leaves the rest of it
 * @param unit is there; whoever names one has looked it up
 * @param allowIncoming counts for disabled users only
 */
public record WantedUser(
        @Nullable EmailAddress address,
        @Nullable LogonName logonName,
        UnaryOperator<UserProfile> profile,
        @Nullable UnitId unit,
        @Nullable SignInMethod signInMethod,
        @Nullable Boolean enabled,
        @Nullable Boolean allowIncoming,
        @Nullable Boolean passwordChangesDisabled) {

    public WantedUser {
        if (address == null && logonName == null) {
            throw new IllegalArgumentException("a user has an e-mail address or a logon name");
        }
    }

    /** What the user is listed under: the address, else the logon name. */
    public String account() {
        return address == null ? String.valueOf(logonName) : address.toString();
    }

    /** The same in that unit. */
    public WantedUser in(UnitId other) {
        return new WantedUser(
                address,
                logonName,
                profile,
                other,
                signInMethod,
                enabled,
                allowIncoming,
                passwordChangesDisabled);
    }
}
