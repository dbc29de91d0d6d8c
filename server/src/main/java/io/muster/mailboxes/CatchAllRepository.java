package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.domains.DomainId;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailGroupId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code catch_alls}. */
@Repository
class CatchAllRepository {

    private static final String SELECT =
            """
            SELECT c.domain_id, coalesce(m.kind, 'GROUP') AS kind, coalesce(c.mailbox_id, c.group_id) AS target_id,
                coalesce(m.name, g.name) AS name, coalesce(m.address, g.address) AS address, c.version
            FROM catch_alls c
            LEFT JOIN mailboxes m ON m.id = c.mailbox_id AND m.organization_id = :organization
            LEFT JOIN mail_groups g ON g.id = c.group_id AND g.organization_id = :organization
            WHERE c.organization_id = :organization
            """;

    private final JdbcClient jdbc;

    CatchAllRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<CatchAll> all(OrganizationScope scope) {
        return of(scope, SELECT + "ORDER BY c.domain_id").query((row, _) -> read(row)).list();
    }

    Optional<CatchAll> find(OrganizationScope scope, DomainId domain) {
        return of(scope, SELECT + "AND c.domain_id = :domain")
                .param("domain", domain.value())
                .query((row, _) -> read(row))
                .optional();
    }

    /** Those that lead to one of these mailboxes; none is led elsewhere from now on. */
    List<CatchAll> to(OrganizationScope scope, Collection<MailboxId> mailboxes) {
        return of(
                        scope,
                        SELECT
                                + "AND c.mailbox_id = ANY(:mailboxes) ORDER BY c.domain_id FOR UPDATE OF c")
                .param("mailboxes", mailboxes.stream().map(MailboxId::value).toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    List<CatchAll> to(OrganizationScope scope, MailGroupId group) {
        return of(scope, SELECT + "AND c.group_id = :group ORDER BY c.domain_id FOR UPDATE OF c")
                .param("group", group.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** False where it is no longer the one of that version. */
    boolean save(
            OrganizationScope scope, DomainId domain, Version version, CatchAll.Target target) {
        String sql =
                version.equals(CatchAll.OFF)
                        ? """
                        INSERT INTO catch_alls (domain_id, organization_id, mailbox_id, group_id)
                        VALUES (:domain, :organization, CASE WHEN :group THEN NULL ELSE :target END,
                            CASE WHEN :group THEN :target END)
                        ON CONFLICT (domain_id) DO NOTHING
                        """
                        : """
                        UPDATE catch_alls SET mailbox_id = CASE WHEN :group THEN NULL ELSE :target END,
                            group_id = CASE WHEN :group THEN :target END, version = nextval('catch_all_versions')
                        WHERE domain_id = :domain AND organization_id = :organization AND version = :version
                        """;
        return of(scope, sql)
                        .param("domain", domain.value())
                        .param("version", version.number())
                        .param("group", target.kind() == CatchAll.Kind.GROUP)
                        .param("target", target.id())
                        .update()
                == 1;
    }

    /** False where it is no longer the one of that version. */
    boolean delete(OrganizationScope scope, DomainId domain, Version version) {
        return of(
                                scope,
                                "DELETE FROM catch_alls WHERE organization_id = :organization AND domain_id = :domain AND version = :version")
                        .param("domain", domain.value())
                        .param("version", version.number())
                        .update()
                == 1;
    }

    void delete(OrganizationScope scope, Collection<DomainId> domains) {
        of(
                        scope,
                        "DELETE FROM catch_alls WHERE organization_id = :organization AND domain_id = ANY(:domains)")
                .param("domains", domains.stream().map(DomainId::value).toArray(UUID[]::new))
                .update();
    }

    private JdbcClient.StatementSpec of(OrganizationScope scope, String sql) {
        return jdbc.sql(sql).param("organization", scope.organization().value());
    }

    private static CatchAll read(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new CatchAll(
                new DomainId(row.getObject("domain_id", UUID.class)),
                new CatchAll.Target(
                        kind.equals(Mailbox.Kind.PERSONAL.name())
                                ? CatchAll.Kind.USER
                                : kind.equals(Mailbox.Kind.SHARED.name())
                                        ? CatchAll.Kind.MAILBOX
                                        : CatchAll.Kind.GROUP,
                        row.getObject("target_id", UUID.class),
                        row.getString("name"),
                        EmailAddress.valueOf(row.getString("address")),
                        // Who asks for it has it judged.
                        true),
                new Version(row.getInt("version")));
    }
}
