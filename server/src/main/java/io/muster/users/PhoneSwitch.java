package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.Version;
import io.muster.users.UserProfile.Contact;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether people have phone numbers: optional until a system administrator says otherwise. Has all
 * SQL on {@code phone_settings}.
 */
@Component
class PhoneSwitch {

    private static final String OFF = "Phone numbers are switched off on this instance.";
    private static final String NEEDED = "Say an office or a mobile phone.";

    private final JdbcClient jdbc;
    private final Scopes scopes;
    private final AuditLog audit;

    PhoneSwitch(JdbcClient jdbc, Scopes scopes, AuditLog audit) {
        this.jdbc = jdbc;
        this.scopes = scopes;
        this.audit = audit;
    }

    record State(PhoneNumbers numbers, Version version) {}

    /** What became of a change. */
    sealed interface Outcome {
        record Saved(State state) implements Outcome {}

        record ChangedMeanwhile(State current) implements Outcome {}
    }

    PhoneNumbers numbers() {
        return find(scopes.machinery()).numbers();
    }

    State find(InstanceScope scope) {
        return scopes.in(scope, () -> read(""));
    }

    Outcome save(InstanceScope scope, Version read, PhoneNumbers numbers) {
        return scopes.in(
                scope,
                () -> {
                    State before = read("FOR UPDATE");
                    if (!before.version().equals(read)) {
                        return new Outcome.ChangedMeanwhile(before);
                    }
                    if (before.numbers() == numbers) {
                        return new Outcome.Saved(before);
                    }
                    jdbc.sql("UPDATE phone_settings SET numbers = :numbers, version = version + 1")
                            .param("numbers", numbers.name())
                            .update();
                    audit.record(
                            scope,
                            new Change(
                                    "users.phone-numbers-switched",
                                    "instance",
                                    null,
                                    "",
                                    Map.of("phoneNumbers", before.numbers().name()),
                                    Map.of("phoneNumbers", numbers.name()),
                                    Change.Outcome.DONE));
                    return new Outcome.Saved(read(""));
                });
    }

    private State read(String lock) {
        return jdbc.sql("SELECT numbers, version FROM phone_settings " + lock)
                .query((row, _) ->
                        new State(
                                PhoneNumbers.valueOf(row.getString("numbers")),
                                new Version(row.getInt("version"))))
                .single();
    }

    /**
     * What the rule says against a form about one person; faults go to the check.
     *
     * @param before what is stored of him, which may stay and may go
     */
    void check(FieldCheck check, Contact before, Contact after) {
        switch (numbers()) {
            case OFF -> {
                refuseNew(check, "officePhone", before.officePhone(), after.officePhone());
                refuseNew(check, "mobilePhone", before.mobilePhone(), after.mobilePhone());
                refuseNew(check, "homePhone", before.homePhone(), after.homePhone());
            }
            case REQUIRED -> {
                if (after.officePhone().isEmpty() && after.mobilePhone().isEmpty()) {
                    check.fault("officePhone", "required", NEEDED);
                }
            }
            case OPTIONAL -> {}
        }
    }

    /** The same of the office phone that many are given at once; empty takes theirs. */
    void checkForMany(FieldCheck check, String officePhone) {
        switch (numbers()) {
            case OFF -> refuseNew(check, "officePhone", "", officePhone);
            case REQUIRED -> {
                if (officePhone.isEmpty()) {
                    check.fault("officePhone", "required", NEEDED);
                }
            }
            case OPTIONAL -> {}
        }
    }

    private static void refuseNew(FieldCheck check, String field, String before, String after) {
        if (!after.isEmpty() && !after.equals(before)) {
            check.fault(field, "switched-off", OFF);
        }
    }

    /** What another source wants, without new phone numbers where nobody has any. */
    WantedUser permitted(WantedUser wanted) {
        return wanted.with(profile -> {
            UserProfile after = wanted.profile().apply(profile);
            return after.with(after.contact().withPhonesOf(profile.contact()));
        });
    }
}
