package io.muster.access;

import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Problem.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rules for passwords and second factors of each organization, over those of the instance. */
@Component
class PasswordPolicies {

    private final PasswordPolicyRepository repository;
    private final Scopes scopes;
    private final Journal journal;

    PasswordPolicies(PasswordPolicyRepository repository, Scopes scopes, Journal journal) {
        this.repository = repository;
        this.scopes = scopes;
        this.journal = journal;
    }

    /**
     * An organization's own rules.
     *
     * @param version 0 as long as it never set any
     */
    record Own(PasswordPolicy rules, boolean secondFactorRequired, int version) {

        static final Own NONE = new Own(PasswordPolicy.STANDARD, false, 0);
    }

    /** What became of setting them. */
    sealed interface Setting {
        record Done(Own now) implements Setting {}

        record Refused(List<FieldError> errors) implements Setting {}

        record ChangedMeanwhile(Own now) implements Setting {}
    }

    PasswordPolicy instance() {
        return PasswordPolicy.STANDARD;
    }

    Own own(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.find(scope.organization()).orElse(Own.NONE));
    }

    /** What holds for the users of the organization; for sign-in, which has no scope yet. */
    Own inForce(OrganizationId organization) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Own own = repository.find(organization).orElse(Own.NONE);
                    return new Own(
                            own.rules().strictestWith(instance()),
                            own.secondFactorRequired(),
                            own.version());
                });
    }

    Setting set(OrganizationScope scope, PasswordPolicy rules, boolean secondFactor, int version) {
        List<FieldError> faults = rules.faults(instance());
        if (!faults.isEmpty()) {
            return new Setting.Refused(faults);
        }
        return scopes.in(
                scope,
                () -> {
                    Own before = repository.find(scope.organization()).orElse(Own.NONE);
                    if (!repository.replace(scope, rules, secondFactor, version)) {
                        return new Setting.ChangedMeanwhile(own(scope));
                    }
                    Own after = own(scope);
                    journal.record(
                            scope.actor(),
                            scope.organization(),
                            List.of(changed(scope.organization(), before, after)));
                    return new Setting.Done(after);
                });
    }

    private static Change changed(OrganizationId organization, Own before, Own after) {
        Map<String, @Nullable Object> old = new LinkedHashMap<>();
        Map<String, @Nullable Object> now = new LinkedHashMap<>();
        Map<String, Object> was = fields(before);
        fields(after)
                .forEach((field, value) -> {
                    Object earlier = was.get(field);
                    if (!value.equals(earlier)) {
                        old.put(field, earlier);
                        now.put(field, value);
                    }
                });
        return Change.done(
                "access.password-policy-changed",
                "password-policy",
                organization.value(),
                "Password policy",
                old,
                now);
    }

    private static Map<String, Object> fields(Own own) {
        PasswordPolicy rules = own.rules();
        Map<String, Object> fields = new LinkedHashMap<>(rules.values());
        // The words themselves stay out of the log: many may read it.
        fields.put("forbiddenWords", rules.forbiddenWords().size());
        fields.put("expiry.warningDays", rules.expiry().warningDays());
        fields.put("secondFactorRequired", own.secondFactorRequired());
        return fields;
    }
}
