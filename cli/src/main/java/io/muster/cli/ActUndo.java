package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The undo of an act on many users: two jobs, the first of which changes nothing. */
record ActUndo(Session session, boolean dryRun, boolean yes, @Nullable String confirmation) {

    /** How many users there are of each verdict. */
    private record Counts(long done, long unchanged, long skipped, long failed) {

        static Counts of(JsonNode tallies) {
            Map<String, Long> counts = new LinkedHashMap<>();
            tallies.forEach(tally ->
                    counts.merge(
                            Json.text(tally, "verdict"), Json.number(tally, "count"), Long::sum));
            return new Counts(
                    counts.getOrDefault("DONE", 0L),
                    counts.getOrDefault("UNCHANGED", 0L),
                    counts.getOrDefault("SKIPPED", 0L),
                    counts.getOrDefault("FAILED", 0L));
        }
    }

    ExitCode of(String job, String kind) {
        String checked = run(job, true);
        Counts counts = Counts.of(tallies(checked));
        if (dryRun || counts.done() == 0) {
            return report(job, checked);
        }
        session.confirmMany(
                yes,
                confirmation,
                counts.done(),
                "Undo %s: bring %,d users back? (%,d are so already, %,d stay, %,d in error)"
                        .formatted(
                                Output.plain(kind),
                                counts.done(),
                                counts.unchanged(),
                                counts.skipped(),
                                counts.failed()));
        return report(job, run(job, false));
    }

    /** Runs to the end and says by which job. */
    private String run(String job, boolean conditional) {
        String begun =
                Json.text(
                        session.api()
                                .post(
                                        "%s/jobs/%s/undo".formatted(session.organization(), job),
                                        Map.of("dryRun", conditional)),
                        "jobId");
        JsonNode ended = new JobWatch(session).end(begun);
        String state = Json.text(ended, "state");
        if (state.equals("CANCELLED") || !Json.text(ended, "reason").isEmpty()) {
            throw new Failure(
                    ExitCode.FAULTS,
                    "The undo is %s: muster jobs show %s".formatted(Output.word(state), begun));
        }
        return begun;
    }

    private JsonNode tallies(String job) {
        return session.api()
                .get("%s/jobs/%s/tallies".formatted(session.organization(), job))
                .path("items");
    }

    private ExitCode report(String job, String begun) {
        JsonNode tallies = tallies(begun);
        Counts counts = Counts.of(tallies);
        ObjectNode result = Json.object(Map.of("jobId", begun, "undoes", job, "dryRun", dryRun));
        result.set(
                "counts",
                Json.object(
                        Map.of(
                                "done", counts.done(),
                                "unchanged", counts.unchanged(),
                                "skipped", counts.skipped(),
                                "failed", counts.failed())));
        result.set("tallies", tallies);
        session.output().one(result, "jobId", lines(begun, counts, dryRun));
        JobWatch.note(session, tallies);
        return counts.failed() > 0 ? ExitCode.FAULTS : ExitCode.OK;
    }

    private static Map<String, String> lines(String job, Counts counts, boolean conditional) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Job", job);
        lines.put(
                conditional ? "To be brought back" : "Brought back", String.valueOf(counts.done()));
        lines.put("So already", String.valueOf(counts.unchanged()));
        lines.put("Staying", String.valueOf(counts.skipped()));
        lines.put("In error", String.valueOf(counts.failed()));
        return lines;
    }
}
