package io.muster.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Ends that a user comes from an entry of a directory. */
@Command(
        name = "unlink-directory",
        description = {
            "Ends that a user comes from his entry of a directory: he signs in with a password of his own from then on,"
                    + " which he chooses by a link that is mailed to him.",
            "His sessions end at once; nothing changes in the directory."
        })
final class UserUnlinkCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "USER", description = "E-mail address, logon name or id.")
    private String wanted = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask.")
    private boolean yes;

    UserUnlinkCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode user = new UserAccounts(session).find(wanted);
        String account = Output.plain(Json.text(user, "account"));
        session.confirm(yes, "Unlink %s from the directory?".formatted(account));
        JsonNode done =
                session.api()
                        .post(
                                "%s/users/%s/actions/unlink-directory"
                                        .formatted(session.organization(), Json.text(user, "id")),
                                Map.of());
        session.output()
                .outcome(
                        done,
                        done.at("/linkSent").asBoolean()
                                ? "%s is unlinked; a link to choose a password is on its way."
                                        .formatted(account)
                                : "%s is unlinked.".formatted(account));
        return ExitCode.OK.number();
    }
}
