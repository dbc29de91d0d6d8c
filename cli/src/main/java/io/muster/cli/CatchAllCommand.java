package io.muster.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows and changes where mail for unknown addresses of a domain goes. */
@Command(
        name = "catch-all",
        description =
                "Shows where mail for addresses of a verified domain goes that nobody has, after changing it where that is wished.")
final class CatchAllCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "DOMAIN", description = "Its name, such as example.org.")
    private String name = "";

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            description = "Take it for this user, shared mailbox or mail group.")
    private @Nullable String to;

    @Option(names = "--off", description = "Refuse it.")
    private boolean off;

    CatchAllCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (to != null && off) {
            throw new Failure(ExitCode.USAGE, "Either --to or --off.");
        }
        JsonNode domain = DomainsCommand.find(session, name);
        String path = DomainsCommand.path(session, domain) + "/catch-all";
        JsonNode now = session.api().get(path);
        if (to != null || off) {
            String version = "\"" + Json.text(now, "version") + "\"";
            now = session.api().put(path, Collections.singletonMap("address", to), version).body();
        }
        JsonNode target = now.path("target");
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Domain", Json.text(domain, "displayName"));
        lines.put("Unknown addresses", word(target));
        lines.put("Goes to", Json.text(target, "address"));
        lines.put("Name", Json.text(target, "name"));
        session.output().one(now, "domainId", lines);
        return ExitCode.OK.number();
    }

    private static String word(JsonNode target) {
        if (!target.isObject()) {
            return "refused";
        }
        return Json.truth(target, "inUse") ? "taken" : "refused, as what they go to takes no mail";
    }
}
