package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The undo of an import, by the job of its run. */
record ImportUndo(Session session, boolean dryRun, boolean yes, @Nullable String confirmation) {

    static final String RUN = "imports.run";

    ExitCode of(String job) {
        ImportPasses passes = new ImportPasses(session, path(job));
        JsonNode checked = passes.run("undo-check");
        JsonNode counts = checked.path("undoCheck").path("counts");
        long touched = Json.number(counts, "removed") + Json.number(counts, "updated");
        if (dryRun || touched == 0) {
            return report(passes, checked, true);
        }
        session.confirmMany(
                yes,
                confirmation,
                touched,
                "Remove %,d users for good and change %,d back? (%,d are so already, %,d stay, %,d in error)"
                        .formatted(
                                Json.number(counts, "removed"),
                                Json.number(counts, "updated"),
                                Json.number(counts, "unchanged"),
                                Json.number(counts, "skipped"),
                                Json.number(counts, "failed")));
        return report(passes, passes.run("undo"), false);
    }

    /** The path of the import that the job ran. */
    private String path(String job) {
        String organization = session.organization();
        JsonNode imports =
                session.api()
                        .get(organization + "/imports", Query.of(Map.of("job", job)))
                        .path("items");
        if (imports.isEmpty()) {
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    "The import of this job is kept no more, so it can't be undone.");
        }
        return organization + "/imports/" + Json.text(imports.path(0), "id");
    }

    private ExitCode report(ImportPasses passes, JsonNode imported, boolean checked) {
        JsonNode counts = imported.path(checked ? "undoCheck" : "undo").path("counts");
        JsonNode reasons =
                passes.reasons(Query.of(Map.of("pass", checked ? "UNDO_CHECK" : "UNDO")));
        ObjectNode result =
                Json.object(
                        Map.of(
                                "importId", Json.text(imported, "id"),
                                "dryRun", dryRun,
                                "left", Json.number(imported, "undoable")));
        result.set("counts", counts);
        result.set("reasons", reasons);
        session.output().one(result, "importId", lines(counts, dryRun));
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
