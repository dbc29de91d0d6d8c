package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The saved mappings of an organization; an import makes and uses them. */
@Command(
        name = "mappings",
        description =
                "Lists the saved mappings of columns: users import --save-mapping keeps one, --mapping uses it.")
final class MappingsCommand implements Callable<Integer> {

    private final Session session;

    MappingsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.output()
                .list(
                        new ImportMappings(session).all().iterator(),
                        "name",
                        List.of(
                                Column.of("NAME", "name"),
                                Column.left("COLUMNS", MappingsCommand::filled),
                                Column.of("SAVED BY", "savedByName"),
                                Column.of("ID", "id")));
        return ExitCode.OK.number();
    }

    private static String filled(JsonNode mapping) {
        return mapping.path("columns")
                .valueStream()
                .filter(column -> !Json.text(column, "field").isEmpty())
                .map(column -> Json.text(column, "name") + "=" + Json.text(column, "field"))
                .collect(Collectors.joining(", "));
    }

    /** Gives a mapping another name. */
    @Command(name = "rename", description = "Gives a saved mapping another name.")
    static final class Rename implements Callable<Integer> {

        private final Session session;

        @Parameters(index = "0", paramLabel = "NAME", description = "Its name or id.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "NEW", description = "Its new name.")
        private String wanted = "";

        Rename(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var mappings = new ImportMappings(session);
            JsonNode mapping = mappings.named(name);
            mappings.rename(mapping, wanted);
            return outcome(session, mapping, "The mapping is called %s now.".formatted(wanted));
        }
    }

    /** Forgets a mapping. */
    @Command(
            name = "delete",
            description = "Forgets a saved mapping; imports that used it stay as they are.")
    static final class Delete implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "NAME", description = "Its name or id.")
        private String name = "";

        @Option(
                names = {"-y", "--yes"},
                description = "Don't ask before.")
        private boolean yes;

        Delete(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var mappings = new ImportMappings(session);
            JsonNode mapping = mappings.named(name);
            session.confirm(
                    yes,
                    "Delete the mapping %s?".formatted(Output.plain(Json.text(mapping, "name"))));
            mappings.delete(mapping);
            return outcome(session, mapping, "The mapping is deleted.");
        }
    }

    private static int outcome(Session session, JsonNode mapping, String sentence) {
        session.output()
                .outcome(
                        Json.object(Map.of("mappingId", Json.text(mapping, "id"))),
                        Output.plain(sentence));
        return ExitCode.OK.number();
    }
}
