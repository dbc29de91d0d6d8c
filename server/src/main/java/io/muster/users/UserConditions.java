package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The WHERE of the list, its count and every selection, so that all three mean the same users.
 * Values go in as named parameters only.
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
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /**
     * What a filter names by id, looked up by the modules that know.
     *
     * @param units the unit, with those below it if they are wanted; null for any unit
     * @param holders who holds the role; null for no matter who
     * @param locked who is locked; null for no matter who
     * @param foldedSearch without case and accents
     */
    record Resolved(
            @Nullable Collection<UnitId> units,
            @Nullable Collection<UserId> holders,
            @Nullable Collection<UserId> locked,
            String foldedSearch) {}

    UserConditions(OrganizationScope scope, UserFilter filter, Resolved resolved) {
        and("m.organization_id = :organization", "organization", scope.organization().value());
        searched = inIndex(resolved.foldedSearch());
        search(resolved.foldedSearch());
        if (filter.state() == null || filter.state().isEmpty()) {
            conditions.add("m.state <> 'DELETED'");
        } else {
            anyOf("m.state", "state", names(filter.state()));
        }
        if (filter.type() != null && !filter.type().isEmpty()) {
            anyOf(
                    "m.type",
                    "type",
                    filter.type().stream().map(UserType::stored).toArray(Short[]::new));
        }
        if (filter.signInMethod() != null && !filter.signInMethod().isEmpty()) {
            anyOf("m.sign_in_method", "method", names(filter.signInMethod()));
        }
        if (resolved.units() != null) {
            anyOf(
                    "m.unit_id",
                    "unit",
                    resolved.units().stream().map(UnitId::value).toArray(UUID[]::new));
        }
        if (resolved.holders() != null) {
            and(
                    "m.user_id = ANY(:holders)",
                    "holders",
                    resolved.holders().stream().map(UserId::value).toArray(UUID[]::new));
        }
        if (resolved.locked() != null) {
            and(
                    "m.user_id = ANY(:locked)",
                    "locked",
                    resolved.locked().stream().map(UserId::value).toArray(UUID[]::new));
        }
        times(filter);
    }

    /** One more condition, with its parameters already in {@link #parameters}. */
    UserConditions and(String condition) {
        conditions.add(condition);
        return this;
    }

    UserConditions and(String condition, String name, Object value) {
        parameters.put(name, value);
        return and(condition);
    }

    /** One value is an equation, so that an index gives its rows in the order of the list. */
    private void anyOf(String column, String name, Object[] values) {
        if (values.length == 1) {
            and(column + " = :" + name, name, values[0]);
        } else {
            and(column + " = ANY(:" + name + ")", name, values);
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

    String where() {
        return "WHERE " + String.join("\n  AND ", conditions);
    }

    private void search(String folded) {
        int number = 0;
        for (String word : SPACES.splitAsStream(folded.strip()).toList()) {
            if (word.isEmpty()) {
                continue;
            }
            String name = "word" + number++;
            String condition = "m.search LIKE :" + name;
            parameters.put(name, containing(word));
            // Phone numbers are kept as bare digits: "(01) 234-56" finds what is stored as 0123456.
            String digits = word.replaceAll("[^0-9+]", "");
            if (PHONE.matcher(word).matches() && !digits.equals(word)) {
                condition = "(" + condition + " OR m.search LIKE :" + name + "digits)";
                parameters.put(name + "digits", containing(digits));
            }
            conditions.add(condition);
        }
    }

    private void times(UserFilter filter) {
        if (Boolean.TRUE.equals(filter.neverSignedIn())) {
            conditions.add("m.last_sign_in_order = '-infinity'");
        }
        if (filter.signedInAfter() != null) {
            and(
                    "m.last_sign_in_order >= :signedInAfter",
                    "signedInAfter",
                    time(filter.signedInAfter()));
        }
        if (filter.signedInBefore() != null) {
            and(
                    """
                    m.last_sign_in_order < :signedInBefore
                      AND m.last_sign_in_order > '-infinity'\
                    """,
                    "signedInBefore",
                    time(filter.signedInBefore()));
        }
        if (filter.createdAfter() != null) {
            and("m.created_at >= :createdAfter", "createdAfter", time(filter.createdAfter()));
        }
        if (filter.createdBefore() != null) {
            and("m.created_at < :createdBefore", "createdBefore", time(filter.createdBefore()));
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
