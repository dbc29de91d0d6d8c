package io.muster.mailboxes;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailGroupId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code mail_groups} and {@code mail_group_members}. */
@Repository
class MailGroupRepository {

    private static final String COLUMNS =
            """
            g.id, g.organization_id, g.name, g.address, g.writers, g.version, g.created_at, g.folded,
            (SELECT count(*) FROM mail_group_members n WHERE n.group_id = g.id) AS members
            """;

    private static final String MATCHING =
            """
            FROM mail_groups g
            WHERE g.organization_id = :organization
              AND (:search = '' OR g.folded LIKE '%' || muster_fold(:search) || '%'
                   OR g.address LIKE '%' || lower(:search) || '%')
            """;

    private final JdbcClient jdbc;

    MailGroupRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param folded the name as it is sorted
     */
    record Listed(MailGroup group, String folded) {}

    /** A mailbox, another group or an address elsewhere; one of them is named. */
    sealed interface Named {
        record InMailbox(MailboxId mailbox) implements Named {}

        record InGroup(MailGroupId group) implements Named {}

        record Outside(EmailAddress address) implements Named {}
    }

    /**
     * What is wrong with a group, or with one that holds it.
     *
     * @param reached how many mailboxes and addresses mail for it goes to
     * @param open whether strangers write to it
     * @param outside whether it reaches an address elsewhere
     */
    record Reach(String name, long reached, boolean open, boolean outside) {}

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

    Optional<MailGroup> find(OrganizationScope scope, MailGroupId id) {
        return jdbc.sql(
                        "SELECT "
                                + COLUMNS
                                + "FROM mail_groups g WHERE g.organization_id = :organization AND g.id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query((row, _) -> group(row))
                .optional();
    }

    /** The group of that address, in whatever organization. */
    Optional<MailGroup> at(InstanceScope scope, EmailAddress address) {
        Objects.requireNonNull(scope);
        return jdbc.sql("SELECT " + COLUMNS + "FROM mail_groups g WHERE g.address = :address")
                .param("address", address.toString())
                .query((row, _) -> group(row))
                .optional();
    }

    /** Nobody else changes groups of the organization before the transaction ends. */
    void lockAll(OrganizationScope scope) {
        jdbc.sql(
                        """
                        SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.mail-groups.' || :organization, 0))
                        """)
                .param("organization", scope.organization().toString())
                .query(Integer.class)
                .single();
    }

    void insert(OrganizationScope scope, MailGroupId id, MailGroupForm form) {
        jdbc.sql(
                        """
                        INSERT INTO mail_groups (id, organization_id, name, address, writers)
                        VALUES (:id, :organization, :name, :address, :writers)
                        """)
                .param("id", id.value())
                .param("organization", scope.organization().value())
                .param("name", form.name())
                .param("address", form.address().toString())
                .param("writers", form.writers().name())
                .update();
    }

    void update(OrganizationScope scope, MailGroupId id, MailGroupForm form) {
        jdbc.sql(
                        """
                        UPDATE mail_groups SET name = :name, address = :address, writers = :writers, version = version + 1
                        WHERE organization_id = :organization AND id = :id
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("name", form.name())
                .param("address", form.address().toString())
                .param("writers", form.writers().name())
                .update();
    }

    void delete(OrganizationScope scope, MailGroupId id) {
        jdbc.sql("DELETE FROM mail_groups WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .update();
    }

    List<MailGroupMember> members(OrganizationScope scope, MailGroupId id) {
        return jdbc.sql(
                        """
                        SELECT CASE WHEN b.id IS NULL AND g.id IS NULL THEN 'OUTSIDE' WHEN g.id IS NOT NULL THEN 'GROUP'
                                    WHEN b.kind = 'PERSONAL' THEN 'USER' ELSE 'MAILBOX' END AS kind,
                               coalesce(b.address, g.address, m.address) AS address,
                               coalesce(b.name, g.name, '') AS name
                        FROM mail_group_members m
                        LEFT JOIN mailboxes b ON b.id = m.mailbox_id
                        LEFT JOIN mail_groups g ON g.id = m.member_group_id
                        WHERE m.organization_id = :organization AND m.group_id = :id
                        ORDER BY 2
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query((row, _) ->
                        new MailGroupMember(
                                MailGroupMember.Kind.valueOf(row.getString("kind")),
                                EmailAddress.valueOf(row.getString("address")),
                                row.getString("name")))
                .list();
    }

    /** Those who are members already stay so. */
    void add(OrganizationScope scope, MailGroupId id, List<Named> members) {
        jdbc.sql(
                        """
                        INSERT INTO mail_group_members (organization_id, group_id, mailbox_id, member_group_id, address)
                        SELECT :organization, :id, w.mailbox, w.inner_group, w.address
                        FROM unnest(:mailboxes::uuid[], :groups::uuid[], :addresses::text[]) AS w (mailbox, inner_group, address)
                        ON CONFLICT DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param(
                        "mailboxes",
                        members.stream().map(MailGroupRepository::mailbox).toArray(String[]::new))
                .param(
                        "groups",
                        members.stream().map(MailGroupRepository::inner).toArray(String[]::new))
                .param(
                        "addresses",
                        members.stream().map(MailGroupRepository::address).toArray(String[]::new))
                .update();
    }

    private static @Nullable String mailbox(Named member) {
        return member instanceof Named.InMailbox(var mailbox) ? mailbox.toString() : null;
    }

    private static @Nullable String inner(Named member) {
        return member instanceof Named.InGroup(var group) ? group.toString() : null;
    }

    private static @Nullable String address(Named member) {
        return member instanceof Named.Outside(var address) ? address.toString() : null;
    }

    /** By the addresses that {@link #members} tells. */
    void remove(OrganizationScope scope, MailGroupId id, List<EmailAddress> addresses) {
        jdbc.sql(
                        """
                        DELETE FROM mail_group_members m
                        WHERE m.organization_id = :organization AND m.group_id = :id
                          AND (m.address = ANY(:addresses)
                               OR m.mailbox_id IN (SELECT b.id FROM mailboxes b
                                                   WHERE b.organization_id = :organization AND b.address = ANY(:addresses))
                               OR m.member_group_id IN (SELECT g.id FROM mail_groups g
                                                        WHERE g.organization_id = :organization AND g.address = ANY(:addresses)))
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param(
                        "addresses",
                        addresses.stream().map(EmailAddress::toString).toArray(String[]::new))
                .update();
    }

    /** Whether mail for the one reaches the other, or they are the same. */
    boolean leads(OrganizationScope scope, MailGroupId from, MailGroupId to) {
        return jdbc.sql(
                        """
                        WITH RECURSIVE reached (id) AS (
                            SELECT :from::uuid
                            UNION SELECT m.member_group_id FROM reached r JOIN mail_group_members m ON m.group_id = r.id
                            WHERE m.organization_id = :organization AND m.member_group_id IS NOT NULL)
                        SELECT EXISTS (SELECT FROM reached WHERE id = :to)
                        """)
                .param("organization", scope.organization().value())
                .param("from", from.value())
                .param("to", to.value())
                .query(Boolean.class)
                .single();
    }

    /** Of the group and of all those that reach it. */
    List<Reach> reaches(OrganizationScope scope, MailGroupId id) {
        return jdbc.sql(
                        """
                        WITH RECURSIVE above (id) AS (
                            SELECT :id::uuid
                            UNION SELECT m.group_id FROM above a JOIN mail_group_members m ON m.member_group_id = a.id
                            WHERE m.organization_id = :organization),
                        below (top, id) AS (
                            SELECT id, id FROM above
                            UNION SELECT b.top, m.member_group_id FROM below b JOIN mail_group_members m ON m.group_id = b.id
                            WHERE m.organization_id = :organization AND m.member_group_id IS NOT NULL)
                        SELECT g.name, g.writers = 'ANYONE' AS open,
                               count(DISTINCT coalesce(m.mailbox_id::text, m.address)) AS reached,
                               bool_or(m.address IS NOT NULL) AS outside
                        FROM below b
                        JOIN mail_group_members m ON m.group_id = b.id AND m.member_group_id IS NULL
                        JOIN mail_groups g ON g.id = b.top
                        GROUP BY g.id
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query((row, _) ->
                        new Reach(
                                row.getString("name"),
                                row.getLong("reached"),
                                row.getBoolean("open"),
                                row.getBoolean("outside")))
                .list();
    }

    /**
     * All addresses that mail for the group goes to, each once, those of groups in it too; a circle
     * of groups ends where it began.
     */
    List<EmailAddress> reached(OrganizationScope scope, MailGroupId id) {
        return jdbc.sql(
                        """
                        WITH RECURSIVE reached (id) AS (
                            SELECT :id::uuid
                            UNION SELECT m.member_group_id FROM reached r JOIN mail_group_members m ON m.group_id = r.id
                            WHERE m.organization_id = :organization AND m.member_group_id IS NOT NULL)
                        SELECT DISTINCT coalesce(b.address, m.address) AS address
                        FROM reached r
                        JOIN mail_group_members m ON m.group_id = r.id AND m.member_group_id IS NULL
                        LEFT JOIN mailboxes b ON b.id = m.mailbox_id
                        ORDER BY 1
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query((row, _) -> EmailAddress.valueOf(row.getString("address")))
                .list();
    }

    /** Whether mail for the group reaches that mailbox. */
    boolean reaches(OrganizationScope scope, MailGroupId id, MailboxId mailbox) {
        return jdbc.sql(
                        """
                        WITH RECURSIVE reached (id) AS (
                            SELECT :id::uuid
                            UNION SELECT m.member_group_id FROM reached r JOIN mail_group_members m ON m.group_id = r.id
                            WHERE m.organization_id = :organization AND m.member_group_id IS NOT NULL)
                        SELECT EXISTS (SELECT FROM mail_group_members m
                                       WHERE m.mailbox_id = :mailbox AND m.group_id IN (SELECT id FROM reached))
                        """)
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .param("mailbox", mailbox.value())
                .query(Boolean.class)
                .single();
    }

    private static MailGroup group(ResultSet row) throws SQLException {
        return new MailGroup(
                new MailGroupId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("name"),
                EmailAddress.valueOf(row.getString("address")),
                MailGroup.Writers.valueOf(row.getString("writers")),
                row.getLong("members"),
                new Version(row.getInt("version")),
                row.getTimestamp("created_at").toInstant());
    }
}
