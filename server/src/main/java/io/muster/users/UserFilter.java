package io.muster.users;

import io.muster.kernel.DomainName;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which users of an organization are meant: those to whom everything applies that is said. The
 * names are those of the list's query and of a selection's filter.
 *
 * @param search words of which each must occur in the name, the address, the logon name, the
 *     department, the title or a phone number, without regard to case and accents; at most 200
 *     characters
 * @param state any of these; without it all but the deleted
 * @param type any of these
 * @param kind any of these
 * @param domain what is behind the "@" of the address
 * @param subUnits with the units below {@code unit}
 * @param role who holds it
 * @param signInMethod any of these
 * @param locked true for those whose sign-in too many wrong passwords closed for a while
 * @param diskUsageFrom whose disk usage is at least so many percent of the limit, 1 to 1,000;
 *     nobody without a limit
 * @param idleDays who used nothing for so many days, 1 to 3,650: neither console or portal, token
 *     nor mail; whoever never used anything counts from his creation
 * @param expiresBefore whose account ends, or ended, on a day before
 * @param withoutSeat true for those who are disabled because there was no seat for them
 * @param connected who is connected now by any of these; no guests
 * @param secondFactor whether an authenticator app or a passkey is set up; no guests
 * @param passwordExpired whether the password only opens the page on which a new one is chosen; no
 *     guests
 * @param signedInAfter last signed in then or later
 * @param signedInBefore last signed in earlier than then; nobody who never did
 */
public record UserFilter(
        @Nullable String search,
        @Nullable List<UserState> state,
        @Nullable List<UserType> type,
        @Nullable List<UserKind> kind,
        @Nullable String domain,
        @Nullable UnitId unit,
        @Nullable Boolean subUnits,
        @Nullable RoleId role,
        @Nullable List<SignInMethod> signInMethod,
        @Nullable Boolean locked,
        @Nullable Instant signedInAfter,
        @Nullable Instant signedInBefore,
        @Nullable Boolean neverSignedIn,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable Integer diskUsageFrom,
        @Nullable Integer idleDays,
        @Nullable LocalDate expiresBefore,
        @Nullable Boolean withoutSeat,
        @Nullable List<ConnectedBy> connected,
        @Nullable Boolean secondFactor,
        @Nullable Boolean passwordExpired) {

    static final int LONGEST_SEARCH = 200;

    private static final int MOST_PERCENT = 1_000;
    private static final int MOST_IDLE_DAYS = 3_650;
    private static final int LAST_YEAR = 9_999;

    /** Everybody who is not deleted. */
    public static final UserFilter ALL =
            new UserFilter(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null, null, null, null);

    /** Everybody in this state. */
    public static UserFilter in(UserState state) {
        return new UserFilter(
                null,
                List.of(state),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        if (search != null && search.length() > LONGEST_SEARCH) {
            errors.add(
                    new FieldError("search", "too-long", "A search has at most 200 characters."));
        }
        if (domain != null && DomainName.parse(domain).isEmpty()) {
            errors.add(new FieldError("domain", "format", "This is no domain."));
        }
        if (diskUsageFrom != null && (diskUsageFrom < 1 || diskUsageFrom > MOST_PERCENT)) {
            errors.add(new FieldError("diskUsageFrom", "range", "Give 1 to 1,000 percent."));
        }
        if (idleDays != null && (idleDays < 1 || idleDays > MOST_IDLE_DAYS)) {
            errors.add(new FieldError("idleDays", "range", "Give 1 to 3,650 days."));
        }
        if (expiresBefore != null
                && (expiresBefore.getYear() < 1 || expiresBefore.getYear() > LAST_YEAR)) {
            errors.add(
                    new FieldError("expiresBefore", "range", "Give a day of the years 1 to 9999."));
        }
        return errors;
    }
}
