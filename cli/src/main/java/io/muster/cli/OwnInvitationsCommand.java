package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What one was invited to oneself. */
final class OwnInvitationsCommand {

    private static final String PATH = "/api/v1/me/invitations";

    private OwnInvitationsCommand() {}

    /** Lists them. */
    @Command(
            name = "mine",
            description =
                    "Lists what you were invited to yourself: what waits for an answer first.")
    static final class Mine implements Callable<Integer> {

        private final Session session;

        Mine(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            JsonNode mine = session.api().get(PATH);
            if (!mine.path("addressProven").asBoolean()) {
                session.output()
                        .note(
                                "Open the link in the mail of an invitation first: it proves that your address is yours.");
            } else if (!mine.path("addressTrusted").asBoolean()) {
                session.output()
                        .note(
                                "Your organization has not proved the domain of your address, so no invitation reaches you.");
            }
            Iterator<JsonNode> all =
                    Stream.concat(
                                    mine.path("pending").valueStream(),
                                    mine.path("accepted").valueStream())
                            .iterator();
            session.output()
                    .list(
                            all,
                            "id",
                            List.of(
                                    Column.of("ORGANIZATION", "organizationName"),
                                    Column.of("INVITED BY", "invitedBy"),
                                    Column.left(
                                            "STATE",
                                            row ->
                                                    row.path("acceptedAt").isNull()
                                                            ? "pending"
                                                            : "accepted"),
                                    Column.left(
                                            "VALID UNTIL",
                                            row -> Output.time(Json.text(row, "expiresAt"))),
                                    Column.of("ID", "id")));
            return ExitCode.OK.number();
        }
    }

    /** An answer to one that waits for it. */
    abstract static class Answer implements Callable<Integer> {

        private final Session session;
        private final String verb;
        private final String done;

        @Parameters(
                paramLabel = "ORGANIZATION",
                description = "Which organization invited you, or the id of the invitation.")
        private String wanted = "";

        Answer(Session session, String verb, String done) {
            this.session = session;
            this.verb = verb;
            this.done = done;
        }

        @Override
        public Integer call() {
            JsonNode pending =
                    session.api()
                            .get(PATH)
                            .path("pending")
                            .valueStream()
                            .filter(one ->
                                    Json.text(one, "id").equals(wanted)
                                            || Json.text(one, "organizationName")
                                                    .equalsIgnoreCase(wanted))
                            .findFirst()
                            .orElseThrow(() ->
                                    new Failure(
                                            ExitCode.NOT_FOUND,
                                            "No invitation of %s waits for your answer."
                                                    .formatted(Output.plain(wanted))));
            session.api().post(PATH + "/" + Json.text(pending, "id") + "/" + verb, Map.of());
            session.output()
                    .outcome(
                            pending,
                            done.formatted(Output.plain(Json.text(pending, "organizationName"))));
            return ExitCode.OK.number();
        }
    }

    /** Takes the place that is offered. */
    @Command(
            name = "accept",
            description = "Accepts an invitation of your own: gives you what it promises.")
    static final class Accept extends Answer {
        Accept(Session session) {
            super(session, "accept", "You have a place in %s.");
        }
    }

    /** Says no. */
    @Command(name = "decline", description = "Declines an invitation of your own.")
    static final class Decline extends Answer {
        Decline(Session session) {
            super(session, "decline", "The invitation of %s is declined.");
        }
    }
}
