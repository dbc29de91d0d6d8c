package io.muster.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops a job after the portion at hand; what was done stays done. */
@Command(
        name = "cancel",
        description = "Stops a job after the portion at hand; what was done stays done.")
final class JobCancelCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "JOB", description = "The id of the job.")
    private String job = "";

    JobCancelCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String id = Session.requireId("job", job);
        var cancelled =
                session.api().post(session.organization() + "/jobs/" + id + "/cancel", Map.of());
        session.output().outcome(cancelled, "The job stops.");
        return ExitCode.OK.number();
    }
}
