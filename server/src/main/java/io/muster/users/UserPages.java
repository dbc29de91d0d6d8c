package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Cursor;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages of the list of users, for whoever shows something else of the same users. */
@Component
public class UserPages {

    private static final int MOST = 500;

    private final UserSearch search;
    private final Scopes scopes;

    UserPages(UserSearch search, Scopes scopes) {
        this.search = search;
        this.scopes = scopes;
    }

    /**
     * A user in a list.
     *
     * @param account the e-mail address, else the logon name
     * @param lastSignInAt through console or portal; null when never
     * @param guest whether another organization manages him
     */
    public record Listed(
            UserId id,
            String account,
            String displayName,
            UserState state,
            boolean allowIncoming,
            SignInMethod signInMethod,
            @Nullable Instant lastSignInAt,
            boolean guest) {}

    /**
     * A page; what can't be read of filter, sort, limit or cursor is refused with its field.
     *
     * @param sort as the list of users has it
     */
    public Page<Listed> page(
            OrganizationScope scope,
            UserFilter filter,
            String sort,
            int limit,
            @Nullable String cursor) {
        return rows(scope, filter, sort, limit, cursor)
                .map(row ->
                        new Listed(
                                row.id(),
                                row.account(),
                                row.displayName(),
                                row.state(),
                                row.allowIncoming(),
                                row.signInMethod(),
                                row.lastSignInAt(),
                                row.guest()));
    }

    Page<UserListRepository.Row> rows(
            OrganizationScope scope,
            UserFilter filter,
            String sort,
            int limit,
            @Nullable String cursor) {
        checked(filter);
        UserOrder order =
                UserOrder.parse(sort)
                        .orElseThrow(() ->
                                Problem.invalid(
                                                "sort",
                                                "unknown-value",
                                                "The list can't be sorted by that.")
                                        .refusal());
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid("limit", "range", "A page has 1 to 500 users.").refusal();
        }
        Cursor place = cursor == null ? null : decoded(cursor, order);
        return scopes.in(
                scope,
                () ->
                        search.page(scope, filter, order, place, limit)
                                .orElseThrow(UserPages::foreignCursor));
    }

    static UserFilter checked(UserFilter filter) {
        List<FieldError> errors = filter.errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return filter;
    }

    private static Cursor decoded(String text, UserOrder order) {
        return Cursor.decode(text, order.toString()).orElseThrow(UserPages::foreignCursor);
    }

    private static RuntimeException foreignCursor() {
        return Problem.invalid(
                        "cursor", "format", "The cursor belongs to no page of this list and order.")
                .refusal();
    }
}
