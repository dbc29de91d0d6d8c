package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.users.LastUses;
import io.muster.users.UsersPurged;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * When and from where each user last used which mail service. One row a user and service: each
 * refused attempt stands in the audit log.
 */
@Repository
class MailUses {

    private final JdbcClient jdbc;
    private final LastUses lastUses;
    private final Scopes scopes;

    MailUses(JdbcClient jdbc, LastUses lastUses, Scopes scopes) {
        this.jdbc = jdbc;
        this.lastUses = lastUses;
        this.scopes = scopes;
    }

    /**
     * @param program empty when it didn't say
     */
    record Use(
            MailService service,
            String program,
            String address,
            Instant beganAt,
            Instant lastUsedAt) {}

    /** A program that signs in every few seconds is not written down each time. */
    void began(MailboxOwner owner, MailService service, String address) {
        lastUses.tell(owner.user(), Instant.now());
        OrganizationScope scope = scope(owner);
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO mail_uses AS u (organization_id, user_id, service, address)
                                        VALUES (:organization, :user, :service, :address)
                                        ON CONFLICT (user_id, service) DO UPDATE SET
                                            address = excluded.address, began_at = now(), last_used_at = now(),
                                            program = CASE WHEN u.address = excluded.address THEN u.program ELSE '' END
                                        WHERE u.address <> excluded.address OR u.last_used_at < now() - interval '10 seconds'
                                        """)
                                .param("organization", scope.organization().value())
                                .param("user", owner.user().value())
                                .param("service", service.name())
                                .param("address", address)
                                .update());
    }

    /** What a later connection wrote stays. */
    void ended(MailboxOwner owner, MailEngine.Connection connection) {
        lastUses.tell(owner.user(), connection.lastSeenAt());
        OrganizationScope scope = scope(owner);
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE mail_uses
                                        SET address = :address, began_at = :since, last_used_at = :seen, program = :program
                                        WHERE organization_id = :organization AND user_id = :user AND service = :service
                                          AND last_used_at <= :seen
                                        """)
                                .param("organization", scope.organization().value())
                                .param("user", owner.user().value())
                                .param("service", connection.service().name())
                                .param("address", connection.address())
                                .param("program", connection.program())
                                .param("since", Timestamp.from(connection.since()))
                                .param("seen", Timestamp.from(connection.lastSeenAt()))
                                .update());
    }

    List<Use> of(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT service, program, address, began_at, last_used_at FROM mail_uses
                                        WHERE organization_id = :organization AND user_id = :user ORDER BY service
                                        """)
                                .param("organization", scope.organization().value())
                                .param("user", user.value())
                                .query((row, _) -> use(row))
                                .list());
    }

    /** The use that began last of each of these users who ever used mail. */
    Map<UserId, Use> latest(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Use> latest = new HashMap<>();
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT DISTINCT ON (user_id)
                                            user_id, service, program, address, began_at, last_used_at
                                        FROM mail_uses
                                        WHERE organization_id = :organization AND user_id = ANY(:users)
                                        ORDER BY user_id, began_at DESC
                                        """)
                                .param("organization", scope.organization().value())
                                .param(
                                        "users",
                                        users.stream().map(UserId::value).toArray(UUID[]::new))
                                .query(row -> {
                                    latest.put(
                                            new UserId(row.getObject("user_id", UUID.class)),
                                            use(row));
                                }));
        return latest;
    }

    private static Use use(ResultSet row) throws SQLException {
        return new Use(
                MailService.valueOf(row.getString("service")),
                row.getString("program"),
                row.getString("address"),
                row.getTimestamp("began_at").toInstant(),
                row.getTimestamp("last_used_at").toInstant());
    }

    @EventListener
    void forget(UsersPurged purged) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), purged.organization());
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        "DELETE FROM mail_uses WHERE organization_id = :organization AND user_id = ANY(:users)")
                                .param("organization", scope.organization().value())
                                .param(
                                        "users",
                                        purged.users().stream()
                                                .map(UserId::value)
                                                .toArray(UUID[]::new))
                                .update());
    }

    private OrganizationScope scope(MailboxOwner owner) {
        return scopes.organization(scopes.machinery(), owner.organization());
    }
}
