package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code mailbox_forwardings}. */
@Repository
class ForwardingRepository {

    private final JdbcClient jdbc;

    ForwardingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is said of a mailbox, and the number of its change. */
    record Stored(Forwarding forwarding, Version version) {

        /** Of a mailbox of which nothing was ever said. */
        static final Stored NONE = new Stored(Forwarding.NONE, new Version(0));
    }

    Optional<Forwarding> find(OrganizationScope scope, MailboxId mailbox) {
        return stored(scope, mailbox).map(Stored::forwarding);
    }

    Optional<Stored> stored(OrganizationScope scope, MailboxId mailbox) {
        return jdbc.sql(
                        """
                        SELECT active, targets, keep_copy, from_at, until_at, version FROM mailbox_forwardings
                        WHERE organization_id = :organization AND mailbox_id = :mailbox
                        """)
                .param("organization", scope.organization().value())
                .param("mailbox", mailbox.value())
                .query((row, _) ->
                        new Stored(
                                new Forwarding(
                                        row.getBoolean("active"),
                                        targets(row),
                                        row.getBoolean("keep_copy"),
                                        instant(row, "from_at"),
                                        instant(row, "until_at")),
                                new Version(row.getInt("version"))))
                .optional();
    }

    void save(OrganizationScope scope, MailboxId mailbox, Forwarding forwarding) {
        jdbc.sql(
                        """
                        INSERT INTO mailbox_forwardings (mailbox_id, organization_id, active, targets, keep_copy, from_at, until_at)
                        VALUES (:mailbox, :organization, :active, :targets, :keepCopy, :from::timestamptz, :until::timestamptz)
                        ON CONFLICT (mailbox_id) DO UPDATE
                        SET active = excluded.active, targets = excluded.targets, keep_copy = excluded.keep_copy,
                            from_at = excluded.from_at, until_at = excluded.until_at,
                            version = mailbox_forwardings.version + 1
                        """)
                .param("mailbox", mailbox.value())
                .param("organization", scope.organization().value())
                .param("active", forwarding.active())
                .param(
                        "targets",
                        forwarding.targets().stream()
                                .map(EmailAddress::toString)
                                .toArray(String[]::new))
                .param("keepCopy", forwarding.keepCopy())
                .param("from", at(forwarding.from()))
                .param("until", at(forwarding.until()))
                .update();
    }

    private static List<EmailAddress> targets(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("targets").getArray())
                .map(EmailAddress::valueOf)
                .toList();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
