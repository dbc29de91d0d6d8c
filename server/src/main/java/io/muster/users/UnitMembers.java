package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.UnitPopulation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts and moves the users of units for the module that owns the units. */
@Repository
class UnitMembers implements UnitPopulation {

    private static final int PORTION = 500;

    private final JdbcClient jdbc;
    private final UserActRepository acts;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    UnitMembers(
            JdbcClient jdbc,
            UserActRepository acts,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.acts = acts;
        this.audit = audit;
        this.events = events;
    }

    private record Moved(UserId user, String account, UnitId before) {}

    @Override
    public Map<UnitId, Long> counts(OrganizationScope scope) {
        // Two counts that an index answers alone instead of one that reads every row.
        Map<UnitId, Long> counts =
                counts(
                        scope,
                        """
                        SELECT unit_id, count(*) FROM memberships WHERE organization_id = :organization
                        GROUP BY unit_id
                        """);
        counts(
                        scope,
                        """
                        SELECT unit_id, count(*) FROM memberships
                        WHERE organization_id = :organization AND state = 'DELETED'
                        GROUP BY unit_id
                        """)
                .forEach((unit, deleted) -> counts.merge(unit, -deleted, Long::sum));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    @Override
    public long count(OrganizationScope scope, Collection<UnitId> units) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM memberships
                        WHERE organization_id = :organization AND unit_id = ANY(:units)
                        """)
                .param("organization", scope.organization().value())
                .param("units", ids(units))
                .query(Long.class)
                .single();
    }

    @Override
    public void each(
            OrganizationScope scope, Collection<UnitId> units, Consumer<List<Member>> portions) {
        try (Stream<Member> members =
                jdbc
                        .sql(
                                """
                                SELECT user_id, account FROM memberships
                                WHERE organization_id = :organization AND unit_id = ANY(:units)
                                ORDER BY unit_id, name, user_id
                                """)
                        .param("organization", scope.organization().value())
                        .param("units", ids(units))
                        .withFetchSize(PORTION)
                        .query((row, _) ->
                                new Member(
                                        new UserId(row.getObject("user_id", UUID.class)),
                                        row.getString("account")))
                        .stream()) {
            List<Member> portion = new ArrayList<>();
            members.forEach(member -> {
                portion.add(member);
                if (portion.size() == PORTION) {
                    portions.accept(List.copyOf(portion));
                    portion.clear();
                }
            });
            if (!portion.isEmpty()) {
                portions.accept(List.copyOf(portion));
            }
        }
    }

    @Override
    public Set<UserId> move(
            OrganizationScope scope,
            Collection<UserId> users,
            Collection<UnitId> from,
            UnitId into) {
        List<Moved> moved =
                jdbc.sql(
                                """
                                WITH before AS (
                                    SELECT user_id, unit_id FROM memberships
                                    WHERE organization_id = :organization AND user_id = ANY(:users)
                                      AND unit_id = ANY(:from) AND unit_id <> :into
                                    ORDER BY user_id FOR UPDATE
                                )
                                UPDATE memberships m SET unit_id = :into
                                FROM before b
                                WHERE m.organization_id = :organization AND m.user_id = b.user_id
                                RETURNING m.user_id, m.account, b.unit_id AS unit_before
                                """)
                        .param("organization", scope.organization().value())
                        .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                        .param("from", ids(from))
                        .param("into", into.value())
                        .query((row, _) ->
                                new Moved(
                                        new UserId(row.getObject("user_id", UUID.class)),
                                        row.getString("account"),
                                        new UnitId(row.getObject("unit_before", UUID.class))))
                        .list();
        List<UserId> ids = moved.stream().map(Moved::user).toList();
        if (!ids.isEmpty()) {
            acts.touch(scope, ids);
            audit.record(scope, moved.stream().map(one -> change(one, into)).toList());
            events.publishEvent(new UsersMoved(scope.organization(), ids, into));
        }
        return Set.copyOf(ids);
    }

    private Map<UnitId, Long> counts(OrganizationScope scope, String sql) {
        Map<UnitId, Long> counts = new HashMap<>();
        jdbc.sql(sql)
                .param("organization", scope.organization().value())
                .query(row -> {
                    counts.put(new UnitId(row.getObject(1, UUID.class)), row.getLong(2));
                });
        return counts;
    }

    private static Change change(Moved moved, UnitId into) {
        return Change.done(
                "users.moved",
                "user",
                moved.user().value(),
                moved.account(),
                Map.of("unitId", moved.before().toString()),
                Map.of("unitId", into.toString()));
    }

    private static UUID[] ids(Collection<UnitId> units) {
        return units.stream().map(UnitId::value).toArray(UUID[]::new);
    }
}
