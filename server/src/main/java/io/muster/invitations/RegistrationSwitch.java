package io.muster.invitations;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.Version;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether people make accounts by themselves; off until a system administrator switches it on. Has
 * all SQL on {@code registration_settings}.
 */
@Component
class RegistrationSwitch {

    private final JdbcClient jdbc;
    private final Scopes scopes;
    private final AuditLog audit;

    RegistrationSwitch(JdbcClient jdbc, Scopes scopes, AuditLog audit) {
        this.jdbc = jdbc;
        this.scopes = scopes;
        this.audit = audit;
    }

    record State(boolean open, Version version) {}

    /** What became of a change. */
    sealed interface Outcome {
        record Saved(State state) implements Outcome {}

        record ChangedMeanwhile(State current) implements Outcome {}
    }

    boolean isOpen() {
        return find(scopes.machinery()).open();
    }

    State find(InstanceScope scope) {
        return scopes.in(scope, () -> read(""));
    }

    Outcome save(InstanceScope scope, Version read, boolean open) {
        return scopes.in(
                scope,
                () -> {
                    State before = read("FOR UPDATE");
                    if (!before.version().equals(read)) {
                        return new Outcome.ChangedMeanwhile(before);
                    }
                    if (before.open() == open) {
                        return new Outcome.Saved(before);
                    }
                    jdbc.sql("UPDATE registration_settings SET open = :open, version = version + 1")
                            .param("open", open)
                            .update();
                    audit.record(
                            scope,
                            new Change(
                                    open
                                            ? "invitations.registration-opened"
                                            : "invitations.registration-closed",
                                    "registration",
                                    null,
                                    "",
                                    Map.of("open", before.open()),
                                    Map.of("open", open),
                                    Change.Outcome.DONE));
                    return new Outcome.Saved(read(""));
                });
    }

    private State read(String lock) {
        return jdbc.sql("SELECT open, version FROM registration_settings " + lock)
                .query((row, _) ->
                        new State(row.getBoolean("open"), new Version(row.getInt("version"))))
                .single();
    }
}
