package io.muster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Signs in: keeps an API token, never a password. With name and password it makes a token of its
 * own, which ends by itself after a while.
 */
@Command(
        name = "sign-in",
        description = {
            "Signs in to a server and keeps an API token in your configuration folder, readable by you only.",
            "Asks for what isn't given: the server, then your name and password, with which it makes a"
                    + " token of its own, or a token that you have."
        })
final class SignInCommand implements Callable<Integer> {

    private static final String AT_HOME = "http://localhost:8080";

    private final Session session;

    @Parameters(
            paramLabel = "ADDRESS",
            arity = "0..1",
            description = "The server, as in https://muster.example.org.")
    private @Nullable String address;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Your e-mail address or logon name.")
    private @Nullable String name;

    @Option(
            names = "--password-stdin",
            description = "The password is the first line of standard input.")
    private boolean passwordFromInput;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "The code of your authenticator app, where one is asked for.")
    private @Nullable String code;

    @Option(
            names = "--token-stdin",
            description = "An API token is the first line of standard input.")
    private boolean tokenFromInput;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "90",
            description = "How long the token that is made lasts, 1 to 366 days; 90 when left out.")
    private int days = 90;

    @Option(
            names = "--permission",
            paramLabel = "PERMISSION",
            split = ",",
            description =
                    "What the token that is made may do, as in users:read; everything that you may when left out.")
    private List<String> permissions = new ArrayList<>();

    SignInCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ServerAddress server = server();
        Optional<String> given =
                tokenFromInput
                        ? Optional.of(session.terminal().secretFromInput().strip())
                        : session.namedToken();
        String who = given.isEmpty() ? who() : "";
        String token =
                given.orElseGet(() ->
                        who.isEmpty()
                                ? session.terminal().askSecret("API token: ").strip()
                                : made(server, who));
        JsonNode me;
        try (Api api = new Api(server, token)) {
            me = api.get("/api/v1/me");
        }
        Optional<Profile> before = readable();
        String account = account(me.path("user"));
        session.profiles().write(new Profile(server.toString(), token, account, ""));
        before.ifPresent(SignOutCommand::revoke);
        session.output()
                .outcome(
                        Json.object(Map.of("server", server.toString(), "account", account)),
                        "Signed in to %s as %s. The token is in %s."
                                .formatted(
                                        server, Output.plain(account), session.profiles().file()));
        return ExitCode.OK.number();
    }

    /** A profile that is not to be used any more need not be readable either. */
    private Optional<Profile> readable() {
        try {
            return session.profiles().read();
        } catch (Failure _) {
            return Optional.empty();
        }
    }

    private ServerAddress server() {
        if (address != null) {
            return session.address(address);
        }
        return session.namedServer()
                .orElseGet(() -> {
                    if (!session.terminal().interactive()) {
                        throw Failure.usage("Say which server: muster sign-in ADDRESS");
                    }
                    String answer = session.terminal().ask("Server [" + AT_HOME + "]: ");
                    return session.address(answer.isEmpty() ? AT_HOME : answer);
                });
    }

    private String who() {
        if (name != null) {
            return name;
        }
        if (!session.terminal().interactive()) {
            throw Failure.usage(
                    "Say who you are: --name NAME --password-stdin, or bring a token: --token-stdin");
        }
        return session.terminal().ask("E-mail address or logon name (empty to give a token): ");
    }

    private String made(ServerAddress server, String who) {
        String password =
                passwordFromInput
                        ? session.terminal().secretFromInput()
                        : session.terminal().askSecret("Password: ");
        try (Api api = new Api(server, null)) {
            return new PasswordSignIn(api, session.terminal())
                    .token(who, password, code, days, permissions);
        }
    }

    static String account(JsonNode user) {
        String address = Json.text(user, "address");
        return address.isEmpty() ? Json.text(user, "logonName") : address;
    }
}
