package io.muster.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Mixin private UserSelectionOptions selection = new UserSelectionOptions();

    @Option(names = "--dry-run", description = "Only say who is meant.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description =
                    "Don't ask, also when many are touched; what needs --confirm still needs it.")
    private boolean yes;

    @Option(
            names = "--confirm",
            paramLabel = "NUMBER",
            description =
                    "How many users are meant; nothing is done when they are more or fewer. Needed to purge, and to"
                            + " disable, to delete, to mail, to set the expiry and to expire passwords of more than 1,000;"
                            + " for the purge of one user it is the account.")
    private @Nullable String confirmation;

    @Option(names = "--no-wait", description = "Don't wait for the job; say its id.")
    private boolean noWait;

    UserActCommand(Session session) {
        this.session = session;
    }

    /** As in the API's path. */
    abstract String verb();

    /** What is asked about, as in "Disable 3 users?". */
    String words() {
        String words = verb().replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Whether there is an operation for one user; else he is a selection of one. */
    boolean isDoneToOne() {
        return true;
    }

    /** Whether a yes isn't enough where very many are meant. */
    boolean wantsNumber() {
        return false;
    }

    /** Whether what is meant is always typed, and sent along. */
    boolean isForGood() {
        return false;
    }

    /** Whether everybody is no selection but an operation of its own, with "-all" at its end. */
    boolean isOwnForAll() {
        return false;
    }

    /** What the act is told besides whom it is for. */
    Map<String, Object> options(Session at) {
        return Map.of();
    }

    @Override
    public Integer call() {
        if (users.size() == 1 && isDoneToOne() && !selection.isGiven(session)) {
            return one(users.getFirst()).number();
        }
        Map<String, Object> meant =
                selection
                        .of(session, users)
                        .orElseThrow(() ->
                                Failure.usage(
                                        "Say whom: users, a filter as in \"users list\", or --all."));
        return many(meant).number();
    }

    private ExitCode one(String wanted) {
        Map<String, Object> request = new LinkedHashMap<>(options(session));
        JsonNode user = new UserAccounts(session).find(wanted);
        String account = Output.plain(Json.text(user, "account"));
        if (dryRun) {
            UsersMeant.one(account).say(session, words());
            return ExitCode.OK;
        }
        if (isForGood()) {
            session.confirmTyped(confirmation, account, "%s %s?".formatted(words(), account));
            request.put("confirmation", account);
        }
        JsonNode after =
                session.api()
                        .post(
                                "%s/users/%s/actions/%s"
                                        .formatted(
                                                session.organization(),
                                                Json.text(user, "id"),
                                                verb()),
                                request);
        session.output()
                .outcome(
                        after,
                        isForGood()
                                ? "%s is gone for good.".formatted(account)
                                : "%s is %s."
                                        .formatted(
                                                Output.plain(Json.text(after, "account")),
                                                Output.word(Json.text(after, "state"))));
        return ExitCode.OK;
    }

    private ExitCode many(Map<String, Object> whom) {
        Map<String, Object> request = new LinkedHashMap<>(options(session));
        UsersMeant meant = UsersMeant.by(session, whom);
        if (dryRun || meant.count() == 0) {
            meant.say(session, words());
            return ExitCode.OK;
        }
        confirm(meant);
        if (isForGood()) {
            request.put("confirmation", String.valueOf(meant.count()));
        }
        boolean everybody = isOwnForAll() && whom.equals(Map.of("filter", Map.of()));
        if (!everybody) {
            request.put("selection", whom);
        }
        JsonNode started =
                session.api()
                        .post(
                                "%s/users/actions/%s%s"
                                        .formatted(
                                                session.organization(),
                                                verb(),
                                                everybody ? "-all" : ""),
                                request);
        String job = Json.text(started, "jobId");
        if (noWait) {
            session.output().one(started, "jobId", Map.of("Job", job));
            return ExitCode.OK;
        }
        return new JobWatch(session).report(job);
    }

    private void confirm(UsersMeant meant) {
        long count = meant.count();
        String question = "%s %,d users (%s)?".formatted(words(), count, meant.samples());
        if (isForGood()) {
            session.confirmTyped(confirmation, String.valueOf(count), question);
        } else if (wantsNumber() || confirmation != null) {
            session.confirmMany(yes || count == 1, confirmation, count, question);
        } else {
            session.confirm(yes || count == 1, question);
        }
    }
}
