package io.muster.cli;

import io.muster.cli.Table.Column;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Many users at once from a workbook. */
@Command(name = "workbook", description = "Creates many users from a workbook (.xlsx).")
final class UserWorkbookCommand {

    private static final String XLSX =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** The workbook that is to be filled in. */
    @Command(
            name = "example",
            description = "Writes the workbook to fill in, with what may be given here.")
    static final class Example implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "FILE", description = "A new file.")
        private String file = "";

        Example(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Download.requireNew(file);
            Download.save(session, session.organization() + "/workbooks/example", Query.NONE, file);
            return ExitCode.OK.number();
        }
    }

    /** Checks a workbook and makes its people. */
    @Command(
            name = "create",
            description =
                    "Checks a workbook wholly and, when nothing is wrong with it, creates everybody in it.")
    static final class Create implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "FILE", description = "The workbook that was filled in.")
        private Path file = Path.of("");

        @Option(names = "--dry-run", description = "Only check.")
        private boolean dryRun;

        Create(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            JsonNode checked = send("/workbooks/check");
            long errors = checked.path("errorCount").asLong();
            if (errors > 0) {
                findings(checked.path("errors"));
                throw new Failure(
                        ExitCode.FAULTS, "Errors: %,d. Nobody is created.".formatted(errors));
            }
            long ignored = checked.path("ignoredCount").asLong();
            if (ignored > 0) {
                session.output().note("%,d rows are passed over:".formatted(ignored));
                checked.path("ignored")
                        .forEach(one ->
                                session.output()
                                        .note(
                                                "%s!%s %s"
                                                        .formatted(
                                                                Json.text(one, "sheet"),
                                                                Json.text(one, "cell"),
                                                                Json.text(one, "message"))));
            }
            if (dryRun) {
                tell(checked, checked.path("users").asLong(), "");
                return ExitCode.OK.number();
            }
            JsonNode job = new JobWatch(session).end(Json.text(send("/workbooks"), "jobId"));
            tell(job, job.path("done").asLong(), Json.text(job, "id"));
            return JobWatch.code(job).number();
        }

        private JsonNode send(String path) {
            try {
                return session.api()
                        .upload(session.organization() + path, BodyPublishers.ofFile(file), XLSX)
                        .body();
            } catch (FileNotFoundException _) {
                throw Failure.usage("The file %s can't be read.".formatted(file));
            }
        }

        private void findings(JsonNode errors) {
            session.output()
                    .list(
                            errors.iterator(),
                            "code",
                            List.of(
                                    Column.of("SHEET", "sheet"),
                                    Column.of("CELL", "cell"),
                                    Column.of("WHAT IS WRONG", "message")));
        }

        private void tell(JsonNode result, long users, String job) {
            Map<String, String> lines = new LinkedHashMap<>();
            lines.put("Users", Long.toString(users));
            if (!job.isEmpty()) {
                lines.put("Job", job);
            }
            session.output().one(result, "users", lines);
        }
    }
}
