package io.muster.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows whether people make accounts by themselves. */
@Command(
        name = "registration",
        description = "Says whether people make accounts by themselves. For system administrators.")
final class RegistrationCommand implements Callable<Integer> {

    private static final String SETTINGS = "/api/v1/registration-settings";

    private final Session session;

    RegistrationCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        tell(session, session.api().read(SETTINGS));
        return ExitCode.OK.number();
    }

    private static int switched(Session session, boolean open) {
        Api.Answer read = session.api().read(SETTINGS);
        tell(session, session.api().put(SETTINGS, Map.of("open", open), read.etag()));
        return ExitCode.OK.number();
    }

    private static void tell(Session session, Api.Answer answer) {
        session.output()
                .outcome(
                        answer.body(),
                        Json.truth(answer.body(), "open")
                                ? "Registration is open: anybody with an e-mail address can make an account."
                                : "Registration is closed: accounts are made by administrators and by invitation.");
    }

    /** Opens it. */
    @Command(
            name = "open",
            description = "Lets anybody with an e-mail address make an account by himself.")
    static final class Open implements Callable<Integer> {

        private final Session session;

        @Option(
                names = {"-y", "--yes"},
                description = "Don't ask before.")
        private boolean yes;

        Open(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.confirm(yes, "Let anybody with an e-mail address make an account?");
            return switched(session, true);
        }
    }

    /** Closes it. */
    @Command(name = "close", description = "Ends that; accounts that were made stay.")
    static final class Close implements Callable<Integer> {

        private final Session session;

        Close(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return switched(session, false);
        }
    }
}
