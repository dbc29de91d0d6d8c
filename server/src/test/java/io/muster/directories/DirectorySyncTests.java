package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.LdapServer;
import io.muster.testing.MusterTest;
import io.muster.testing.TcpProxy;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Users follow the entries that they come from. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectorySyncTests {

    private static final String PASSWORD = "the password of the directory";
    private static final int PEOPLE = 20;

    private final World world;
    private final LdapServer server = LdapServer.start();

    DirectorySyncTests(@Autowired World world) {
        this.world = world;
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** An organization with twenty users of a unit of the directory: p00 to p19. */
    private final class Place implements AutoCloseable {

        private final String tag;
        private final String base;
        private final OrganizationScope scope;
        private final Browser owner;
        private final String organization;
        private final String directory;
        private final TcpProxy proxy = new TcpProxy(server.port());

        Place(String tag) {
            this.tag = tag;
            this.base = "ou=" + tag + "," + LdapServer.PEOPLE;
            scope = world.organization("Sync " + tag);
            world.owner(scope, "olga@" + tag + ".example");
            owner = world.signedIn("olga@" + tag + ".example");
            organization = "/api/v1/organizations/" + scope.organization();
            server.add("dn: " + base, "objectClass: organizationalUnit", "ou: " + tag);
            for (int i = 0; i < PEOPLE; i++) {
                person("p%02d".formatted(i));
            }
            Answer added = owner.post(organization + "/directories", settings());
            assertThat(added.status()).as(added.response().body()).isEqualTo(201);
            directory = organization + "/directories/" + added.text("id");
            Answer started = owner.post(directory + "/actions/import", Map.of());
            assertThat(started.status()).as(started.response().body()).isEqualTo(202);
            job(started.text("jobId"));
            assertThat(states()).containsEntry("ACTIVE", PEOPLE);
        }

        private Map<String, Object> settings(Object... more) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("name", "Sea");
            settings.put("kind", "OPENLDAP");
            settings.put("server", "127.0.0.1:" + proxy.port());
            settings.put("security", "NONE");
            settings.put("account", LdapServer.READER);
            settings.put("secret", LdapServer.PASSWORD);
            settings.put("base", base);
            settings.put("pageSize", 3);
            for (int i = 0; i < more.length; i += 2) {
                settings.put(more[i].toString(), more[i + 1]);
            }
            return settings;
        }

        void change(Object... more) {
            Answer before = owner.get(directory);
            Answer changed =
                    owner.put(directory, settings(more), before.header("ETag").orElseThrow());
            assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        }

        String uid(String name) {
            return name + "-" + tag;
        }

        String dn(String name) {
            return "uid=" + uid(name) + "," + base;
        }

        void person(String name) {
            server.add(
                    "dn: " + dn(name),
                    "objectClass: inetOrgPerson",
                    "uid: " + uid(name),
                    "cn: " + name,
                    "sn: Sailor",
                    "title: Sailor",
                    "userPassword: " + PASSWORD);
        }

        /** The run after its end. */
        Answer run(boolean apply) {
            return ended(owner.post(directory + "/sync/runs", Map.of("apply", apply)));
        }

        Answer ended(Answer started) {
            assertThat(started.status()).as(started.response().body()).isEqualTo(202);
            String run = directory + "/sync/runs/" + started.text("id");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            !List.of("READING", "APPLYING").contains(owner.get(run).text("state")));
            return owner.get(run);
        }

        Answer apply(Answer run, Map<String, Object> said) {
            return owner.post(directory + "/sync/runs/" + run.text("id") + "/actions/apply", said);
        }

        /** Kinds and names of what a run has found. */
        Map<String, String> differences(Answer run) {
            Answer page = owner.get(directory + "/sync/runs/" + run.text("id") + "/differences");
            assertThat(page.status()).as(page.response().body()).isEqualTo(200);
            Map<String, String> found = new TreeMap<>();
            page.json()
                    .path("items")
                    .valueStream()
                    .forEach(one ->
                            found.put(
                                    one.path("name").asString().replace("-" + tag, ""),
                                    one.path("kind").asString()
                                            + one.path("fields")
                                                    .valueStream()
                                                    .map(field -> " " + field.asString())
                                                    .sorted()
                                                    .reduce("", String::concat)));
            return found;
        }

        void job(String id) {
            String job = organization + "/jobs/" + id;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            !List.of("QUEUED", "RUNNING", "WAITING")
                                    .contains(owner.get(job).text("state")));
        }

        /** How many of the users of the directory are in which state. */
        Map<String, Integer> states() {
            Map<String, Integer> states = new HashMap<>();
            TestDatabase.owner()
                    .sql(
                            """
                            SELECT u.state, count(*) FROM directory_users l JOIN users u ON u.id = l.user_id
                            WHERE l.organization_id = :organization GROUP BY u.state
                            """)
                    .param("organization", scope.organization().value())
                    .query(row -> {
                        states.put(row.getString(1), row.getInt(2));
                    });
            return states;
        }

        String of(String name, String column) {
            return String.valueOf(
                    TestDatabase.owner()
                            .sql("SELECT %s FROM users WHERE logon_name = :name".formatted(column))
                            .param("name", uid(name))
                            .query((row, _) -> row.getString(1))
                            .optional()
                            .orElse(""));
        }

        long notices() {
            return owner.get("/api/v1/me/notices")
                    .json()
                    .path("items")
                    .valueStream()
                    .filter(one -> one.path("kind").asString().equals("directories.sync-stopped"))
                    .count();
        }

        @Override
        public void close() {
            proxy.close();
        }
    }

    @Test
    void showsWhatDiffersAndDoesExactlyThat() {
        try (Place place = new Place("differ")) {
            assertThat(place.run(false).text("state")).isEqualTo("DONE");
            server.modify(place.dn("p01"), "replace: title", "title: Captain");
            server.modify(
                    place.dn("p02"),
                    "replace: pwdAccountLockedTime",
                    "pwdAccountLockedTime: 000001010000Z");
            server.add("dn: ou=Away," + place.base, "objectClass: organizationalUnit", "ou: Away");
            server.move(place.dn("p03"), "uid=" + place.uid("p03"), "ou=Away," + place.base);
            server.move(place.dn("p04"), "uid=" + place.uid("p44"), place.base);
            server.delete(place.dn("p05"));
            server.modify(place.dn("p06"), "delete: title");
            place.person("p99");

            Map<String, String> expected =
                    Map.of(
                            "p01", "CHANGED",
                            "p02", "DISABLED",
                            "p03", "MOVED",
                            "p04", "CHANGED logonName",
                            "p05", "VANISHED",
                            "p06", "CHANGED");
            Answer preview = place.run(false);
            assertThat(preview.text("state")).isEqualTo("COMPARED");
            assertThat(preview.text("newcomers")).isEqualTo("1");
            assertThat(place.differences(preview).keySet()).isEqualTo(expected.keySet());
            place.differences(preview)
                    .forEach((name, shown) ->
                            assertThat(shown).as(name).startsWith(expected.get(name)));
            assertThat(place.states()).as("nothing is done yet").containsEntry("ACTIVE", PEOPLE);

            Answer done = place.ended(place.apply(preview, Map.of()));
            assertThat(done.text("state")).isEqualTo("DONE");
            assertThat(done.text("reason")).isEmpty();
            assertThat(place.of("p02", "state")).isEqualTo("DISABLED");
            assertThat(place.of("p05", "state")).isEqualTo("DISABLED");
            assertThat(place.of("p44", "state")).isEqualTo("ACTIVE");
            assertThat(place.of("p01", "to_jsonb(users)::text")).contains("Captain");
            assertThat(place.of("p06", "to_jsonb(users) ->> 'title'")).isNotEqualTo("Sailor");
            assertThat(place.run(true).text("state")).as("nothing is left").isEqualTo("DONE");
            assertThat(place.apply(done, Map.of()).text("type"))
                    .isEqualTo("urn:problem:directories:not-applicable");

            server.modify(place.dn("p02"), "delete: pwdAccountLockedTime");
            place.person("p05");
            Answer again = place.run(true);
            assertThat(place.differences(again)).containsOnlyKeys("p02");
            assertThat(place.of("p02", "state")).isEqualTo("ACTIVE");
            assertThat(place.of("p05", "state"))
                    .as("another entry of the same name is not his")
                    .isEqualTo("DISABLED");
        }
    }

    @Test
    void enablesNobodyWhomSomebodyElseDisabled() {
        try (Place place = new Place("byhand")) {
            String user = place.of("p01", "id");
            assertThat(
                            place.owner
                                    .post(
                                            place.organization
                                                    + "/users/"
                                                    + user
                                                    + "/actions/disable",
                                            Map.of())
                                    .status())
                    .isLessThan(300);
            assertThat(place.run(true).text("state")).isEqualTo("DONE");
            assertThat(place.of("p01", "state")).isEqualTo("DISABLED");
        }
    }

    @Test
    void createsUsersOnlyWhereThatIsWanted() {
        try (Place place = new Place("create")) {
            place.person("p50");
            assertThat(place.run(true).text("newcomers")).isEqualTo("1");
            assertThat(place.of("p50", "state")).isEmpty();
            Answer settings = place.owner.get(place.directory + "/sync");
            assertThat(settings.text("createsUsers")).isEqualTo("false");
            assertThat(
                            place.owner
                                    .put(
                                            place.directory + "/sync",
                                            Map.of("createsUsers", true),
                                            settings.header("ETag").orElseThrow())
                                    .text("nextRunAt"))
                    .isEmpty();
            Answer preview = place.run(false);
            assertThat(place.differences(preview)).isEqualTo(Map.of("p50", "NEW"));
            assertThat(place.ended(place.apply(preview, Map.of())).text("reason")).isEmpty();
            assertThat(place.of("p50", "state || sign_in_method")).isEqualTo("ACTIVEDIRECTORY");
            assertThat(place.run(true).text("newcomers")).isEqualTo("0");
        }
    }

    @Test
    void disablesNobodyWhenMoreThanTheUsualAreGoneUntilSomebodySaysYes() {
        try (Place place = new Place("many")) {
            server.delete(place.dn("p01"));
            server.delete(place.dn("p02"));
            server.modify(place.dn("p03"), "replace: title", "title: Captain");
            Answer stopped = place.run(true);
            assertThat(stopped.text("state")).isEqualTo("STOPPED");
            assertThat(stopped.text("reason")).isEqualTo("MANY_VANISHED");
            assertThat(stopped.text("approvable")).isEqualTo("true");
            assertThat(place.states()).isEqualTo(Map.of("ACTIVE", PEOPLE));
            assertThat(place.differences(stopped)).containsOnlyKeys("p01", "p02", "p03");
            assertThat(place.notices()).isEqualTo(1);
            assertThat(place.run(true).text("state")).isEqualTo("STOPPED");
            assertThat(place.notices()).as("the same is told once").isEqualTo(1);

            assertThat(place.apply(stopped, Map.of("vanished", 2)).text("type"))
                    .as("there is a newer one")
                    .isEqualTo("urn:problem:directories:not-applicable");
            Answer newest = place.run(true);
            assertThat(place.apply(newest, Map.of()).text("errors/0/field")).isEqualTo("vanished");
            assertThat(place.apply(newest, Map.of("vanished", 3)).text("errors/0/field"))
                    .isEqualTo("vanished");
            assertThat(place.states()).isEqualTo(Map.of("ACTIVE", PEOPLE));
            Answer done = place.ended(place.apply(newest, Map.of("vanished", 2)));
            assertThat(done.text("state")).isEqualTo("DONE");
            assertThat(place.states()).containsEntry("DISABLED", 2);
        }
    }

    @Test
    void disablesNobodyByAnAnswerThatIsEmptyOrCutOrOfAnotherPlace() {
        try (Place place = new Place("guards")) {
            for (int octets : new int[] {10, 900, 2_500, 4_000}) {
                place.proxy.cutAfter(octets);
                assertThat(place.run(true).text("state"))
                        .as("cut at " + octets)
                        .isEqualTo("FAILED");
            }
            place.proxy.heal();

            place.change("base", "ou=nowhere," + place.base);
            assertThat(place.run(true).text("reason")).isEqualTo("BASE_UNKNOWN");
            server.add("dn: ou=Else," + place.base, "objectClass: organizationalUnit", "ou: Else");
            place.change("base", "ou=Else," + place.base);
            assertThat(place.run(true).text("reason")).isEqualTo("EMPTY");
            place.change("filter", "(objectClass=inetOrgPersn)");
            assertThat(place.run(true).text("reason")).isEqualTo("EMPTY");
            place.change("filter", "(uid=p01-guards)");
            assertThat(place.run(true).text("reason")).isEqualTo("MANY_VANISHED");

            place.change("account", LdapServer.LIMITED, "pageSize", 100);
            Answer cut = place.run(true);
            assertThat(cut.text("reason")).isEqualTo("CUT");
            assertThat(cut.text("approvable")).isEqualTo("false");
            assertThat(place.apply(cut, Map.of("vanished", 0)).text("type"))
                    .isEqualTo("urn:problem:directories:not-applicable");
            place.change("account", LdapServer.HALF_BLIND);
            assertThat(place.run(true).text("reason")).isEqualTo("UNREADABLE");
            place.change("account", LdapServer.BLIND);
            assertThat(place.run(true).text("state")).isIn("FAILED", "STOPPED");
            assertThat(place.states()).isEqualTo(Map.of("ACTIVE", PEOPLE));

            place.change("answerSeconds", 1);
            place.proxy.silentAfter(900);
            assertThat(place.run(true).text("state")).as("slow").isEqualTo("FAILED");
            place.proxy.heal();
            assertThat(place.run(true).text("state")).isEqualTo("DONE");
            assertThat(place.states()).isEqualTo(Map.of("ACTIVE", PEOPLE));
        }
    }

    @Test
    void endsSessionsAndTokensOfWhomeverItDisables() {
        try (Place place = new Place("ends")) {
            Browser browser = world.browser();
            assertThat(browser.signIn(place.uid("p01"), PASSWORD).status()).isEqualTo(200);
            Answer token =
                    browser.post(
                            "/api/v1/me/tokens",
                            Map.of(
                                    "name",
                                    "backup",
                                    "permissions",
                                    List.of(),
                                    "days",
                                    30,
                                    "password",
                                    PASSWORD));
            assertThat(token.status()).as(token.response().body()).isEqualTo(201);
            Browser program = world.browser().withToken(token.text("text"));
            assertThat(program.get("/api/v1/me").status()).isEqualTo(200);
            Browser gone = world.browser();
            assertThat(gone.signIn(place.uid("p02"), PASSWORD).status()).isEqualTo(200);
            assertThat(browser.get("/api/v1/me").status()).isEqualTo(200);
            server.modify(
                    place.dn("p01"),
                    "replace: pwdAccountLockedTime",
                    "pwdAccountLockedTime: 000001010000Z");
            server.delete(place.dn("p02"));
            assertThat(place.run(true).text("state")).isEqualTo("DONE");
            assertThat(place.states()).containsEntry("DISABLED", 2);
            assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);
            assertThat(gone.get("/api/v1/me").status()).isEqualTo(401);
            assertThat(program.get("/api/v1/me").status()).isEqualTo(401);
            assertThat(world.browser().signIn(place.uid("p01"), PASSWORD).status()).isEqualTo(401);
        }
    }

    @Test
    void changesNobodyWhoMayMoreThanWhoeverConfiguredTheDirectory() {
        try (Place place = new Place("above")) {
            world.makeOwner(place.scope, UserId.valueOf(place.of("p01", "id")));
            TestDatabase.owner()
                    .sql(
                            "UPDATE directories SET configured_by = :user WHERE organization_id = :organization")
                    .param("user", UUID.fromString(place.of("p02", "id")))
                    .param("organization", place.scope.organization().value())
                    .update();
            server.delete(place.dn("p01"));
            Answer run = place.run(true);
            assertThat(place.differences(run)).isEqualTo(Map.of("p01", "REFUSED"));
            assertThat(place.of("p01", "state")).isEqualTo("ACTIVE");
        }
    }

    @Test
    void beginsByItselfWithTheRightsOfWhoeverConfiguredTheDirectory(
            @Autowired SyncSchedule schedule) {
        try (Place place = new Place("schedule")) {
            server.modify(place.dn("p01"), "replace: title", "title: Captain");
            String sync = place.directory + "/sync";
            assertThat(
                            place.owner
                                    .put(sync, Map.of("everyMinutes", 5), "\"0\"")
                                    .text("errors/0/field"))
                    .isEqualTo("everyMinutes");
            Answer saved = place.owner.put(sync, Map.of("everyMinutes", 60), "\"0\"");
            assertThat(saved.status()).isEqualTo(200);
            assertThat(saved.text("nextRunAt")).isNotEmpty();
            schedule.run();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            place.owner.get(sync + "/runs").text("items/0/state").equals("DONE"));
            Answer runs = place.owner.get(sync + "/runs");
            assertThat(runs.text("items/0/scheduled")).isEqualTo("true");
            assertThat(place.of("p01", "to_jsonb(users)::text")).contains("Captain");
            assertThat(place.owner.get(sync).text("nextRunAt"))
                    .isGreaterThan(saved.text("nextRunAt"));
            schedule.run();
            assertThat(place.owner.get(sync + "/runs").json().path("items").size()).isEqualTo(1);
        }
    }

    @Test
    void givesANameThatSomebodyHasOnceItIsFree() {
        try (var place = new Place("names")) {
            assertThat(place.run(true).text("state")).isEqualTo("DONE");
            String wanted = "fresh-" + place.tag;
            Answer holder =
                    place.owner.post(place.organization + "/users", Map.of("logonName", wanted));
            assertThat(holder.status()).isEqualTo(201);
            server.move(place.dn("p01"), "uid=" + wanted, place.base);
            place.run(true);
            assertThat(place.of("p01", "state")).as("keeps his").isEqualTo("ACTIVE");

            String user = place.organization + "/users/" + holder.text("id") + "/names";
            Answer freed =
                    place.owner.put(
                            user,
                            Map.of("logonName", "other-" + place.tag),
                            place.owner
                                    .get(place.organization + "/users/" + holder.text("id"))
                                    .header("ETag")
                                    .orElseThrow());
            assertThat(freed.status()).as(freed.response().body()).isEqualTo(200);
            assertThat(place.run(true).text("state")).isEqualTo("DONE");
            assertThat(place.of("p01", "state")).isEmpty();
        }
    }

    @Test
    void takesManyRunsOfADayForOne() {
        try (var place = new Place("drain")) {
            assertThat(place.run(true).text("state")).isEqualTo("DONE");
            server.delete(place.dn("p01"));
            assertThat(place.run(true).text("state")).isEqualTo("DONE");
            assertThat(place.of("p01", "state")).isEqualTo("DISABLED");
            server.delete(place.dn("p02"));
            assertThat(place.run(true).text("reason")).isEqualTo("MANY_VANISHED");
            assertThat(place.of("p02", "state")).isEqualTo("ACTIVE");
        }
    }

    @Test
    void isSwitchedOnOnlyByWhomeverMayDoWhatItDoes() {
        try (var place = new Place("rights")) {
            Answer role =
                    place.owner.post(
                            place.organization + "/roles",
                            Map.of(
                                    "name",
                                    "Directories only",
                                    "level",
                                    "ORGANIZATION",
                                    "permissions",
                                    List.of("directories:read", "directories:manage")));
            assertThat(role.status()).as(role.response().body()).isEqualTo(201);
            world.holding(
                    place.scope, RoleId.valueOf(role.text("id")), "dora@" + place.tag + ".example");
            var dora = world.signedIn("dora@" + place.tag + ".example");
            String sync = place.directory + "/sync";
            String etag = dora.get(sync).header("ETag").orElseThrow();
            Answer refused =
                    dora.put(sync, Map.of("createsUsers", false, "everyMinutes", 15), etag);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("permission")).isEqualTo("users:edit");
            Map<String, Object> off = new HashMap<>();
            off.put("createsUsers", false);
            off.put("everyMinutes", null);
            assertThat(dora.put(sync, off, etag).status()).isEqualTo(200);
        }
    }

    @Test
    void runsOncePerDirectoryAtATimeAndNamesWhatIsWrong() {
        try (Place place = new Place("once")) {
            place.proxy.silentAfter(900);
            Answer first = place.owner.post(place.directory + "/sync/runs", Map.of());
            assertThat(first.status()).isEqualTo(202);
            assertThat(place.owner.post(place.directory + "/sync/runs", Map.of()).text("type"))
                    .isEqualTo("urn:problem:directories:sync-at-work");
            place.proxy.close();
            assertThat(place.ended(first).text("state")).isEqualTo("FAILED");
        }
    }
}
