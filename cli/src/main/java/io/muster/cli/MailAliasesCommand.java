package io.muster.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists and changes the further addresses of a mailbox. */
@Command(
        name = "aliases",
        description =
                "Lists the further addresses of a user or a shared mailbox, after changing them where that is wished.")
final class MailAliasesCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "MAILBOX",
            description = "E-mail address of the user or the shared mailbox, or its id.")
    private String mailbox = "";

    @Option(
            names = "--remove",
            paramLabel = "ADDRESS",
            description = "Take this alias away; can be given several times.")
    private List<String> removed = List.of();

    @Option(
            names = "--add",
            paramLabel = "ADDRESS",
            description = "Add this alias; can be given several times.")
    private List<String> added = List.of();

    MailAliasesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String aliases = new MailboxAddresses(session).path(mailbox) + "/aliases";
        for (String address : removed) {
            session.api().post(aliases + "/actions/remove", Map.of("address", address));
        }
        for (String address : added) {
            session.api().post(aliases, Map.of("address", address));
        }
        JsonNode all = session.api().get(aliases);
        if (session.output().json()) {
            session.output().line(Json.pretty(all));
        } else {
            all.path("items").forEach(one -> session.output().line(Output.plain(one.asString())));
        }
        return ExitCode.OK.number();
    }
}
