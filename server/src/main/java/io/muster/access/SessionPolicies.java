package io.muster.access;

import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Problem.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The rules for sessions of each organization. They hold from the next request of each session. */
@Component
class SessionPolicies {

    private final SessionPolicyRepository repository;
    private final Scopes scopes;
    private final Journal journal;

    SessionPolicies(SessionPolicyRepository repository, Scopes scopes, Journal journal) {
        this.repository = repository;
        this.scopes = scopes;
        this.journal = journal;
    }

    /**
     * @param version 0 as long as the organization never set any
     */
    record Own(SessionPolicy rules, int version) {

        static final Own NONE = new Own(SessionPolicy.STANDARD, 0);
    }

    /** What became of setting them. */
    sealed interface Setting {
        record Done(Own now) implements Setting {}

        record Refused(List<FieldError> errors) implements Setting {}

        /** Whoever sets them would shut himself out from where he is. */
        record LocksOneselfOut() implements Setting {}

        record ChangedMeanwhile(Own now) implements Setting {}
    }

    Own own(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.find(scope.organization()).orElse(Own.NONE));
    }

    /** What holds for the users of the organization; for sign-in, which has no scope yet. */
    SessionPolicy inForce(OrganizationId organization) {
        return scopes.in(
                scopes.machinery(), () -> repository.find(organization).orElse(Own.NONE).rules());
    }

    /** Whether users of the organization may come in from the address. */
    boolean admits(OrganizationId organization, String address) {
        return scopes.in(
                scopes.machinery(),
                () -> repository.admits(inForce(organization), Client.plain(address)));
    }

    Setting set(OrganizationScope scope, SessionPolicy rules, int version) {
        List<FieldError> faults = rules.faults();
        if (!faults.isEmpty()) {
            return new Setting.Refused(faults);
        }
        return scopes.in(
                scope,
                () -> {
                    if (!repository.admits(rules, Client.plain(scope.actor().address()))) {
                        return new Setting.LocksOneselfOut();
                    }
                    Own before = repository.find(scope.organization()).orElse(Own.NONE);
                    if (!repository.replace(scope, rules, version)) {
                        return new Setting.ChangedMeanwhile(own(scope));
                    }
                    journal.record(
                            scope.actor(),
                            scope.organization(),
                            List.of(
                                    Change.done(
                                            "access.session-policy-changed",
                                            "session-policy",
                                            scope.organization().value(),
                                            "Session policy",
                                            fields(before.rules()),
                                            fields(rules))));
                    return new Setting.Done(own(scope));
                });
    }

    private static Map<String, Object> fields(SessionPolicy rules) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("idleMinutes", rules.idleMinutes());
        fields.put("oneSession", rules.oneSession());
        fields.put("oneAddress", rules.oneAddress());
        fields.put("allowed", rules.allowed());
        fields.put("blocked", rules.blocked());
        fields.put("attempts", rules.attempts());
        fields.put("lockMinutes", rules.lockMinutes());
        return fields;
    }
}
