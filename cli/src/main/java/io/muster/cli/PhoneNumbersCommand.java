package io.muster.cli;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows whether people have phone numbers. */
@Command(
        name = "phone-numbers",
        description =
                "Says whether people have phone numbers on this instance. For system administrators.")
final class PhoneNumbersCommand implements Callable<Integer> {

    private static final String SETTINGS = "/api/v1/phone-settings";

    private final Session session;

    PhoneNumbersCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        tell(session, session.api().read(SETTINGS));
        return ExitCode.OK.number();
    }

    private static void tell(Session session, Api.Answer answer) {
        session.output()
                .outcome(
                        answer.body(),
                        switch (answer.body().path("numbers").asString()) {
                            case "OFF" -> "Phone numbers are off: nobody is asked for one.";
                            case "REQUIRED" ->
                                    "Phone numbers are required of everybody who is entered by hand.";
                            default -> "Phone numbers are optional.";
                        });
    }

    /** What to do about phone numbers. */
    enum Choice {
        OFF,
        OPTIONAL,
        REQUIRED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Switches them. */
    @Command(
            name = "set",
            description =
                    "Switches phone numbers off, makes them optional, or required. Stored ones stay.")
    static final class Set implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "CHOICE", description = "One of ${COMPLETION-CANDIDATES}.")
        private Choice choice = Choice.OPTIONAL;

        Set(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Api.Answer read = session.api().read(SETTINGS);
            tell(
                    session,
                    session.api().put(SETTINGS, Map.of("numbers", choice.name()), read.etag()));
            return ExitCode.OK.number();
        }
    }
}
