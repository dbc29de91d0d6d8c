package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.AttemptLimits.Admission;
import io.muster.access.AttemptLimits.Lane;
import io.muster.access.AttemptLimits.Mark;
import io.muster.access.AttemptLimits.QuietLock;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts attempts to sign in by name and password, the same for names that nobody has. */
@Component
class SignInLimits {

    private static final OrganizationId NOBODYS = new OrganizationId(new UUID(0, 0));

    private final KnownDevices devices;
    private final AttemptLimits limits;
    private final SessionPolicies policies;

    SignInLimits(KnownDevices devices, AttemptLimits limits, SessionPolicies policies) {
        this.devices = devices;
        this.limits = limits;
        this.policies = policies;
    }

    /** Counts an attempt, before the password is looked at. */
    Admission begin(String name, @Nullable Account account, Client client) {
        SessionPolicy rules = policies.inForce(account == null ? NOBODYS : account.organization());
        var quiet = new QuietLock(rules.attempts(), Duration.ofMinutes(rules.lockMinutes()));
        return limits.begin(lanes(name, account, client), quiet);
    }

    /**
     * Forgets the failures of him who came in, and none of others at the same address. What others
     * locked meanwhile stays locked.
     */
    void succeeded(Admission.Counted attempt) {
        for (Mark mark : attempt.marks()) {
            if (mark.lane().ofMany()) {
                limits.takeBack(mark);
            } else {
                limits.clear(mark);
            }
        }
    }

    /** Takes back an attempt of which nobody could say whether it was right. */
    void notMade(Admission.Counted attempt) {
        attempt.marks().forEach(limits::takeBack);
    }

    /** Takes back what counts for the account and its name; whoever tries many names counts on. */
    void notLooked(Admission.Counted attempt) {
        attempt.marks().stream().filter(mark -> !mark.lane().ofMany()).forEach(limits::takeBack);
    }

    /**
     * A known device counts for itself; everybody else counts by account, name and source address.
     * Locks of the account are quiet: that two names are locked together would tell that they are
     * one person's.
     */
    private List<Lane> lanes(String name, @Nullable Account account, Client client) {
        String device = client.device().orElse("");
        UserId user = account == null ? null : account.user();
        return user != null && devices.knows(user, device)
                ? List.of(Lane.ofDevice(user.toString(), device))
                : List.of(
                        Lane.ofAccount(name, user),
                        Lane.ofName(name, user),
                        Lane.ofAddress(client.address()));
    }
}
