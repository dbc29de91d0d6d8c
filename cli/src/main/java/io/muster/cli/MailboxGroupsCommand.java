package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the groups of mailboxes of the organization. */
@Command(
        name = "mailbox-groups",
        description = "Lists the groups of mailboxes: sets of mailboxes with a name.")
final class MailboxGroupsCommand implements Callable<Integer> {

    private final Session session;

    MailboxGroupsCommand(Session session) {
        this.session = session;
    }

    private static String path(Session session) {
        return session.organization() + "/mailbox-groups";
    }

    /** The path of a group that is called by its name or its id. */
    private static String one(Session session, String wanted) {
        if (Session.isId(wanted)) {
            return path(session) + "/" + wanted;
        }
        var found = new Pages(session.api(), path(session), Query.of(Map.of("search", wanted)), 0);
        while (found.hasNext()) {
            JsonNode group = found.next();
            if (Json.text(group, "name").equalsIgnoreCase(wanted)) {
                return path(session) + "/" + Json.text(group, "id");
            }
        }
        throw new Failure(
                ExitCode.NOT_FOUND,
                "There is no group of mailboxes \"%s\".".formatted(Output.plain(wanted)));
    }

    @Override
    public Integer call() {
        session.output()
                .list(
                        new Pages(session.api(), path(session), Query.of(Map.of()), 0),
                        "id",
                        List.of(
                                Column.of("NAME", "name"),
                                Column.of("MAILBOXES", "mailboxes"),
                                Column.of("ID", "id")));
        return ExitCode.OK.number();
    }

    /** Makes a group. */
    @Command(name = "create", description = "Makes a group of mailboxes.")
    static final class Create implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "NAME", description = "1 to 64 characters.")
        private String name = "";

        Create(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            JsonNode made = session.api().post(path(session), Map.of("name", name));
            session.output()
                    .outcome(
                            made,
                            "Group %s created.".formatted(Output.plain(Json.text(made, "name"))));
            return ExitCode.OK.number();
        }
    }

    /** Gives a group another name. */
    @Command(name = "rename", description = "Gives a group of mailboxes another name.")
    static final class Rename implements Callable<Integer> {

        private final Session session;

        @Parameters(index = "0", paramLabel = "GROUP", description = "Its name or its id.")
        private String group = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "1 to 64 characters.")
        private String name = "";

        Rename(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            String path = one(session, group);
            String version = "\"" + Json.text(session.api().get(path), "version") + "\"";
            JsonNode renamed = session.api().put(path, Map.of("name", name), version).body();
            session.output()
                    .outcome(
                            renamed,
                            "The group is called %s now."
                                    .formatted(Output.plain(Json.text(renamed, "name"))));
            return ExitCode.OK.number();
        }
    }

    /** Lists and changes the mailboxes of a group. */
    @Command(
            name = "mailboxes",
            description =
                    "Lists the mailboxes of a group, after changing them where that is wished.")
    static final class Mailboxes implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "GROUP", description = "Its name or its id.")
        private String group = "";

        @Option(
                names = "--remove",
                paramLabel = "MAILBOX",
                description =
                        "Take this mailbox out, by its address or its id; can be given several times.")
        private List<String> removed = List.of();

        @Option(
                names = "--add",
                paramLabel = "MAILBOX",
                description =
                        "Put this mailbox in, by its address or its id; can be given several times.")
        private List<String> added = List.of();

        Mailboxes(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            String path = one(session, group);
            List<String> out = ids(removed);
            List<String> in = ids(added);
            if (!out.isEmpty()) {
                session.api().post(path + "/mailboxes/actions/remove", Map.of("mailboxIds", out));
            }
            if (!in.isEmpty()) {
                session.api().post(path + "/mailboxes", Map.of("mailboxIds", in));
            }
            session.output()
                    .list(
                            new Pages(
                                    session.api(),
                                    session.organization() + "/mailboxes",
                                    Query.of(Map.of("group", last(path))),
                                    0),
                            "id",
                            List.of(
                                    Column.of("ADDRESS", "address"),
                                    Column.left("KIND", row -> Output.word(Json.text(row, "kind"))),
                                    Column.of("NAME", "name")));
            return ExitCode.OK.number();
        }

        private List<String> ids(List<String> mailboxes) {
            var addresses = new MailboxAddresses(session);
            return mailboxes.stream().map(wanted -> last(addresses.path(wanted))).toList();
        }

        private static String last(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** Deletes a group. */
    @Command(
            name = "delete",
            description = "Deletes a group of mailboxes; the mailboxes stay as they are.")
    static final class Delete implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "GROUP", description = "Its name or its id.")
        private String group = "";

        Delete(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.api().delete(one(session, group));
            session.output().line("Group %s deleted.".formatted(Output.plain(group)));
            return ExitCode.OK.number();
        }
    }
}
