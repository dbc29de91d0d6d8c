package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds those whose password is over soon, and to whom that has to be said. */
@Component
public class PasswordExpiries {

    private final AccountRepository accounts;
    private final PasswordPolicyRepository policies;

    PasswordExpiries(AccountRepository accounts, PasswordPolicyRepository policies) {
        this.accounts = accounts;
        this.policies = policies;
    }

    /**
     * @param days the days that are left, counting the one that has begun
     */
    public record Warning(UserId user, int days) {}

    /** The organizations whose passwords expire; only machinery may ask. */
    public List<OrganizationId> organizations() {
        return policies.withExpiry();
    }

    /**
     * Those of the organization who are due for a warning, which counts as given when the
     * transaction commits. Of warnings that were missed only the last is given.
     *
     * @param most at one time
     */
    public List<Warning> warn(OrganizationScope scope, int most) {
        return policies.find(scope.organization())
                .map(own -> own.rules().expiry())
                .filter(expiry -> expiry.days() > 0 && !expiry.warningDays().isEmpty())
                .map(expiry -> accounts.warn(scope, expiry, most))
                .orElse(List.of());
    }
}
