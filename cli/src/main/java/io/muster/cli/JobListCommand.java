package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists jobs. */
@Command(name = "list", description = "Lists jobs, newest first.")
final class JobListCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--kind", paramLabel = "KIND", description = "As in users.disable.")
    private @Nullable String kind;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "queued, running, completed, partial, failed or cancelled.")
    private @Nullable String state;

    @Option(names = "--own", description = "Only those that you started.")
    private boolean own;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0 for all.")
    private long limit = 50;

    JobListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, Object> filter = new LinkedHashMap<>();
        if (kind != null) {
            filter.put("kind", kind);
        }
        if (state != null) {
            filter.put("state", state.toUpperCase(Locale.ROOT));
        }
        filter.put("own", own);
        session.output()
                .list(
                        new Pages(
                                session.api(),
                                session.organization() + "/jobs",
                                Query.of(filter),
                                limit),
                        "id",
                        List.of(
                                Column.of("ID", "id"),
                                Column.of("KIND", "kind"),
                                Column.left("STATE", row -> Output.word(Json.text(row, "state"))),
                                Column.number("TOTAL", "total"),
                                Column.number("DONE", "done"),
                                Column.number("SKIPPED", "skipped"),
                                Column.number("FAILED", "failed"),
                                Column.of("STARTED BY", "startedByName"),
                                Column.left("CREATED", JobListCommand::created)));
        return ExitCode.OK.number();
    }

    private static String created(JsonNode job) {
        return Output.time(Json.text(job, "createdAt"));
    }
}
