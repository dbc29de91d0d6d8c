package io.muster.users;

import io.muster.kernel.Cursor;
import io.muster.kernel.Page;
import io.muster.kernel.UnitId;
import io.muster.users.UserListRepository.Placed;
import io.muster.users.UserListRepository.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Pages of the list by unit, in the order of the tree. Where a unit stands is no column of its
 * users, else renaming it would write a million rows: so the units are walked in their order, and
 * an index gives the users of each by name.
 */
@Repository
class UserPagesByUnit {

    /** How many units are looked into at once; more each time, for many may be empty. */
    private static final int FIRST_UNITS = 16;

    private static final int GROWTH = 4;

    private final JdbcClient jdbc;

    UserPagesByUnit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of the list.
     *
     * @param tree the units that are meant, in the order of the tree
     * @return nothing when the cursor is none of this order
     */
    Optional<Page<Row>> page(
            UserConditions conditions,
            List<UnitId> tree,
            UserOrder order,
            @Nullable Cursor cursor,
            int limit) {
        boolean backwards = cursor != null && cursor.backwards();
        List<UnitId> units = order.descending() == backwards ? tree : tree.reversed();
        List<Placed> found = new ArrayList<>();
        int next = 0;
        if (cursor != null) {
            Optional<UnitId> begun = unit(cursor);
            Optional<String> beyond = order.beyond(within(cursor), conditions.parameters());
            if (begun.isEmpty() || beyond.isEmpty()) {
                return Optional.empty();
            }
            int place = units.indexOf(begun.get());
            if (place < 0) {
                // The unit was deleted since, and its users went elsewhere: the list begins anew.
                return page(conditions, tree, order, null, limit);
            }
            found.addAll(
                    users(
                            "AND " + beyond.get(),
                            conditions,
                            order,
                            backwards,
                            units.subList(place, place + 1),
                            limit + 1));
            next = place + 1;
        }
        for (int size = FIRST_UNITS;
                next < units.size() && found.size() <= limit;
                next += size, size *= GROWTH) {
            found.addAll(
                    users(
                            "",
                            conditions,
                            order,
                            backwards,
                            units.subList(next, Math.min(next + size, units.size())),
                            limit + 1 - found.size()));
        }
        return Optional.of(UserListRepository.page(found, order, cursor, limit));
    }

    private List<Placed> users(
            String beyond,
            UserConditions conditions,
            UserOrder order,
            boolean backwards,
            List<UnitId> units,
            int most) {
        UserConditions.Found found = conditions.found(ListHalf.PLACE);
        return jdbc.sql(
                        """
                        SELECT %s
                        FROM (
                            SELECT m.user_id, %s, w.place
                            FROM unnest(:walk::uuid[]) WITH ORDINALITY AS w (unit_id, place)
                            CROSS JOIN LATERAL (
                                SELECT m.* FROM %s
                                %s %s
                                  AND m.unit_id = w.unit_id
                                ORDER BY %s
                                LIMIT :most
                            ) AS m
                            ORDER BY w.place, %s
                            LIMIT :most
                        ) AS p
                        %s
                        ORDER BY p.place, %s
                        """
                                .formatted(
                                        UserListRepository.SHOWN,
                                        order.keyColumns(),
                                        found.from(),
                                        found.where(),
                                        beyond,
                                        order.orderBy(backwards),
                                        order.orderBy(backwards),
                                        UserListRepository.ROWS,
                                        order.orderByKeys(backwards)))
                .params(conditions.parameters())
                .param("walk", units.stream().map(UnitId::value).toArray(UUID[]::new))
                .param("most", most)
                .query((row, _) -> {
                    List<@Nullable String> place = new ArrayList<>();
                    place.add(row.getString("unit_id"));
                    place.addAll(order.place(row));
                    return new Placed(UserListRepository.row(row), place);
                })
                .list();
    }

    private static Optional<UnitId> unit(Cursor cursor) {
        String text = cursor.values().isEmpty() ? null : cursor.values().getFirst();
        try {
            return text == null ? Optional.empty() : Optional.of(UnitId.valueOf(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The place among the users of the unit. */
    private static Cursor within(Cursor cursor) {
        List<@Nullable String> values = cursor.values();
        return new Cursor(
                cursor.order(),
                cursor.backwards(),
                values.isEmpty() ? values : values.subList(1, values.size()));
    }
}
