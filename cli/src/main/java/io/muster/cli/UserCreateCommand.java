package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Makes a user. */
@Command(
        name = "create",
        description = {
            "Makes a user. What isn't said follows the organization's defaults for new users.",
            "Without a password the user waits for one; --send-link mails a link to set it."
        })
final class UserCreateCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "The e-mail address.")
    private @Nullable String address;

    @Option(names = "--logon-name", paramLabel = "NAME", description = "The logon name.")
    private @Nullable String logonName;

    @Option(names = "--first-name", paramLabel = "NAME", description = "The first name.")
    private @Nullable String firstName;

    @Option(names = "--last-name", paramLabel = "NAME", description = "The last name.")
    private @Nullable String lastName;

    @Option(
            names = "--display-name",
            paramLabel = "NAME",
            description = "Made of first and last name when left out.")
    private @Nullable String displayName;

    @Mixin private ProfileFieldOptions fields = new ProfileFieldOptions();

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "By path, name or id; the default unit when left out.")
    private @Nullable String unit;

    @ArgGroup private Password password = new Password();

    @Option(
            names = "--must-change-password",
            description = "The password only opens the page on which the user chooses his own.")
    private boolean mustChange;

    @Option(names = "--send-link", description = "Mail a link with which the user sets a password.")
    private boolean sendLink;

    @Option(
            names = "--no-mailbox",
            description = "Make no personal mailbox; mail for the address is refused.")
    private boolean noMailbox;

    @Option(names = "--disabled", description = "Make the user disabled.")
    private boolean disabled;

    @Option(
            names = "--expires-on",
            paramLabel = "DATE",
            description =
                    "The first day without access, such as 2030-12-31; without an end when left out.")
    private @Nullable String expiresOn;

    /** Where the password comes from. */
    static final class Password {
        @Option(
                names = "--password-stdin",
                description = "The password is the first line of standard input.")
        boolean fromInput;

        @Option(names = "--ask-password", description = "Ask for the password.")
        boolean asked;

        @Nullable String read(Terminal terminal) {
            return fromInput
                    ? terminal.secretFromInput()
                    : asked ? terminal.askSecret("Password of the new user: ") : null;
        }
    }

    UserCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (address == null && logonName == null) {
            throw Failure.usage("Give an e-mail address, or a --logon-name.");
        }
        Map<String, Object> request = new LinkedHashMap<>();
        put(request, "address", address);
        put(request, "logonName", logonName);
        put(request, "unitId", unit == null ? null : Units.of(session).id(unit));
        put(request, "password", password.read(session.terminal()));
        put(request, "mustChangePassword", mustChange ? true : null);
        put(request, "sendLink", sendLink ? true : null);
        put(request, "personalMailbox", noMailbox ? false : null);
        put(request, "enabled", disabled ? false : null);
        put(
                request,
                "expiresOn",
                expiresOn == null ? null : UserActs.day("--expires-on", expiresOn, ""));
        request.put("profile", profile());
        JsonNode made =
                session.api()
                        .post(
                                session.organization() + "/users",
                                request,
                                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        session.output()
                .one(
                        made,
                        "id",
                        UserShowCommand.lines(
                                made,
                                session.output().json()
                                        ? new Units(Map.of())
                                        : Units.seen(session)));
        return ExitCode.OK.number();
    }

    private Map<String, Object> profile() {
        Map<String, Object> profile = fields.values();
        put(profile, "firstName", firstName);
        put(profile, "lastName", lastName);
        put(profile, "displayName", displayName);
        return profile;
    }

    private static void put(Map<String, Object> request, String name, @Nullable Object value) {
        if (value != null) {
            request.put(name, value);
        }
    }
}
