package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.organizations.Organizations;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which dates an account may end at, and who may not have one. Days are those of the organization.
 */
@Component
class ExpiryRule {

    private static final int MOST_YEARS = 50;

    private final Organizations organizations;
    private final UserGuard guard;
    private final Scopes scopes;

    ExpiryRule(Organizations organizations, UserGuard guard, Scopes scopes) {
        this.organizations = organizations;
        this.guard = guard;
        this.scopes = scopes;
    }

    /** The rule that forbids the date, whoever the user is. */
    Optional<UserRule> againstDate(OrganizationScope scope, @Nullable LocalDate date) {
        return date == null ? Optional.empty() : against(date, LocalDate.now(zone(scope)));
    }

    /** Those of the users without each of whom nobody could administrate, with the rule. */
    Map<UserId, UserRule> needed(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, UserRule> needed = new HashMap<>();
        // One by one: of two owners who both are to end, the later one is asked about on his day.
        Set<UUID> some = guard.indispensable(scope);
        users.stream()
                .filter(user -> some.contains(user.value()))
                .forEach(user -> needed.putAll(guard.needed(scope, List.of(user))));
        return needed;
    }

    /** When the day begins. */
    Instant begin(OrganizationScope scope, LocalDate date) {
        return date.atStartOfDay(zone(scope)).toInstant();
    }

    /** When each of the days begins. */
    Map<LocalDate, Instant> begins(OrganizationScope scope, Collection<LocalDate> dates) {
        ZoneId zone = zone(scope);
        Map<LocalDate, Instant> begins = new HashMap<>();
        dates.forEach(date -> begins.put(date, date.atStartOfDay(zone).toInstant()));
        return begins;
    }

    /** The same rule for many who are asked about one by one, in one transaction. */
    Portion portion(OrganizationScope scope) {
        return new Portion(scope);
    }

    /** Reads once, and only when it is asked, what the answers have in common. */
    final class Portion {

        private final OrganizationScope scope;
        private @Nullable LocalDate today;
        private @Nullable Set<UUID> indispensable;

        private Portion(OrganizationScope scope) {
            this.scope = scope;
        }

        /** As {@link ExpiryRule#againstDate(OrganizationScope, LocalDate)}. */
        Optional<UserRule> againstDate(@Nullable LocalDate date) {
            if (date == null) {
                return Optional.empty();
            }
            LocalDate now = today;
            if (now == null) {
                now = LocalDate.now(zone(scope));
                today = now;
            }
            return against(date, now);
        }

        /** The rule that keeps this user from having an end. */
        Optional<UserRule> needed(UserId user) {
            Set<UUID> some = indispensable;
            if (some == null) {
                some = guard.indispensable(scope);
                indispensable = some;
            }
            return some.contains(user.value())
                    ? Optional.ofNullable(guard.needed(scope, List.of(user)).get(user))
                    : Optional.empty();
        }
    }

    private static Optional<UserRule> against(LocalDate date, LocalDate today) {
        return date.isAfter(today) && date.isBefore(today.plusYears(MOST_YEARS))
                ? Optional.empty()
                : Optional.of(UserRule.EXPIRY_RANGE);
    }

    private ZoneId zone(OrganizationScope scope) {
        return scopes.in(
                scope,
                () ->
                        organizations
                                .find(scope)
                                .map(organization -> organization.settings().timeZone())
                                .filter(zone -> !zone.isEmpty())
                                .map(ZoneId::of)
                                .orElse(ZoneOffset.UTC));
    }
}
