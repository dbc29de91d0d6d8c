package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows and changes where mail of a mailbox goes on to. */
@Command(
        name = "forwarding",
        description = {
            "Shows where mail of a user or a shared mailbox goes on to, after changing it where that is wished.",
            "What isn't said stays as it is."
        })
final class MailForwardingCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "MAILBOX",
            description = "E-mail address of the user or the shared mailbox, or its id.")
    private String mailbox = "";

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            description =
                    "Forward to this address, here or elsewhere, instead of those before; can be given several times. Switches it on.")
    private List<String> targets = List.of();

    @Option(
            names = "--keep-copy",
            negatable = true,
            description = "Keep a copy in the mailbox, or none.")
    private @Nullable Boolean keepCopy;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "Not before, such as 2026-05-01T00:00:00Z; empty for now.")
    private @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "Not after, such as 2026-06-01T00:00:00Z; empty for ever.")
    private @Nullable String until;

    @Option(names = "--off", description = "Switch it off; the addresses are kept.")
    private boolean off;

    @Option(names = "--on", description = "Switch it on again.")
    private boolean on;

    MailForwardingCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (on && off) {
            throw new Failure(ExitCode.USAGE, "Either --on or --off.");
        }
        String path = new MailboxAddresses(session).path(mailbox) + "/forwarding";
        JsonNode now = session.api().get(path);
        if (isChange()) {
            String version = "\"" + Json.text(now, "version") + "\"";
            now = session.api().put(path, wanted(now), version).body();
        }
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Forwarding", Json.truth(now, "active") ? "on" : "off");
        lines.put("To", targets(now));
        lines.put("Copy", Json.truth(now, "keepCopy") ? "kept" : "not kept");
        lines.put("From", Output.time(Json.text(now, "from")));
        lines.put("Until", Output.time(Json.text(now, "until")));
        session.output().one(now, "active", lines);
        return ExitCode.OK.number();
    }

    private boolean isChange() {
        return !targets.isEmpty() || keepCopy != null || from != null || until != null || on || off;
    }

    private Map<String, @Nullable Object> wanted(JsonNode now) {
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
        boolean active = Json.truth(now, "active") || on || !targets.isEmpty();
        wanted.put("active", active && !off);
        wanted.put("targets", targets.isEmpty() ? now.path("targets") : targets);
        wanted.put("keepCopy", keepCopy == null ? Json.truth(now, "keepCopy") : keepCopy);
        wanted.put("from", moment(from, Json.text(now, "from")));
        wanted.put("until", moment(until, Json.text(now, "until")));
        return wanted;
    }

    private static @Nullable String moment(@Nullable String said, String before) {
        String text = said == null ? before : said;
        return text.isEmpty() ? null : text;
    }

    private static String targets(JsonNode forwarding) {
        var line = new StringJoiner(", ");
        forwarding.path("targets").forEach(one -> line.add(one.asString()));
        return line.toString();
    }
}
