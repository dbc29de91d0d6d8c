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

/** A report on users as a workbook or as CSV. */
@Command(
        name = "report",
        description =
                "Writes a report on users with their roles, permissions and mailboxes: those named, those that match a"
                        + " filter, or all. A workbook where FILE ends with .xlsx, else CSV.")
final class UserReportCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "A new file.")
    private String file = "";

    @Option(
            names = "--user",
            paramLabel = "USER",
            arity = "1..*",
            description =
                    "E-mail addresses, logon names or ids, behind the FILE; @USERS takes them from a file, one a line.")
    private List<String> users = new ArrayList<>();

    @Mixin private UserSelectionOptions selection = new UserSelectionOptions();

    UserReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, Object> whom =
                selection.of(session, users).orElseGet(() -> Map.of("filter", Map.of()));
        Download.requireNew(file);
        String reports = session.organization() + "/reports";
        JsonNode report = session.api().post(reports, Map.of("selection", whom));
        JsonNode job = new JobWatch(session).end(Json.text(report, "jobId"));
        if (JobWatch.code(job) != ExitCode.OK) {
            throw new Failure(
                    ExitCode.FAULTS,
                    "The report is %s: muster jobs show %s"
                            .formatted(Output.word(Json.text(job, "state")), Json.text(job, "id")));
        }
        String path = reports + "/" + Json.text(report, "id");
        String format = file.endsWith(".xlsx") ? "xlsx" : "csv";
        Download.save(session, path + "/file", Query.of(Map.of("format", format)), file);
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("File", file);
        lines.put("Users", Json.text(session.api().get(path), "rows"));
        lines.put("Job", Json.text(job, "id"));
        session.output().one(Json.object(Map.of("file", file)), "file", lines);
        return ExitCode.OK.number();
    }
}
