package io.muster.workbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An administrator with workbooks, by way of the API. */
final class WorkbookDesk {

    private final OrganizationScope organization;
    private final Browser browser;
    private final String base;

    WorkbookDesk(Browser browser, OrganizationScope organization) {
        this.browser = browser;
        this.organization = organization;
        this.base = "/api/v1/organizations/" + organization.organization();
    }

    /** That of the owner of a fresh organization, whose addresses end in {@link #domain}. */
    static WorkbookDesk ofAnOwner(World world) {
        OrganizationScope organization =
                world.organization("Acme " + Ids.next().toString().replace("-", ""));
        String address = "owner@" + domain(organization);
        world.owner(organization, address);
        return new WorkbookDesk(world.signedIn(address), organization);
    }

    private static String domain(OrganizationScope organization) {
        return organization.organization().toString().replace("-", "") + ".example";
    }

    OrganizationScope organization() {
        return organization;
    }

    String domain() {
        return domain(organization);
    }

    Browser browser() {
        return browser;
    }

    Answer get(String path) {
        return browser.get(base + path);
    }

    Answer post(String path, Map<String, ?> request) {
        return browser.post(base + path, request);
    }

    byte[] download(String path) {
        return browser.download(base + path);
    }

    Answer check(Sheets sheets) {
        return check(sheets.file());
    }

    Answer check(byte[] file) {
        return browser.upload(base + "/workbooks/check", file);
    }

    Answer run(byte[] file) {
        return browser.upload(base + "/workbooks", file);
    }

    /** The errors of a check as "Sheet!C5 code". */
    List<String> errors(Sheets sheets) {
        return places(check(sheets), "errors");
    }

    static List<String> places(Answer answer, String which) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        List<String> found = new ArrayList<>();
        for (JsonNode one : answer.json().at("/" + which)) {
            found.add(
                    "%s!%s %s"
                            .formatted(
                                    one.at("/sheet").asString(),
                                    one.at("/cell").asString(),
                                    one.at("/code").asString()));
        }
        return found;
    }

    /** Runs a workbook that nothing is wrong with, to the end of its job; the job's id. */
    String created(Sheets sheets) {
        Answer started = run(sheets.file());
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        assertThat(finished(started.text("jobId"))).isEqualTo("COMPLETED");
        return started.text("jobId");
    }

    String finished(String job) {
        return await().atMost(Duration.ofSeconds(90))
                .until(
                        () -> get("/jobs/" + job).text("state"),
                        state -> !state.equals("QUEUED") && !state.equals("RUNNING"));
    }

    /** A shared mailbox of that name; its id. */
    String mailbox(String name, String local) {
        Answer made =
                post(
                        "/mailboxes",
                        Map.of("name", name, "address", local + "@" + domain(), "visible", true));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }

    JsonNode user(String address) {
        for (JsonNode row : get("/users?search=" + address).json().at("/items")) {
            if (row.at("/account").asString().equals(address)) {
                return get("/users/" + row.at("/id").asString()).json();
            }
        }
        throw new AssertionError("there is no user " + address);
    }

    boolean has(String address) {
        return get("/users?search=" + address).response().body().contains("\"" + address + "\"");
    }
}
