package io.muster.users;

import io.muster.access.UserSignedIn;
import java.time.ZoneOffset;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes when a user last signed in through console or portal; other protocols don't count. */
@Component
class SignInTimes {

    private final JdbcClient jdbc;

    SignInTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the transaction of the sign-in; no change that a second save could collide with. */
    @EventListener
    void signedIn(UserSignedIn event) {
        jdbc.sql(
                        """
                        UPDATE users SET last_sign_in_at = :at
                        WHERE organization_id = :organization AND id = :user
                        """)
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("organization", event.organization().value())
                .param("user", event.user().value())
                .update();
    }
}
