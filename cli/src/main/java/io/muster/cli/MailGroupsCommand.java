package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the mail groups of the organization. */
@Command(name = "groups", description = "Lists the mail groups: addresses whose mail goes to many.")
final class MailGroupsCommand implements Callable<Integer> {

    private final Session session;

    MailGroupsCommand(Session session) {
        this.session = session;
    }

    private static String path(Session session) {
        return session.organization() + "/mail-groups";
    }

    /** The path of a group that is named by its address or its id. */
    private static String one(Session session, String wanted) {
        if (Session.isId(wanted)) {
            return path(session) + "/" + wanted;
        }
        var found = new Pages(session.api(), path(session), Query.of(Map.of("search", wanted)), 0);
        while (found.hasNext()) {
            JsonNode group = found.next();
            if (Json.text(group, "address").equalsIgnoreCase(wanted)) {
                return path(session) + "/" + Json.text(group, "id");
            }
        }
        throw new Failure(
                ExitCode.NOT_FOUND,
                "There is no mail group \"%s\".".formatted(Output.plain(wanted)));
    }

    @Override
    public Integer call() {
        session.output()
                .list(
                        new Pages(session.api(), path(session), Query.of(Map.of()), 0),
                        "id",
                        List.of(
                                Column.of("ADDRESS", "address"),
                                Column.of("NAME", "name"),
                                Column.left(
                                        "WRITERS", row -> Output.word(Json.text(row, "writers"))),
                                Column.of("MEMBERS", "members")));
        return ExitCode.OK.number();
    }

    /** Who may write to a group. */
    enum Writers {
        anyone,
        organization,
        members
    }

    /** Makes a group. */
    @Command(name = "create", description = "Makes a mail group.")
    static final class Create implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "ADDRESS", description = "At which mail for the group arrives.")
        private String address = "";

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "Its name.")
        private String name = "";

        @Option(
                names = "--writers",
                paramLabel = "WHO",
                defaultValue = "organization",
                description =
                        "Who may write to it: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
        private Writers writers = Writers.organization;

        @Option(
                names = "--member",
                paramLabel = "ADDRESS",
                description = "Add this member; can be given several times.")
        private List<String> members = List.of();

        Create(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            JsonNode made =
                    session.api()
                            .post(
                                    path(session),
                                    Map.of(
                                            "name",
                                            name,
                                            "address",
                                            address,
                                            "writers",
                                            writers.name().toUpperCase(Locale.ROOT)));
            if (!members.isEmpty()) {
                session.api()
                        .post(
                                path(session) + "/" + Json.text(made, "id") + "/members",
                                Map.of("addresses", members));
            }
            session.output()
                    .outcome(
                            made,
                            "Mail group %s created."
                                    .formatted(Output.plain(Json.text(made, "address"))));
            return ExitCode.OK.number();
        }
    }

    /** Lists and changes the members of a group. */
    @Command(
            name = "members",
            description =
                    "Lists the members of a mail group, after changing them where that is wished.")
    static final class Members implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "GROUP", description = "Its address or its id.")
        private String group = "";

        @Option(
                names = "--remove",
                paramLabel = "ADDRESS",
                description = "Take this member out; can be given several times.")
        private List<String> removed = List.of();

        @Option(
                names = "--add",
                paramLabel = "ADDRESS",
                description =
                        "Add this user, shared mailbox, group or address elsewhere; can be given several times.")
        private List<String> added = List.of();

        Members(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            String members = one(session, group) + "/members";
            if (!removed.isEmpty()) {
                session.api().post(members + "/actions/remove", Map.of("addresses", removed));
            }
            if (!added.isEmpty()) {
                session.api().post(members, Map.of("addresses", added));
            }
            session.output()
                    .list(
                            session.api().get(members).path("items").iterator(),
                            "address",
                            List.of(
                                    Column.of("ADDRESS", "address"),
                                    Column.left("KIND", row -> Output.word(Json.text(row, "kind"))),
                                    Column.of("NAME", "name")));
            return ExitCode.OK.number();
        }
    }

    /** Deletes a group. */
    @Command(
            name = "delete",
            description = "Deletes a mail group; mail for its address is refused at once.")
    static final class Delete implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "GROUP", description = "Its address or its id.")
        private String group = "";

        Delete(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.api().delete(one(session, group));
            session.output().line("Mail group %s deleted.".formatted(Output.plain(group)));
            return ExitCode.OK.number();
        }
    }
}
