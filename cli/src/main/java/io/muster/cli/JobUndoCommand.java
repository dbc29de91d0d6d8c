package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes back what the run of an import did: looks what that would be, asks, and does it. */
@Command(
        name = "undo",
        description = {
            "Takes back what the run of an import did, as long as the import is kept. Users whom it made are"
                    + " removed for good, changed settings go back; whatever somebody changed since, or who"
                    + " signed in, stays and is told.",
            "Ends with 6 when something could not be undone for lack of a right."
        })
final class JobUndoCommand implements Callable<Integer> {

    private static final String RUN = "imports.run";

    private final Session session;

    @Parameters(paramLabel = "JOB", description = "The id of the job of the run.")
    private String job = "";

    @Option(names = "--dry-run", description = "Only say what would be taken back.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask before the undo.")
    private boolean yes;

    JobUndoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String path = path(Session.requireId("job", job));
        ImportPasses passes = new ImportPasses(session, path);
        JsonNode checked = passes.run("undo-check");
        JsonNode counts = checked.path("undoCheck").path("counts");
        boolean idle = Json.number(counts, "removed") + Json.number(counts, "updated") == 0;
        if (dryRun || idle) {
            return report(passes, checked, true).number();
        }
        session.confirm(
                yes,
                "Remove %,d users for good and change %,d back? (%,d are so already, %,d stay, %,d in error)"
                        .formatted(
                                Json.number(counts, "removed"),
                                Json.number(counts, "updated"),
                                Json.number(counts, "unchanged"),
                                Json.number(counts, "skipped"),
                                Json.number(counts, "failed")));
        return report(passes, passes.run("undo"), false).number();
    }

    /** The path of the import that the job ran. */
    private String path(String id) {
        String organization = session.organization();
        String kind = Json.text(session.api().get(organization + "/jobs/" + id), "kind");
        if (!kind.equals(RUN)) {
            throw Failure.usage(
                    "This job is %s. Only the run of an import can be undone: muster jobs list --kind=%s"
                            .formatted(Output.plain(kind), RUN));
        }
        JsonNode imports =
                session.api()
                        .get(organization + "/imports", Query.of(Map.of("job", id)))
                        .path("items");
        if (imports.isEmpty()) {
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    "The import of this job is kept no more, so it can't be undone.");
        }
        return organization + "/imports/" + Json.text(imports.path(0), "id");
    }

    private ExitCode report(ImportPasses passes, JsonNode imported, boolean conditional) {
        JsonNode counts = imported.path(conditional ? "undoCheck" : "undo").path("counts");
        JsonNode reasons =
                passes.reasons(Query.of(Map.of("pass", conditional ? "UNDO_CHECK" : "UNDO")));
        ObjectNode result =
                Json.object(
                        Map.of(
                                "importId", Json.text(imported, "id"),
                                "dryRun", conditional,
                                "left", Json.number(imported, "undoable")));
        result.set("counts", counts);
        result.set("reasons", reasons);
        session.output().one(result, "importId", lines(counts, conditional));
        passes.note(reasons);
        return Json.number(counts, "failed") > 0 ? ExitCode.FAULTS : ExitCode.OK;
    }

    private static Map<String, String> lines(JsonNode counts, boolean conditional) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(conditional ? "To be removed" : "Removed", Json.text(counts, "removed"));
        lines.put(
                conditional ? "To be changed back" : "Changed back", Json.text(counts, "updated"));
        lines.put("So already", Json.text(counts, "unchanged"));
        lines.put("Staying", Json.text(counts, "skipped"));
        lines.put("In error", Json.text(counts, "failed"));
        return lines;
    }
}
