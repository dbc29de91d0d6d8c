package io.muster.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Follows a job to its end and says what came of it. */
final class JobWatch {

    private static final Set<String> OPEN = Set.of("QUEUED", "RUNNING");
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Session session;
    private final String jobs;

    JobWatch(Session session) {
        this.session = session;
        this.jobs = session.organization() + "/jobs/";
    }

    /** Waits until the job is over, showing progress to whoever sits there. */
    JsonNode end(String job) {
        Duration pause = FIRST;
        while (true) {
            JsonNode state = session.api().get(jobs + job);
            boolean open = OPEN.contains(Json.text(state, "state"));
            progress(state, open);
            if (!open) {
                return state;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new Failure(ExitCode.AWAY, "Interrupted; the job goes on: " + job);
            }
            pause = pause.multipliedBy(3).dividedBy(2);
            pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        }
    }

    private void progress(JsonNode job, boolean open) {
        if (session.showsProgress()) {
            long over =
                    Json.number(job, "done")
                            + Json.number(job, "skipped")
                            + Json.number(job, "failed");
            String total = Json.text(job, "total");
            // Back to the start of the line, which is wiped: the next line takes its place.
            session.terminal()
                    .err()
                    .print(
                            open
                                    ? "\r\033[K%,d of %s"
                                            .formatted(over, total.isEmpty() ? "?" : total)
                                    : "\r\033[K");
            session.terminal().err().flush();
        }
    }

    /** Waits for the end and reports it. */
    ExitCode report(String job) {
        return said(end(job));
    }

    /** Says how a job stands or ended, with the reasons of those that were not done. */
    ExitCode said(JsonNode job) {
        JsonNode tallies =
                session.api().get(jobs + Json.text(job, "id") + "/tallies").path("items");
        ObjectNode answer = Json.object(Map.of());
        answer.set("job", job);
        answer.set("tallies", tallies);
        if (session.output().json()) {
            session.output().line(Json.pretty(answer));
        } else {
            session.output().one(job, "id", lines(job));
            note(session, tallies);
        }
        return code(job);
    }

    /** Tells people the reasons; JSON has them already. */
    static void note(Session session, JsonNode tallies) {
        if (session.output().json()) {
            return;
        }
        for (JsonNode tally : tallies) {
            String message = Json.text(tally, "message");
            if (!message.isEmpty()) {
                session.output()
                        .note(
                                "%,d %s: %s"
                                        .formatted(
                                                Json.number(tally, "count"),
                                                Output.word(Json.text(tally, "verdict")),
                                                Output.plain(message)));
            }
        }
    }

    static ExitCode code(JsonNode job) {
        return switch (Json.text(job, "state")) {
            case "PARTIAL", "FAILED", "CANCELLED" -> ExitCode.FAULTS;
            default -> ExitCode.OK;
        };
    }

    private static Map<String, String> lines(JsonNode job) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Job", Json.text(job, "id"));
        lines.put("Kind", Json.text(job, "kind"));
        lines.put("State", Output.word(Json.text(job, "state")));
        lines.put("Reason", Json.text(job, "reason"));
        lines.put("Total", Json.text(job, "total"));
        lines.put("Done", Json.text(job, "done"));
        lines.put("Skipped", Json.text(job, "skipped"));
        lines.put("Failed", Json.text(job, "failed"));
        lines.put("Started by", Json.text(job, "startedByName"));
        lines.put("Undoes", Json.text(job, "undoes"));
        lines.put("Undone by", Json.text(job, "undoneBy"));
        lines.put("Created", Output.time(Json.text(job, "createdAt")));
        lines.put("Ended", Output.time(Json.text(job, "endedAt")));
        return lines;
    }
}
