package io.muster.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows how many seats an organization has and how many are taken. */
@Command(
        name = "seats",
        description = "Says how many users may be activated at once, and how many are.")
final class SeatsCommand implements Callable<Integer> {

    private final Session session;

    SeatsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        tell(session, session.api().read(path(session)));
        return ExitCode.OK.number();
    }

    private static String path(Session session) {
        return session.organization() + "/seats";
    }

    private static void tell(Session session, Api.Answer answer) {
        JsonNode seats = answer.body();
        long activated = seats.path("activated").asLong();
        session.output()
                .outcome(
                        seats,
                        seats.path("licensed").isNull()
                                ? "%,d users are activated, seats are without limit."
                                        .formatted(activated)
                                : "%,d of %,d licences in use; %,d over, %,d disabled for want of a seat."
                                        .formatted(
                                                activated,
                                                seats.path("licensed").asLong(),
                                                seats.path("over").asLong(),
                                                seats.path("withoutSeat").asLong()));
    }

    /** Sets their number. */
    @Command(
            name = "set",
            description =
                    "Sets how many users may be activated at once. Whoever is activated stays so. For system administrators.")
    static final class Set implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "NUMBER", description = "So many, or \"unlimited\".")
        private String number = "";

        Set(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Map<String, @Nullable Object> wanted = new HashMap<>();
            wanted.put("licensed", licensed());
            Api.Answer read = session.api().read(path(session));
            tell(session, session.api().put(path(session), wanted, read.etag()));
            return ExitCode.OK.number();
        }

        private @Nullable Integer licensed() {
            if (number.equals("unlimited")) {
                return null;
            }
            if (!number.matches("\\d{1,9}")) {
                throw new Failure(
                        ExitCode.USAGE, "Give a whole number of seats, or \"unlimited\".");
            }
            return Integer.valueOf(number);
        }
    }
}
