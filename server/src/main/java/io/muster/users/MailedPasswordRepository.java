package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.notifications.OutgoingId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code mailed_passwords}. */
@Repository
class MailedPasswordRepository {

    private final JdbcClient jdbc;

    MailedPasswordRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A password that waits for its mail. */
    record Waiting(UserId user, OutgoingId mail, String sealed) {}

    /** Puts these in the place of those that the users wait for already. */
    void put(OrganizationScope scope, List<Waiting> passwords) {
        jdbc.sql(
                        """
                        INSERT INTO mailed_passwords (user_id, organization_id, mail_id, sealed)
                        SELECT user_id, :organization, mail_id, sealed
                        FROM unnest(:users::uuid[], :mails::uuid[], :sealed::text[]) AS p (user_id, mail_id, sealed)
                        ON CONFLICT (user_id) DO UPDATE
                        SET mail_id = excluded.mail_id, sealed = excluded.sealed, made_at = now()
                        """)
                .param("organization", scope.organization().value())
                .param(
                        "users",
                        passwords.stream().map(one -> one.user().value()).toArray(UUID[]::new))
                .param(
                        "mails",
                        passwords.stream().map(one -> one.mail().value()).toArray(UUID[]::new))
                .param("sealed", passwords.stream().map(Waiting::sealed).toArray(String[]::new))
                .update();
        // Longer than such a mail can still be handed over.
        jdbc.sql(
                        """
                        DELETE FROM mailed_passwords
                        WHERE organization_id = :organization AND made_at < now() - interval '4 days'
                        """)
                .param("organization", scope.organization().value())
                .update();
    }

    Optional<Waiting> find(OrganizationScope scope, OutgoingId mail) {
        return jdbc.sql(
                        """
                        SELECT user_id, sealed FROM mailed_passwords
                        WHERE organization_id = :organization AND mail_id = :mail
                        """)
                .param("organization", scope.organization().value())
                .param("mail", mail.value())
                .query((row, _) ->
                        new Waiting(
                                new UserId(row.getObject("user_id", UUID.class)),
                                mail,
                                row.getString("sealed")))
                .optional();
    }

    /** Forgets it; false where it is another by now, or none. */
    boolean take(OrganizationScope scope, Waiting password) {
        return jdbc.sql(
                                """
                                DELETE FROM mailed_passwords
                                WHERE organization_id = :organization AND user_id = :user AND mail_id = :mail
                                """)
                        .param("organization", scope.organization().value())
                        .param("user", password.user().value())
                        .param("mail", password.mail().value())
                        .update()
                == 1;
    }

    void forget(OrganizationScope scope, UserId user) {
        jdbc.sql(
                        "DELETE FROM mailed_passwords WHERE organization_id = :organization AND user_id = :user")
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .update();
    }
}
