package io.muster.cli;

import io.muster.cli.Table.Column;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Users follow the entries that they come from: what scripts run at night. */
final class DirectorySync {

    private static final Set<String> OPEN = Set.of("READING", "APPLYING");
    private static final Duration PAUSE = Duration.ofMillis(500);

    private DirectorySync() {}

    /** Which directory is meant. */
    abstract static class OfOne extends DirectoriesCommand.OfOne {

        OfOne(Session session) {
            super(session);
        }

        String runs() {
            return DirectoriesCommand.path(session)
                    + "/"
                    + Json.text(DirectoriesCommand.find(session, name), "id")
                    + "/sync/runs";
        }

        /** Waits for the end. */
        JsonNode end(String runs, JsonNode started) {
            JsonNode run = started;
            while (OPEN.contains(Json.text(run, "state"))) {
                try {
                    Thread.sleep(PAUSE);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    throw new Failure(
                            ExitCode.AWAY,
                            "Interrupted; the sync goes on: " + Json.text(run, "id"));
                }
                run = session.api().get(runs + "/" + Json.text(run, "id"));
            }
            return run;
        }

        int said(JsonNode run) {
            session.output().one(run, "id", lines(run));
            String job = Json.text(run, "job");
            if (!job.isEmpty()) {
                JobWatch.note(
                        session,
                        session.api()
                                .get(session.organization() + "/jobs/" + job + "/tallies")
                                .path("items"));
            }
            if (run.path("approvable").asBoolean()) {
                session.output()
                        .note(
                                "Nobody was changed. If it is right so: muster directories sync %s --approve=%d"
                                        .formatted(Output.plain(name), vanished(run)));
            }
            return code(run).number();
        }

        static ExitCode code(JsonNode run) {
            return switch (Json.text(run, "state")) {
                case "STOPPED" -> ExitCode.REFUSED;
                case "FAILED" -> ExitCode.FAULTS;
                case "DONE" -> Json.text(run, "reason").isEmpty() ? ExitCode.OK : ExitCode.FAULTS;
                default -> ExitCode.OK;
            };
        }
    }

    private static long vanished(JsonNode run) {
        return run.path("counts")
                .valueStream()
                .filter(one -> Json.text(one, "kind").equals("VANISHED"))
                .mapToLong(one -> Json.number(one, "number"))
                .sum();
    }

    private static Map<String, String> lines(JsonNode run) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Run", Json.text(run, "id"));
        lines.put("State", Output.word(Json.text(run, "state")));
        lines.put("Reason", Output.word(Json.text(run, "reason")));
        lines.put("Entries", Json.text(run, "entries"));
        lines.put("Linked users", Json.text(run, "linked"));
        lines.put("Entries without a user", Json.text(run, "newcomers"));
        run.path("counts")
                .forEach(one ->
                        lines.put(
                                "- " + Output.word(Json.text(one, "kind")),
                                Json.text(one, "number")));
        return lines;
    }

    /** Compares. */
    @Command(
            name = "preview",
            description =
                    "Compares a directory with its users and lists what differs; changes nobody. Ends with 1 where a guard would stop it.")
    static final class Preview extends OfOne {

        Preview(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            String runs = runs();
            JsonNode run = end(runs, session.api().post(runs, Map.of("apply", false)));
            String all = runs + "/" + Json.text(run, "id") + "/differences";
            session.output()
                    .list(
                            new Pages(session.api(), all, Query.of(Map.of()), 0),
                            "name",
                            List.of(
                                    Column.left("WHAT", row -> Output.word(Json.text(row, "kind"))),
                                    Column.of("USER", "name"),
                                    Column.of("ENTRY", "entryName"),
                                    Column.of("AGAINST", "message")));
            return session.output().json() ? code(run).number() : said(run);
        }
    }

    /** Compares and applies. */
    @Command(
            name = "sync",
            description =
                    "Brings the users of a directory to what their entries say. Ends with 1 where a guard stops it: then nobody was changed.")
    static final class Run extends OfOne {

        @Option(
                names = "--approve",
                paramLabel = "NUMBER",
                description =
                        "Apply what a guard has stopped last: so many users are disabled because their entries are gone.")
        private @Nullable Integer approve;

        Run(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            String runs = runs();
            if (approve == null) {
                return said(end(runs, session.api().post(runs, Map.of("apply", true))));
            }
            JsonNode last = session.api().get(runs).path("items").path(0);
            if (!last.path("approvable").asBoolean()) {
                throw new Failure(ExitCode.REFUSED, "The last sync waits for nobody.");
            }
            Map<String, Object> wish = new HashMap<>();
            wish.put("vanished", approve);
            return said(
                    end(
                            runs,
                            session.api()
                                    .post(
                                            runs + "/" + Json.text(last, "id") + "/actions/apply",
                                            wish)));
        }
    }

    /** Lists runs. */
    @Command(name = "runs", description = "Lists the last syncs of a directory, newest first.")
    static final class Runs extends OfOne {

        Runs(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            session.output()
                    .list(
                            session.api().get(runs()).path("items").iterator(),
                            "id",
                            List.of(
                                    Column.left(
                                            "STARTED",
                                            row -> Output.time(Json.text(row, "startedAt"))),
                                    Column.of("BY", "startedBy"),
                                    Column.left(
                                            "STATE", row -> Output.word(Json.text(row, "state"))),
                                    Column.left(
                                            "REASON", row -> Output.word(Json.text(row, "reason"))),
                                    Column.of("ENTRIES", "entries"),
                                    Column.of("ID", "id")));
            return ExitCode.OK.number();
        }
    }
}
