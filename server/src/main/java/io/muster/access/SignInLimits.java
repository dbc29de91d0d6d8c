package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.AttemptLimits.Admission;
import io.muster.access.AttemptLimits.Lane;
import io.muster.access.AttemptLimits.QuietLock;
import io.muster.kernel.OrganizationId;
import java.time.Duration;
import java.util.ArrayList;
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

    /**
     * An attempt that was counted.
     *
     * @param lanes where, to be given to {@link #succeeded}
     */
    record Counted(List<Lane> lanes, Admission admission) {}

    /** Counts an attempt, before the password is looked at. */
    Counted begin(String name, @Nullable Account account, Client client) {
        SessionPolicy rules = policies.inForce(account == null ? NOBODYS : account.organization());
        var quiet = new QuietLock(rules.attempts(), Duration.ofMinutes(rules.lockMinutes()));
        List<Lane> lanes = lanes(name, account, client);
        return new Counted(lanes, limits.begin(lanes, quiet));
    }

    /** Forgets the failures of him who came in, and none of others at the same address. */
    void succeeded(Counted attempt) {
        var rest = new ArrayList<>(attempt.lanes());
        limits.clear(rest.removeFirst());
        rest.forEach(limits::takeBack);
    }

    /** Takes back an attempt of which nobody could say whether it was right. */
    void notMade(Counted attempt) {
        if (attempt.admission() instanceof Admission.Counted counted) {
            counted.marks().forEach(limits::takeBack);
        }
    }

    /** Takes back what counts for the name; whoever tries many names counts on. */
    void notLooked(Counted attempt) {
        limits.takeBack(attempt.lanes().getFirst());
    }

    /** A known device counts for itself; everybody else counts by name and by source address. */
    private List<Lane> lanes(String name, @Nullable Account account, Client client) {
        String device = client.device().orElse("");
        boolean known = devices.knows(account == null ? null : account.user(), device);
        return known && account != null
                ? List.of(Lane.ofDevice(account.user().toString(), device))
                : List.of(
                        Lane.ofName(name, account == null ? null : account.user()),
                        Lane.ofAddress(client.address()));
    }
}
