package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.imports.ImportPass.Decision;
import io.muster.imports.UserImport.Kind;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import io.muster.roles.SystemRole;
import io.muster.users.AllUsers;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningPlan;
import io.muster.users.ProvisioningPlan.SignIn;
import io.muster.users.User;
import io.muster.users.UserRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps a file from taking the last owner of the organization, or the last system administrator.
 * Rows are judged in the order of the file: of the last two the first goes and the second stays.
 *
 * <p>Whom an earlier row makes, opens or raises to owner doesn't count as somebody who stays: in
 * the run he may be there already, in the check he is not, and both have to say the same.
 */
@Component
class LastOnes {

    private final Memberships memberships;
    private final Provisioning provisioning;
    private final AllUsers users;
    private final VerdictRepository verdicts;

    LastOnes(
            Memberships memberships,
            Provisioning provisioning,
            AllUsers users,
            VerdictRepository verdicts) {
        this.memberships = memberships;
        this.provisioning = provisioning;
        this.users = users;
        this.verdicts = verdicts;
    }

    /** Begins to watch over some rows of a pass; earlier ones are known by their claims. */
    Watch over(OrganizationScope scope, UserImport file, Kind kind, List<Candidate> candidates) {
        Set<UserId> switched =
                candidates.stream()
                        .filter(candidate -> candidate.plan().signIn() != SignIn.STAYS)
                        .map(Candidate::user)
                        .filter(user -> user != null)
                        .map(User::id)
                        .collect(Collectors.toSet());
        Set<UserId> last = switched.isEmpty() ? Set.of() : memberships.indispensable(scope);
        return Collections.disjoint(last, switched)
                ? new Watch(scope, Set.of(), Set.of())
                : new Watch(scope, last, uncounted(scope, file.id(), kind, last));
    }

    /** Those whose standing earlier rows of the file changed, or whom they made. */
    private Set<UserId> uncounted(
            OrganizationScope scope, ImportId id, Kind kind, Collection<UserId> last) {
        Map<UserId, User> known = users.find(scope, last);
        List<String> asked = new ArrayList<>();
        for (UserId user : last) {
            asked.add(standing(user));
            asked.add(Candidate.claim(user));
        }
        known.values().forEach(user -> asked.addAll(Candidate.nameClaims(user)));
        Set<String> claimed = verdicts.claimed(scope, id, kind, asked).keySet();
        return last.stream()
                .filter(user -> {
                    User here = known.get(user);
                    // A row for somebody who was there claims him; one that made him, his names
                    // only.
                    boolean made =
                            here != null
                                    && !claimed.contains(Candidate.claim(user))
                                    && Candidate.nameClaims(here).stream()
                                            .anyMatch(claimed::contains);
                    return made || claimed.contains(standing(user));
                })
                .collect(Collectors.toSet());
    }

    private static String standing(UserId user) {
        return "k:" + user;
    }

    /** The rows of one portion, in the order of the file. */
    final class Watch {

        private final OrganizationScope scope;
        private final Set<UserId> last;
        private final Set<UserId> uncounted;

        private Watch(OrganizationScope scope, Set<UserId> last, Set<UserId> uncounted) {
            this.scope = scope;
            this.last = last;
            this.uncounted = new HashSet<>(uncounted);
        }

        /** The rule that keeps the user's sign-in open. */
        Optional<UserRule> against(Decision decision, @Nullable User user) {
            ProvisioningPlan plan = decision.plan();
            if (user == null
                    || plan == null
                    || plan.signIn() != SignIn.CLOSES
                    || !last.contains(user.id())) {
                return Optional.empty();
            }
            Set<UserId> going = new HashSet<>(uncounted);
            going.add(user.id());
            return Optional.ofNullable(provisioning.needed(scope, going).get(user.id()));
        }

        /** What later rows have to know of one that will be done. */
        Optional<String> claim(Decision decision, @Nullable User user) {
            if (user == null) {
                return Optional.empty();
            }
            ProvisioningPlan plan = decision.plan();
            boolean switches =
                    plan != null && plan.signIn() != SignIn.STAYS && last.contains(user.id());
            boolean raises =
                    decision.roles().stream()
                            .anyMatch(role -> role.id().equals(SystemRole.OWNER.id()));
            if (!switches && !raises) {
                return Optional.empty();
            }
            uncounted.add(user.id());
            return Optional.of(standing(user.id()));
        }
    }
}
