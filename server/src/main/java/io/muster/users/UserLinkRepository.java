package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code user_links}. A copy of the database opens no account: tokens are hashed. */
@Repository
class UserLinkRepository {

    private final JdbcClient jdbc;

    UserLinkRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a link is for. */
    enum Purpose {
        PASSWORD,
        VERIFICATION
    }

    record Link(OrganizationId organization, UserId user, String address) {}

    /** Whether a link of that kind went out so shortly ago that another would only annoy. */
    boolean sentWithin(UserId user, Purpose purpose, Duration time) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT 1 FROM user_links
                            WHERE user_id = :user AND purpose = :purpose
                              AND created_at > now() - make_interval(secs => :seconds))
                        """)
                .param("user", user.value())
                .param("purpose", purpose.name())
                .param("seconds", time.toSeconds())
                .query(Boolean.class)
                .single();
    }

    /** How many links of that kind the user could follow now. */
    int usable(UserId user, Purpose purpose) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM user_links
                        WHERE user_id = :user AND purpose = :purpose AND expires_at > now()
                        """)
                .param("user", user.value())
                .param("purpose", purpose.name())
                .query(Integer.class)
                .single();
    }

    /** A link that goes out, of which only the hash of its token is kept. */
    record NewLink(UserId user, String address, byte[] tokenHash, Duration life) {}

    /** Keeps new links beside earlier ones. */
    void insert(OrganizationScope scope, Purpose purpose, List<NewLink> links) {
        jdbc.sql(
                        """
                        INSERT INTO user_links (token_hash, organization_id, user_id, purpose, address, expires_at)
                        SELECT hash, :organization, user_id, :purpose, address, now() + make_interval(secs => seconds)
                        FROM unnest(:hashes::bytea[], :users::uuid[], :addresses::text[], :seconds::bigint[])
                            AS l (hash, user_id, address, seconds)
                        """)
                .param("organization", scope.organization().value())
                .param("purpose", purpose.name())
                .param("hashes", links.stream().map(NewLink::tokenHash).toArray(byte[][]::new))
                .param("users", ids(links.stream().map(NewLink::user).toList()))
                .param("addresses", links.stream().map(NewLink::address).toArray(String[]::new))
                .param(
                        "seconds",
                        links.stream().map(link -> link.life().toSeconds()).toArray(Long[]::new))
                .update();
    }

    Optional<Link> find(byte[] tokenHash, Purpose purpose) {
        return jdbc.sql(
                        """
                        SELECT organization_id, user_id, address FROM user_links
                        WHERE token_hash = :hash AND purpose = :purpose AND expires_at > now()
                        """)
                .param("hash", tokenHash)
                .param("purpose", purpose.name())
                .query((row, _) ->
                        new Link(
                                new OrganizationId(row.getObject(1, UUID.class)),
                                new UserId(row.getObject(2, UUID.class)),
                                row.getString(3)))
                .optional();
    }

    /** Uses a link up; false when it was used or replaced meanwhile, or its time is over. */
    boolean use(byte[] tokenHash) {
        return jdbc.sql("DELETE FROM user_links WHERE token_hash = :hash AND expires_at > now()")
                        .param("hash", tokenHash)
                        .update()
                == 1;
    }

    void forget(Collection<UserId> users, Purpose purpose) {
        jdbc.sql("DELETE FROM user_links WHERE user_id = ANY(:users) AND purpose = :purpose")
                .param("users", ids(users))
                .param("purpose", purpose.name())
                .update();
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }

    /** The user's address was proved to be his, if he still has it. */
    boolean verify(OrganizationScope scope, UserId user, String address) {
        return jdbc.sql(
                                """
                                UPDATE users SET address_verified_at = now()
                                WHERE organization_id = :organization AND id = :user AND address = :address
                                """)
                        .param("organization", scope.organization().value())
                        .param("user", user.value())
                        .param("address", address)
                        .update()
                == 1;
    }
}
