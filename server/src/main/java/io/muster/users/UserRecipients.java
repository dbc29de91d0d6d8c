package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.notifications.Recipients;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the outbox where mail reaches a user, who may belong to another organization. */
@Component
class UserRecipients implements Recipients {

    private final JdbcClient jdbc;
    private final Scopes scopes;

    UserRecipients(JdbcClient jdbc, Scopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    @Override
    public Optional<Recipient> find(OrganizationScope scope, UserId user) {
        return scopes.in(
                scopes.machinery(),
                () ->
                        jdbc.sql(
                                        """
                                        SELECT address, display_name, language FROM users
                                        WHERE id = :user AND address IS NOT NULL
                                        """)
                                .param("user", user.value())
                                .query((row, _) ->
                                        new Recipient(
                                                EmailAddress.valueOf(row.getString("address")),
                                                row.getString("display_name"),
                                                row.getString("language")))
                                .optional());
    }
}
