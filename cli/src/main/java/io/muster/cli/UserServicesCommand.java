package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows and switches the services of a user. */
@Command(
        name = "services",
        description = {
            "Shows which services are on for a user, after switching them where that is wished.",
            "What is switched off ends at once."
        })
final class UserServicesCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "USER", description = "E-mail address, logon name or id.")
    private String user = "";

    @Option(
            names = "--imap",
            paramLabel = "on|off",
            description = "Mail programs read the folders.")
    private @Nullable Switch imap;

    @Option(
            names = "--submission",
            paramLabel = "on|off",
            description = "Mail programs send as the user.")
    private @Nullable Switch submission;

    @Option(
            names = "--reception",
            paramLabel = "on|off",
            description = "Mail for the user arrives.")
    private @Nullable Switch reception;

    @Option(
            names = "--webmail",
            paramLabel = "on|off",
            description = "The user reads and sends in the browser.")
    private @Nullable Switch webmail;

    UserServicesCommand(Session session) {
        this.session = session;
    }

    /** The ways of a switch. */
    enum Switch {
        ON,
        OFF
    }

    @Override
    public Integer call() {
        String path =
                session.organization()
                        + "/users/"
                        + new UserAccounts(session).id(user)
                        + "/mail-services";
        JsonNode now = session.api().get(path);
        if (imap != null || submission != null || reception != null || webmail != null) {
            now =
                    session.api()
                            .put(
                                    path,
                                    Map.of(
                                            "imap", isOn(imap, now, "imap"),
                                            "submission", isOn(submission, now, "submission"),
                                            "reception", isOn(reception, now, "reception"),
                                            "webmail", isOn(webmail, now, "webmail")),
                                    "\"" + Json.text(now, "version") + "\"")
                            .body();
        }
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("IMAP", word(now, "imap"));
        lines.put("Submission", word(now, "submission"));
        lines.put("Reception", word(now, "reception"));
        lines.put("Webmail", word(now, "webmail"));
        session.output().one(now, "imap", lines);
        return ExitCode.OK.number();
    }

    private static boolean isOn(@Nullable Switch said, JsonNode now, String service) {
        return said == null ? Json.truth(now, service) : said == Switch.ON;
    }

    private static String word(JsonNode now, String service) {
        return Json.truth(now, service) ? "on" : "off";
    }
}
