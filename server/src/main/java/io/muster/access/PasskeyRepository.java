package io.muster.access;

import io.muster.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code passkeys} and {@code passkey_ceremonies}. */
@Repository
class PasskeyRepository {

    private final JdbcClient jdbc;

    PasskeyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int count(UserId user) {
        return jdbc.sql("SELECT count(*) FROM passkeys WHERE user_id = :user")
                .param("user", user.value())
                .query(Integer.class)
                .single();
    }
}
