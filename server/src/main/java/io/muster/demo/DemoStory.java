package io.muster.demo;

import io.muster.demo.Demo.Secret;
import io.muster.demo.DemoConsole.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an owner did in the first weeks of his organization. */
final class DemoStory {

    private static final int ATTEMPTS = 6;

    private final DemoOrganization plan;
    private final Secret secret;
    private final DemoConsole owner;
    private final String server;

    DemoStory(DemoOrganization plan, Secret secret, DemoConsole owner, String server) {
        this.plan = plan;
        this.secret = secret;
        this.owner = owner;
        this.server = server;
    }

    void tell() throws IOException {
        owner.post(
                "/roles",
                Map.of(
                        "name",
                        plan.role(),
                        "description",
                        "Looks after the people of a few units",
                        "level",
                        "ORGANIZATION",
                        "permissions",
                        List.of(
                                "organization:read",
                                "units:read",
                                "users:read",
                                "users:edit",
                                "users:passwords")));
        var people = new DemoPeople(plan, secret.hash());
        bring("people.csv", people.file());
        bring("new-starters.csv", people.newStarters());
        owner.job(
                "/users/actions/disable",
                Map.of("selection", all(DemoPeople.TRAINEE), "allowIncoming", true));
        owner.job(
                "/users/actions/expire-password",
                Map.of("selection", all(DemoPeople.RECEPTIONIST)));
        owner.job("/users/actions/delete", Map.of("selection", all(DemoPeople.CONTRACTOR)));
        sendLinks();
        lockForAnHour();
        owner.signOut();
        for (String address : people.whoSignedIn()) {
            var console = new DemoConsole(server, owner.organization());
            console.signIn(address, secret.password());
            console.signOut();
        }
        for (String address : people.whoMistyped()) {
            new DemoConsole(server, owner.organization()).mistype(address, ATTEMPTS);
        }
    }

    /** By itself a lock lasts a minute: nobody would see it. */
    private void lockForAnHour() throws IOException {
        owner.put(
                "/session-policy",
                Map.of(
                        "idleMinutes",
                        60,
                        "oneSession",
                        false,
                        "oneAddress",
                        false,
                        "allowed",
                        List.of(),
                        "blocked",
                        List.of(),
                        "attempts",
                        ATTEMPTS,
                        "lockMinutes",
                        60),
                "\"0\"");
    }

    private static Map<String, ?> all(String title) {
        return Map.of("filter", Map.of("search", title));
    }

    /** Uploads a file, has it checked and runs it. */
    private void bring(String name, String csv) throws IOException {
        Answer uploaded = owner.upload("/imports?fileName=" + name, csv);
        String path = "/imports/" + uploaded.body().path("id").asString();
        Map<String, Object> options = new HashMap<>();
        options.put("fields", fields(uploaded.body().path("columns")));
        options.put("existing", "UPDATE");
        options.put("createUnits", true);
        options.put("newPasswords", "NONE");
        owner.put(path + "/options", options, uploaded.etag());
        owner.job(path + "/check", Map.of());
        owner.job(path + "/run", Map.of());
    }

    private static List<@Nullable String> fields(JsonNode columns) {
        List<@Nullable String> fields = new ArrayList<>();
        columns.forEach(column -> {
            JsonNode field = column.path("field");
            fields.add(field.isNull() ? null : field.asString());
        });
        return fields;
    }

    /**
     * The first who wait for a password are mailed a link: without a relay those mails are held.
     */
    private void sendLinks() throws IOException {
        JsonNode waiting = owner.get("/users?limit=3&state=WAITING_FOR_PASSWORD");
        for (JsonNode user : waiting.path("items")) {
            owner.post(
                    "/users/%s/actions/send-password-link".formatted(user.path("id").asString()),
                    Map.of());
        }
    }
}
