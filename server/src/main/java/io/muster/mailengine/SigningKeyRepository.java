package io.muster.mailengine;

import io.muster.access.Secrets;
import io.muster.kernel.DomainName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code mail_signing_keys}. Private keys are sealed with the instance's key. */
@Repository
class SigningKeyRepository {

    private static final String PURPOSE = "mail-signing";

    private static final String SELECT =
            """
            SELECT id, domain, selector, public_key, signing, record, checked_at, created_at FROM mail_signing_keys
            """;

    private final JdbcClient jdbc;
    private final Secrets secrets;

    SigningKeyRepository(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    List<SigningKey> all() {
        return jdbc.sql(SELECT + " ORDER BY domain, signing DESC")
                .query((row, _) -> key(row))
                .list();
    }

    Optional<SigningKey> find(UUID id) {
        return jdbc.sql(SELECT + " WHERE id = :id")
                .param("id", id)
                .query((row, _) -> key(row))
                .optional();
    }

    /** Locks all keys: changes of them are rare and come one after the other. */
    void lock() {
        jdbc.sql("LOCK TABLE mail_signing_keys IN SHARE ROW EXCLUSIVE MODE").update();
    }

    int count() {
        return jdbc.sql("SELECT count(*) FROM mail_signing_keys").query(Integer.class).single();
    }

    boolean hasWaiting(DomainName domain) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM mail_signing_keys WHERE domain = :domain AND NOT signing)")
                .param("domain", domain.value())
                .query(Boolean.class)
                .single();
    }

    void insert(SigningKey key, byte[] privateKey) {
        jdbc.sql(
                        """
                        INSERT INTO mail_signing_keys (id, domain, selector, private_key, public_key, created_at)
                        VALUES (:id, :domain, :selector, :privateKey, :publicKey, :createdAt)
                        """)
                .param("id", key.id())
                .param("domain", key.domain().value())
                .param("selector", key.selector())
                .param("privateKey", secrets.seal(privateKey, PURPOSE, key.id()))
                .param("publicKey", key.publicKey())
                .param("createdAt", Timestamp.from(key.createdAt()))
                .update();
    }

    void note(UUID id, SigningKey.Finding finding) {
        jdbc.sql("UPDATE mail_signing_keys SET record = :record, checked_at = now() WHERE id = :id")
                .param("id", id)
                .param("record", finding.name())
                .update();
    }

    /** From now on mail of the domain is signed with this key and no other. */
    void sign(SigningKey key) {
        jdbc.sql("DELETE FROM mail_signing_keys WHERE domain = :domain AND signing AND id <> :id")
                .param("domain", key.domain().value())
                .param("id", key.id())
                .update();
        jdbc.sql("UPDATE mail_signing_keys SET signing = true WHERE id = :id")
                .param("id", key.id())
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("DELETE FROM mail_signing_keys WHERE id = :id").param("id", id).update();
    }

    /**
     * What mail is signed with.
     *
     * @param privateKey PKCS #8
     */
    record Used(String selector, byte[] privateKey) {

        /** Leaves the key out. */
        @Override
        public String toString() {
            return "Used[" + selector + "]";
        }
    }

    Optional<Used> used(DomainName domain) {
        return jdbc.sql(
                        """
                        SELECT id, selector, private_key FROM mail_signing_keys WHERE domain = :domain AND signing
                        """)
                .param("domain", domain.value())
                .query((row, _) ->
                        new Used(
                                row.getString("selector"),
                                secrets.open(
                                        row.getString("private_key"),
                                        PURPOSE,
                                        row.getObject("id", UUID.class))))
                .optional();
    }

    private static SigningKey key(ResultSet row) throws SQLException {
        String finding = row.getString("record");
        Timestamp checked = row.getTimestamp("checked_at");
        return new SigningKey(
                row.getObject("id", UUID.class),
                new DomainName(row.getString("domain")),
                row.getString("selector"),
                row.getString("public_key"),
                row.getBoolean("signing"),
                finding == null ? null : SigningKey.Finding.valueOf(finding),
                checked == null ? null : checked.toInstant(),
                row.getTimestamp("created_at").toInstant());
    }
}
