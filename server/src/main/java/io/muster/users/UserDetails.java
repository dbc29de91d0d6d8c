package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.LatestSession;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A user as an administrator reads him.
 *
 * @param account the e-mail address, else the logon name
 * @param addressVerified mail to the address reached the user, who proved it
 * @param corporate belongs to the organization by a domain that it has proved, for good
 * @param stateReason why a disabled user is disabled, when it was not an administrator's wish
 * @param allowIncoming a disabled user still receives messages
 * @param lockedUntil too many wrong passwords closed sign-in until then; null when it is open
 * @param passwordSet whether there is a password; never which
 * @param mustChangePassword the password only opens the page on which a new one is chosen
 * @param passwordChangesDisabled the user may not change his password himself
 * @param expiresOn the first day, of the organization's time zone, on which the account is disabled
 *     by itself; null for never
 * @param lastSignInAt through console or portal; null when never
 * @param latestSession where he is or was signed in last; null when never, or when his home is
 *     another organization
 * @param purgesAt when a deleted user is removed for good
 * @param formerUnitId where a deleted user came from
 * @param guest whether another organization manages him: here he has rights and no more, and of him
 *     is told what a business card tells
 * @param version the number in {@code ETag}
 */
record UserDetails(
        UserId id,
        String account,
        @Nullable String address,
        @Nullable String logonName,
        boolean addressVerified,
        UserType type,
        boolean corporate,
        UserState state,
        String stateReason,
        boolean allowIncoming,
        @Nullable Instant lockedUntil,
        SignInMethod signInMethod,
        boolean passwordSet,
        boolean mustChangePassword,
        boolean passwordChangesDisabled,
        UnitId unitId,
        ProfileForm profile,
        @Nullable LocalDate expiresOn,
        @Nullable Instant lastSignInAt,
        @Nullable LatestSession latestSession,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        @Nullable Instant purgesAt,
        @Nullable UnitId formerUnitId,
        boolean guest,
        int version) {

    /** How long a deleted user can be restored. */
    static final Duration RESTORABLE = Duration.ofDays(30);

    static UserDetails of(
            User user,
            Accounts.PasswordStanding password,
            @Nullable Instant lockedUntil,
            @Nullable LatestSession latestSession) {
        return new UserDetails(
                user.id(),
                user.account(),
                user.address(),
                user.logonName(),
                user.addressVerified(),
                user.type(),
                user.corporate(),
                user.state(),
                user.stateReason(),
                user.allowIncoming(),
                lockedUntil,
                user.signInMethod(),
                password.set(),
                password.mustChange(),
                password.changeBarred(),
                user.unit(),
                ProfileForm.of(user.profile()),
                user.expiresOn(),
                user.lastSignInAt(),
                latestSession,
                user.createdAt(),
                user.updatedAt(),
                user.deletedAt(),
                user.deletedAt() == null ? null : user.deletedAt().plus(RESTORABLE),
                user.formerUnit(),
                user.guest(),
                user.version());
    }
}
