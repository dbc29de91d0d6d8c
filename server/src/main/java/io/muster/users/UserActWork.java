package io.muster.users;

import io.muster.access.Permission;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Map;
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

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        UserAct wanted = json.readValue(run.parameters(), act);
        Map<UserId, UserAct.Verdict> verdicts =
                acts.perform(
                        run.scope(),
                        wanted,
                        items.stream().map(item -> new UserId(item.subject())).toList());
        return items.stream()
                .map(item -> outcome(item, verdicts.get(new UserId(item.subject()))))
                .toList();
    }

    private static Outcome outcome(Item item, UserAct.@Nullable Verdict verdict) {
        return switch (verdict) {
            case null -> throw new IllegalStateException("no verdict on " + item.subject());
            case UserAct.Verdict.Done() -> Outcome.done(item);
            case UserAct.Verdict.Unchanged(var why) ->
                    Outcome.unchanged(item, why.code(), why.sentence());
            case UserAct.Verdict.Refused(var why) ->
                    Outcome.skipped(item, why.code(), why.sentence());
        };
    }
}
