package io.muster.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes an API token with a name and a password, in a session that is over right after. */
final class PasswordSignIn {

    private final Api api;
    private final Terminal terminal;

    PasswordSignIn(Api api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /**
     * The token.
     *
     * @param code of the second factor; null to ask for it when it is needed
     * @param permissions none for all that the user holds
     */
    String token(
            String name,
            String password,
            @Nullable String code,
            int days,
            List<String> permissions) {
        api.greet();
        String stage =
                Json.text(
                        api.post("/api/v1/sign-in", Map.of("name", name, "password", password)),
                        "next");
        if (stage.equals("SECOND_FACTOR")) {
            stage = Json.text(secondFactor(code), "next");
        }
        if (!stage.equals("SIGNED_IN")) {
            throw new Failure(
                    ExitCode.NOT_ALLOWED,
                    "Sign in at %s first: there is something to be done there (%s)."
                            .formatted(api.server(), Output.word(Output.plain(stage))));
        }
        try {
            return Json.text(
                    api.post(
                            "/api/v1/me/tokens",
                            Map.of(
                                    "name",
                                    "Command line on " + host(),
                                    "permissions",
                                    permissions.isEmpty() ? held() : permissions,
                                    "days",
                                    days,
                                    "password",
                                    password)),
                    "text");
        } finally {
            api.post("/api/v1/sign-out", Map.of());
        }
    }

    private JsonNode secondFactor(@Nullable String code) {
        if (code == null && !terminal.interactive()) {
            throw new Failure(
                    ExitCode.NOT_ALLOWED,
                    "A second factor is asked for: add --code with the code of your authenticator app, or a recovery code.");
        }
        String given =
                code == null
                        ? terminal.ask("Code of your authenticator app, or a recovery code: ")
                        : code;
        return api.post("/api/v1/sign-in/second-factor", Map.of("code", given));
    }

    private Collection<String> held() {
        JsonNode me = api.get("/api/v1/me");
        var held = new TreeSet<String>();
        me.path("instancePermissions").forEach(one -> held.add(one.asString()));
        me.path("organizations")
                .forEach(place ->
                        place.path("permissions").forEach(one -> held.add(one.asString())));
        return held;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "an unnamed machine";
        }
    }
}
