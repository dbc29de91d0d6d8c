package io.muster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how a job stands, and why items were skipped or failed. */
@Command(
        name = "show",
        description = "Shows how a job stands, and why items were skipped or failed.")
final class JobShowCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "JOB", description = "The id of the job.")
    private String job = "";

    JobShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String id = Session.requireId("job", job);
        new JobWatch(session).said(session.api().get(session.organization() + "/jobs/" + id));
        return ExitCode.OK.number();
    }
}
