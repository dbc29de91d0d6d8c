package io.muster.cli;

import java.net.http.HttpResponse;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns the refusals of the server into sentences and exit codes. */
final class Problems {

    private Problems() {}

    static Failure of(HttpResponse<?> response, String body) {
        int status = response.statusCode();
        if (status / 100 == 3) {
            return new Failure(
                    ExitCode.AWAY,
                    "The server sends us to another address%s. Use that one."
                            .formatted(
                                    response.headers()
                                            .firstValue("Location")
                                            .map(place -> ": " + Output.plain(place))
                                            .orElse("")));
        }
        try {
            JsonNode problem = Json.read(body);
            if (problem.path("title").isString()) {
                return new Failure(code(status), sentences(problem), problem);
            }
        } catch (JacksonException _) {
            // What is in front of the server answers in its own words.
        }
        return new Failure(
                code(status), "The server answered %d without saying why.".formatted(status));
    }

    private static ExitCode code(int status) {
        return switch (status) {
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            case 404 -> ExitCode.NOT_FOUND;
            case 502, 503, 504 -> ExitCode.AWAY;
            default -> ExitCode.REFUSED;
        };
    }

    private static String sentences(JsonNode problem) {
        var lines = new StringJoiner("\n");
        String title = Json.text(problem, "title");
        String detail = Json.text(problem, "detail");
        lines.add(Output.plain(detail.isEmpty() ? title + "." : title + ". " + detail));
        for (JsonNode fault : problem.path("errors")) {
            lines.add(
                    "  %s: %s"
                            .formatted(
                                    Output.plain(Json.text(fault, "field")),
                                    Output.plain(Json.text(fault, "message"))));
        }
        String permission = Json.text(problem, "permission");
        if (!permission.isEmpty()) {
            lines.add("  The permission is " + Output.plain(permission) + ".");
        }
        String correlation = Json.text(problem, "correlationId");
        if (!correlation.isEmpty()) {
            lines.add("  The server's log has more under " + Output.plain(correlation) + ".");
        }
        if (Json.text(problem, "type").equals("urn:problem:access:not-signed-in")) {
            lines.add("  Sign in with: muster sign-in");
        }
        return lines.toString();
    }
}
