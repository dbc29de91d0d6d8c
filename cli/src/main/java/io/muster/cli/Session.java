package io.muster.cli;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What every command works with: the options that all commands have, the server they lead to and
 * the way to say something.
 */
final class Session implements AutoCloseable {

    /** Up to how many users a yes is always enough; the console draws the line there too. */
    private static final long LARGE = 1_000;

    private final Muster options;
    private final Terminal terminal;
    private final Profiles profiles;
    private @Nullable Api api;

    Session(Muster options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
        this.profiles = new Profiles(terminal);
    }

    Terminal terminal() {
        return terminal;
    }

    Profiles profiles() {
        return profiles;
    }

    Output output() {
        return new Output(terminal, options.json, options.quiet);
    }

    boolean showsProgress() {
        return terminal.showsProgress() && !options.quiet;
    }

    /** The server as the command line or the environment name it. */
    Optional<ServerAddress> namedServer() {
        return given(options.server, "MUSTER_SERVER").map(this::address);
    }

    ServerAddress address(String text) {
        return ServerAddress.parse(
                text,
                options.allowPlainHttp || terminal.variable("MUSTER_ALLOW_PLAIN_HTTP").equals("1"));
    }

    /** The token as the command line or the environment give it. */
    Optional<String> namedToken() {
        return given(options.token, "MUSTER_TOKEN");
    }

    private Optional<String> given(@Nullable String option, String variable) {
        return Optional.ofNullable(option)
                .or(() -> Optional.of(terminal.variable(variable)))
                .filter(text -> !text.isEmpty());
    }

    /** The server, as whom the user is signed in to. */
    Api api() {
        if (api == null) {
            api = open();
        }
        return api;
    }

    private Api open() {
        Optional<Profile> profile =
                namedToken().isPresent() && namedServer().isPresent()
                        ? Optional.empty()
                        : profiles.read();
        ServerAddress server =
                namedServer()
                        .or(() -> profile.map(known -> address(known.server())))
                        .orElseThrow(Session::nobody);
        // A token is sent to its own server only, whatever --server says.
        String token =
                namedToken()
                        .or(() ->
                                profile.filter(known -> known.server().equals(server.toString()))
                                        .map(Profile::token))
                        .orElseThrow(Session::nobody);
        return new Api(server, token);
    }

    private static Failure nobody() {
        return new Failure(
                ExitCode.NOT_ALLOWED,
                "You are not signed in to this server. Sign in with: muster sign-in");
    }

    /** What the signed-in user is told of himself. */
    JsonNode me() {
        return api().get("/api/v1/me");
    }

    /** The path of the organization that the command is for. */
    String organization() {
        Optional<String> wanted = given(options.organization, "MUSTER_ORGANIZATION");
        if (wanted.isEmpty()) {
            wanted = defaultOrganization();
        }
        if (wanted.filter(Session::isId).isPresent()) {
            return path(wanted.get());
        }
        List<JsonNode> mine = List.copyOf(me().path("organizations").valueStream().toList());
        if (wanted.isPresent()) {
            return path(Json.text(named(mine, wanted.get()), "id"));
        }
        if (mine.size() == 1) {
            return path(Json.text(mine.getFirst(), "id"));
        }
        throw Failure.usage(
                mine.isEmpty()
                        ? "You have a place in no organization."
                        : "Say which organization: --organization NAME. Yours are: %s."
                                .formatted(
                                        mine.stream()
                                                .limit(20)
                                                .map(one -> Output.plain(Json.text(one, "name")))
                                                .collect(Collectors.joining(", "))));
    }

    /** The organization of that id or name among those given. */
    static JsonNode named(List<JsonNode> organizations, String wanted) {
        return organizations.stream()
                .filter(one ->
                        Json.text(one, "id").equals(wanted)
                                || Json.text(one, "name").equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.NOT_FOUND,
                                "You have a place in no organization called \"%s\". See: muster organizations"
                                        .formatted(wanted)));
    }

    private Optional<String> defaultOrganization() {
        if (namedServer().isPresent() || namedToken().isPresent()) {
            return Optional.empty();
        }
        return profiles.read().map(Profile::organization).filter(id -> !id.isEmpty());
    }

    private static String path(String id) {
        return "/api/v1/organizations/" + id;
    }

    /** The id as it was given, once it is sure that it is one: it becomes part of a path. */
    static String requireId(String what, String text) {
        if (!isId(text)) {
            throw Failure.usage("\"%s\" is no id of a %s.".formatted(text, what));
        }
        return text;
    }

    /** Whether the text is an id, as the API writes them. */
    static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * Asks before many are touched.
     *
     * @param yes the answer was given on the command line
     * @throws Failure when nobody can be asked, or the answer is no
     */
    void confirm(boolean yes, String question) {
        if (yes) {
            return;
        }
        if (!terminal.interactive()) {
            throw Failure.usage(question + " Add --yes to do it, or --dry-run to only look.");
        }
        String answer = terminal.ask(question + " [y/N] ");
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw Failure.usage("Nothing was done.");
        }
    }

    /**
     * Asks before users are touched, and has their number typed where they are very many; a number
     * that was given is looked at in any case.
     *
     * @param yes the answer was given on the command line
     * @param given the number was
     */
    void confirmMany(boolean yes, @Nullable String given, long count, String question) {
        if (given != null || count > LARGE) {
            confirmTyped(given, String.valueOf(count), question);
        } else {
            confirm(yes, question);
        }
    }

    /**
     * Asks before much is taken away: a yes isn't enough, what is meant is typed.
     *
     * @param given what was typed on the command line
     * @param wanted the account of the user who is meant, or the number of users
     * @throws Failure when nobody can be asked, or something else is typed
     */
    void confirmTyped(@Nullable String given, String wanted, String question) {
        if (given == null && !terminal.interactive()) {
            throw Failure.usage(
                    "%s Add --confirm=%s to do it, or --dry-run to only look."
                            .formatted(question, wanted));
        }
        String typed =
                given == null
                        ? terminal.ask("%s Type %s to do it: ".formatted(question, wanted))
                        : given.strip();
        if (!typed.equalsIgnoreCase(wanted)) {
            throw Failure.usage(
                    "It is %s that is meant, not %s. Nothing was done."
                            .formatted(wanted, Output.plain(typed)));
        }
    }

    @Override
    public void close() {
        if (api != null) {
            api.close();
        }
    }
}
