package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists how users stand. */
@Command(
        name = "statuses",
        description = "Lists how users stand: sign-in, search index, and where they are connected.")
final class UserStatusCommand implements Callable<Integer> {

    private final Session session;

    @Mixin private UserFilterOptions filter = new UserFilterOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many; all when left out.")
    private long limit;

    UserStatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (limit < 0) {
            throw Failure.usage("--limit: a list has at least one row.");
        }
        var pages =
                new Pages(
                        session.api(),
                        session.organization() + "/users/statuses",
                        Query.of(filter.filter(session)),
                        limit);
        session.output()
                .list(
                        pages,
                        "account",
                        List.of(
                                Column.of("ACCOUNT", "account"),
                                Column.left("STATE", row -> Output.word(Json.text(row, "state"))),
                                Column.left("SECOND FACTOR", row -> said(row, "secondFactor")),
                                Column.left(
                                        "PASSWORD EXPIRED", row -> said(row, "passwordExpired")),
                                Column.left(
                                        "SEARCH INDEX",
                                        row -> Output.word(Json.text(row, "indexing"))),
                                Column.left("CONNECTED", UserStatusCommand::connections),
                                Column.of("LAST ADDRESS", "lastAddress")));
        return ExitCode.OK.number();
    }

    private static String said(JsonNode row, String member) {
        return switch (Json.text(row, member)) {
            case "true" -> "yes";
            case "false" -> "no";
            default -> "";
        };
    }

    private static String connections(JsonNode row) {
        return row.at("/connections")
                .valueStream()
                .map(one ->
                        Json.text(one, "service").toLowerCase(Locale.ROOT)
                                + " "
                                + Json.text(one, "count"))
                .collect(Collectors.joining(", "));
    }
}
