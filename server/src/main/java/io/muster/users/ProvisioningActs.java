package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Does to users what another source wants done to them by name: enables, disables, moves and
 * deletes them by the rules of the same acts done singly. First it says what there is to do for
 * each, which changes nothing; then it does so. Set-based, meant for up to some thousand at a time.
 */
@Component
public class ProvisioningActs {

    private final NameHolders names;
    private final UserGuard guard;
    private final UserActs acts;
    private final Scopes scopes;

    ProvisioningActs(NameHolders names, UserGuard guard, UserActs acts, Scopes scopes) {
        this.names = names;
        this.guard = guard;
        this.acts = acts;
        this.scopes = scopes;
    }

    /** An act on the user of these names. At least one is there, and each must be his. */
    public record Wish(
            @Nullable EmailAddress address, @Nullable LogonName logonName, WantedAct act) {

        public Wish {
            if (address == null && logonName == null) {
                throw new IllegalArgumentException("a user has an e-mail address or a logon name");
            }
        }
    }

    /**
     * Says what there is to do for each, in their order, each as if it were alone: that two of them
     * name one user is the caller's to see, and so is who must stay able to sign in ({@link
     * Provisioning#needed}).
     *
     * @return {@link ProvisioningPlan.Act}, Keep where the user is so already, or Refused
     */
    public List<ProvisioningPlan> plan(OrganizationScope scope, List<Wish> wishes) {
        return scopes.in(
                scope,
                () -> {
                    NameHolders.Found found =
                            names.find(
                                    scope,
                                    wishes.stream()
                                            .map(wish ->
                                                    new UserNames(wish.address(), wish.logonName()))
                                            .toList());
                    UserAct.Hand hand = guard.hand(scope, found.users().keySet());
                    return wishes.stream().map(wish -> plan(scope, found, hand, wish)).toList();
                });
    }

    private static ProvisioningPlan plan(
            OrganizationScope scope, NameHolders.Found found, UserAct.Hand hand, Wish wish) {
        Optional<ProvisioningPlan.Refused> lacking = lacking(scope, wish.act());
        if (lacking.isPresent()) {
            return lacking.get();
        }
        User named = found.user(wish.logonName());
        User addressed = found.user(wish.address());
        if (named == null && addressed == null) {
            return ProvisioningRefusals.notThere();
        }
        boolean asksForBoth = wish.logonName() != null && wish.address() != null;
        if (asksForBoth
                && (named == null || addressed == null || !named.id().equals(addressed.id()))) {
            return ProvisioningRefusals.namesDiffer();
        }
        User user = Objects.requireNonNull(named == null ? addressed : named);
        UserAct act = act(user, wish.act());
        return switch (act.judge(UserAct.Subject.of(user), hand)) {
            case UserAct.Verdict.Done() ->
                    new ProvisioningPlan.Act(user, wish.act(), changes(user, act));
            case UserAct.Verdict.Unchanged _ -> new ProvisioningPlan.Keep(user);
            case UserAct.Verdict.Refused refusal -> ProvisioningRefusals.told(refusal, user.id());
        };
    }

    private static Optional<ProvisioningPlan.Refused> lacking(
            OrganizationScope scope, WantedAct act) {
        return switch (act) {
            case WantedAct.Enable _ -> lacking(scope, "To enable users", Permission.USERS_DISABLE);
            case WantedAct.Disable _ ->
                    lacking(scope, "To disable users", Permission.USERS_DISABLE);
            case WantedAct.Move _ -> lacking(scope, "To move users", Permission.USERS_EDIT);
            case WantedAct.Delete _ -> lacking(scope, "To delete users", Permission.USERS_DELETE);
        };
    }

    private static Optional<ProvisioningPlan.Refused> lacking(
            OrganizationScope scope, String what, Permission permission) {
        return scope.holds(permission)
                ? Optional.empty()
                : Optional.of(ProvisioningRefusals.lacking(null, what, permission, null));
    }

    private static UserAct act(User user, WantedAct wanted) {
        return switch (wanted) {
            case WantedAct.Enable() -> new UserAct.Enable();
            case WantedAct.Disable(var allowIncoming) ->
                    new UserAct.Disable(
                            allowIncoming == null ? user.allowIncoming() : allowIncoming);
            case WantedAct.Move(var unit) -> new UserAct.Move(unit);
            case WantedAct.Delete() -> new UserAct.Delete();
        };
    }

    /** The fields that differ afterwards, by their names in the API; a deleted user has none. */
    private static List<String> changes(User user, UserAct act) {
        List<String> changes = new ArrayList<>();
        switch (act) {
            case UserAct.Enable() -> {
                changes.add("state");
                if (user.allowIncoming()) {
                    changes.add("allowIncoming");
                }
            }
            case UserAct.Disable(boolean allowIncoming) -> {
                if (user.state() != UserState.DISABLED) {
                    changes.add("state");
                }
                if (user.allowIncoming() != allowIncoming) {
                    changes.add("allowIncoming");
                }
            }
            case UserAct.Move _ -> changes.add("unitId");
            case UserAct.SetExpiry _ -> changes.add("expiresOn");
            case UserAct.Delete _,
                    UserAct.Expire _,
                    UserAct.ExpirePassword _,
                    UserAct.Restore _,
                    UserAct.Purge _ -> {}
        }
        return changes;
    }

    /**
     * Does what was planned in the same transaction, with one audit entry for each user.
     *
     * @return why not, for those who changed meanwhile
     */
    public Map<UserId, ProvisioningPlan.Refused> perform(
            OrganizationScope scope, List<ProvisioningPlan.Act> wanted) {
        Map<UserAct, List<UserId>> groups = new LinkedHashMap<>();
        for (ProvisioningPlan.Act one : wanted) {
            groups.computeIfAbsent(act(one.user(), one.act()), _ -> new ArrayList<>())
                    .add(one.user().id());
        }
        Map<UserId, ProvisioningPlan.Refused> refused = new HashMap<>();
        groups.forEach((act, users) ->
                acts.perform(scope, act, users)
                        .forEach((user, verdict) -> {
                            switch (verdict) {
                                case UserAct.Verdict.Done() -> {}
                                case UserAct.Verdict.Unchanged _ ->
                                        refused.put(user, ProvisioningRefusals.meanwhile(user));
                                case UserAct.Verdict.Refused refusal ->
                                        refused.put(user, ProvisioningRefusals.told(refusal, user));
                            }
                        }));
        return refused;
    }
}
