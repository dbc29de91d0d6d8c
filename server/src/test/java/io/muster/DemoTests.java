package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code make run DEMO=1}, as somebody who looks at Muster for the first time starts it. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DemoTests {

    private static final Pattern ADDRESS =
            Pattern.compile("Muster is ready: http://localhost:(\\d+)");
    private static final Pattern SET_UP = Pattern.compile("/setup\\?token=(\\S+)");
    private static final Pattern PASSWORD = Pattern.compile("password (\\S+), for example (\\S+),");
    private static final List<String> ALL_STATES =
            List.of("WAITING_FOR_PASSWORD", "ACTIVE", "DISABLED", "DELETED");

    @TempDir Path temporary;

    @Test
    void fillsAnEmptyInstanceOnceAndLeavesItsSetUpToTheLink() throws Exception {
        Map<String, String> environment = environment();
        Process muster = Programs.start(MusterApplication.class, environment);
        try (BufferedReader output = output(muster)) {
            String started = until(output, "Set up this instance:");
            int port = Integer.parseInt(found(ADDRESS, started, 1));
            assertThat(started).contains("Demo: 1,200 people in 3 organizations are in.");
            looksLikeAnInstanceAtWork(
                    port, found(PASSWORD, started, 2), found(PASSWORD, started, 1));
            Browser newcomer = new Browser(port);
            RunningMuster.setUp(newcomer, found(SET_UP, started, 1));
            assertThat(organizations(newcomer))
                    .containsExactly(
                            "Lindenhof Hospital Group",
                            "Meridian Shipping",
                            "Our own",
                            "Sakura Instruments");
        } finally {
            muster.destroy();
            muster.waitFor();
        }
        Process again = Programs.start(MusterApplication.class, environment);
        try (BufferedReader output = output(again)) {
            int port = Integer.parseInt(found(ADDRESS, until(output, "Muster is ready"), 1));
            Browser administrator = new Browser(port);
            administrator.signIn("ann@our.example", "a fine long passphrase");
            assertThat(organizations(administrator)).hasSize(4);
        } finally {
            again.destroy();
            again.waitFor();
        }
    }

    private static void looksLikeAnInstanceAtWork(int port, String owner, String password) {
        Browser browser = new Browser(port);
        assertThat(browser.signIn(owner, password).status()).isEqualTo(200);
        String lindenhof =
                "/api/v1/organizations/" + browser.get("/api/v1/me").text("organizations/0/id");
        Map<String, Integer> states = new TreeMap<>();
        for (String state : ALL_STATES) {
            states.put(
                    state,
                    browser.get(lindenhof + "/users/count?state=" + state)
                            .json()
                            .path("count")
                            .asInt());
        }
        assertThat(states.values()).allMatch(count -> count > 0);
        assertThat(browser.get(lindenhof + "/users?locked=true").json().path("items")).hasSize(2);
        assertThat(states.values().stream().mapToInt(count -> count).sum()).isEqualTo(560);
        for (String type : List.of("USER", "ADMINISTRATOR", "OWNER")) {
            assertThat(browser.get(lindenhof + "/users?type=" + type).json().path("items"))
                    .as(type)
                    .isNotEmpty();
        }
        assertThat(browser.get(lindenhof + "/users?search=jürgen").json().path("items"))
                .isNotEmpty();
        assertThat(depth(browser.get(lindenhof + "/units").json().path("items"))).isEqualTo(3);
        assertThat(texts(browser.get(lindenhof + "/roles").json(), "name"))
                .contains("Ward administrator");
        assertThat(texts(browser.get(lindenhof + "/jobs").json(), "kind"))
                .contains("users.disable", "users.expire-password", "users.delete");
        assertThat(browser.post(lindenhof + "/audit/verify", Map.of()).text("valid"))
                .isEqualTo("true");
    }

    private static int depth(JsonNode units) {
        Map<String, String> parents = new TreeMap<>();
        units.forEach(unit ->
                parents.put(unit.path("id").asString(), unit.path("parentId").asString("")));
        return parents.keySet().stream().mapToInt(unit -> depth(unit, parents)).max().orElse(0);
    }

    private static int depth(String unit, Map<String, String> parents) {
        String parent = parents.getOrDefault(unit, "");
        return parent.isEmpty() ? 1 : 1 + depth(parent, parents);
    }

    private static List<String> organizations(Browser browser) {
        if (browser.get("/api/v1/me").status() == 401) {
            browser.signIn("ann@our.example", "a fine long passphrase");
        }
        List<String> names = new ArrayList<>();
        browser.get("/api/v1/me")
                .json()
                .path("organizations")
                .forEach(one -> names.add(one.path("name").asString()));
        return names;
    }

    private static List<String> texts(JsonNode page, String member) {
        return page.path("items").valueStream().map(one -> one.path(member).asString()).toList();
    }

    private Map<String, String> environment() throws IOException {
        TestPostgres postgres = TestPostgres.shared();
        postgres.execute("CREATE DATABASE demo");
        Path key = Files.write(temporary.resolve("instance.key"), new byte[32]);
        return Map.of(
                "MUSTER_DATA",
                temporary.resolve("data").toString(),
                "MUSTER_PORT",
                "0",
                "MUSTER_MAIL_ENABLED",
                "false",
                "MUSTER_INSTANCE_KEY_FILE",
                key.toString(),
                "MUSTER_DATABASE_URL",
                postgres.url("demo").replace("jdbc:postgresql://", "postgresql://muster:test@"),
                "MUSTER_DEMO",
                "1");
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What is written up to the line with that text. */
    private static String until(BufferedReader output, String text) throws IOException {
        var all = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            all.append(line).append('\n');
            if (line.contains(text)) {
                return all.toString();
            }
        }
        throw new AssertionError("ended without '" + text + "':\n" + all);
    }

    private static String found(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in:%n%s", pattern, text).isTrue();
        return matcher.group(group);
    }
}
