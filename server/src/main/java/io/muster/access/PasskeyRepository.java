package io.muster.access;

import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code passkeys} and {@code passkey_ceremonies}. */
@Repository
class PasskeyRepository {

    private static final String SELECT =
            """
            SELECT id, user_id, credential_id, signature_count, backed_up, transports, attestation,
                client_data, label, created_at, last_used_at
            FROM passkeys
            """;

    private final JdbcClient jdbc;

    PasskeyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One passkey.
     *
     * @param signatureCount what the authenticator said last; 0 where it doesn't count
     * @param backedUp whether it is kept in more places than one device
     * @param attestation what the authenticator answered when it was made
     */
    record Passkey(
            UUID id,
            UserId user,
            byte[] credentialId,
            long signatureCount,
            boolean backedUp,
            List<String> transports,
            byte[] attestation,
            byte[] clientData,
            String label,
            Instant createdAt,
            Instant lastUsedAt) {}

    /**
     * What a browser was asked.
     *
     * @param user null where it wasn't known who comes
     */
    record Ceremony(@Nullable UserId user, byte[] challenge) {}

    int count(UserId user) {
        return jdbc.sql("SELECT count(*) FROM passkeys WHERE user_id = :user")
                .param("user", user.value())
                .query(Integer.class)
                .single();
    }

    /** The newest first. */
    List<Passkey> of(UserId user) {
        return jdbc.sql(SELECT + "WHERE user_id = :user ORDER BY created_at DESC, id")
                .param("user", user.value())
                .query(PasskeyRepository::passkey)
                .list();
    }

    Optional<Passkey> find(UserId user, UUID id) {
        return jdbc.sql(SELECT + "WHERE user_id = :user AND id = :id")
                .param("user", user.value())
                .param("id", id)
                .query(PasskeyRepository::passkey)
                .optional();
    }

    /** Locks the row: two who use one passkey at once count one after the other. */
    Optional<Passkey> findForUse(byte[] credentialId) {
        return jdbc.sql(SELECT + "WHERE credential_id = :credential FOR UPDATE")
                .param("credential", credentialId)
                .query(PasskeyRepository::passkey)
                .optional();
    }

    /** Nothing when that credential is registered already. */
    Optional<UUID> insert(
            UserId user,
            PasskeyVerification.Made made,
            List<String> transports,
            byte[] attestation,
            byte[] clientData,
            String label) {
        return jdbc.sql(
                        """
                        INSERT INTO passkeys (id, user_id, credential_id, public_key, signature_count, user_verified,
                            backup_eligible, backed_up, transports, attestation, client_data, label, created_at, last_used_at)
                        VALUES (:id, :user, :credential, :key, :count, true, :eligible, :backedUp, :transports, :attestation,
                            :client, :label, now(), now())
                        ON CONFLICT (credential_id) DO NOTHING
                        RETURNING id
                        """)
                .param("id", Ids.next())
                .param("user", user.value())
                .param("credential", made.credentialId())
                .param("key", made.publicKey())
                .param("count", made.signatureCount())
                .param("eligible", made.backupEligible())
                .param("backedUp", made.backedUp())
                .param("transports", transports.toArray(String[]::new))
                .param("attestation", attestation)
                .param("client", clientData)
                .param("label", label)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    void rename(UUID id, String label) {
        jdbc.sql("UPDATE passkeys SET label = :label WHERE id = :id")
                .param("id", id)
                .param("label", label)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("DELETE FROM passkeys WHERE id = :id").param("id", id).update();
    }

    void used(UUID id, PasskeyVerification.Shown shown) {
        jdbc.sql(
                        """
                        UPDATE passkeys SET signature_count = :count, backed_up = :backedUp, last_used_at = now()
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("count", shown.signatureCount())
                .param("backedUp", shown.backedUp())
                .update();
    }

    /** Keeps a question, and forgets those that are too old to be answered. */
    UUID ask(@Nullable UserId user, byte[] challenge) {
        jdbc.sql(
                        "DELETE FROM passkey_ceremonies WHERE created_at < now() - make_interval(secs => :old)")
                .param("old", (double) PasskeyOptions.TIMEOUT.toSeconds())
                .update();
        UUID id = Ids.next();
        jdbc.sql(
                        "INSERT INTO passkey_ceremonies (id, user_id, options) VALUES (:id, :user, :challenge)")
                .param("id", id)
                .param("user", user == null ? null : user.value())
                .param("challenge", challenge)
                .update();
        return id;
    }

    /** Uses a question up: it can be answered once. */
    Optional<Ceremony> answered(UUID id) {
        return jdbc.sql(
                        """
                        DELETE FROM passkey_ceremonies
                        WHERE id = :id AND created_at > now() - make_interval(secs => :old)
                        RETURNING user_id, options
                        """)
                .param("id", id)
                .param("old", (double) PasskeyOptions.TIMEOUT.toSeconds())
                .query((row, _) -> {
                    UUID user = row.getObject("user_id", UUID.class);
                    return new Ceremony(
                            user == null ? null : new UserId(user), row.getBytes("options"));
                })
                .optional();
    }

    private static Passkey passkey(ResultSet row, int number) throws SQLException {
        return new Passkey(
                row.getObject("id", UUID.class),
                new UserId(row.getObject("user_id", UUID.class)),
                row.getBytes("credential_id"),
                row.getLong("signature_count"),
                row.getBoolean("backed_up"),
                List.of((String[]) row.getArray("transports").getArray()),
                row.getBytes("attestation"),
                row.getBytes("client_data"),
                row.getString("label"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("last_used_at").toInstant());
    }
}
