package io.muster.mailboxes;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxGroupId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.users.MailAddresses.Addressed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code mailboxes}. */
@Repository
class MailboxRepository {

    private static final String COLUMNS =
            """
            m.id, m.kind, m.name, m.address, m.visible, m.archived_at, m.version, m.access_version, m.created_at
            """;

    private static final String MATCHING =
            """
            FROM mailboxes m
            WHERE m.organization_id = :organization
              AND (:kind = '' OR m.kind = :kind)
              AND (:archived::boolean IS NULL OR (m.archived_at IS NOT NULL) = :archived)
              AND (:search = '' OR m.folded LIKE muster_fold(:search) || '%' OR m.address LIKE lower(:search) || '%'
                   OR (m.kind = 'SHARED' AND (m.folded LIKE '%' || muster_fold(:search) || '%'
                                              OR m.address LIKE '%' || lower(:search) || '%')))
            """;

    /** Only where it is asked for, so that a group is read from its own rows. */
    private static final String IN_GROUP =
            """
            AND m.id IN (SELECT n.mailbox_id FROM mailbox_group_members n
                         WHERE n.organization_id = :organization AND n.group_id = :group)
            """;

    private final JdbcClient jdbc;

    MailboxRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param folded the name as it is sorted
     * @param users how many were given access
     */
    record Listed(Mailbox mailbox, String folded, long users) {}

    /** One row more than a page has, away from the cursor, nearest first. */
    List<Listed> nearest(OrganizationScope scope, MailboxQuery query) {
        String sql =
                """
                SELECT %s, m.folded,
                    (SELECT count(*) FROM (
                        SELECT g.user_id FROM mailbox_role_grants g WHERE g.mailbox_id = m.id
                        UNION SELECT p.user_id FROM mailbox_permission_grants p WHERE p.mailbox_id = m.id) AS u) AS users
                """
                        .formatted(COLUMNS);
        String order =
                query.ascending()
                        ? """
                        AND (:edgeName::text IS NULL OR (m.folded, m.id) > (:edgeName, :edgeId))
                        ORDER BY m.folded, m.id LIMIT :rows
                        """
                        : """
                        AND (:edgeName::text IS NULL OR (m.folded, m.id) < (:edgeName, :edgeId))
                        ORDER BY m.folded DESC, m.id DESC LIMIT :rows
                        """;
        return matching(sql + rows(query) + order, scope, query)
                .param("edgeName", query.edgeName())
                .param("edgeId", query.edgeId())
                .param("rows", query.limit() + 1)
                .query((row, _) ->
                        new Listed(mailbox(row), row.getString("folded"), row.getLong("users")))
                .list();
    }

    long count(OrganizationScope scope, MailboxQuery query) {
        return matching("SELECT count(*) " + rows(query), scope, query).query(Long.class).single();
    }

    private static String rows(MailboxQuery query) {
        return query.group() == null ? MATCHING : MATCHING + IN_GROUP;
    }

    private JdbcClient.StatementSpec matching(
            String sql, OrganizationScope scope, MailboxQuery query) {
        Mailbox.Kind kind = query.kind();
        MailboxGroupId group = query.group();
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        if (group != null) {
            statement.param("group", group.value());
        }
        return statement
                .param("organization", scope.organization().value())
                .param("kind", kind == null ? "" : kind.name())
                .param("archived", query.archived())
                .param("search", query.escaped());
    }

    Optional<Mailbox> find(OrganizationScope scope, MailboxId id) {
        return find(scope, id, "");
    }

    /** Those of these mailboxes that are there. */
    Map<MailboxId, Mailbox> all(OrganizationScope scope, Collection<MailboxId> ids) {
        return jdbc
                .sql(
                        "SELECT "
                                + COLUMNS
                                + "FROM mailboxes m WHERE m.organization_id = :organization AND m.id = ANY(:ids)")
                .param("organization", scope.organization().value())
                .param("ids", ids(ids))
                .query((row, _) -> mailbox(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Mailbox::id, found -> found));
    }

    /** How large the mailbox itself is said to become at most, in octets. */
    Optional<Long> limit(OrganizationScope scope, MailboxId id) {
        return jdbc.sql(
                        """
                        SELECT size_limit FROM mailboxes
                        WHERE organization_id = :organization AND id = :id AND size_limit IS NOT NULL
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query(Long.class)
                .optional();
    }

    /** Those of these mailboxes of which something is said, with how much, in octets. */
    Map<MailboxId, Long> limits(OrganizationScope scope, Collection<MailboxId> ids) {
        Map<MailboxId, Long> limits = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT id, size_limit FROM mailboxes
                        WHERE organization_id = :organization AND id = ANY(:ids) AND size_limit IS NOT NULL
                        """)
                .param("organization", scope.organization().value())
                .param("ids", ids(ids))
                .query(row -> {
                    limits.put(
                            new MailboxId(row.getObject("id", UUID.class)),
                            row.getLong("size_limit"));
                });
        return limits;
    }

    /** As {@link #find}, and nobody else changes it before the transaction ends. */
    Optional<Mailbox> lock(OrganizationScope scope, MailboxId id) {
        return find(scope, id, " FOR NO KEY UPDATE");
    }

    /** Those of these mailboxes that are there, locked in the order of their ids. */
    Map<MailboxId, Mailbox> lockAll(OrganizationScope scope, Collection<MailboxId> ids) {
        return jdbc
                .sql(
                        "SELECT "
                                + COLUMNS
                                + """
                                FROM mailboxes m WHERE m.organization_id = :organization AND m.id = ANY(:ids)
                                ORDER BY m.id FOR NO KEY UPDATE
                                """)
                .param("organization", scope.organization().value())
                .param("ids", ids(ids))
                .query((row, _) -> mailbox(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Mailbox::id, found -> found));
    }

    private Optional<Mailbox> find(OrganizationScope scope, MailboxId id, String lock) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + "FROM mailboxes m WHERE m.organization_id = :organization AND m.id = :id"
                                + lock)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query((row, _) -> mailbox(row))
                .optional();
    }

    /** A mailbox and the organization it belongs to. */
    record Found(Mailbox mailbox, OrganizationId organization) {}

    /** Whose the address is, in whatever organization; aliases are elsewhere. */
    Optional<Found> at(InstanceScope scope, EmailAddress address) {
        return any(scope, "m.address = :value", address.toString());
    }

    /** The mailbox, of whatever organization. */
    Optional<Found> any(InstanceScope scope, MailboxId id) {
        return any(scope, "m.id = :value", id.value());
    }

    private Optional<Found> any(InstanceScope scope, String condition, Object value) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + ", m.organization_id FROM mailboxes m WHERE "
                                + condition)
                .param("value", value)
                .query((row, _) ->
                        new Found(
                                mailbox(row),
                                new OrganizationId(row.getObject("organization_id", UUID.class))))
                .optional();
    }

    void insert(OrganizationScope scope, MailboxId id, MailboxForm form) {
        jdbc.sql(
                        """
                        INSERT INTO mailboxes (id, organization_id, kind, name, address, visible)
                        VALUES (:id, :organization, 'SHARED', :name, :address, :visible)
                        """)
                .param("id", id.value())
                .param("organization", scope.organization().value())
                .param("name", form.name())
                .param("address", form.address().toString())
                .param("visible", form.visible())
                .update();
    }

    void update(OrganizationScope scope, MailboxId id, MailboxForm form) {
        jdbc.sql(
                        """
                        UPDATE mailboxes SET name = :name, address = :address, visible = :visible, version = version + 1
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("name", form.name())
                .param("address", form.address().toString())
                .param("visible", form.visible())
                .update();
    }

    void setArchived(OrganizationScope scope, Collection<MailboxId> ids, boolean archived) {
        jdbc.sql(
                        """
                        UPDATE mailboxes SET archived_at = CASE WHEN :archived THEN now() END, version = version + 1
                        WHERE organization_id = :organization AND id = ANY(:ids) AND (archived_at IS NOT NULL) <> :archived
                        """)
                .param("organization", scope.organization().value())
                .param("ids", ids(ids))
                .param("archived", archived)
                .update();
    }

    /**
     * @param octets 0 is without limit; null is as the organization has it
     */
    void setLimit(OrganizationScope scope, Collection<MailboxId> ids, @Nullable Long octets) {
        jdbc.sql(
                        """
                        UPDATE mailboxes SET size_limit = :octets
                        WHERE organization_id = :organization AND id = ANY(:ids)
                        """)
                .param("organization", scope.organization().value())
                .param("ids", ids(ids))
                .param("octets", octets, Types.BIGINT)
                .update();
    }

    /** The same for many, each with its own; null is as the organization has it. */
    void setLimits(OrganizationScope scope, Map<MailboxId, @Nullable Long> limits) {
        List<MailboxId> ids = List.copyOf(limits.keySet());
        jdbc.sql(
                        """
                        UPDATE mailboxes m SET size_limit = w.octets
                        FROM unnest(:ids::uuid[], :octets::bigint[]) AS w (id, octets)
                        WHERE m.organization_id = :organization AND m.id = w.id
                        """)
                .param("organization", scope.organization().value())
                .param("ids", ids(ids))
                .param("octets", ids.stream().map(limits::get).toArray(Long[]::new))
                .update();
    }

    /** The users who have a mailbox of their own, with what is said of its size. */
    Map<UserId, @Nullable Long> personalLimits(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, @Nullable Long> limits = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT id, size_limit FROM mailboxes
                        WHERE organization_id = :organization AND id = ANY(:users) AND kind = 'PERSONAL'
                        """)
                .param("organization", scope.organization().value())
                .param("users", users(users))
                .query(row -> {
                    limits.put(
                            new UserId(row.getObject("id", UUID.class)),
                            row.getObject("size_limit", Long.class));
                });
        return limits;
    }

    void countAccessChange(OrganizationScope scope, MailboxId id) {
        jdbc.sql(
                        """
                        UPDATE mailboxes SET access_version = access_version + 1
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .update();
    }

    void delete(OrganizationScope scope, Collection<MailboxId> ids) {
        jdbc.sql("DELETE FROM mailboxes WHERE organization_id = :organization AND id = ANY(:ids)")
                .param("organization", scope.organization().value())
                .param("ids", ids(ids))
                .update();
    }

    /**
     * Makes the personal mailboxes of these users, or keeps their copies right. Those that are
     * right aren't locked: most edits of users don't concern them.
     */
    void keep(OrganizationScope scope, List<Addressed> users) {
        jdbc.sql(
                        """
                        INSERT INTO mailboxes AS m (id, organization_id, kind, name, address)
                        SELECT w.id, :organization, 'PERSONAL', w.name, w.address
                        FROM (SELECT id, left(coalesce(nullif(name, ''), address), 255) AS name, address
                              FROM unnest(:ids::uuid[], :names::text[], :addresses::text[]) AS u (id, name, address)) AS w
                        LEFT JOIN mailboxes k ON k.organization_id = :organization AND k.id = w.id
                        WHERE k.id IS NULL OR (k.name, k.address) IS DISTINCT FROM (w.name, w.address)
                        ORDER BY w.id
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name, address = excluded.address, version = m.version + 1
                        WHERE (m.name, m.address) IS DISTINCT FROM (excluded.name, excluded.address)
                        """)
                .param("organization", scope.organization().value())
                .param("ids", users.stream().map(user -> user.user().value()).toArray(UUID[]::new))
                .param("names", users.stream().map(Addressed::name).toArray(String[]::new))
                .param(
                        "addresses",
                        users.stream()
                                .map(user -> user.address().toString())
                                .toArray(String[]::new))
                .update();
    }

    private static UUID[] ids(Collection<MailboxId> ids) {
        return ids.stream().map(MailboxId::value).toArray(UUID[]::new);
    }

    static UUID[] users(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }

    private static Mailbox mailbox(ResultSet row) throws SQLException {
        Timestamp archived = row.getTimestamp("archived_at");
        return new Mailbox(
                new MailboxId(row.getObject("id", UUID.class)),
                Mailbox.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                EmailAddress.valueOf(row.getString("address")),
                row.getBoolean("visible"),
                archived == null ? null : archived.toInstant(),
                new Version(row.getInt("version")),
                new Version(row.getInt("access_version")),
                row.getTimestamp("created_at").toInstant());
    }
}
