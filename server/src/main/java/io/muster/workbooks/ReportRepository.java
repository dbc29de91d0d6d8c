package io.muster.workbooks;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.JobId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code user_reports} and what belongs to them. */
@Repository
class ReportRepository {

    private static final UUID USERS = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReportRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** False when the actor has one that is being made. */
    boolean insert(
            OrganizationScope scope, UUID id, JobId job, boolean selected, Report.Head head) {
        return jdbc.sql(
                                """
                                INSERT INTO user_reports (id, organization_id, job_id, created_by, selected, head)
                                VALUES (:id, :organization, :job, :user, :selected, :head::jsonb)
                                ON CONFLICT (organization_id, created_by) WHERE running DO NOTHING
                                """)
                        .param("id", id)
                        .param("organization", scope.organization().value())
                        .param("job", job.value())
                        .param("user", scope.actor().user().value())
                        .param("selected", selected)
                        .param("head", json.writeValueAsString(head))
                        .update()
                == 1;
    }

    boolean isRunning(OrganizationScope scope, UserId user) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT 1 FROM user_reports
                            WHERE organization_id = :organization AND created_by = :user AND running)
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query(Boolean.class)
                .single();
    }

    void select(OrganizationScope scope, UUID id, List<UserId> users) {
        jdbc.sql(
                        """
                        INSERT INTO user_report_users (report_id, organization_id, user_id)
                        SELECT :id, :organization, unnest(:users::uuid[]) ON CONFLICT DO NOTHING
                        """)
                .param("id", id)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .update();
    }

    List<UserId> selected(OrganizationScope scope, UUID id, @Nullable UserId after, int most) {
        return jdbc.sql(
                        """
                        SELECT user_id FROM user_report_users
                        WHERE organization_id = :organization AND report_id = :id AND user_id > :after
                        ORDER BY user_id LIMIT :most
                        """)
                .param("organization", scope.organization().value())
                .param("id", id)
                .param("after", after == null ? USERS : after.value())
                .param("most", most)
                .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    Optional<Report> find(OrganizationScope scope, UUID id) {
        return jdbc.sql(
                        "SELECT * FROM user_reports WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id)
                .query((row, _) -> report(row))
                .optional();
    }

    /** Those of a user, newest first. */
    List<Report> of(OrganizationScope scope, UserId user, int most) {
        return jdbc.sql(
                        """
                        SELECT * FROM user_reports WHERE organization_id = :organization AND created_by = :user
                        ORDER BY id DESC LIMIT :most
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("most", most)
                .query((row, _) -> report(row))
                .list();
    }

    Optional<Report> ended(OrganizationScope scope, JobId job) {
        return jdbc.sql(
                        """
                        UPDATE user_reports SET running = false
                        WHERE organization_id = :organization AND job_id = :job RETURNING *
                        """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .query((row, _) -> report(row))
                .optional();
    }

    void advance(OrganizationScope scope, UUID id, long rows, UserId last) {
        jdbc.sql(
                        """
                        UPDATE user_reports SET row_count = row_count + :rows, last_user_id = :last, steps = steps + 1
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("organization", scope.organization().value())
                .param("id", id)
                .param("rows", rows)
                .param("last", last.value())
                .update();
    }

    /**
     * @param mailbox whose sheet it is for; null for the users
     */
    void append(
            OrganizationScope scope,
            UUID id,
            @Nullable UUID mailbox,
            long number,
            List<? extends Record> rows) {
        jdbc.sql(
                        """
                        INSERT INTO user_report_blocks (report_id, organization_id, mailbox_id, number, content)
                        VALUES (:id, :organization, :mailbox, :number, :content::jsonb)
                        """)
                .param("id", id)
                .param("organization", scope.organization().value())
                .param("mailbox", Objects.requireNonNullElse(mailbox, USERS))
                .param("number", number)
                .param("content", json.writeValueAsString(rows))
                .update();
    }

    Optional<List<Report.Row>> users(OrganizationScope scope, UUID id, long after) {
        return block(scope, id, USERS, after)
                .map(text -> json.readValue(text, new TypeReference<List<Report.Row>>() {}));
    }

    /** The numbers of the blocks of each mailbox that has any, in their order. */
    Map<MailboxId, List<Long>> blocks(OrganizationScope scope, UUID id) {
        Map<MailboxId, List<Long>> blocks = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT mailbox_id, number FROM user_report_blocks
                        WHERE organization_id = :organization AND report_id = :id AND mailbox_id <> :users
                        ORDER BY mailbox_id, number
                        """)
                .param("organization", scope.organization().value())
                .param("id", id)
                .param("users", USERS)
                .query(row -> {
                    blocks.computeIfAbsent(
                                    new MailboxId(row.getObject("mailbox_id", UUID.class)),
                                    _ -> new ArrayList<>())
                            .add(row.getLong("number"));
                });
        return blocks;
    }

    Optional<List<Report.MailboxRow>> mailbox(
            OrganizationScope scope, UUID id, UUID mailbox, long number) {
        return block(scope, id, mailbox, number)
                .map(text -> json.readValue(text, new TypeReference<List<Report.MailboxRow>>() {}));
    }

    private Optional<String> block(OrganizationScope scope, UUID id, UUID mailbox, long number) {
        return jdbc.sql(
                        """
                        SELECT content FROM user_report_blocks
                        WHERE organization_id = :organization AND report_id = :id AND mailbox_id = :mailbox
                          AND number = :number
                        """)
                .param("organization", scope.organization().value())
                .param("id", id)
                .param("mailbox", mailbox)
                .param("number", number)
                .query((row, _) -> row.getString("content"))
                .optional();
    }

    /** Removes those that are old and not at work. */
    int deleteOld(InstanceScope scope, Instant oldest, int most) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        DELETE FROM user_reports WHERE id IN (
                            SELECT id FROM user_reports WHERE created_at < :oldest AND NOT running LIMIT :most)
                        """)
                .param("oldest", oldest.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }

    private Report report(ResultSet row) throws SQLException {
        UUID last = row.getObject("last_user_id", UUID.class);
        return new Report(
                row.getObject("id", UUID.class),
                new JobId(row.getObject("job_id", UUID.class)),
                new UserId(row.getObject("created_by", UUID.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("running"),
                row.getBoolean("selected"),
                row.getLong("row_count"),
                last == null ? null : new UserId(last),
                row.getLong("steps"),
                json.readValue(row.getString("head"), Report.Head.class));
    }
}
