package io.muster.notifications;

import io.muster.access.Secrets;
import io.muster.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code relay}. The password is sealed with the instance's key. */
@Repository
class RelayRepository {

    private static final String PURPOSE = "relay";

    private final JdbcClient jdbc;
    private final Secrets secrets;

    RelayRepository(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    boolean exists() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM relay)").query(Boolean.class).single();
    }

    Optional<RelaySettings> find() {
        return jdbc.sql(
                        """
                        SELECT id, host, port, security, account, password, sender_address, sender_name, version
                        FROM relay
                        """)
                .query((row, _) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new RelaySettings(
                            id,
                            row.getString("host"),
                            row.getInt("port"),
                            RelaySecurity.valueOf(row.getString("security")),
                            row.getString("account"),
                            open(id, row.getString("password")),
                            EmailAddress.valueOf(row.getString("sender_address")),
                            row.getString("sender_name"),
                            row.getInt("version"));
                })
                .optional();
    }

    /** Lets one at a time change the relay, also the first one. */
    void lock() {
        jdbc.sql("LOCK TABLE relay IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /** Writes the settings with a version one higher. */
    void save(RelaySettings relay) {
        jdbc.sql(
                        """
                        INSERT INTO relay (id, host, port, security, account, password, sender_address, sender_name)
                        VALUES (:id, :host, :port, :security, :account, :password, :senderAddress, :senderName)
                        ON CONFLICT (id) DO UPDATE
                        SET host = excluded.host, port = excluded.port, security = excluded.security,
                            account = excluded.account, password = excluded.password,
                            sender_address = excluded.sender_address, sender_name = excluded.sender_name,
                            version = relay.version + 1, changed_at = now()
                        """)
                .param("id", relay.id())
                .param("host", relay.host())
                .param("port", relay.port())
                .param("security", relay.security().name())
                .param("account", relay.account())
                .param("password", seal(relay.id(), relay.password()), java.sql.Types.VARCHAR)
                .param("senderAddress", relay.senderAddress().toString())
                .param("senderName", relay.senderName())
                .update();
    }

    void delete() {
        jdbc.sql("DELETE FROM relay").update();
    }

    private @Nullable String seal(UUID id, @Nullable String password) {
        return password == null
                ? null
                : secrets.seal(password.getBytes(StandardCharsets.UTF_8), PURPOSE, id);
    }

    private @Nullable String open(UUID id, @Nullable String sealed) {
        return sealed == null
                ? null
                : new String(secrets.open(sealed, PURPOSE, id), StandardCharsets.UTF_8);
    }
}
