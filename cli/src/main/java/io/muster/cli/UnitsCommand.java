package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** The tree of units. */
@Command(name = "units", description = "Lists the units of an organization by their paths.")
final class UnitsCommand implements Callable<Integer> {

    private final Session session;

    UnitsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode items = session.api().get(session.organization() + "/units").path("items");
        Units units = Units.of(session);
        session.output()
                .list(
                        items.valueStream()
                                .sorted(
                                        Comparator.comparing(
                                                unit -> units.path(Json.text(unit, "id"))))
                                .iterator(),
                        "id",
                        List.of(
                                Column.left("UNIT", row -> units.path(Json.text(row, "id"))),
                                Column.number("USERS", "users"),
                                Column.of("ID", "id")));
        return ExitCode.OK.number();
    }
}
