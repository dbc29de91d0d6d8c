package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The organizations in which the user has a place. */
@Command(name = "organizations", description = "Lists the organizations in which you have a place.")
final class OrganizationsCommand implements Callable<Integer> {

    private final Session session;

    OrganizationsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String chosen = session.profiles().read().map(Profile::organization).orElse("");
        session.output()
                .list(
                        session.me().path("organizations").iterator(),
                        "name",
                        List.of(
                                Column.of("NAME", "name"),
                                Column.left(
                                        "STATE",
                                        row -> Json.truth(row, "active") ? "on" : "switched off"),
                                Column.left(
                                        "PERMISSIONS",
                                        row -> Integer.toString(row.path("permissions").size())),
                                Column.of("ID", "id"),
                                Column.left(
                                        "",
                                        row ->
                                                Json.text(row, "id").equals(chosen)
                                                        ? "in use"
                                                        : "")));
        return ExitCode.OK.number();
    }

    /** Chooses the one that commands are for when they name none. */
    @Command(
            name = "use",
            description = "Chooses the organization that commands are for when they name none.")
    static final class Use implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "NAME", description = "Its name or id.")
        private String name = "";

        Use(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Profile profile =
                    session.profiles()
                            .read()
                            .orElseThrow(() ->
                                    new Failure(
                                            ExitCode.NOT_ALLOWED, "Sign in first: muster sign-in"));
            JsonNode chosen =
                    Session.named(session.me().path("organizations").valueStream().toList(), name);
            session.profiles().write(profile.with(Json.text(chosen, "id")));
            session.output()
                    .outcome(
                            Json.object(Map.of("organization", Json.text(chosen, "id"))),
                            "Commands are for %s now."
                                    .formatted(Output.plain(Json.text(chosen, "name"))));
            return ExitCode.OK.number();
        }
    }
}
