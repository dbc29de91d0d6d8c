package io.muster.users;

import io.muster.access.Permission;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Does one kind of act to the users of a job. */
final class UserActWork implements ItemWork {

    private final String kind;
    private final Class<? extends UserAct> act;
    private final Permission needs;
    private final UserActs acts;
    private final JsonMapper json;

    UserActWork(
            String kind,
            Class<? extends UserAct> act,
            Permission needs,
            UserActs acts,
            JsonMapper json) {
        this.kind = kind;
        this.act = act;
        this.needs = needs;
        this.acts = acts;
        this.json = json;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Permission needs() {
        return needs;
    }

    /** Each user is judged alone; of the last owners the locks of their grants leave one. */
    @Override
    public boolean sideBySide() {
        return true;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        UserActs.Performed performed =
                acts.performed(
                        run.scope(),
                        wanted(run.parameters()),
                        items.stream().map(item -> new UserId(item.subject())).toList());
        return items.stream()
                .map(item -> {
                    UserId user = new UserId(item.subject());
                    return outcome(
                            item, performed.verdicts().get(user), performed.before().get(user));
                })
                .toList();
    }

    /** What a job of this kind does. */
    UserAct wanted(String parameters) {
        return json.readValue(parameters, act);
    }

    private Outcome outcome(
            Item item, UserAct.@Nullable Verdict verdict, @Nullable FormerSettings before) {
        return switch (verdict) {
            case null -> throw new IllegalStateException("no verdict on " + item.subject());
            case UserAct.Verdict.Done() ->
                    Outcome.done(item, before == null ? null : json.writeValueAsString(before));
            case UserAct.Verdict.Unchanged(var why) ->
                    Outcome.unchanged(item, why.code(), why.sentence());
            case UserAct.Verdict.Refused(var why, var sentence) ->
                    Outcome.skipped(item, why.code(), sentence);
        };
    }
}
