package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxGroupId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code mailbox_groups} and {@code mailbox_group_members}. */
@Repository
class MailboxGroupRepository {

    private static final String COLUMNS =
            """
            g.id, g.name, g.version, g.created_at, g.folded,
            (SELECT count(*) FROM mailbox_group_members n WHERE n.group_id = g.id) AS mailboxes
            """;

    private static final String MATCHING =
            """
            FROM mailbox_groups g
            WHERE g.organization_id = :organization
              AND (:search = '' OR g.folded LIKE '%' || muster_fold(:search) || '%')
            """;

    private final JdbcClient jdbc;

    MailboxGroupRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param folded the name as it is sorted
     */
    record Listed(MailboxGroup group, String folded) {}

    /** One row more than a page has, away from the cursor, nearest first. */
    List<Listed> nearest(OrganizationScope scope, MailboxQuery query) {
        String order =
                query.ascending()
                        ? """
                        AND (:edgeName::text IS NULL OR (g.folded, g.id) > (:edgeName, :edgeId))
                        ORDER BY g.folded, g.id LIMIT :rows
                        """
                        : """
                        AND (:edgeName::text IS NULL OR (g.folded, g.id) < (:edgeName, :edgeId))
                        ORDER BY g.folded DESC, g.id DESC LIMIT :rows
                        """;
        return jdbc.sql("SELECT " + COLUMNS + MATCHING + order)
                .param("organization", scope.organization().value())
                .param("search", query.escaped())
                .param("edgeName", query.edgeName())
                .param("edgeId", query.edgeId())
                .param("rows", query.limit() + 1)
                .query((row, _) -> new Listed(group(row), row.getString("folded")))
                .list();
    }

    long count(OrganizationScope scope, MailboxQuery query) {
        return jdbc.sql("SELECT count(*) " + MATCHING)
                .param("organization", scope.organization().value())
                .param("search", query.escaped())
                .query(Long.class)
                .single();
    }

    Optional<MailboxGroup> find(OrganizationScope scope, MailboxGroupId id) {
        return find(scope, id, "");
    }

    /** As {@link #find}, and nobody else changes or ends it before the transaction ends. */
    Optional<MailboxGroup> lock(OrganizationScope scope, MailboxGroupId id) {
        return find(scope, id, " FOR NO KEY UPDATE");
    }

    private Optional<MailboxGroup> find(OrganizationScope scope, MailboxGroupId id, String lock) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + "FROM mailbox_groups g WHERE g.organization_id = :organization AND g.id = :id"
                                + lock)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query((row, _) -> group(row))
                .optional();
    }

    /** Nobody else makes or renames groups of the organization before the transaction ends. */
    void lockNames(OrganizationScope scope) {
        jdbc.sql(
                        """
                        SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.mailbox-groups.' || :organization, 0))
                        """)
                .param("organization", scope.organization().toString())
                .query(Integer.class)
                .single();
    }

    /** Whether another group has that name, whatever the case. */
    boolean isTaken(OrganizationScope scope, MailboxGroupId id, String name) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT FROM mailbox_groups
                                       WHERE organization_id = :organization AND lower(name) = lower(:name) AND id <> :id)
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    long all(OrganizationScope scope) {
        return jdbc.sql("SELECT count(*) FROM mailbox_groups WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query(Long.class)
                .single();
    }

    void insert(OrganizationScope scope, MailboxGroupId id, String name) {
        jdbc.sql(
                        """
                        INSERT INTO mailbox_groups (id, organization_id, name) VALUES (:id, :organization, :name)
                        """)
                .param("id", id.value())
                .param("organization", scope.organization().value())
                .param("name", name)
                .update();
    }

    void rename(OrganizationScope scope, MailboxGroupId id, String name) {
        jdbc.sql(
                        """
                        UPDATE mailbox_groups SET name = :name, version = version + 1
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("name", name)
                .update();
    }

    void delete(OrganizationScope scope, MailboxGroupId id) {
        jdbc.sql("DELETE FROM mailbox_groups WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .update();
    }

    /** Those of these that are mailboxes of the organization; none ends before the transaction. */
    Set<MailboxId> hold(OrganizationScope scope, Collection<MailboxId> ids) {
        return jdbc
                .sql(
                        """
                        SELECT id FROM mailboxes WHERE organization_id = :organization AND id = ANY(:ids)
                        ORDER BY id FOR KEY SHARE
                        """)
                .param("organization", scope.organization().value())
                .param("ids", ids(ids))
                .query((row, _) -> new MailboxId(row.getObject("id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /**
     * Takes mailboxes that are about to end out of all groups, and lets nobody else have them in
     * hand.
     */
    void leave(OrganizationScope scope, Collection<MailboxId> mailboxes) {
        lockEnding(scope, mailboxes);
        count(
                scope,
                mailboxes,
                """
                WITH gone AS (
                    DELETE FROM mailbox_group_members
                    WHERE organization_id = :organization AND mailbox_id = ANY(:mailboxes)
                    RETURNING mailbox_id)
                SELECT count(*) FROM gone
                """);
    }

    /**
     * Lets nobody else have mailboxes in hand that are about to end. In the order of who changes a
     * group: the groups, the mailboxes, their places.
     */
    void lockEnding(OrganizationScope scope, Collection<MailboxId> mailboxes) {
        count(
                scope,
                mailboxes,
                """
                WITH held AS MATERIALIZED (
                    SELECT id FROM mailbox_groups
                    WHERE organization_id = :organization
                      AND id IN (SELECT group_id FROM mailbox_group_members
                                 WHERE organization_id = :organization AND mailbox_id = ANY(:mailboxes))
                    ORDER BY id FOR NO KEY UPDATE)
                SELECT count(*) FROM held
                """);
        count(
                scope,
                mailboxes,
                """
                WITH held AS MATERIALIZED (
                    SELECT id FROM mailboxes
                    WHERE organization_id = :organization AND id = ANY(:mailboxes)
                    ORDER BY id FOR UPDATE)
                SELECT count(*) FROM held
                """);
    }

    private void count(OrganizationScope scope, Collection<MailboxId> mailboxes, String statement) {
        jdbc.sql(statement)
                .param("organization", scope.organization().value())
                .param("mailboxes", ids(mailboxes))
                .query(Long.class)
                .single();
    }

    /** Puts mailboxes in and tells the addresses of those that weren't in before. */
    List<EmailAddress> add(
            OrganizationScope scope, MailboxGroupId id, Collection<MailboxId> mailboxes) {
        return addresses(
                """
                WITH changed AS (
                    INSERT INTO mailbox_group_members (organization_id, group_id, mailbox_id)
                    SELECT :organization, :id, m.id FROM mailboxes m
                    WHERE m.organization_id = :organization AND m.id = ANY(:mailboxes)
                    ON CONFLICT DO NOTHING RETURNING mailbox_id)
                SELECT m.address FROM changed c JOIN mailboxes m ON m.id = c.mailbox_id ORDER BY 1
                """,
                scope,
                id,
                mailboxes);
    }

    /** Takes mailboxes out and tells the addresses of those that were in. */
    List<EmailAddress> remove(
            OrganizationScope scope, MailboxGroupId id, Collection<MailboxId> mailboxes) {
        return addresses(
                """
                WITH changed AS (
                    DELETE FROM mailbox_group_members
                    WHERE organization_id = :organization AND group_id = :id AND mailbox_id = ANY(:mailboxes)
                    RETURNING mailbox_id)
                SELECT m.address FROM changed c JOIN mailboxes m ON m.id = c.mailbox_id ORDER BY 1
                """,
                scope,
                id,
                mailboxes);
    }

    private List<EmailAddress> addresses(
            String statement,
            OrganizationScope scope,
            MailboxGroupId id,
            Collection<MailboxId> mailboxes) {
        return jdbc.sql(statement)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("mailboxes", ids(mailboxes))
                .query((row, _) -> EmailAddress.valueOf(row.getString("address")))
                .list();
    }

    /** The groups of these mailboxes, of each by name; a mailbox in none is left out. */
    Map<MailboxId, List<MailboxGroup.Named>> on(
            OrganizationScope scope, Collection<MailboxId> mailboxes) {
        Map<MailboxId, List<MailboxGroup.Named>> found = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT n.mailbox_id, g.id, g.name
                        FROM mailbox_group_members n JOIN mailbox_groups g ON g.id = n.group_id
                        WHERE n.organization_id = :organization AND n.mailbox_id = ANY(:mailboxes)
                        ORDER BY g.folded, g.id
                        """)
                .param("organization", scope.organization().value())
                .param("mailboxes", ids(mailboxes))
                .query(row -> {
                    found.computeIfAbsent(
                                    new MailboxId(row.getObject("mailbox_id", UUID.class)),
                                    _ -> new ArrayList<>())
                            .add(
                                    new MailboxGroup.Named(
                                            new MailboxGroupId(row.getObject("id", UUID.class)),
                                            row.getString("name")));
                });
        return found;
    }

    private static UUID[] ids(Collection<MailboxId> ids) {
        return ids.stream().map(MailboxId::value).toArray(UUID[]::new);
    }

    private static MailboxGroup group(ResultSet row) throws SQLException {
        return new MailboxGroup(
                new MailboxGroupId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getLong("mailboxes"),
                new Version(row.getInt("version")),
                row.getTimestamp("created_at").toInstant());
    }
}
