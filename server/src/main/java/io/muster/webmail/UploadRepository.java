package io.muster.webmail;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code mail_uploads}. */
@Repository
class UploadRepository {

    private final JdbcClient jdbc;

    UploadRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A file with its octets. */
    record Held(String name, String type, byte[] content) {}

    /** Nothing is kept where the user has that many already. */
    boolean insert(OrganizationScope scope, UserId user, UUID id, Held file, int most) {
        // Two that count at the same time would both find room for one.
        jdbc.sql(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('muster.mail-uploads.' || :user, 0))")
                .param("user", user.value())
                .query(Integer.class)
                .single();
        return jdbc.sql(
                                """
                                INSERT INTO mail_uploads (id, organization_id, user_id, name, type, octets, content)
                                SELECT :id, :organization, :user, :name, :type, :octets, :content
                                WHERE (SELECT count(*) FROM mail_uploads
                                       WHERE organization_id = :organization AND user_id = :user) < :most
                                """)
                        .param("id", id)
                        .param("organization", scope.organization().value())
                        .param("user", user.value())
                        .param("name", file.name())
                        .param("type", file.type())
                        .param("octets", file.content().length)
                        .param("content", file.content())
                        .param("most", most)
                        .update()
                == 1;
    }

    Optional<Long> octets(OrganizationScope scope, UserId user, UUID id) {
        return own("SELECT octets FROM mail_uploads", scope, user, id).query(Long.class).optional();
    }

    Optional<Held> find(OrganizationScope scope, UserId user, UUID id) {
        return own("SELECT name, type, content FROM mail_uploads", scope, user, id)
                .query((row, _) ->
                        new Held(
                                row.getString("name"),
                                row.getString("type"),
                                row.getBytes("content")))
                .optional();
    }

    boolean delete(OrganizationScope scope, UserId user, UUID id) {
        return own("DELETE FROM mail_uploads", scope, user, id).update() == 1;
    }

    private JdbcClient.StatementSpec own(
            String begin, OrganizationScope scope, UserId user, UUID id) {
        return jdbc.sql(
                        begin
                                + " WHERE organization_id = :organization AND user_id = :user AND id = :id")
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("id", id);
    }

    int deleteOlderThan(InstanceScope scope, Duration age) {
        Objects.requireNonNull(scope);
        return jdbc.sql("DELETE FROM mail_uploads WHERE created_at < :before")
                .param("before", OffsetDateTime.now(ZoneOffset.UTC).minus(age))
                .update();
    }
}
