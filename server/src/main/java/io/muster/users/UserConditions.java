package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.DomainName;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The WHERE of the list, its count and every selection, so that all three mean the same users.
 * Values go in as named parameters only. Of the two halves of a row only those are read that the
 * conditions speak of.
 */
final class UserConditions {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    /**
     * What PostgreSQL's index of trigrams can look up: with less of a word it reads all of itself.
     */
    private static final Pattern IN_INDEX =
            Pattern.compile(
                    "[\\p{L}\\p{N}]{3}|[\\p{L}\\p{N}]{2}[^\\p{L}\\p{N}]|[^\\p{L}\\p{N}][\\p{L}\\p{N}]");

    private static final Pattern PHONE = Pattern.compile("[0-9+()/.\\-]*[0-9][0-9+()/.\\-]*");

    private final boolean searched;
    private final boolean allStates;
    private final Set<ListHalf> halves = EnumSet.noneOf(ListHalf.class);
    private final List<String> conditions = new ArrayList<>();
    private final List<String> ofUsers = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /**
     * What a filter names by id, looked up by the modules that know.
     *
     * @param units the unit, with those below it if they are wanted; null for any unit
     * @param holders who holds the role; null for no matter who
     * @param among meant are those who are in each of these
     * @param foldedSearch without case and accents
     * @param diskLimit of whom nothing else is said, in octets; 0 is without limit
     */
    record Resolved(
            @Nullable Collection<UnitId> units,
            @Nullable Collection<UserId> holders,
            List<Collection<UserId>> among,
            String foldedSearch,
            long diskLimit) {}

    UserConditions(OrganizationScope scope, UserFilter filter, Resolved resolved) {
        parameters.put("organization", scope.organization().value());
        searched = inIndex(resolved.foldedSearch());
        search(resolved.foldedSearch());
        List<UserState> states = Objects.requireNonNullElse(filter.state(), List.of());
        allStates = states.isEmpty();
        if (!allStates) {
            anyOf(ListHalf.PLACE, "state", "state", names(states));
        }
        if (filter.type() != null && !filter.type().isEmpty()) {
            anyOf(
                    ListHalf.LISTING,
                    "type",
                    "type",
                    filter.type().stream().map(UserType::stored).toArray(Short[]::new));
        }
        if (filter.kind() != null && !filter.kind().isEmpty()) {
            anyOf(
                    ListHalf.LISTING,
                    "kind",
                    "kind",
                    filter.kind().stream().map(UserKind::stored).toArray(Short[]::new));
        }
        if (filter.domain() != null) {
            and(
                    ListHalf.LISTING,
                    "l.domain = :domain",
                    "domain",
                    new DomainName(filter.domain()).value());
        }
        if (filter.signInMethod() != null && !filter.signInMethod().isEmpty()) {
            anyOf(ListHalf.LISTING, "sign_in_method", "method", names(filter.signInMethod()));
        }
        if (resolved.units() != null) {
            anyOf(
                    ListHalf.PLACE,
                    "unit_id",
                    "unit",
                    resolved.units().stream().map(UnitId::value).toArray(UUID[]::new));
        }
        if (resolved.holders() != null) {
            users("holders", resolved.holders());
        }
        for (int i = 0; i < resolved.among().size(); i++) {
            users("among" + i, resolved.among().get(i));
        }
        if (filter.diskUsageFrom() != null) {
            diskUsage(filter.diskUsageFrom(), resolved.diskLimit());
        }
        if (filter.idleDays() != null) {
            and(
                    ListHalf.USE,
                    "v.idle_since < :idleSince",
                    "idleSince",
                    time(Instant.now().minus(Duration.ofDays(filter.idleDays()))));
        }
        if (filter.expiresBefore() != null) {
            and(
                    ListHalf.EXPIRY,
                    "x.expires_on < :expiresBefore",
                    "expiresBefore",
                    filter.expiresBefore());
        }
        if (Boolean.TRUE.equals(filter.withoutSeat())) {
            and(
                    ListHalf.PLACE,
                    """
                    m.state = 'DISABLED' AND EXISTS (
                        SELECT FROM users s WHERE s.id = m.user_id AND s.organization_id = :organization
                          AND s.state_reason = 'no-seat')\
                    """);
        }
        times(filter);
    }

    private void diskUsage(int percent, long limit) {
        parameters.put("usagePercent", percent);
        if (limit == 0) {
            and(ListHalf.USAGE, "d.own_share >= :usagePercent");
        } else {
            and(
                    ListHalf.USAGE,
                    "(d.own_share >= :usagePercent OR (d.own_limit IS NULL AND d.octets >= :usageFrom))",
                    "usageFrom",
                    limit / 100 * percent + (limit % 100 * percent + 99) / 100);
        }
    }

    private void and(ListHalf half, String condition) {
        halves.add(half);
        conditions.add(condition);
    }

    private void and(ListHalf half, String condition, String name, Object value) {
        parameters.put(name, value);
        and(half, condition);
    }

    /** Ids are in both halves. */
    private void users(String name, Collection<UserId> users) {
        parameters.put(name, users.stream().map(UserId::value).toArray(UUID[]::new));
        ofUsers.add("user_id = ANY(:%s)".formatted(name));
    }

    /** One value is an equation, so that an index gives its rows in the order of the list. */
    private void anyOf(ListHalf half, String name, String parameter, Object[] values) {
        String column = half.column(name);
        if (values.length == 1) {
            and(half, column + " = :" + parameter, parameter, values[0]);
        } else {
            and(half, column + " = ANY(:" + parameter + ")", parameter, values);
        }
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Whether words are looked for that the index of the search column knows. */
    boolean searched() {
        return searched;
    }

    /** Whether the index of the search column is of use for any word of a search. */
    static boolean inIndex(String search) {
        return SPACES.splitAsStream(search).anyMatch(word -> IN_INDEX.matcher(word).find());
    }

    /**
     * Where the users are found: the halves that the conditions and whoever asks need, and the
     * condition for their rows.
     *
     * @param half one of those read, which has the user's id
     */
    record Found(Set<ListHalf> halves, ListHalf half, String where) {

        String from() {
            return from(half, half.named());
        }

        /** As {@link #from()}, but with other rows of one half than all. */
        String from(ListHalf replaced, String rows) {
            StringJoiner all = new StringJoiner(" JOIN ");
            ListHalf first = halves.iterator().next();
            for (ListHalf one : halves) {
                String table = one == replaced ? rows : one.named();
                all.add(
                        one == first
                                ? table
                                : "%s ON %s = %s AND %s = %s"
                                        .formatted(
                                                table,
                                                one.column("user_id"),
                                                first.column("user_id"),
                                                one.column("organization_id"),
                                                first.column("organization_id")));
            }
            return all.toString();
        }

        String column(String name) {
            return half.column(name);
        }
    }

    /**
     * @param also read whatever the conditions speak of
     */
    Found found(ListHalf... also) {
        Set<ListHalf> read = EnumSet.copyOf(halves);
        read.addAll(List.of(also));
        // Which users the list leaves out stands in the other parts.
        boolean unsaid =
                allStates
                        && Collections.disjoint(read, EnumSet.of(ListHalf.PLACE, ListHalf.LISTING));
        if (read.isEmpty() || unsaid) {
            read.add(ListHalf.PLACE);
        }
        ListHalf half = also.length > 0 ? also[0] : read.iterator().next();
        List<String> all = new ArrayList<>();
        read.forEach(one -> all.add(one.column("organization_id = :organization")));
        ofUsers.forEach(condition -> all.add(half.column(condition)));
        all.addAll(conditions);
        if (allStates) {
            all.add(read.contains(ListHalf.PLACE) ? "m.state <> 'DELETED'" : "NOT l.deleted");
        }
        return new Found(read, half, "WHERE " + String.join("\n  AND ", all));
    }

    private void search(String folded) {
        int number = 0;
        for (String word : SPACES.splitAsStream(folded.strip()).toList()) {
            if (word.isEmpty()) {
                continue;
            }
            String name = "word" + number++;
            String condition = "l.search LIKE :" + name;
            parameters.put(name, containing(word));
            // Phone numbers are kept as bare digits: "(01) 234-56" finds what is stored as 0123456.
            String digits = word.replaceAll("[^0-9+]", "");
            if (PHONE.matcher(word).matches() && !digits.equals(word)) {
                condition = "(" + condition + " OR l.search LIKE :" + name + "digits)";
                parameters.put(name + "digits", containing(digits));
            }
            and(ListHalf.LISTING, condition);
        }
    }

    private void times(UserFilter filter) {
        if (Boolean.TRUE.equals(filter.neverSignedIn())) {
            and(ListHalf.PLACE, "m.last_sign_in_order = '-infinity'");
        }
        if (filter.signedInAfter() != null) {
            and(
                    ListHalf.PLACE,
                    "m.last_sign_in_order >= :signedInAfter",
                    "signedInAfter",
                    time(filter.signedInAfter()));
        }
        if (filter.signedInBefore() != null) {
            and(
                    ListHalf.PLACE,
                    """
                    m.last_sign_in_order < :signedInBefore
                      AND m.last_sign_in_order > '-infinity'\
                    """,
                    "signedInBefore",
                    time(filter.signedInBefore()));
        }
        if (filter.createdAfter() != null) {
            and(
                    ListHalf.LISTING,
                    "l.created_at >= :createdAfter",
                    "createdAfter",
                    time(filter.createdAfter()));
        }
        if (filter.createdBefore() != null) {
            and(
                    ListHalf.LISTING,
                    "l.created_at < :createdBefore",
                    "createdBefore",
                    time(filter.createdBefore()));
        }
    }

    private static Object time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String[] names(List<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).toArray(String[]::new);
    }

    private static String containing(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
