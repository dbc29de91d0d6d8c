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
 * @param expected whether somebody of these names should be there
 * @param profile puts what the source says over a profile and leaves the rest of it
 * @param unit is there; whoever names one has looked it up
 * @param allowIncoming counts for disabled users only
 */
public record WantedUser(
        @Nullable EmailAddress address,
        @Nullable LogonName logonName,
        Expected expected,
        UnaryOperator<UserProfile> profile,
        @Nullable UnitId unit,
        @Nullable SignInMethod signInMethod,
        @Nullable Boolean enabled,
        @Nullable Boolean allowIncoming,
        @Nullable Boolean passwordChangesDisabled,
        @Nullable AccountExpiry expiry) {

    /** Whom the source means; anybody else is refused. */
    public enum Expected {
        NEW_OR_KNOWN,
        /** Nobody of these names. */
        NEW,
        /** Somebody who is there. */
        KNOWN
    }

    public WantedUser {
        if (address == null && logonName == null) {
            throw new IllegalArgumentException("a user has an e-mail address or a logon name");
        }
    }

    /** What the user is listed under: the address, else the logon name. */
    public String account() {
        return address == null ? String.valueOf(logonName) : address.toString();
    }

    /** The same with another profile. */
    WantedUser with(UnaryOperator<UserProfile> other) {
        return new WantedUser(
                address,
                logonName,
                expected,
                other,
                unit,
                signInMethod,
                enabled,
                allowIncoming,
                passwordChangesDisabled,
                expiry);
    }

    /** The same in that unit. */
    public WantedUser in(UnitId other) {
        return new WantedUser(
                address,
                logonName,
                expected,
                profile,
                other,
                signInMethod,
                enabled,
                allowIncoming,
                passwordChangesDisabled,
                expiry);
    }
}
