package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.LdapServer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryImportTests {

    private static final String SALES = "ou=Sales," + LdapServer.PEOPLE;
    private static final String GROUP = "cn=sailors," + LdapServer.BASE;

    private final World world;
    private final LdapServer server = LdapServer.start();
    private Browser owner;

    DirectoryImportTests(@Autowired World world) {
        this.world = world;
        this.owner = world.browser();
    }

    @BeforeAll
    void peopleThere() {
        for (String name : List.of("ada", "bob", "cleo", "dan")) {
            server.person(name, name, "Adler", "mail: " + name + ".adler@sea.example");
        }
        server.add("dn: " + SALES, "objectClass: organizationalUnit", "ou: Sales");
        for (String name : List.of("eve", "fin")) {
            server.add(
                    "dn: uid=" + name + "," + SALES,
                    "objectClass: inetOrgPerson",
                    "uid: " + name,
                    "cn: " + name,
                    "sn: Seller",
                    "title: Seller");
        }
        server.add(
                "dn: uid=odd one," + LdapServer.PEOPLE,
                "objectClass: inetOrgPerson",
                "uid: odd one",
                "cn: Odd One",
                "sn: One");
        server.add(
                "dn: " + GROUP,
                "objectClass: groupOfNames",
                "cn: sailors",
                "member: uid=ada," + LdapServer.PEOPLE,
                "member: uid=eve," + SALES);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** A directory of a new organization. */
    private final class Place {

        private final OrganizationScope scope;
        private final String organization;
        private final String directory;
        private final String domain;

        Place(int pageSize) {
            this(pageSize, server);
        }

        Place(int pageSize, LdapServer server) {
            domain = "d" + UUID.randomUUID() + ".example";
            scope = world.organization("Sea " + domain);
            world.owner(scope, "olga@" + domain);
            owner = world.signedIn("olga@" + domain);
            organization = "/api/v1/organizations/" + scope.organization();
            Map<String, Object> settings = new HashMap<>();
            settings.put("name", "Sea");
            settings.put("kind", "OPENLDAP");
            settings.put("server", "localhost:" + server.port());
            settings.put("authorities", server.authority());
            settings.put("account", LdapServer.READER);
            settings.put("secret", LdapServer.PASSWORD);
            settings.put("base", LdapServer.PEOPLE);
            settings.put("pageSize", pageSize);
            Answer added = owner.post(organization + "/directories", settings);
            assertThat(added.status()).as(added.response().body()).isEqualTo(201);
            directory = organization + "/directories/" + added.text("id");
        }

        Answer browse(Object... said) {
            return owner.post(directory + "/actions/browse", wish(said));
        }

        List<String> names(Object... said) {
            Answer people = browse(said);
            assertThat(people.status()).as(people.response().body()).isEqualTo(200);
            return people.json()
                    .path("people")
                    .valueStream()
                    .map(one -> one.path("logonName").asString())
                    .sorted()
                    .toList();
        }

        Answer start(Object... said) {
            return owner.post(directory + "/actions/import", wish(said));
        }

        /** The job after its end. */
        Answer ended(Answer started) {
            assertThat(started.status()).as(started.response().body()).isEqualTo(202);
            String job = organization + "/jobs/" + started.text("jobId");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            !List.of("QUEUED", "RUNNING", "WAITING")
                                    .contains(owner.get(job).text("state")));
            return owner.get(job);
        }

        List<String> linked() {
            return TestDatabase.owner()
                    .sql(
                            """
                            SELECT l.logon_name || ' ' || u.logon_name || ' ' || u.sign_in_method
                            FROM directory_users l JOIN users u ON u.id = l.user_id
                            WHERE l.organization_id = :organization ORDER BY 1
                            """)
                    .param("organization", scope.organization().value())
                    .query((row, _) -> row.getString(1))
                    .list();
        }
    }

    private static Map<String, Object> wish(Object... said) {
        Map<String, Object> wish = new HashMap<>();
        for (int i = 0; i < said.length; i += 2) {
            wish.put(said[i].toString(), said[i + 1]);
        }
        return wish;
    }

    @Test
    void listsByUnitGroupAndTextPageByPage() {
        Place place = new Place(2);
        assertThat(place.names()).containsExactly("", "ada", "bob", "cleo", "dan", "eve", "fin");
        assertThat(place.names("unit", SALES)).containsExactly("eve", "fin");
        assertThat(place.names("group", GROUP)).containsExactly("ada", "eve");
        assertThat(place.names("group", GROUP, "unit", SALES)).containsExactly("eve");
        assertThat(place.names("text", "bob")).containsExactly("bob");
        assertThat(place.names("text", "*")).isEmpty();
        assertThat(place.names("text", "b)(uid=*")).isEmpty();
        assertThat(place.names("text", "adler", "addressAsName", true))
                .containsExactly("ada.adler", "bob.adler", "cleo.adler", "dan.adler");
    }

    @Test
    void namesWhatIsWrongAndReachesNothingOutsideTheBase() {
        Place place = new Place(100);
        assertThat(place.browse("unit", "Sales").status()).isEqualTo(422);
        assertThat(place.browse("unit", LdapServer.BASE).text("errors/0/field")).isEqualTo("unit");
        assertThat(place.browse("group", "sailors").text("errors/0/field")).isEqualTo("group");
        assertThat(place.browse("text", "x".repeat(101)).text("errors/0/field")).isEqualTo("text");
        assertThat(place.start("entryIds", List.of()).text("errors/0/field")).isEqualTo("entryIds");
        assertThat(place.start("entryIds", List.of("no such entry")).text("total")).isEqualTo("0");
    }

    @Test
    void makesUsersOfThoseChosenAndOneFailureStopsNothing() {
        Place place = new Place(3);
        assertThat(place.ended(place.start("text", "adler")).text("state")).isEqualTo("COMPLETED");
        assertThat(place.linked())
                .containsExactly(
                        "ada ada DIRECTORY",
                        "bob bob DIRECTORY",
                        "cleo cleo DIRECTORY",
                        "dan dan DIRECTORY");
        Answer rest = place.browse();
        assertThat(rest.text("here")).isEqualTo("4");
        assertThat(place.names()).containsExactly("", "eve", "fin");
        Answer partial = place.ended(place.start("createUnits", true));
        assertThat(partial.text("state")).isEqualTo("PARTIAL");
        assertThat(place.linked()).hasSize(6).contains("eve eve DIRECTORY");
        assertThat(owner.get(place.organization + "/units").response().body()).contains("Sales");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM directory_import_entries WHERE organization_id = :organization")
                                .param("organization", place.scope.organization().value())
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    /** With a key too, for which other requests have a transaction that is open all the time. */
    @Test
    void makesNobodyTwiceWhenItIsSentTwiceAndHoldsNoTransactionMeanwhile() {
        try (LdapServer own = LdapServer.start()) {
            seller(own, "gil-of-sales");
            Place place = new Place(100, own);
            List<Answer> started = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                started.add(
                        owner.send(
                                "POST",
                                place.directory + "/actions/import",
                                wish(),
                                Map.of("Idempotency-Key", "one-and-the-same")));
            }
            started.forEach(one -> place.ended(one));
            assertThat(place.linked()).containsExactly("gil-of-sales gil-of-sales DIRECTORY");
        }
    }

    private static void seller(LdapServer server, String name) {
        server.add("dn: " + SALES, "objectClass: organizationalUnit", "ou: Sales");
        server.add(
                "dn: uid=" + name + "," + SALES,
                "objectClass: inetOrgPerson",
                "uid: " + name,
                "cn: " + name,
                "sn: Seller");
    }

    /** Else who holds a name and waits for the log would wait in a ring. */
    @Test
    void waitsForNamesBeforeItLocksTheLog(
            @Autowired Scopes scopes,
            @Autowired Accounts accounts,
            @Autowired AuditLog audit,
            @Autowired JdbcClient jdbc) {
        try (LdapServer own = LdapServer.start()) {
            seller(own, "held-name");
            Place place = new Place(100, own);
            var account =
                    new Accounts.NewAccount(
                            UserId.next(), "", List.of("held-name"), false, null, false);
            Optional<Answer> started =
                    scopes.in(
                            place.scope,
                            () -> {
                                accounts.register(place.scope, List.of(account));
                                Answer answer = place.start("createUnits", true);
                                Awaitility.await()
                                        .atMost(Duration.ofSeconds(30))
                                        .until(DirectoryImportTests::somebodyWaitsForAName);
                                jdbc.sql("SET LOCAL lock_timeout = '1s'").update();
                                audit.record(
                                        place.scope,
                                        Change.done(
                                                "units.edited",
                                                "unit",
                                                UUID.randomUUID(),
                                                "Sales",
                                                Map.of(),
                                                Map.of()));
                                return Optional.of(answer);
                            });
            place.ended(started.orElseThrow());
            assertThat(place.linked()).as("the other has the name").isEmpty();
        }
    }

    private static boolean somebodyWaitsForAName() {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT count(*) > 0 FROM pg_stat_activity
                        WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE '%sign_in_names%'
                        """)
                .query(Boolean.class)
                .single();
    }

    @Test
    void tellsWhyTheDirectoryCanNotBeRead() {
        Place place = new Place(100);
        Answer failed = place.browse("unit", "ou=Nowhere," + LdapServer.PEOPLE);
        assertThat(failed.status()).isEqualTo(409);
        assertThat(failed.text("detail")).contains("no such base");
    }
}
