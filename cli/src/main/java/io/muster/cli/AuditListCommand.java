package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists entries of the audit log. */
@Command(name = "list", description = "Lists entries of the audit log, newest first.")
final class AuditListCommand implements Callable<Integer> {

    private final Session session;

    @Mixin private AuditFilterOptions filter = new AuditFilterOptions();

    @Option(names = "--instance", description = "Of the instance, instead of an organization.")
    private boolean instance;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0 for all.")
    private long limit = 100;

    AuditListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.output()
                .list(
                        new Pages(
                                session.api(),
                                instance ? "/api/v1/audit" : session.organization() + "/audit",
                                filter.query(),
                                limit),
                        "sequence",
                        List.of(
                                Column.number("ENTRY", "sequence"),
                                Column.left("TIME", row -> Output.time(Json.text(row, "at"))),
                                Column.of("WHO", "actorName"),
                                Column.left("WAY", row -> Output.word(Json.text(row, "channel"))),
                                Column.of("ACTION", "action"),
                                Column.of("WHAT", "subjectName"),
                                Column.left(
                                        "OUTCOME", row -> Output.word(Json.text(row, "outcome")))));
        return ExitCode.OK.number();
    }
}
