package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An administrator at the import and export pages, by way of the API. */
final class ImportDesk {

    static final String TEMPORARY = "brackish tulip orbit seven";

    private final Browser browser;
    private final OrganizationScope organization;
    private final String base;

    ImportDesk(Browser browser, OrganizationScope organization) {
        this.browser = browser;
        this.organization = organization;
        this.base = "/api/v1/organizations/" + organization.organization();
    }

    /** The desk of the owner of a fresh organization, whose addresses end in {@link #domain}. */
    static ImportDesk ofAnOwner(World world) {
        OrganizationScope organization =
                world.organization("Acme " + Ids.next().toString().replace("-", ""));
        String address = "owner@" + domain(organization);
        world.owner(organization, address);
        return new ImportDesk(world.signedIn(address), organization);
    }

    OrganizationScope organization() {
        return organization;
    }

    /** A domain that no other organization's users have. */
    String domain() {
        return domain(organization);
    }

    private static String domain(OrganizationScope organization) {
        return organization.organization().toString().replace("-", "") + ".example";
    }

    Browser browser() {
        return browser;
    }

    Answer upload(String fileName, byte[] content) {
        return browser.upload(
                base + "/imports?fileName=" + URLEncoder.encode(fileName, StandardCharsets.UTF_8),
                content);
    }

    Answer upload(String content) {
        return upload("people.csv", content.getBytes(StandardCharsets.UTF_8));
    }

    /** Uploads a file that is expected to be taken. */
    File file(String content) {
        return taken(upload(content));
    }

    /** The file of an upload that went well. */
    File taken(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return new File(answer.text("id"));
    }

    /** Uploads, gives a temporary password, checks and runs. */
    File imported(String content) {
        File file = file(content);
        file.configure(Map.of("temporaryPassword", TEMPORARY));
        file.check();
        file.run();
        return file;
    }

    Answer get(String path) {
        return browser.get(base + path);
    }

    Answer post(String path) {
        return post(path, Map.of());
    }

    Answer post(String path, Map<String, ?> request) {
        return browser.post(base + path, request);
    }

    /** Configures a file by a saved mapping. */
    Answer use(File file, String mapping) {
        return browser.send(
                "POST",
                base + file.path + "/mapping",
                Map.of("mappingId", mapping),
                Map.of("If-Match", file.read().header("ETag").orElseThrow()));
    }

    /** Says what new users get where nothing else is said. */
    void defaults(Map<String, ?> template) {
        Answer read = get("/user-defaults");
        Answer saved =
                browser.put(
                        base + "/user-defaults",
                        Map.of("template", template, "ownFields", List.of()),
                        read.header("ETag").orElseThrow());
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
    }

    /** Exports all users and fetches the file. */
    String export() {
        return export(Map.of());
    }

    /** The same for those whom the request names. */
    String export(Map<String, ?> request) {
        Answer started = post("/exports", request);
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        finished(started.text("jobId"));
        return get("/exports/" + started.text("id") + "/file").response().body();
    }

    /** The user of that account, as the API reads him. */
    JsonNode user(String account) {
        Answer found = get("/users?search=" + URLEncoder.encode(account, StandardCharsets.UTF_8));
        for (JsonNode row : found.json().at("/items")) {
            if (row.at("/account").asString().equals(account)) {
                return get("/users/" + row.at("/id").asString()).json();
            }
        }
        throw new AssertionError("there is no user " + account + ": " + found.response().body());
    }

    /** Waits for the end of a job; its state. */
    String finished(String job) {
        return await().atMost(Duration.ofSeconds(90))
                .until(
                        () -> get("/jobs/" + job).text("state"),
                        state -> !state.equals("QUEUED") && !state.equals("RUNNING"));
    }

    /** One import. */
    final class File {

        private final String id;
        private final String path;

        File(String id) {
            this.id = id;
            this.path = "/imports/" + id;
        }

        String id() {
            return id;
        }

        Answer read() {
            return get(path);
        }

        Answer at(String below) {
            return get(path + below);
        }

        /** Changes some options and keeps the others. */
        Answer configure(Map<String, ?> changes) {
            Answer now = read();
            List<@Nullable String> fields = new ArrayList<>();
            now.json()
                    .at("/columns")
                    .forEach(column ->
                            fields.add(
                                    column.at("/field").isNull()
                                            ? null
                                            : column.at("/field").asString()));
            Map<String, Object> wishes = new HashMap<>();
            wishes.put("fields", fields);
            wishes.put("existing", now.text("existing"));
            wishes.put("createUnits", now.json().at("/createUnits").asBoolean());
            wishes.put("newPasswords", now.text("newPasswords"));
            wishes.putAll(changes);
            return browser.put(base + path + "/options", wishes, now.header("ETag").orElseThrow());
        }

        Answer begin(String kind) {
            return post(path + "/" + kind);
        }

        /** Checks to the end; the counts. */
        JsonNode check() {
            return pass("check");
        }

        /** Runs to the end; the counts. */
        JsonNode run() {
            return pass("run");
        }

        /** Says to the end what undo would take back; the counts. */
        JsonNode undoCheck() {
            return pass("undo-check", "undoCheck");
        }

        /** Undoes to the end; the counts. */
        JsonNode undo() {
            return pass("undo", "undo");
        }

        private JsonNode pass(String kind) {
            return pass(kind, kind);
        }

        private JsonNode pass(String kind, String told) {
            Answer started = begin(kind);
            assertThat(started.status()).as(started.response().body()).isEqualTo(202);
            finished(started.text("jobId"));
            return read().json().at("/" + told + "/counts");
        }

        /** The verdicts as "line answer reason". */
        List<String> verdicts(String pass) {
            List<String> verdicts = new ArrayList<>();
            for (JsonNode verdict : at("/verdicts?limit=500&pass=" + pass).json().at("/items")) {
                String reason = verdict.at("/reasons/0/code").asString("");
                verdicts.add(
                        (verdict.at("/line").asLong()
                                        + " "
                                        + verdict.at("/verdict").asString()
                                        + " "
                                        + reason)
                                .strip());
            }
            return verdicts;
        }

        String errors() {
            return at("/errors?pass=RUN").response().body();
        }

        Answer delete() {
            return browser.send("DELETE", base + path, null, Map.of());
        }
    }
}
