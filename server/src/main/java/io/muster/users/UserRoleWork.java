package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Grants;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Gives a role to the users of a job, or takes it from them. */
final class UserRoleWork implements ItemWork {

    static final String ADD = "users.add-role";
    static final String REMOVE = "users.remove-role";

    private final String kind;
    private final Permission needs;
    private final Act act;
    private final JsonMapper json;

    UserRoleWork(String kind, Permission needs, Act act, JsonMapper json) {
        this.kind = kind;
        this.needs = needs;
        this.act = act;
        this.json = json;
    }

    /** What a job is started with. */
    record Wanted(RoleId role) {}

    /** What {@link Grants} does to many. */
    interface Act {
        Map<UserId, Grants.Outcome> perform(
                OrganizationScope scope, Collection<UserId> users, RoleId role);
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Permission needs() {
        return needs;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        RoleId role = json.readValue(run.parameters(), Wanted.class).role();
        Map<UserId, Grants.Outcome> outcomes =
                act.perform(
                        run.scope(),
                        items.stream().map(item -> new UserId(item.subject())).toList(),
                        role);
        return items.stream()
                .map(item -> outcome(item, outcomes.get(new UserId(item.subject()))))
                .toList();
    }

    private static Outcome outcome(Item item, Grants.@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> throw new IllegalStateException("no outcome for " + item.subject());
            case Grants.Outcome.Changed() -> Outcome.done(item);
            case Grants.Outcome.Unchanged() ->
                    Outcome.unchanged(item, UserRule.ALREADY.code(), UserRule.ALREADY.sentence());
            case Grants.Outcome.Refused refused -> {
                UserRule rule = UserRoles.rule(refused);
                yield Outcome.skipped(item, rule.code(), rule.sentence());
            }
        };
    }
}
