package io.muster.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** All users of an organization as a file that import knows. */
@Command(
        name = "export",
        description = "Writes all users as CSV, with the columns that import knows.")
final class UserExportCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A new file; standard output when left out.")
    private String file = Download.OUTPUT;

    UserExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String exports = session.organization() + "/exports";
        JsonNode export = session.api().post(exports, Map.of());
        JsonNode job = new JobWatch(session).end(Json.text(export, "jobId"));
        if (JobWatch.code(job) != ExitCode.OK) {
            throw new Failure(
                    ExitCode.FAULTS,
                    "The export is %s: muster jobs show %s"
                            .formatted(Output.word(Json.text(job, "state")), Json.text(job, "id")));
        }
        Download.save(session, exports + "/" + Json.text(export, "id") + "/file", Query.NONE, file);
        return ExitCode.OK.number();
    }
}
