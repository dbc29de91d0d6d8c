package io.muster.notifications;

import io.muster.access.OrganizationScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code mail_templates}. */
@Repository
class WrittenTemplateRepository {

    private static final String SELECT =
            "SELECT id, name, subject, text, version, changed_by_name, changed_at FROM mail_templates ";

    private final JdbcClient jdbc;

    WrittenTemplateRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets nobody else change the organization's templates until the transaction ends. */
    void hold(OrganizationScope scope) {
        jdbc.sql(
                        """
                        SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.mail-templates.' || :organization, 0))
                        """)
                .param("organization", scope.organization().toString())
                .query()
                .listOfRows();
    }

    List<WrittenTemplate> all(OrganizationScope scope) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization ORDER BY lower(name), id")
                .param("organization", scope.organization().value())
                .query((row, _) -> template(row))
                .list();
    }

    Optional<WrittenTemplate> find(OrganizationScope scope, MailTemplateId id) {
        return jdbc.sql(SELECT + "WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .query((row, _) -> template(row))
                .optional();
    }

    /** Writes a template, new or in place of what it was. */
    void write(OrganizationScope scope, WrittenTemplate template) {
        jdbc.sql(
                        """
                        INSERT INTO mail_templates (id, organization_id, name, subject, text, version, changed_by_name,
                                                    changed_at)
                        VALUES (:id, :organization, :name, :subject, :text, :version, :user, :at)
                        ON CONFLICT (id) DO UPDATE
                        SET name = excluded.name, subject = excluded.subject, text = excluded.text,
                            version = excluded.version, changed_by_name = excluded.changed_by_name,
                            changed_at = excluded.changed_at
                        """)
                .param("id", template.id().value())
                .param("organization", scope.organization().value())
                .param("name", template.name())
                .param("subject", template.mail().subject())
                .param("text", template.mail().text())
                .param("version", template.version())
                .param("user", template.changedByName())
                .param("at", template.changedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(OrganizationScope scope, MailTemplateId id) {
        jdbc.sql("DELETE FROM mail_templates WHERE organization_id = :organization AND id = :id")
                .param("organization", scope.organization().value())
                .param("id", id.value())
                .update();
    }

    private static WrittenTemplate template(ResultSet row) throws SQLException {
        return new WrittenTemplate(
                new MailTemplateId(row.getObject("id", UUID.class)),
                row.getString("name"),
                new WrittenMail(row.getString("subject"), row.getString("text")),
                row.getInt("version"),
                row.getString("changed_by_name"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
