package io.muster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The outcome of every item as a file. */
@Command(name = "result", description = "Writes the outcome of every item as CSV.")
final class JobResultCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "JOB", description = "The id of the job.")
    private String job = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            arity = "0..1",
            description = "A new file; standard output when left out.")
    private String file = Download.OUTPUT;

    JobResultCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Download.save(
                session,
                session.organization() + "/jobs/" + Session.requireId("job", job) + "/result",
                Query.NONE,
                file);
        return ExitCode.OK.number();
    }
}
