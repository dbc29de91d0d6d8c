package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one user. */
@Command(name = "show", description = "Shows a user with the whole profile.")
final class UserShowCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "USER", description = "E-mail address, logon name or id.")
    private String user = "";

    UserShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode found = new UserAccounts(session).find(user);
        Units units = session.output().json() ? new Units(Map.of()) : Units.seen(session);
        session.output().one(found, "account", lines(found, units));
        return ExitCode.OK.number();
    }

    static Map<String, String> lines(JsonNode user, Units units) {
        Map<String, String> lines = new LinkedHashMap<>();
        JsonNode profile = user.path("profile");
        lines.put("Account", Json.text(user, "account"));
        lines.put("Logon name", Json.text(user, "logonName"));
        lines.put("Name", Json.text(profile, "displayName"));
        lines.put("State", state(user));
        lines.put("Type", Output.word(Json.text(user, "type")));
        lines.put("Unit", units.path(Json.text(user, "unitId")));
        lines.put("Sign-in method", Output.word(Json.text(user, "signInMethod")));
        lines.put("Password", password(user));
        lines.put("Title", Json.text(profile, "title"));
        lines.put("Department", Json.text(profile, "department"));
        lines.put("Company", Json.text(profile, "company"));
        lines.put("Office phone", Json.text(profile, "officePhone"));
        lines.put("Mobile phone", Json.text(profile, "mobilePhone"));
        lines.put("Home phone", Json.text(profile, "homePhone"));
        lines.put("Fax", Json.text(profile, "fax"));
        lines.put("Web page", Json.text(profile, "webPage"));
        lines.put("Recovery address", Json.text(profile, "recoveryAddress"));
        lines.put("Work address", place(profile.path("work")));
        lines.put("Home address", place(profile.path("home")));
        lines.put("Time zone", Json.text(profile, "timeZone"));
        lines.put("Language", Json.text(profile, "language"));
        lines.put("External id", Json.text(profile, "externalId"));
        lines.put("Notes", Json.text(profile, "notes"));
        lines.put("Last sign-in", Output.time(Json.text(user, "lastSignInAt")));
        lines.put("Created", Output.time(Json.text(user, "createdAt")));
        lines.put("Changed", Output.time(Json.text(user, "updatedAt")));
        lines.put("Purged on", Output.time(Json.text(user, "purgesAt")));
        lines.put("Id", Json.text(user, "id"));
        return lines;
    }

    private static String state(JsonNode user) {
        String state = Output.word(Json.text(user, "state"));
        return Json.truth(user, "allowIncoming") ? state + ", still receives messages" : state;
    }

    private static String password(JsonNode user) {
        if (!Json.truth(user, "passwordSet")) {
            return "not set";
        }
        return Json.truth(user, "mustChangePassword")
                ? "set, to be changed at the next sign-in"
                : "set";
    }

    private static String place(JsonNode place) {
        var line = new StringJoiner(", ");
        for (String part : new String[] {"street", "postalCode", "city", "region", "country"}) {
            String text = Json.text(place, part);
            if (!text.isEmpty()) {
                line.add(text);
            }
        }
        return line.toString();
    }
}
