package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The directories of an organization. */
@Command(
        name = "directories",
        description = "Lists the LDAP servers and Active Directories of an organization.")
final class DirectoriesCommand implements Callable<Integer> {

    private static final List<String> KEPT =
            List.of(
                    "name",
                    "kind",
                    "server",
                    "security",
                    "authorities",
                    "account",
                    "base",
                    "filter",
                    "pageSize",
                    "connectSeconds",
                    "answerSeconds");

    private final Session session;

    DirectoriesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.output()
                .list(
                        all(session).iterator(),
                        "name",
                        List.of(
                                Column.of("NAME", "name"),
                                Column.left("KIND", row -> Output.word(Json.text(row, "kind"))),
                                Column.of("SERVER", "server"),
                                Column.left(
                                        "SECURITY", row -> Output.word(Json.text(row, "security"))),
                                Column.of("BASE", "base"),
                                Column.of("ID", "id")));
        return ExitCode.OK.number();
    }

    static String path(Session session) {
        return session.organization() + "/directories";
    }

    /** An organization has 50 at most, so one page holds them all. */
    private static List<JsonNode> all(Session session) {
        return session.api().get(path(session)).path("items").valueStream().toList();
    }

    static JsonNode find(Session session, String wanted) {
        return all(session).stream()
                .filter(one ->
                        Json.text(one, "name").equalsIgnoreCase(wanted.strip())
                                || Json.text(one, "id").equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.NOT_FOUND,
                                "There is no directory %s here.".formatted(Output.plain(wanted))));
    }

    private static String tag(JsonNode directory) {
        return "\"" + Json.text(directory, "version") + "\"";
    }

    /** Adds a directory. */
    @Command(
            name = "add",
            description = "Adds a directory; nothing is asked of it before it is tested.")
    static final class Add implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "NAME", description = "What it is called here.")
        private String name = "";

        @Mixin private DirectoryOptions options = new DirectoryOptions();

        Add(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Map<String, Object> wish = new LinkedHashMap<>(options.said(session.terminal()));
            wish.put("name", name);
            JsonNode added = session.api().post(path(session), wish);
            session.output()
                    .outcome(
                            added,
                            "%s was added.".formatted(Output.plain(Json.text(added, "name"))));
            return ExitCode.OK.number();
        }
    }

    /** Which directory is meant. */
    abstract static class OfOne implements Callable<Integer> {

        final Session session;

        @Parameters(paramLabel = "DIRECTORY", description = "Its name or its id.")
        String name = "";

        OfOne(Session session) {
            this.session = session;
        }
    }

    /** Shows a directory. */
    @Command(name = "show", description = "Shows the settings of a directory, but its secret.")
    static final class Show extends OfOne {

        Show(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            JsonNode directory = find(session, name);
            Map<String, String> lines = new LinkedHashMap<>();
            lines.put("Name", Json.text(directory, "name"));
            lines.put("Kind", Output.word(Json.text(directory, "kind")));
            lines.put("Server", Json.text(directory, "server"));
            lines.put("Security", Output.word(Json.text(directory, "security")));
            lines.put("Account", Json.text(directory, "account"));
            lines.put("Secret", directory.path("secretSet").asBoolean() ? "set" : "not set");
            lines.put("Base", Json.text(directory, "base"));
            lines.put("Filter", Json.text(directory, "filter"));
            directory
                    .path("attributes")
                    .properties()
                    .forEach(one -> lines.put("- " + one.getKey(), one.getValue().asString()));
            lines.put("Id", Json.text(directory, "id"));
            session.output().one(directory, "name", lines);
            return ExitCode.OK.number();
        }
    }

    /** Changes a directory. */
    @Command(name = "change", description = "Changes what is said of a directory; the rest stays.")
    static final class Change extends OfOne {

        @Option(names = "--name", paramLabel = "NAME", description = "Call it otherwise.")
        private @Nullable String newName;

        @Mixin private DirectoryOptions options = new DirectoryOptions();

        Change(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            JsonNode before = find(session, name);
            Map<String, Object> wish = new LinkedHashMap<>();
            KEPT.forEach(field -> wish.put(field, before.path(field)));
            wish.putAll(options.said(session.terminal()));
            Map<String, Object> attributes = new LinkedHashMap<>();
            before.path("attributes")
                    .properties()
                    .forEach(one -> attributes.put(one.getKey(), one.getValue().asString()));
            if (wish.get("attributes") instanceof Map<?, ?> said) {
                said.forEach((field, attribute) ->
                        attributes.put(String.valueOf(field), String.valueOf(attribute)));
            }
            wish.put("attributes", attributes);
            if (newName != null) {
                wish.put("name", newName);
            }
            JsonNode changed =
                    session.api()
                            .put(path(session) + "/" + Json.text(before, "id"), wish, tag(before))
                            .body();
            session.output()
                    .outcome(
                            changed,
                            "%s was changed.".formatted(Output.plain(Json.text(changed, "name"))));
            return ExitCode.OK.number();
        }
    }

    /** Tries a directory out. */
    @Command(
            name = "test",
            description =
                    "Reaches a directory, signs in, and shows five entries as they would be read; says what is wrong otherwise.")
    static final class Test extends OfOne {

        Test(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            JsonNode tested =
                    session.api()
                            .post(
                                    path(session)
                                            + "/"
                                            + Json.text(find(session, name), "id")
                                            + "/actions/test",
                                    Map.of());
            if (!tested.path("passed").asBoolean()) {
                session.output()
                        .outcome(
                                tested,
                                "%s: %s"
                                        .formatted(
                                                Output.word(Json.text(tested, "step")),
                                                Output.plain(Json.text(tested, "words"))));
                return ExitCode.FAULTS.number();
            }
            if (session.output().json()) {
                session.output().outcome(tested, "");
                return ExitCode.OK.number();
            }
            session.output()
                    .list(
                            tested.path("samples").iterator(),
                            "entryName",
                            List.of(
                                    value("LOGON NAME", "logonName"),
                                    value("NAME", "displayName"),
                                    value("ADDRESS", "address"),
                                    Column.of("ENTRY", "entryName")));
            return ExitCode.OK.number();
        }

        private static Column value(String title, String field) {
            return Column.left(title, row -> Json.text(row.path("values"), field));
        }
    }

    /** Takes a directory off the list. */
    @Command(
            name = "delete",
            description = "Forgets a directory; nothing changes in the directory itself.")
    static final class Delete extends OfOne {

        @Option(names = "--yes", description = "Don't ask.")
        private boolean yes;

        Delete(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            JsonNode directory = find(session, name);
            String shown = Output.plain(Json.text(directory, "name"));
            session.confirm(yes, "Delete the directory %s?".formatted(shown));
            session.api().delete(path(session) + "/" + Json.text(directory, "id"), tag(directory));
            session.output().note("%s was deleted.".formatted(shown));
            return ExitCode.OK.number();
        }
    }
}
