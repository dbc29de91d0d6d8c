package io.muster.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Offboards a user, shows how he leaves or left, and takes that back. */
@Command(
        name = "offboard",
        description = {
            "Disables a user who leaves and does what else is chosen, now or at a date; says each step with its outcome.",
            "Several, or all that match a filter, leave by a job, which \"muster jobs undo\" takes back.",
            "Mail is refused where nothing else is said."
        })
final class UserOffboardCommand implements Callable<Integer> {

    private static final List<Table.Column> COLUMNS =
            List.of(
                    Table.Column.left("STEP", step -> word(step, "part")),
                    Table.Column.left(
                            "AT",
                            step ->
                                    Output.time(
                                            Json.text(step, "endedAt").isEmpty()
                                                    ? Json.text(step, "dueAt")
                                                    : Json.text(step, "endedAt"))),
                    Table.Column.left("OUTCOME", step -> word(step, "state")),
                    Table.Column.left("ABOUT", UserOffboardCommand::about));

    private final Session session;

    @Parameters(
            paramLabel = "USER",
            arity = "0..*",
            description =
                    "E-mail addresses, logon names or ids; @FILE takes them from a file, one a line.")
    private List<String> users = new ArrayList<>();

    @Mixin private UserSelectionOptions selection = new UserSelectionOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask where several are meant.")
    private boolean yes;

    @Option(
            names = "--confirm",
            paramLabel = "NUMBER",
            description = "How many users are meant; needed where they are more than 1,000.")
    private @Nullable String confirmation;

    @Option(names = "--no-wait", description = "Don't wait for the job of several; say its id.")
    private boolean noWait;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When to disable, such as 2026-05-31; now where it isn't said.")
    private @Nullable String disableAt;

    @Option(
            names = "--delete-at",
            paramLabel = "TIME",
            description = "When to delete; restorable for 30 days from then on.")
    private @Nullable String deleteAt;

    @Option(
            names = "--mail",
            paramLabel = "closed|accepted|forwarded",
            description = "Mail is refused, kept in the mailbox, or kept and forwarded.")
    private MailWish mail = MailWish.CLOSED;

    @Option(
            names = "--mail-until",
            paramLabel = "TIME",
            description = "When mail that is accepted or forwarded is refused after all.")
    private @Nullable String mailUntil;

    @Option(
            names = "--successor",
            paramLabel = "USER",
            description = "Who takes over: address, logon name or id.")
    private @Nullable String successor;

    @Option(
            names = "--open-mailbox",
            description = "The successor gets full access to the mailbox.")
    private boolean openMailbox;

    @Option(
            names = "--hand-over-mailboxes",
            description = "The successor gets the shared mailboxes that the user owns.")
    private boolean handOverMailboxes;

    @Option(names = "--revoke-tokens", description = "Revoke the API tokens.")
    private boolean revokeTokens;

    @Option(
            names = "--remove-factors",
            description = "Remove authenticator app, passkeys and recovery codes.")
    private boolean removeFactors;

    @Option(names = "--take-roles", description = "Take all roles and permissions away.")
    private boolean takeRoles;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--show", description = "Only show how the user leaves or left.")
    private boolean show;

    @Option(names = "--cancel", description = "Cancel what waits for its day.")
    private boolean cancel;

    @Option(names = "--take-back", description = "Take the latest offboarding back.")
    private boolean takeBack;

    UserOffboardCommand(Session session) {
        this.session = session;
    }

    /** What becomes of mail for the user. */
    enum MailWish {
        CLOSED,
        ACCEPTED,
        FORWARDED
    }

    @Override
    public Integer call() {
        var accounts = new UserAccounts(session);
        if (users.size() != 1 || selection.isGiven(session)) {
            return many(accounts).number();
        }
        String path =
                session.organization()
                        + "/users/"
                        + accounts.id(users.getFirst())
                        + "/offboardings";
        JsonNode result =
                show || cancel || takeBack
                        ? latest(path)
                        : dryRun
                                ? session.api().post(path + "/preview", wish(accounts))
                                : session.api()
                                        .post(
                                                path,
                                                wish(accounts),
                                                Map.of(
                                                        "Idempotency-Key",
                                                        UUID.randomUUID().toString()));
        if (session.output().json()) {
            session.output().one(result, "id", Map.of());
        } else {
            session.output().list(result.at("/steps").iterator(), "part", COLUMNS);
        }
        return result.at("/steps")
                        .valueStream()
                        .anyMatch(step -> Json.text(step, "state").equals("FAILED"))
                ? ExitCode.FAULTS.number()
                : ExitCode.OK.number();
    }

    /** A job, after it was said who can't be offboarded. */
    private ExitCode many(UserAccounts accounts) {
        if (show || cancel || takeBack) {
            throw Failure.usage(
                    "--show, --cancel and --take-back are for one user; \"muster jobs undo\" takes back a job.");
        }
        Map<String, Object> whom =
                selection
                        .of(session, users)
                        .orElseThrow(() ->
                                Failure.usage(
                                        "Say whom: users, a filter as in \"users list\", or --all."));
        Map<String, Object> request = Map.of("selection", whom, "offboarding", wish(accounts));
        String path = session.organization() + "/users/actions/offboard";
        JsonNode preview = session.api().post(path + "/preview", request);
        long count = Json.number(preview, "count");
        var meant = new UsersMeant(preview);
        if (dryRun || count == 0) {
            meant.say(session, "Offboard");
            sayImpossible(preview);
            return ExitCode.OK;
        }
        sayImpossible(preview);
        session.confirmMany(
                yes || count == 1,
                confirmation,
                count,
                "Offboard %,d users (%s)?".formatted(count, meant.samples()));
        JsonNode started = session.api().post(path, request);
        String job = Json.text(started, "jobId");
        if (noWait) {
            session.output().one(started, "jobId", Map.of("Job", job));
            return ExitCode.OK;
        }
        return new JobWatch(session).report(job);
    }

    private void sayImpossible(JsonNode preview) {
        preview.path("impossible")
                .forEach(one ->
                        session.output()
                                .note(
                                        "%s is skipped: %s"
                                                .formatted(
                                                        Output.plain(Json.text(one, "account")),
                                                        Output.plain(Json.text(one, "sentence")))));
    }

    private JsonNode latest(String path) {
        JsonNode found = session.api().get(path).at("/items/0");
        if (found.isMissingNode()) {
            throw new Failure(ExitCode.NOT_FOUND, "Nobody offboarded this user.");
        }
        String one = path + "/" + Json.text(found, "id");
        if (takeBack) {
            return session.api().post(one + "/take-back", Map.of());
        }
        return cancel ? session.api().post(one + "/cancel", Map.of()) : found;
    }

    private Map<String, Object> wish(UserAccounts accounts) {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("mail", mail.name());
        wish.put("openMailbox", openMailbox);
        wish.put("handOverMailboxes", handOverMailboxes);
        wish.put("revokeTokens", revokeTokens);
        wish.put("removeFactors", removeFactors);
        wish.put("takeRoles", takeRoles);
        if (successor != null) {
            wish.put("successorId", accounts.id(successor));
        }
        moment(wish, "disableAt", "--at", disableAt);
        moment(wish, "deleteAt", "--delete-at", deleteAt);
        moment(wish, "mailUntil", "--mail-until", mailUntil);
        return wish;
    }

    private static void moment(
            Map<String, Object> wish, String field, String option, @Nullable String text) {
        String moment = UserFilterOptions.moment(option, text);
        if (moment != null) {
            wish.put(field, moment);
        }
    }

    private static String word(JsonNode step, String member) {
        return Json.text(step, member).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String about(JsonNode step) {
        String sentence = Json.text(step, "sentence");
        return sentence.isEmpty()
                ? step.at("/names")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(", "))
                : sentence;
    }
}
