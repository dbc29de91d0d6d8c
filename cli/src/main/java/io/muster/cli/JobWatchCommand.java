package io.muster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Follows a job until it is over; ends with 6 when it ended with errors or was cancelled. */
@Command(
        name = "watch",
        aliases = "wait",
        description =
                "Follows a job until it is over; ends with 6 when it ended with errors or was cancelled.")
final class JobWatchCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "JOB", description = "The id of the job.")
    private String job = "";

    JobWatchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new JobWatch(session).report(Session.requireId("job", job)).number();
    }
}
