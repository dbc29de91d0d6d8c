package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.JobRun;
import io.muster.jobs.UndoableWork;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Grants;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Gives a role to the users of a job, or takes it from them; each is the undo of the other. */
final class UserRoleWork implements UndoableWork {

    static final String ADD = "users.add-role";
    static final String REMOVE = "users.remove-role";

    private final String kind;
    private final Way way;
    private final Way back;
    private final UserGuard guard;
    private final JsonMapper json;

    UserRoleWork(String kind, Way way, Way back, UserGuard guard, JsonMapper json) {
        this.kind = kind;
        this.way = way;
        this.back = back;
        this.guard = guard;
        this.json = json;
    }

    /** What a job is started with. */
    record Wanted(RoleId role) {}

    /** What {@link Grants} does to many. */
    interface Act {
        Map<UserId, Grants.Outcome> perform(
                OrganizationScope scope, Collection<UserId> users, RoleId role);
    }

    /**
     * To give or to take.
     *
     * @param pretended answers what the act would, and changes nothing
     * @param takes whether it can take ownership from somebody
     */
    record Way(Permission needs, Act act, Act pretended, boolean takes) {}

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Permission needs() {
        return way.needs();
    }

    @Override
    public Permission undoNeeds() {
        return back.needs();
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        String kept = json.writeValueAsString(FormerSettings.NOTHING);
        return outcomes(
                items, way.act().perform(run.scope(), users(items), role(run.parameters())), kept);
    }

    @Override
    public List<Outcome> undo(UndoRun run, List<Item> items) {
        Act act = run.dryRun() ? back.pretended() : back.act();
        RoleId role = role(run.parameters());
        // When all owners would lose the role, in whatever portion, all of them keep it.
        Set<UserId> staying =
                back.takes()
                        ? guard.missed(
                                run.scope(),
                                run.together().stream().map(UserId::new).toList(),
                                role)
                        : Set.of();
        Map<UserId, Grants.Outcome> outcomes =
                new HashMap<>(
                        act.perform(
                                run.scope(),
                                users(items).stream()
                                        .filter(user -> !staying.contains(user))
                                        .toList(),
                                role));
        staying.forEach(user -> outcomes.put(user, new Grants.Outcome.LastOwner()));
        return outcomes(items, outcomes, null);
    }

    @Override
    public Set<UUID> judgedTogether(OrganizationScope scope) {
        return back.takes() ? guard.indispensable(scope) : Set.of();
    }

    private RoleId role(String parameters) {
        return json.readValue(parameters, Wanted.class).role();
    }

    private static List<UserId> users(List<Item> items) {
        return items.stream().map(item -> new UserId(item.subject())).toList();
    }

    private static List<Outcome> outcomes(
            List<Item> items, Map<UserId, Grants.Outcome> outcomes, @Nullable String kept) {
        return items.stream()
                .map(item -> outcome(item, outcomes.get(new UserId(item.subject())), kept))
                .toList();
    }

    private static Outcome outcome(
            Item item, Grants.@Nullable Outcome outcome, @Nullable String kept) {
        return switch (outcome) {
            case null -> throw new IllegalStateException("no outcome for " + item.subject());
            case Grants.Outcome.Changed() -> Outcome.done(item, kept);
            case Grants.Outcome.Unchanged() ->
                    Outcome.unchanged(item, UserRule.ALREADY.code(), UserRule.ALREADY.sentence());
            case Grants.Outcome.Refused refused -> {
                UserRule rule = UserRoles.rule(refused);
                yield Outcome.skipped(item, rule.code(), rule.sentence());
            }
        };
    }
}
