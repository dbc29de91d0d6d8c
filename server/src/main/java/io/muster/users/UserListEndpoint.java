package io.muster.users;

import io.muster.access.Lockouts;
import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.Page;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of an organization's users. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users")
class UserListEndpoint {

    private final UserSearch search;
    private final UserPages pages;
    private final Lockouts lockouts;
    private final Scopes scopes;

    UserListEndpoint(UserSearch search, UserPages pages, Lockouts lockouts, Scopes scopes) {
        this.search = search;
        this.pages = pages;
        this.lockouts = lockouts;
        this.scopes = scopes;
    }

    /**
     * A user in the list.
     *
     * @param account the e-mail address, else the logon name
     * @param corporate belongs to the organization by a domain that it has proved
     * @param lockedUntil too many wrong passwords closed sign-in until then; null when it is open
     * @param phone of the office, else the mobile one; empty when there is none
     * @param lastSignInAt through console or portal; null when never
     * @param lastUsedAt when he last used anything, be it console, portal, token or mail; up to an
     *     hour behind; null when never
     * @param expiresOn the first day, of the organization's time zone, on which the account is
     *     disabled by itself; null for never
     * @param diskUsageOctets all that the user has, as of some seconds ago
     * @param diskLimitOctets how much that may be; 0 is without limit
     * @param guest whether another organization manages him
     */
    record UserSummary(
            UserId id,
            String account,
            String displayName,
            UserType type,
            boolean corporate,
            UserState state,
            boolean allowIncoming,
            @Nullable Instant lockedUntil,
            SignInMethod signInMethod,
            UnitId unitId,
            String department,
            String title,
            String phone,
            @Nullable Instant lastSignInAt,
            @Nullable Instant lastUsedAt,
            @Nullable LocalDate expiresOn,
            Instant createdAt,
            long diskUsageOctets,
            long diskLimitOctets,
            boolean guest) {}

    /** How many users match. */
    record UserCount(long count) {}

    /** How many users there are in a state. */
    record UserStateCount(UserState state, long count) {}

    /** One entry for each state in which there is anybody. */
    record UserStateCounts(List<UserStateCount> items) {}

    /**
     * A page of the list.
     *
     * @param sort account, displayName, type, state, signInMethod, unit, department, title, phone,
     *     lastSignInAt, lastUsedAt (who never used anything counts from his creation), createdAt or
     *     diskUsage, with "-" before it for the other direction
     */
    @Needs(Permission.USERS_READ)
    @GetMapping
    Page<UserSummary> list(
            OrganizationScope scope,
            @ParameterObject @ModelAttribute UserFilter filter,
            @RequestParam(defaultValue = "displayName") String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return scopes.in(
                scope,
                () -> {
                    Page<UserListRepository.Row> page =
                            pages.rows(scope, filter, sort, limit, cursor);
                    Map<UserId, Instant> locked =
                            lockouts.of(
                                    scope,
                                    page.items().stream().map(UserListRepository.Row::id).toList());
                    long diskLimit = search.diskLimit(scope);
                    return page.map(row -> summary(row, locked.get(row.id()), diskLimit));
                });
    }

    /** How many users the list has with the same filter. */
    @Needs(Permission.USERS_READ)
    @GetMapping("/count")
    UserCount count(OrganizationScope scope, @ParameterObject @ModelAttribute UserFilter filter) {
        return new UserCount(search.count(scope, UserPages.checked(filter)));
    }

    /** How many users there are in each state, those who are deleted and restorable too. */
    @Needs(Permission.USERS_READ)
    @GetMapping("/states")
    UserStateCounts states(OrganizationScope scope) {
        return new UserStateCounts(
                search.countByState(scope).entrySet().stream()
                        .map(state -> new UserStateCount(state.getKey(), state.getValue()))
                        .toList());
    }

    private static UserSummary summary(
            UserListRepository.Row row, @Nullable Instant lockedUntil, long diskLimit) {
        Long own = row.ownDiskLimit();
        return new UserSummary(
                row.id(),
                row.account(),
                row.displayName(),
                row.type(),
                row.corporate(),
                row.state(),
                row.allowIncoming(),
                lockedUntil,
                row.signInMethod(),
                row.unitId(),
                row.department(),
                row.title(),
                row.phone(),
                row.lastSignInAt(),
                row.lastUsedAt(),
                row.expiresOn(),
                row.createdAt(),
                row.diskOctets(),
                own == null ? diskLimit : own,
                row.guest());
    }
}
