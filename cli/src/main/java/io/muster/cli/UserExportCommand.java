package io.muster.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Users of an organization as a file that import knows. */
@Command(
        name = "export",
        description =
                "Writes users as CSV, with the columns that import knows: those named, those that match a filter, or"
                        + " all.")
final class UserExportCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A new file; standard output when left out.")
    private String file = Download.OUTPUT;

    @Option(
            names = "--user",
            paramLabel = "USER",
            arity = "1..*",
            description =
                    "E-mail addresses, logon names or ids, behind the FILE; @USERS takes them from a file, one a line.")
    private List<String> users = new ArrayList<>();

    @Mixin private UserSelectionOptions selection = new UserSelectionOptions();

    @Option(names = "--dry-run", description = "Only say who is meant.")
    private boolean dryRun;

    UserExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, Object> whom =
                selection.of(session, users).orElseGet(() -> Map.of("filter", Map.of()));
        if (dryRun) {
            UsersMeant.by(session, whom).say(session, "Export");
            return ExitCode.OK.number();
        }
        boolean printed = file.equals(Download.OUTPUT);
        if (printed && session.output().json()) {
            throw Failure.usage("Standard output is for the users or for --json: name a FILE.");
        }
        Download.requireNew(file);
        String exports = session.organization() + "/exports";
        JsonNode export = session.api().post(exports, Map.of("selection", whom));
        JsonNode job = new JobWatch(session).end(Json.text(export, "jobId"));
        if (JobWatch.code(job) != ExitCode.OK) {
            throw new Failure(
                    ExitCode.FAULTS,
                    "The export is %s: muster jobs show %s"
                            .formatted(Output.word(Json.text(job, "state")), Json.text(job, "id")));
        }
        String path = exports + "/" + Json.text(export, "id");
        Download.save(session, path + "/file", Query.NONE, file);
        if (!printed) {
            report(session.api().get(path), job);
        }
        return ExitCode.OK.number();
    }

    private void report(JsonNode export, JsonNode job) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("File", file);
        lines.put("Users", Json.text(export, "rows"));
        lines.put("Job", Json.text(job, "id"));
        ObjectNode result = Json.object(Map.of("file", file));
        result.set("export", export);
        session.output().one(result, "file", lines);
    }
}
