package io.muster.cli;

import io.muster.cli.Table.Column;
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

/** Lists mail that leaves for other servers. */
@Command(
        name = "queue",
        description =
                "Lists mail of users that leaves for other servers, newest first; what left or failed for some days more.")
final class MailQueueCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "queued, sending, sent or failed.")
    private @Nullable String state;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0 for all.")
    private long limit = 50;

    MailQueueCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, Object> filter = new LinkedHashMap<>();
        if (state != null) {
            filter.put("state", state.toUpperCase(Locale.ROOT));
        }
        session.output()
                .list(
                        new Pages(
                                session.api(),
                                session.organization() + "/mail-queue",
                                Query.of(filter),
                                limit),
                        "id",
                        List.of(
                                Column.of("ID", "id"),
                                Column.of("FROM", "sender"),
                                Column.of("TO", "recipient"),
                                Column.left("STATE", row -> Output.word(Json.text(row, "state"))),
                                Column.number("ATTEMPTS", "attempts"),
                                Column.left("NEXT", row -> time(row, "nextAttemptAt")),
                                Column.of("ANSWER", "answer")));
        return ExitCode.OK.number();
    }

    private static String time(JsonNode row, String field) {
        String text = Json.text(row, field);
        return text.isEmpty() ? "" : Output.time(text);
    }

    /** Tries one at once. */
    @Command(name = "retry", description = "Tries mail that waits again at once.")
    static final class Retry implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "MAIL", description = "Its id in the list.")
        private String mail = "";

        Retry(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return act(session, mail, "retry", "The mail to %s is tried again now.");
        }
    }

    /** Ends the attempts for one. */
    @Command(
            name = "give-up",
            description = "Ends the attempts for mail that waits; its sender is told.")
    static final class GiveUp implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "MAIL", description = "Its id in the list.")
        private String mail = "";

        @Option(
                names = {"-y", "--yes"},
                description = "Don't ask before.")
        private boolean yes;

        GiveUp(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.confirm(yes, "Give this mail up?");
            return act(session, mail, "give-up", "The mail to %s is given up.");
        }
    }

    private static int act(Session session, String mail, String act, String sentence) {
        String id = Session.requireId("mail", mail);
        JsonNode done =
                session.api()
                        .post(session.organization() + "/mail-queue/" + id + "/" + act, Map.of());
        session.output()
                .outcome(done, sentence.formatted(Output.plain(Json.text(done, "recipient"))));
        return ExitCode.OK.number();
    }
}
