package io.muster.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.muster.access.Accounts.PasswordFlags;
import io.muster.kernel.UnitId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user had before an act on many changed it, kept for its undo. What the act left alone is
 * null.
 *
 * @param passwordSetAt tells the password that was expired from one that was set since
 * @param fields by their names in the API; units by their ids
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FormerSettings(
        @Nullable UserState state,
        @Nullable Boolean allowIncoming,
        @Nullable UnitId unitId,
        @Nullable Boolean mustChangePassword,
        @Nullable Boolean passwordChangesDisabled,
        @Nullable Instant passwordSetAt,
        @Nullable LocalDate expiresOn,
        @Nullable Map<String, Object> fields) {

    /** Somebody got something that he didn't have, or lost it; there is no more to know. */
    static final FormerSettings NOTHING =
            new FormerSettings(null, null, null, null, null, null, null, null);

    static FormerSettings standing(UserState state, boolean allowIncoming) {
        return new FormerSettings(state, allowIncoming, null, null, null, null, null, null);
    }

    /** Null stands for an account without an end, too. */
    static FormerSettings expiring(@Nullable LocalDate expiresOn) {
        return new FormerSettings(null, null, null, null, null, null, expiresOn, null);
    }

    static FormerSettings placed(UnitId unit) {
        return new FormerSettings(null, null, unit, null, null, null, null, null);
    }

    static FormerSettings password(PasswordFlags flags) {
        return new FormerSettings(
                null,
                null,
                null,
                flags.mustChange(),
                flags.changeBarred(),
                flags.setAt(),
                null,
                null);
    }

    static FormerSettings of(Map<String, Object> fields) {
        return new FormerSettings(null, null, null, null, null, null, null, fields);
    }
}
