package io.muster.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * An act on users: on one at once; on several, or on all that match a filter, by a job that is
 * waited for.
 */
abstract class UserActCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "USER",
            arity = "0..*",
            description =
                    "E-mail addresses, logon names or ids; @FILE takes them from a file, one a line.")
    private List<String> users = new ArrayList<>();

    @Mixin private UserFilterOptions filter = new UserFilterOptions();

    @Option(names = "--all", description = "All users who are not deleted.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say who is meant.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask, also when many are touched.")
    private boolean yes;

    @Option(names = "--no-wait", description = "Don't wait for the job; say its id.")
    private boolean noWait;

    UserActCommand(Session session) {
        this.session = session;
    }

    /** As in the API's path and in "muster users disable". */
    abstract String verb();

    /** Whether there is an operation for one user; else he is a selection of one. */
    boolean isDoneToOne() {
        return true;
    }

    /** What the act is told besides whom it is for. */
    Map<String, Object> options(Session at) {
        return Map.of();
    }

    @Override
    public Integer call() {
        Map<String, Object> wanted = filter.filter(session);
        if (users.isEmpty() == (wanted.isEmpty() && !all)) {
            throw Failure.usage(
                    users.isEmpty()
                            ? "Say whom: users, a filter as in \"users list\", or --all."
                            : "Name users, or give a filter; not both.");
        }
        if (users.size() == 1 && isDoneToOne()) {
            return one(users.getFirst()).number();
        }
        var accounts = new UserAccounts(session);
        return many(users.isEmpty()
                        ? Map.of("filter", wanted)
                        : Map.of("ids", users.stream().map(accounts::id).distinct().toList()))
                .number();
    }

    private ExitCode one(String wanted) {
        JsonNode user = new UserAccounts(session).find(wanted);
        if (dryRun) {
            meant(Json.object(Map.of("count", 1, "samples", List.of(Json.text(user, "account")))));
            return ExitCode.OK;
        }
        JsonNode after =
                session.api()
                        .post(
                                "%s/users/%s/actions/%s"
                                        .formatted(
                                                session.organization(),
                                                Json.text(user, "id"),
                                                verb()),
                                options(session));
        session.output()
                .outcome(
                        after,
                        "%s is %s."
                                .formatted(
                                        Output.plain(Json.text(after, "account")),
                                        Output.word(Json.text(after, "state"))));
        return ExitCode.OK;
    }

    private ExitCode many(Map<String, Object> selection) {
        String actions = session.organization() + "/users/actions/";
        JsonNode preview = session.api().post(actions + "preview", Map.of("selection", selection));
        long count = Json.number(preview, "count");
        if (dryRun || count == 0) {
            meant(preview);
            return ExitCode.OK;
        }
        session.confirm(
                yes || count == 1,
                "%s %,d users (%s)?".formatted(question(), count, samples(preview)));
        Map<String, Object> request = new LinkedHashMap<>(options(session));
        request.put("selection", selection);
        JsonNode started = session.api().post(actions + verb(), request);
        String job = Json.text(started, "jobId");
        if (noWait) {
            session.output().one(started, "jobId", Map.of("Job", job));
            return ExitCode.OK;
        }
        return new JobWatch(session).report(job);
    }

    private String question() {
        String words = verb().replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private void meant(JsonNode preview) {
        session.output()
                .outcome(
                        preview,
                        Json.number(preview, "count") == 0
                                ? "Nobody is meant."
                                : "%s would be for %,d: %s. Nothing was done."
                                        .formatted(
                                                question(),
                                                Json.number(preview, "count"),
                                                samples(preview)));
    }

    private static String samples(JsonNode preview) {
        JsonNode samples = preview.path("samples");
        String shown =
                samples.valueStream()
                        .map(one -> Output.plain(one.asString()))
                        .collect(Collectors.joining(", "));
        return Json.number(preview, "count") > samples.size() ? shown + ", ..." : shown;
    }

    @Command(
            name = "disable",
            description = "Closes sign-in and sending, and ends all sessions at once.")
    static final class Disable extends UserActCommand {

        @Option(names = "--allow-incoming", description = "Messages are still received.")
        private boolean allowIncoming;

        Disable(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "disable";
        }

        @Override
        Map<String, Object> options(Session at) {
            return Map.of("allowIncoming", allowIncoming);
        }
    }

    @Command(name = "enable", description = "Opens sign-in and sending again.")
    static final class Enable extends UserActCommand {

        Enable(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "enable";
        }
    }

    @Command(name = "move", description = "Puts users into another unit.")
    static final class Move extends UserActCommand {

        @Option(
                names = "--to",
                required = true,
                paramLabel = "UNIT",
                description = "Where to, by path, name or id.")
        private String to = "";

        Move(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "move";
        }

        @Override
        Map<String, Object> options(Session at) {
            return Map.of("unitId", Units.of(at).id(to));
        }
    }

    @Command(
            name = "expire-password",
            description = "Passwords then only open the page on which a new one is chosen.")
    static final class ExpirePassword extends UserActCommand {

        ExpirePassword(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "expire-password";
        }
    }

    @Command(
            name = "delete",
            description =
                    "Disables users, moves them to the default unit and keeps all for 30 days.")
    static final class Delete extends UserActCommand {

        Delete(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "delete";
        }
    }

    @Command(
            name = "mail",
            description = {
                "Sends users a mail that the organization has written, one to each, to the e-mail address or else to"
                        + " the recovery address.",
                "Whom no mail reaches is told."
            })
    static final class Mail extends UserActCommand {

        @Option(
                names = "--template",
                required = true,
                paramLabel = "TEMPLATE",
                description = "The mail template, by name or id.")
        private String template = "";

        Mail(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "mail";
        }

        @Override
        boolean isDoneToOne() {
            return false;
        }

        @Override
        Map<String, Object> options(Session at) {
            JsonNode all = at.api().get(at.organization() + "/mail-templates").path("templates");
            return all.valueStream()
                    .filter(one ->
                            Json.text(one, "id").equals(template)
                                    || Json.text(one, "name").equalsIgnoreCase(template.strip()))
                    .findFirst()
                    .map(one -> Map.<String, Object>of("templateId", Json.text(one, "id")))
                    .orElseThrow(() -> Failure.usage(none(all)));
        }

        private String none(JsonNode all) {
            String names =
                    all.valueStream()
                            .map(one -> Output.plain(Json.text(one, "name")))
                            .collect(Collectors.joining(", "));
            return "There is no mail template %s. There are: %s."
                    .formatted(Output.plain(template), names.isEmpty() ? "none" : names);
        }
    }

    @Command(
            name = "restore",
            description = "Brings deleted users back; by filter: --state deleted.")
    static final class Restore extends UserActCommand {

        @Option(
                names = "--to",
                paramLabel = "UNIT",
                description =
                        "Where to when the former unit is gone; the default unit when left out.")
        private @Nullable String to;

        Restore(Session session) {
            super(session);
        }

        @Override
        String verb() {
            return "restore";
        }

        @Override
        Map<String, Object> options(Session at) {
            return to == null ? Map.of() : Map.of("unitId", Units.of(at).id(to));
        }
    }
}
