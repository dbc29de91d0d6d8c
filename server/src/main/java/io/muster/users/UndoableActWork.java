package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.JobRun;
import io.muster.jobs.UndoableWork;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An act on the users of a job that can be taken back. */
record UndoableActWork(UserActWork work, ActUndo acts, UserGuard guard) implements UndoableWork {

    @Override
    public String kind() {
        return work.kind();
    }

    @Override
    public Permission needs() {
        return work.needs();
    }

    /** Who may do an act may do the opposite one. */
    @Override
    public Permission undoNeeds() {
        return work.needs();
    }

    @Override
    public boolean sideBySide() {
        return work.sideBySide();
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        return work.handle(run, items);
    }

    @Override
    public List<Outcome> undo(UndoRun run, List<Item> items) {
        return acts.undo(run, work.wanted(run.parameters()), items);
    }

    @Override
    public Set<UUID> judgedTogether(OrganizationScope scope) {
        return guard.indispensable(scope);
    }
}
