package io.muster.cli;

import io.muster.cli.Table.Column;
import java.net.IDN;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The domains of an organization. */
@Command(name = "domains", description = "Lists the domains of an organization and their states.")
final class DomainsCommand implements Callable<Integer> {

    private final Session session;

    DomainsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.output()
                .list(
                        all(session).iterator(),
                        "name",
                        List.of(
                                Column.of("DOMAIN", "displayName"),
                                Column.left("STATE", row -> Output.word(Json.text(row, "state"))),
                                Column.left(
                                        "VERIFIED",
                                        row -> Output.time(Json.text(row, "verifiedAt"))),
                                Column.left(
                                        "CHECKED",
                                        row -> Output.time(Json.text(row, "lastCheckedAt"))),
                                Column.of("ID", "id")));
        return ExitCode.OK.number();
    }

    /** An organization has 100 at most, so one page holds them all. */
    private static List<JsonNode> all(Session session) {
        return session.api()
                .get(session.organization() + "/domains")
                .path("items")
                .valueStream()
                .toList();
    }

    static String path(Session session, JsonNode domain) {
        return session.organization() + "/domains/" + Json.text(domain, "id");
    }

    static JsonNode find(Session session, String name) {
        String wanted = ascii(name);
        return all(session).stream()
                .filter(domain -> Json.text(domain, "name").equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.NOT_FOUND,
                                "There is no domain %s here.".formatted(Output.plain(name))));
    }

    private static String ascii(String name) {
        try {
            return IDN.toASCII(name.strip()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }

    private static String record(JsonNode domain) {
        JsonNode proof = domain.path("proof");
        return "%s%n%s%n%nAdd this %s record where the domain's names are kept, then: muster domains verify %s"
                .formatted(
                        Output.plain(Json.text(proof, "host")),
                        Output.plain(Json.text(proof, "value")),
                        Output.plain(Json.text(proof, "method")),
                        Output.plain(Json.text(domain, "displayName")));
    }

    /** The same list, for who looks for it among the other commands. */
    @Command(name = "list", description = "Lists the domains of an organization and their states.")
    static final class All implements Callable<Integer> {

        private final Session session;

        All(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return new DomainsCommand(session).call();
        }
    }

    /** Which domain is meant. */
    abstract static class OfOne implements Callable<Integer> {

        final Session session;

        @Parameters(paramLabel = "DOMAIN", description = "Its name, such as example.org.")
        String name = "";

        OfOne(Session session) {
            this.session = session;
        }
    }

    /** Adds a domain. */
    @Command(
            name = "add",
            description = "Adds a domain and says which record proves that it is yours.")
    static final class Add extends OfOne {

        @Option(names = "--cname", description = "Prove it by a CNAME record instead of a TXT one.")
        private boolean cname;

        Add(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            JsonNode added =
                    session.api()
                            .post(
                                    session.organization() + "/domains",
                                    Map.of("name", name, "method", cname ? "CNAME" : "TXT"));
            session.output().outcome(added, record(added));
            return ExitCode.OK.number();
        }
    }

    /** Shows a domain. */
    @Command(name = "show", description = "Shows a domain and the record that proves it.")
    static final class Show extends OfOne {

        Show(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            JsonNode domain = find(session, name);
            JsonNode proof = domain.path("proof");
            Map<String, String> lines = new LinkedHashMap<>();
            lines.put("Domain", Json.text(domain, "displayName"));
            lines.put("State", Output.word(Json.text(domain, "state")));
            lines.put("Verification", Output.word(Json.text(domain, "verification")));
            lines.put("Record", Json.text(proof, "method"));
            lines.put("Host name", Json.text(proof, "host"));
            lines.put("Value", Json.text(proof, "value"));
            lines.put("Last found", Output.word(Json.text(domain.path("lastFinding"), "outcome")));
            lines.put("Last checked", Output.time(Json.text(domain, "lastCheckedAt")));
            lines.put("Verified", Output.time(Json.text(domain, "verifiedAt")));
            lines.put("Added", Output.time(Json.text(domain, "addedAt")));
            lines.put("Id", Json.text(domain, "id"));
            session.output().one(domain, "name", lines);
            return ExitCode.OK.number();
        }
    }

    /** Looks for the record. */
    @Command(
            name = "verify",
            description =
                    "Looks for the record of a domain now, once a minute at most; until it is found the server goes on looking for 72 hours.")
    static final class Verify extends OfOne {

        Verify(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            JsonNode checked =
                    session.api()
                            .post(path(session, find(session, name)) + "/actions/verify", Map.of());
            String outcome = Json.text(checked.path("lastFinding"), "outcome");
            boolean found = outcome.equals("FOUND");
            session.output()
                    .outcome(
                            checked,
                            found
                                    ? "The record of %s is there."
                                            .formatted(
                                                    Output.plain(Json.text(checked, "displayName")))
                                    : "The record of %s is %s.%n%n%s"
                                            .formatted(
                                                    Output.plain(Json.text(checked, "displayName")),
                                                    Output.word(outcome),
                                                    record(checked)));
            return (found ? ExitCode.OK : ExitCode.FAULTS).number();
        }
    }

    /** Takes a domain into use. */
    @Command(name = "activate", description = "Takes a verified domain into use.")
    static final class Activate extends OfOne {

        Activate(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            return act(session, name, "activate", "%s is active.");
        }
    }

    /** Takes a domain out of use. */
    @Command(name = "deactivate", description = "Takes a domain out of use; it stays verified.")
    static final class Deactivate extends OfOne {

        Deactivate(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            return act(session, name, "deactivate", "%s is inactive.");
        }
    }

    private static int act(Session session, String name, String act, String done) {
        JsonNode changed =
                session.api()
                        .post(path(session, find(session, name)) + "/actions/" + act, Map.of());
        session.output()
                .outcome(changed, done.formatted(Output.plain(Json.text(changed, "displayName"))));
        return ExitCode.OK.number();
    }

    /** Takes a domain off the list. */
    @Command(
            name = "delete",
            description = "Takes a domain off the list; its users can no longer be managed.")
    static final class Delete extends OfOne {

        @Option(
                names = "--confirm",
                paramLabel = "DOMAIN",
                description = "The name of the domain once more, instead of typing it.")
        private @Nullable String confirmation;

        Delete(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            JsonNode domain = find(session, name);
            String shown = Json.text(domain, "displayName");
            if (confirmation == null && !session.terminal().interactive()) {
                throw Failure.usage(
                        "Add --confirm=%s to delete the domain.".formatted(Output.plain(shown)));
            }
            session.confirmTyped(
                    confirmation,
                    shown,
                    "Delete the domain? Its users can no longer be managed then.");
            session.api()
                    .post(path(session, domain) + "/actions/delete", Map.of("confirmation", shown));
            session.output().note("The domain was deleted.");
            return ExitCode.OK.number();
        }
    }
}
