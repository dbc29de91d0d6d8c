package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Cursor;
import io.muster.kernel.Ids;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * What nobody types and programs send all the same: text that the database has no room for, cursors
 * that no list gave. A new operation is covered by being described.
 */
@MusterTest
class HostileInputTests {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String ID = Ids.next().toString();
    private static final String LATEST = "+999999999-12-31T23:59:59.999999999Z";

    /** The orders of each list, as its cursors name them. */
    private static final Map<String, List<String>> ORDERS =
            Map.ofEntries(
                    Map.entry("/audit", List.of("audit:newest")),
                    Map.entry("/me/notices", List.of("notices")),
                    Map.entry("/organizations", List.of("name")),
                    Map.entry("/imports", List.of("imports")),
                    Map.entry("/imports/{importId}/verdicts", List.of("imports.verdicts")),
                    Map.entry("/domains", List.of("domains")),
                    Map.entry("/directories", List.of("directories")),
                    Map.entry(
                            "/directories/{directoryId}/sync/runs", List.of("directory-sync-runs")),
                    Map.entry(
                            "/directories/{directoryId}/sync/runs/{runId}/differences",
                            List.of("directory-differences")),
                    Map.entry("/invitations", List.of("invitations")),
                    Map.entry("/jobs", List.of("jobs")),
                    Map.entry("/jobs/{jobId}/items", List.of("job-items")),
                    Map.entry("/roles", List.of("rolesname")),
                    Map.entry("/mailboxes", List.of("mailboxesname", "mailboxes-name")),
                    Map.entry("/mail-groups", List.of("mailboxesname", "mailboxes-name")),
                    Map.entry("/mailbox-groups", List.of("mailboxesname", "mailboxes-name")),
                    Map.entry(
                            "/users",
                            List.of(
                                    "displayName",
                                    "type",
                                    "unit",
                                    "createdAt",
                                    "lastSignInAt",
                                    "diskUsage")),
                    Map.entry("/users/statuses", List.of("displayName", "diskUsage")),
                    Map.entry("/mail-queue", List.of("mail-queue")),
                    Map.entry("/me/mail/folders/{folderId}/messages", List.of("mail-newest")),
                    Map.entry("/outbox", List.of("outbox")));

    @Autowired private World world;

    private OrganizationScope acme;
    private Browser browser;

    @BeforeEach
    void aSystemAdministratorIsSignedIn() {
        String unique = Ids.next().toString();
        acme = world.organization("Acme " + unique);
        world.systemAdministrator(acme, unique + "@example.org");
        browser = world.signedIn(unique + "@example.org");
    }

    @Test
    void forgedCursorsAreRefusedByEveryList() {
        String job =
                browser.post(real("/organizations/{organizationId}/exports", ID), Map.of())
                        .text("jobId");
        Map<String, String> wrong = new TreeMap<>();
        for (String path : lists()) {
            List<String> orders =
                    ORDERS.getOrDefault(
                            path.replace("/organizations/{organizationId}", ""), List.of());
            assertThat(orders).as("say here which orders %s has", path).isNotEmpty();
            for (String order : orders) {
                for (List<@Nullable String> values : forgeries()) {
                    Browser.Answer answer = page(real(path, job), order, values);
                    boolean refused =
                            answer.status() == 422
                                    && answer.text("errors/0/field").equals("cursor");
                    if (!refused && !(answer.status() == 200 && isReadable(order, values))) {
                        wrong.put(order + " " + values, answer.response().body());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Names may be any text, and Java reads ids that are cut short. */
    private static boolean isReadable(String order, List<@Nullable String> values) {
        return values.contains("1-1-1-1-1") || (order.equals("name") && values.size() == 1);
    }

    @Test
    void noTextOfAQueryHoldsTheCharacterNul() {
        Map<String, String> wrong = new TreeMap<>();
        description()
                .at("/paths")
                .properties()
                .forEach(path -> {
                    for (JsonNode parameter : path.getValue().at("/get/parameters")) {
                        if (!parameter.at("/in").asString().equals("query")) {
                            continue;
                        }
                        String name = parameter.at("/name").asString();
                        Browser.Answer answer =
                                browser.send(
                                        "GET",
                                        real(path.getKey(), ID) + "?" + name + "=a%00",
                                        null,
                                        Map.of("Accept", "*/*"));
                        if (answer.status() != 422 || !answer.text("errors/0/field").equals(name)) {
                            wrong.put(path.getKey() + " " + name, answer.response().body());
                        }
                    }
                });
        assertThat(wrong).isEmpty();
        assertThat(browser.get("/api/v1/organizations?%00=a").status()).isEqualTo(400);
    }

    /** RFC 3339 has the years 0000 to 9999 only, and a database fewer than Java. */
    @Test
    void momentsOfNoCalendarAreRefused() {
        Map<String, String> wrong = new TreeMap<>();
        for (var path : description().at("/paths").properties()) {
            for (JsonNode parameter : path.getValue().at("/get/parameters")) {
                if (!parameter.at("/schema/format").asString("").equals("date-time")) {
                    continue;
                }
                String name = parameter.at("/name").asString();
                for (String far : List.of(LATEST, "-999999999-01-01T00:00:00Z")) {
                    Browser.Answer answer =
                            browser.send(
                                    "GET",
                                    real(path.getKey(), ID)
                                            + "?"
                                            + name
                                            + "="
                                            + URLEncoder.encode(far, StandardCharsets.UTF_8),
                                    null,
                                    Map.of("Accept", "*/*"));
                    if (answer.status() != 422 || !answer.text("errors/0/field").equals(name)) {
                        wrong.put(path.getKey() + " " + name, answer.response().body());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        String forwarding =
                real("/organizations/{organizationId}/mailboxes/{mailboxId}/forwarding", ID);
        for (String far : List.of(LATEST, "yesterday", "1")) {
            Browser.Answer answer =
                    browser.send(
                            "PUT",
                            forwarding,
                            Map.of(
                                    "active",
                                    true,
                                    "keepCopy",
                                    true,
                                    "targets",
                                    List.of("x@example.org"),
                                    "from",
                                    far),
                            Map.of());
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
            assertThat(answer.text("errors/0/field")).isEqualTo("from");
        }
    }

    @Test
    void noTextOfABodyHoldsTheCharacterNul() {
        refuses("name", "/api/v1/sign-in", Map.of("name", "ann\0", "password", "x"));
        refuses("password", "/api/v1/sign-in", Map.of("name", "ann", "password", "\0"));
        refuses(
                "name",
                real("/organizations/{organizationId}/roles", ID),
                Map.of("name", "\0", "description", "", "permissions", List.of()));
        refuses(
                "profile.lastName",
                real("/organizations/{organizationId}/users", ID),
                Map.of("address", ID + "@example.org", "profile", Map.of("lastName", "\0")));
        refuses(
                "selection.ids[0]",
                real("/organizations/{organizationId}/users/actions/enable", ID),
                Map.of("selection", Map.of("ids", List.of("\0"))));
        refuses(
                "selection.ids[0]",
                real("/organizations/{organizationId}/users/actions/enable", ID),
                Map.of("selection", Map.of("ids", Collections.singletonList(null))));
    }

    @Test
    void whatABodyLacksIsNamedByEveryOperation() {
        JsonNode description = description();
        Map<String, String> wrong = new TreeMap<>();
        int asked = 0;
        for (var path : description.at("/paths").properties()) {
            for (var operation : path.getValue().properties()) {
                JsonNode schema =
                        operation.getValue().at("/requestBody/content/application~1json/schema");
                JsonNode type = resolved(description, schema);
                for (JsonNode member : type.at("/required")) {
                    String name = member.asString();
                    if (mayBeNull(type.at("/properties/" + name))) {
                        continue;
                    }
                    Map<String, @Nullable Object> body = object(description, schema);
                    body.put(name, null);
                    Browser.Answer answer =
                            browser.send(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    real(path.getKey(), ID),
                                    body,
                                    Map.of("If-Match", "\"1\""));
                    if (answer.status() != 422 || !answer.text("errors/0/field").equals(name)) {
                        wrong.put(
                                operation.getKey() + " " + path.getKey() + " " + name,
                                answer.response().body());
                    }
                    asked++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(50);
    }

    @Test
    void whatABodyLacksIsNamedByItsPlaceHoweverDeep() {
        refuses(
                "columns[1]",
                real("/organizations/{organizationId}/imports/mappings", ID),
                mapping(Arrays.asList(Map.of("name", "Mail", "field", "address"), null)));
        refuses(
                "columns[0].name",
                real("/organizations/{organizationId}/imports/mappings", ID),
                mapping(List.of(Map.of("field", "address"))));
        refuses(
                "selection",
                real("/organizations/{organizationId}/users/actions/set-fields", ID),
                Map.of("fields", Map.of("company", "Acme")));
    }

    private static Map<String, ?> mapping(List<?> columns) {
        return Map.of(
                "name",
                "Wages",
                "columns",
                columns,
                "existing",
                "UPDATE",
                "createUnits",
                false,
                "newPasswords",
                "NONE");
    }

    /** What an operation might be sent, as far as its types go. */
    private static Map<String, @Nullable Object> object(JsonNode description, JsonNode schema) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        JsonNode type = resolved(description, schema);
        for (JsonNode member : type.at("/required")) {
            body.put(
                    member.asString(),
                    value(description, type.at("/properties/" + member.asString())));
        }
        return body;
    }

    private static boolean mayBeNull(JsonNode schema) {
        return schema.has("anyOf") || schema.at("/type").isArray();
    }

    private static @Nullable Object value(JsonNode description, JsonNode schema) {
        JsonNode type = resolved(description, schema);
        if (mayBeNull(schema)) {
            return null;
        }
        if (type.has("enum")) {
            return type.at("/enum/0").asString();
        }
        return switch (type.at("/type").asString("object")) {
            case "string" ->
                    switch (type.at("/format").asString("")) {
                        case "uuid" -> ID;
                        case "date-time" -> "2026-01-02T03:04:05Z";
                        case "date" -> "2026-01-02";
                        default -> "x@example.org";
                    };
            case "integer", "number" -> 1;
            case "boolean" -> false;
            case "array" -> List.of();
            default -> object(description, type);
        };
    }

    private static JsonNode resolved(JsonNode description, JsonNode schema) {
        String reference = schema.at("/$ref").asString("");
        return reference.isEmpty() ? schema : description.at(reference.substring(1));
    }

    private void refuses(String field, String path, Map<String, ?> body) {
        Browser.Answer answer = browser.post(path, body);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
        assertThat(answer.text("errors/0/field")).isEqualTo(field);
    }

    private static List<List<@Nullable String>> forgeries() {
        List<List<@Nullable String>> forgeries = new ArrayList<>();
        forgeries.add(List.of());
        forgeries.add(Arrays.asList((String) null));
        for (String value : List.of("x", "-1", "99999999999999999999", "1-1-1-1-1", "\0")) {
            forgeries.add(List.of(value));
            forgeries.add(List.of(value, value));
            forgeries.add(List.of(value, value, value));
        }
        forgeries.add(List.of("\0", ID));
        forgeries.add(List.of(LATEST, "x"));
        return forgeries;
    }

    private Browser.Answer page(String path, String order, List<@Nullable String> values) {
        String cursor = new Cursor(order, true, values).encode();
        String sort = path.endsWith("/users") ? "&sort=" + order : "";
        String pass = path.endsWith("/verdicts") ? "&pass=CHECK" : "";
        return browser.get(path + "?cursor=" + cursor + sort + pass);
    }

    /** The address of an operation in the organization; what else is in it has the id. */
    private String real(String path, String id) {
        String base = path.startsWith("/api/") ? "" : "/api/v1";
        return base
                + VARIABLE.matcher(path.replace("{organizationId}", acme.organization().toString()))
                        .replaceAll(id);
    }

    private List<String> lists() {
        List<String> lists = new ArrayList<>();
        description()
                .at("/paths")
                .properties()
                .forEach(path -> {
                    for (JsonNode parameter : path.getValue().at("/get/parameters")) {
                        if (parameter.at("/name").asString().equals("cursor")) {
                            lists.add(path.getKey().substring("/api/v1".length()));
                        }
                    }
                });
        assertThat(lists).hasSizeGreaterThan(10);
        return lists;
    }

    private JsonNode description() {
        return browser.get("/api/v1/openapi.json").json();
    }
}
