package io.muster.jobs;

import io.muster.access.Permission;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** The jobs that take back those of an {@link UndoableWork}, or say what that would be. */
record UndoOfWork(UndoableWork work, boolean dryRun, JsonMapper json) implements ItemWork {

    /**
     * What such a job is started with.
     *
     * @param parameters those of the job that is taken back
     */
    record Parameters(String parameters, Set<UUID> together) {}

    static String kind(UndoableWork work, boolean dryRun) {
        return work.kind() + (dryRun ? ".undo-check" : ".undo");
    }

    @Override
    public String kind() {
        return kind(work, dryRun);
    }

    @Override
    public Permission needs() {
        return work.undoNeeds();
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        Parameters given = json.readValue(run.parameters(), Parameters.class);
        return work.undo(
                new UndoableWork.UndoRun(
                        run.job(), run.scope(), given.parameters(), given.together(), dryRun),
                items);
    }
}
