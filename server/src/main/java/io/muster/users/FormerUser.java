package io.muster.users;

import io.muster.access.Accounts.PasswordStanding;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UnitId;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What somebody goes back to after another source changed him. But for the names, null leaves a
 * setting as it is.
 *
 * @param user as he was read; who changed since doesn't go back
 * @param address that he is to have; null for none
 * @param logonName that he is to have; null for none. One of the two is there
 * @param profile puts what goes back over a profile and leaves the rest of it
 * @param unit is there
 * @param allowIncoming counts for who is disabled afterwards
 */
public record FormerUser(
        User user,
        @Nullable String address,
        @Nullable String logonName,
        UnaryOperator<UserProfile> profile,
        @Nullable UnitId unit,
        @Nullable SignInMethod signInMethod,
        @Nullable Boolean enabled,
        @Nullable Boolean allowIncoming,
        @Nullable Boolean passwordChangesDisabled,
        @Nullable AccountExpiry expiry) {

    /** The same with this end of the account. */
    FormerUser expiring(AccountExpiry other) {
        return new FormerUser(
                user,
                address,
                logonName,
                profile,
                unit,
                signInMethod,
                enabled,
                allowIncoming,
                passwordChangesDisabled,
                other);
    }

    /** What he would be then. */
    ProvisioningTarget target(User now, PasswordStanding password) {
        WantedUser wanted =
                new WantedUser(
                        Optional.ofNullable(address).map(EmailAddress::valueOf).orElse(null),
                        Optional.ofNullable(logonName).map(LogonName::new).orElse(null),
                        WantedUser.Expected.KNOWN,
                        profile,
                        unit,
                        signInMethod,
                        enabled,
                        allowIncoming,
                        passwordChangesDisabled,
                        expiry);
        return ProvisioningTarget.of(now, wanted, password).named(address, logonName);
    }
}
