package io.muster.access;

import io.muster.kernel.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code api_tokens}. */
@Repository
class ApiTokenRepository {

    private static final String SELECT =
            """
            SELECT id, name, permissions, created_at, expires_at, last_used_at, last_address FROM api_tokens
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    ApiTokenRepository(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Whom a token speaks for. */
    record Bearer(UserId user, String displayName, Set<Permission> permissions) {}

    void insert(UserId user, ApiTokens.ApiToken token, String hash) {
        jdbc.sql(
                        """
                        INSERT INTO api_tokens (id, user_id, name, token_hash, permissions, created_at, expires_at)
                        VALUES (:id, :user, :name, :hash, :permissions, :created, :expires)
                        """)
                .param("id", token.id())
                .param("user", user.value())
                .param("name", token.name())
                .param("hash", hash)
                .param(
                        "permissions",
                        token.permissions().stream().map(Permission::text).toArray(String[]::new))
                .param("created", Timestamp.from(token.createdAt()))
                .param("expires", Timestamp.from(token.expiresAt()))
                .update();
    }

    List<ApiTokens.ApiToken> of(UserId user) {
        return jdbc.sql(SELECT + "WHERE user_id = :user ORDER BY created_at DESC, id")
                .param("user", user.value())
                .query(ApiTokenRepository::token)
                .list();
    }

    Optional<ApiTokens.ApiToken> find(UserId user, UUID id) {
        return jdbc.sql(SELECT + "WHERE user_id = :user AND id = :id")
                .param("user", user.value())
                .param("id", id)
                .query(ApiTokenRepository::token)
                .optional();
    }

    Optional<UUID> id(UserId user, String hash) {
        return jdbc.sql("SELECT id FROM api_tokens WHERE user_id = :user AND token_hash = :hash")
                .param("user", user.value())
                .param("hash", hash)
                .query(UUID.class)
                .optional();
    }

    int count(UserId user) {
        return jdbc.sql("SELECT count(*) FROM api_tokens WHERE user_id = :user")
                .param("user", user.value())
                .query(Integer.class)
                .single();
    }

    void delete(UserId user, UUID id) {
        jdbc.sql("DELETE FROM api_tokens WHERE user_id = :user AND id = :id")
                .param("user", user.value())
                .param("id", id)
                .update();
    }

    /** The bearer of a live token whose user may sign in; its last use is noted once a minute. */
    Optional<Bearer> use(String hash, String address) {
        Optional<Bearer> bearer =
                jdbc.sql(
                                """
                                SELECT t.user_id, a.display_name, t.permissions
                                FROM api_tokens t JOIN sign_in_accounts a ON a.user_id = t.user_id
                                WHERE t.token_hash = :hash AND t.expires_at > now() AND a.open
                                  AND NOT EXISTS (
                                      SELECT 1 FROM closed_organizations c WHERE c.organization_id = a.organization_id
                                  )
                                  AND NOT EXISTS (
                                      SELECT 1 FROM session_policies p
                                      WHERE p.organization_id = a.organization_id
                                        AND ((cardinality(p.allowed) > 0 AND NOT :address::inet <<= ANY (p.allowed))
                                             OR :address::inet <<= ANY (p.blocked)))
                                """)
                        .param("hash", hash)
                        .param("address", Client.plain(address))
                        .query((row, _) ->
                                new Bearer(
                                        new UserId(row.getObject("user_id", UUID.class)),
                                        row.getString("display_name"),
                                        permissions(row.getArray("permissions"))))
                        .optional();
        if (bearer.isPresent()) {
            int noted =
                    jdbc.sql(
                                    """
                                    UPDATE api_tokens SET last_used_at = now(), last_address = :address
                                    WHERE token_hash = :hash
                                      AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
                                    """)
                            .param("hash", hash)
                            .param("address", address)
                            .update();
            if (noted > 0) {
                events.publishEvent(new UserSeen(bearer.get().user()));
            }
        }
        return bearer;
    }

    private static ApiTokens.ApiToken token(ResultSet row, int number) throws SQLException {
        Timestamp used = row.getTimestamp("last_used_at");
        return new ApiTokens.ApiToken(
                row.getObject("id", UUID.class),
                row.getString("name"),
                permissions(row.getArray("permissions")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                used == null ? null : used.toInstant(),
                row.getString("last_address"));
    }

    /** A permission that a later version no longer knows gives nothing. */
    private static Set<Permission> permissions(Array texts) throws SQLException {
        Set<Permission> known = EnumSet.noneOf(Permission.class);
        Arrays.stream((String[]) texts.getArray())
                .forEach(text -> Permission.parse(text).ifPresent(known::add));
        return known;
    }
}
