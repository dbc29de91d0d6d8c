package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The people of a directory who are no users here yet, and users made of them. */
final class DirectoryPeople {

    private DirectoryPeople() {}

    /** Whom of the directory is meant. */
    abstract static class Meant extends DirectoriesCommand.OfOne {

        @Option(
                names = "--unit",
                paramLabel = "DN",
                description = "Only those below this entry, such as OU=Sales,DC=example,DC=org.")
        private @Nullable String unit;

        @Option(
                names = "--group",
                paramLabel = "DN",
                description = "Only members of this group of the directory.")
        private @Nullable String group;

        @Option(
                names = "--search",
                paramLabel = "TEXT",
                description = "Only those with this in a name or in the e-mail address.")
        private @Nullable String text;

        @Option(
                names = "--address-as-name",
                description =
                        "Take what stands before the @ of the e-mail address for the logon name.")
        private boolean addressAsName;

        Meant(Session session) {
            super(session);
        }

        Map<String, Object> meant() {
            Map<String, Object> meant = new LinkedHashMap<>();
            if (unit != null) {
                meant.put("unit", unit);
            }
            if (group != null) {
                meant.put("group", group);
            }
            if (text != null) {
                meant.put("text", text);
            }
            meant.put("addressAsName", addressAsName);
            return meant;
        }

        String actions() {
            return "%s/%s/actions/"
                    .formatted(
                            DirectoriesCommand.path(session),
                            Json.text(DirectoriesCommand.find(session, name), "id"));
        }
    }

    /** Lists people. */
    @Command(
            name = "browse",
            description = "Lists the people of a directory who are no users here yet.")
    static final class Browse extends Meant {

        Browse(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            JsonNode people = session.api().post(actions() + "browse", meant());
            if (session.output().json()) {
                session.output().outcome(people, "");
                return ExitCode.OK.number();
            }
            session.output()
                    .list(
                            people.path("people").iterator(),
                            "entryId",
                            List.of(
                                    Column.of("LOGON NAME", "logonName"),
                                    Column.of("NAME", "displayName"),
                                    Column.of("ADDRESS", "address"),
                                    Column.of("ENTRY ID", "entryId"),
                                    Column.of("AGAINST", "against")));
            session.output()
                    .note(
                            "%,d of %,d%s; %,d are here already."
                                    .formatted(
                                            people.path("people").size(),
                                            people.path("total").asLong(),
                                            people.path("cut").asBoolean() ? " and more" : "",
                                            people.path("here").asLong()));
            return ExitCode.OK.number();
        }
    }

    /** Makes users. */
    @Command(
            name = "import",
            description =
                    "Makes users of people of a directory, who sign in as it says. Nothing is written there.")
    static final class Import extends Meant implements Callable<Integer> {

        @Option(
                names = "--entry",
                paramLabel = "ID",
                description = "Only this entry, as browse lists it; can be given again.")
        private List<String> entries = List.of();

        @Option(
                names = "--create-units",
                description =
                        "Put users into units as the entries lie there; make what is missing.")
        private boolean createUnits;

        @Option(names = "--yes", description = "Don't ask.")
        private boolean yes;

        @Option(names = "--no-wait", description = "Don't wait for the end.")
        private boolean noWait;

        Import(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            Map<String, Object> wish = meant();
            wish.put("createUnits", createUnits);
            if (!entries.isEmpty()) {
                wish.put("entryIds", entries);
            }
            session.confirm(
                    yes,
                    "Make users of %s of the directory %s?"
                            .formatted(
                                    entries.isEmpty()
                                            ? "all that match"
                                            : "%,d entries".formatted(entries.size()),
                                    Output.plain(name)));
            JsonNode started = session.api().post(actions() + "import", wish);
            String job = Json.text(started, "jobId");
            if (noWait) {
                session.output().one(started, "jobId", Map.of("Job", job));
                return ExitCode.OK.number();
            }
            return new JobWatch(session).report(job).number();
        }
    }
}
