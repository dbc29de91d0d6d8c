package io.muster.users;

import io.muster.access.SignInMethods;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Says how users prove who they are. */
@Repository
class SignInMethodRepository implements SignInMethods {

    private final JdbcClient jdbc;

    SignInMethodRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<UserId> byDirectory(OrganizationId home, Collection<UserId> users) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                SELECT id FROM users
                                WHERE organization_id = :organization AND id = ANY(:users)
                                  AND sign_in_method = 'DIRECTORY'
                                """)
                        .param("organization", home.value())
                        .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                        .query((row, _) -> new UserId(row.getObject("id", UUID.class)))
                        .list());
    }
}
