package io.muster.users;

import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.users.Leaver.MailWish;
import io.muster.users.Offboarding.Step;
import io.muster.users.Offboarding.StepState;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code offboardings} and their steps. */
@Repository
class OffboardingRepository {

    /** More of one user are history for the audit log. */
    private static final int MOST_SHOWN = 10;

    private static final String SELECT =
            """
            SELECT id, organization_id, user_id, mail, mail_until, successor_id, successor_name, disable_at, delete_at,
                started_by, started_by_name, started_from, permissions, impersonator_id, impersonator_name,
                created_at, taken_back_at
            FROM offboardings
            """;

    private final JdbcClient jdbc;

    OffboardingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OrganizationScope scope, Offboarding one) {
        Actor.Impersonator really = one.starter().impersonator();
        jdbc.sql(
                        """
                        INSERT INTO offboardings (id, organization_id, user_id, mail, mail_until, successor_id,
                            successor_name, disable_at, delete_at, started_by, started_by_name, started_from,
                            permissions, impersonator_id, impersonator_name, created_at)
                        VALUES (:id, :organization, :user, :mail, :mailUntil, :successor, :successorName, :disableAt,
                            :deleteAt, :by, :byName, :from, :permissions, :impersonator, :impersonatorName, :createdAt)
                        """)
                .param("id", one.id())
                .param("organization", scope.organization().value())
                .param("user", one.user().value())
                .param("mail", one.mail().name())
                .param("mailUntil", at(one.mailUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "successor",
                        one.successor() == null ? null : one.successor().value(),
                        Types.OTHER)
                .param("successorName", one.successorName())
                .param("disableAt", at(one.disableAt()))
                .param("deleteAt", at(one.deleteAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("by", one.starter().user().value())
                .param("byName", one.starter().name())
                .param("from", one.starter().address())
                .param(
                        "permissions",
                        one.most().stream().map(Permission::text).toArray(String[]::new))
                .param("impersonator", really == null ? null : really.user().value(), Types.OTHER)
                .param("impersonatorName", really == null ? null : really.name(), Types.VARCHAR)
                .param("createdAt", at(one.createdAt()))
                .update();
        one.steps().forEach(step -> save(scope, one.id(), step));
    }

    /** Writes one step, of which there may be another version. */
    void save(OrganizationScope scope, UUID offboarding, Step step) {
        jdbc.sql(
                        """
                        INSERT INTO offboarding_steps
                            (offboarding_id, organization_id, part, state, due_at, ended_at, reason, sentence, names, before)
                        VALUES (:offboarding, :organization, :part, :state, :dueAt, :endedAt, :reason, :sentence, :names,
                            :before::json)
                        ON CONFLICT (offboarding_id, part) DO UPDATE
                        SET state = excluded.state, ended_at = excluded.ended_at, reason = excluded.reason,
                            sentence = excluded.sentence, names = excluded.names, before = excluded.before
                        """)
                .param("offboarding", offboarding)
                .param("organization", scope.organization().value())
                .param("part", step.part().name())
                .param("state", step.state().name())
                .param("dueAt", at(step.dueAt()))
                .param("endedAt", at(step.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("reason", step.reason())
                .param("sentence", step.sentence())
                .param("names", step.names().toArray(String[]::new))
                .param("before", step.before(), Types.VARCHAR)
                .update();
    }

    void takenBack(OrganizationScope scope, UUID offboarding) {
        jdbc.sql(
                        """
                        UPDATE offboardings SET taken_back_at = now()
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("organization", scope.organization().value())
                .param("id", offboarding)
                .update();
    }

    /** Those of the user, the latest first. */
    List<Offboarding> of(OrganizationScope scope, UserId user) {
        return jdbc
                .sql(
                        SELECT
                                + """
                                WHERE organization_id = :organization AND user_id = :user
                                ORDER BY created_at DESC, id LIMIT :most
                                """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("most", MOST_SHOWN)
                .query((row, _) -> offboarding(row, List.of()))
                .list()
                .stream()
                .map(one -> whole(scope, one))
                .toList();
    }

    /** As nobody else changes it before the transaction ends; nothing where somebody does now. */
    Optional<Offboarding> lock(OrganizationScope scope, UUID id, boolean waits) {
        return jdbc.sql(
                        SELECT
                                + "WHERE organization_id = :organization AND id = :id FOR UPDATE"
                                + (waits ? "" : " SKIP LOCKED"))
                .param("organization", scope.organization().value())
                .param("id", id)
                .query((row, _) -> offboarding(row, List.of()))
                .optional()
                .map(one -> whole(scope, one));
    }

    /** An offboarding with a step whose time has come. */
    record Due(OrganizationId organization, UUID id) {}

    /** Those with steps whose time has come, of whatever organization; for machinery only. */
    List<Due> due(int most) {
        return jdbc.sql(
                        """
                        SELECT organization_id, offboarding_id FROM offboarding_steps
                        WHERE state = 'PLANNED' AND due_at <= now()
                        GROUP BY organization_id, offboarding_id
                        ORDER BY min(due_at), offboarding_id LIMIT :most
                        """)
                .param("most", most)
                .query((row, _) ->
                        new Due(
                                new OrganizationId(row.getObject(1, UUID.class)),
                                row.getObject(2, UUID.class)))
                .list();
    }

    private Offboarding whole(OrganizationScope scope, Offboarding one) {
        return one.with(
                jdbc
                        .sql(
                                """
                                SELECT part, state, due_at, ended_at, reason, sentence, names, before
                                FROM offboarding_steps
                                WHERE organization_id = :organization AND offboarding_id = :id
                                """)
                        .param("organization", scope.organization().value())
                        .param("id", one.id())
                        .query((row, _) -> step(row))
                        .list()
                        .stream()
                        .sorted(Comparator.comparing(Step::part))
                        .toList());
    }

    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                OffboardingPart.valueOf(row.getString("part")),
                StepState.valueOf(row.getString("state")),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"),
                row.getString("reason"),
                row.getString("sentence"),
                List.of((String[]) row.getArray("names").getArray()),
                row.getString("before"));
    }

    private static Offboarding offboarding(ResultSet row, List<Step> steps) throws SQLException {
        UUID successor = row.getObject("successor_id", UUID.class);
        UUID really = row.getObject("impersonator_id", UUID.class);
        return new Offboarding(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)),
                MailWish.valueOf(row.getString("mail")),
                instant(row, "mail_until"),
                successor == null ? null : new UserId(successor),
                row.getString("successor_name"),
                row.getObject("disable_at", OffsetDateTime.class).toInstant(),
                instant(row, "delete_at"),
                new Actor(
                        new UserId(row.getObject("started_by", UUID.class)),
                        row.getString("started_by_name"),
                        Actor.Channel.JOB,
                        row.getString("started_from"),
                        really == null
                                ? null
                                : new Actor.Impersonator(
                                        new UserId(really), row.getString("impersonator_name"))),
                permissions(row.getArray("permissions")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "taken_back_at"),
                steps);
    }

    private static Set<Permission> permissions(Array texts) throws SQLException {
        Set<Permission> found = EnumSet.noneOf(Permission.class);
        // A permission that a later release took away is none.
        Arrays.stream((String[]) texts.getArray())
                .flatMap(text -> Permission.parse(text).map(Stream::of).orElseGet(Stream::empty))
                .forEach(found::add);
        return found;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
