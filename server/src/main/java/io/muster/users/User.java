package io.muster.users;

import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A user as his organization has him.
 *
 * @param addressVerified mail to the address reached the user, who proved it
 * @param corporate belongs to the organization by a domain that it has proved
 * @param stateReason why a disabled user is disabled, when it was not an administrator's wish
 * @param allowIncoming a disabled user still receives messages
 * @param expiresOn the first day on which the account is closed by itself; null for never
 * @param lastSignInAt through console or portal; null when never
 * @param deletedAt since when a deleted user waits to be purged
 * @param formerUnit where a deleted user came from
 * @param guest whether another organization manages him; of him is only known what a business card
 *     tells
 * @param version rises with every change; what {@code If-Match} names
 */
public record User(
        UserId id,
        @Nullable String address,
        @Nullable String logonName,
        boolean addressVerified,
        UserType type,
        boolean corporate,
        UserState state,
        String stateReason,
        boolean allowIncoming,
        SignInMethod signInMethod,
        UnitId unit,
        UserProfile profile,
        @Nullable LocalDate expiresOn,
        @Nullable Instant lastSignInAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        @Nullable UnitId formerUnit,
        boolean guest,
        int version) {

    /** What the user is listed under: the address, else the logon name. */
    public String account() {
        return address == null ? String.valueOf(logonName) : address;
    }

    /** The same user without what only the organization that manages him may know. */
    User card() {
        return new User(
                id,
                address,
                null,
                addressVerified,
                type,
                corporate,
                state,
                "",
                allowIncoming,
                signInMethod,
                unit,
                profile.card(),
                null,
                null,
                createdAt,
                updatedAt,
                deletedAt,
                null,
                guest,
                version);
    }
}
