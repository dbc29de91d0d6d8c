package io.muster.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes back what a job did: looks what that would be, asks, and does it. */
@Command(
        name = "undo",
        description = {
            "Takes back what a job did, as long as it is kept: acts on many users (enable, disable, expire"
                    + " password, set fields, move, add or remove a role, delete), and the run of an import, whose"
                    + " users are removed for good. Whatever somebody changed since stays and is told; of an import"
                    + " also who signed in.",
            "Ends with 6 when something could not be undone: users who failed, rows for which a right lacks."
        })
final class JobUndoCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "JOB", description = "The id of the job.")
    private String job = "";

    @Option(names = "--dry-run", description = "Only say what would be taken back.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask before the undo.")
    private boolean yes;

    @Option(
            names = "--confirm",
            paramLabel = "NUMBER",
            description =
                    "How many users go back; nothing is done when they are more or fewer. Needed where they are more"
                            + " than 1,000.")
    private @Nullable String confirmation;

    JobUndoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String id = Session.requireId("job", job);
        String kind = Json.text(session.api().get(session.organization() + "/jobs/" + id), "kind");
        ExitCode ended =
                kind.equals(ImportUndo.RUN)
                        ? new ImportUndo(session, dryRun, yes, confirmation).of(id)
                        : new ActUndo(session, dryRun, yes, confirmation).of(id, kind);
        return ended.number();
    }
}
