package io.muster.testing;

import io.muster.access.Permission;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;

/** As {@link Rehearsal}, of which two portions may be in hand at the same time. */
@TestComponent
public class SideBySideRehearsal implements ItemWork {

    /** The kind of its jobs. */
    public static final String KIND = "testing.side-by-side";

    private final Rehearsal rehearsal;

    SideBySideRehearsal(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return rehearsal.needs();
    }

    @Override
    public boolean sideBySide() {
        return true;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        return rehearsal.handle(run, items);
    }
}
