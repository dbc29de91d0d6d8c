package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the keys with which mail that leaves is signed. */
@Command(
        name = "signing",
        description =
                "Lists the keys with which mail that leaves is signed for its sender's domain (DKIM), and the records that have to stand in the name service.")
final class MailSigningCommand implements Callable<Integer> {

    private static final String KEYS = "/api/v1/mail-signing";

    private final Session session;

    MailSigningCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.output()
                .list(
                        session.api().get(KEYS).at("/items").iterator(),
                        "id",
                        List.of(
                                Column.of("ID", "id"),
                                Column.of("DOMAIN", "domain"),
                                Column.left(
                                        "SIGNS",
                                        row -> row.at("/signing").asBoolean() ? "yes" : "no"),
                                Column.left(
                                        "RECORD", row -> Output.word(Json.text(row, "finding"))),
                                Column.of("NAME", "recordName")));
        return ExitCode.OK.number();
    }

    /** Makes a key. */
    @Command(
            name = "add",
            description =
                    "Makes a key for a domain and says which record (TXT) has to stand in the name service; mail is signed with it once that is found.")
    static final class Add implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "DOMAIN", description = "Of the senders' addresses.")
        private String domain = "";

        Add(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            JsonNode made = session.api().post(KEYS, Map.of("domain", domain));
            session.output()
                    .outcome(
                            made,
                            "%s%n%s%n%nAdd this TXT record where the domain's names are kept, then: muster mail signing check %s"
                                    .formatted(
                                            Output.plain(Json.text(made, "recordName")),
                                            Output.plain(Json.text(made, "recordValue")),
                                            Output.plain(Json.text(made, "id"))));
            return ExitCode.OK.number();
        }
    }

    /** Looks for the record of a key. */
    @Command(
            name = "check",
            description =
                    "Looks for the record of a key now; mail is signed with the key once it is found.")
    static final class Check implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "KEY", description = "Its id in the list.")
        private String key = "";

        Check(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            String path = KEYS + "/" + Session.requireId("key", key) + "/actions/check";
            JsonNode checked = session.api().post(path, Map.of());
            boolean found = Json.text(checked, "finding").equals("FOUND");
            session.output()
                    .outcome(
                            checked,
                            found
                                    ? "The record is there: mail of %s is signed."
                                            .formatted(Output.plain(Json.text(checked, "domain")))
                                    : "The record of %s is %s."
                                            .formatted(
                                                    Output.plain(Json.text(checked, "domain")),
                                                    Output.word(Json.text(checked, "finding"))));
            return (found ? ExitCode.OK : ExitCode.FAULTS).number();
        }
    }

    /** Forgets a key. */
    @Command(
            name = "remove",
            description = "Forgets a key; where it signed, mail of its domain leaves unsigned.")
    static final class Remove implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "KEY", description = "Its id in the list.")
        private String key = "";

        @Option(
                names = {"-y", "--yes"},
                description = "Don't ask before.")
        private boolean yes;

        Remove(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            String id = Session.requireId("key", key);
            session.confirm(yes, "Remove this key? Mail of its domain may leave unsigned then.");
            session.api().delete(KEYS + "/" + id);
            session.output().note("The key was removed.");
            return ExitCode.OK.number();
        }
    }
}
