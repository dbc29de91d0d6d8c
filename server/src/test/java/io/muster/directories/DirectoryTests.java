package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryTests {

    private static final String SECRET = "a secret of the directory";

    private static int count;

    @Autowired private World world;

    private OrganizationScope acme;
    private OrganizationScope globex;
    private Browser owner;
    private Browser rival;

    @BeforeAll
    void twoOrganizations() {
        acme = world.organization("Acme");
        globex = world.organization("Globex");
        world.owner(acme, "ann@people.example");
        world.owner(globex, "gus@people.example");
        owner = world.signedIn("ann@people.example");
        rival = world.signedIn("gus@people.example");
    }

    @Test
    void isAddedFromABindingStringWithWhatItsKindCallsThings() {
        Answer added =
                owner.post(
                        all(acme),
                        Map.of(
                                "name", "Head office",
                                "kind", "ACTIVE_DIRECTORY",
                                "server",
                                        "LDAP://testdomain.local/CN=Users,OU=Company%20Ltd,DC=testdomain,DC=local",
                                "account", "TESTDOMAIN\\reader",
                                "secret", SECRET));
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("Location")).hasValue(one(acme, added.text("id")));
        assertThat(added.text("server")).isEqualTo("testdomain.local");
        assertThat(added.text("base")).isEqualTo("CN=Users,OU=Company Ltd,DC=testdomain,DC=local");
        assertThat(added.text("security")).isEqualTo("STARTTLS");
        assertThat(added.text("filter")).isEqualTo("(&(objectCategory=person)(objectClass=user))");
        assertThat(added.text("attributes/entryId")).isEqualTo("objectGUID");
        assertThat(added.text("attributes/logonName")).isEqualTo("sAMAccountName");
        assertThat(added.text("pageSize")).isEqualTo("500");
        assertThat(owner.get(one(acme, added.text("id"))).text("name")).isEqualTo("Head office");
    }

    @Test
    void isWrittenAsHostPortOrUrl() {
        assertThat(added(wish("server", "Ldaps://DC1.example.test")).text("security"))
                .isEqualTo("TLS");
        assertThat(added(wish("server", "dc1.example.test:3269", "security", "TLS")).text("server"))
                .isEqualTo("dc1.example.test:3269");
        assertThat(added(wish("server", "dc1.example.test:636", "security", "TLS")).text("server"))
                .isEqualTo("dc1.example.test");
        assertThat(added(wish("server", "ldap://[2001:db8::5]:1389")).text("server"))
                .isEqualTo("[2001:db8::5]:1389");
    }

    @Test
    void isOneOfSeveralOfAnOrganization() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.add(added(wish()).text("name"));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = owner.get(all(acme) + "?limit=2" + cursor);
            page.json().at("/items").forEach(item -> seen.add(item.at("/name").asString()));
            cursor = page.text("next").isEmpty() ? "" : "&cursor=" + page.text("next");
        } while (!cursor.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(names);
    }

    @Test
    void isSeenAndTouchedByItsOwnOrganizationOnly() {
        String id =
                added(wish("secret", SECRET, "account", "cn=reader,dc=example,dc=test")).text("id");
        String theirs = one(globex, id);
        assertThat(rival.get(theirs).status()).isEqualTo(404);
        assertThat(rival.put(theirs, wish(), "\"1\"").status()).isEqualTo(404);
        assertThat(rival.delete(theirs, "\"1\"").status()).isEqualTo(404);
        assertThat(rival.post(theirs + "/actions/test", Map.of()).status()).isEqualTo(404);
        assertThat(rival.post(all(globex) + "/actions/test?directoryId=" + id, wish()).status())
                .as("nor is its secret used")
                .isEqualTo(404);
        assertThat(rival.get(one(acme, id)).status()).isEqualTo(404);
        assertThat(rival.get(all(globex)).json().at("/items")).isEmpty();
    }

    @Test
    void namesEachFieldThatIsNotRight() {
        refuses("server", wish("server", "ldap://"), wish("server", "host:99999"));
        refuses("server", wish("server", "LDAP://CN=Users,DC=example,DC=test"));
        refuses("server", wish("server", "ldap://dc1.example.test/dc=a%00", "base", ""));
        refuses("server", wish("server", "ldap://dc1.example.test/dc=a%zz", "base", ""));
        refuses("server", wish("server", "http://dc1.example.test"));
        refuses("server", wish("server", "dc1.example.test/DC=test?uid?sub?(uid=*)"));
        refuses("server", wish("server", "dc1.example.test/nothing", "base", ""));
        refuses("base", wish("base", ""), wish("base", "nothing"), wish("base", "x".repeat(1_001)));
        refuses("base", wish("server", "ldap://dc1.example.test/dc=other", "base", "dc=test"));
        refuses("security", wish("server", "ldaps://dc1.example.test", "security", "STARTTLS"));
        refuses("security", wish("security", "NONE", "account", "cn=reader", "secret", SECRET));
        refuses("security", wish("security", "NONE"));
        refuses("filter", wish("filter", "(uid=*"), wish("filter", "uid=)("));
        refuses("filter", wish("filter", "(".repeat(1_000)));
        refuses("authorities", wish("authorities", "none"));
        refuses(
                "authorities",
                wish(
                        "authorities",
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"));
        refuses("secret", wish("account", "cn=reader"), wish("account", "cn=reader", "secret", ""));
        refuses("account", wish("secret", SECRET));
        refuses("pageSize", wish("pageSize", 0), wish("pageSize", 1_001));
        refuses("connectSeconds", wish("connectSeconds", 31));
        refuses("answerSeconds", wish("answerSeconds", 61));
        refuses("name", wish("name", " "), wish("name", "x".repeat(101)));
        refuses("attributes.entryId", wish("attributes", Map.of("entryId", "")));
        refuses("attributes.logonName", wish("attributes", Map.of("logonName", " ")));
        refuses("attributes.title", wish("attributes", Map.of("title", "title)(uid=*")));
        Map<String, Object> noKind = wish();
        noKind.remove("kind");
        refuses("kind", noKind);
    }

    @Test
    void readsAndFindsNoPasswords() {
        refuses("attributes.title", wish("attributes", Map.of("title", "userPassword")));
        refuses("attributes.title", wish("attributes", Map.of("title", "UNICODEPWD")));
        refuses("filter", wish("filter", "(&(uid=*)(!(|(userPassword;lang-en=a*)(uid=b))))"));
    }

    @Test
    void keepsItsSecretWhereNobodyReadsIt() {
        Answer added = added(wish("account", "cn=reader,dc=example,dc=test", "secret", SECRET));
        assertThat(added.text("secretSet")).isEqualTo("true");
        String id = added.text("id");
        assertThat(added.response().body()).doesNotContain(SECRET);
        assertThat(owner.get(one(acme, id)).response().body()).doesNotContain(SECRET);
        assertThat(owner.get(all(acme)).response().body()).doesNotContain(SECRET);
        for (String table : List.of("directories", "audit_entries")) {
            assertThat(
                            TestDatabase.owner()
                                    .sql("SELECT t::text FROM " + table + " t")
                                    .query(String.class)
                                    .list())
                    .as(table)
                    .isNotEmpty()
                    .noneMatch(row -> row.contains(SECRET));
        }
    }

    @Test
    void itsSecretGoesNowhereElse() {
        Map<String, Object> wish =
                wish("account", "cn=reader,dc=example,dc=test", "secret", SECRET);
        String id = added(wish).text("id");
        wish.remove("secret");
        wish.put("filter", "(uid=*)");
        Answer kept = owner.put(one(acme, id), wish, "\"1\"");
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.text("secretSet")).isEqualTo("true");
        for (Map.Entry<String, Object> change :
                Map.<String, Object>of(
                                "server", "dc2.example.test",
                                "account", "cn=other,dc=example,dc=test",
                                "security", "TLS")
                        .entrySet()) {
            Map<String, Object> elsewhere = new HashMap<>(wish);
            elsewhere.put(change.getKey(), change.getValue());
            Answer refused = owner.put(one(acme, id), elsewhere, "\"2\"");
            assertThat(refused.text("errors/0/field")).as(change.getKey()).isEqualTo("secret");
            assertThat(
                            owner.post(all(acme) + "/actions/test?directoryId=" + id, elsewhere)
                                    .text("errors/0/field"))
                    .as("nor in a test: " + change.getKey())
                    .isEqualTo("secret");
        }
        wish.put("account", "");
        assertThat(owner.put(one(acme, id), wish, "\"2\"").text("secretSet")).isEqualTo("false");
    }

    @Test
    void isChangedByWhoHasReadItAndDeleted() {
        Map<String, Object> wish = wish();
        Answer added = added(wish);
        String path = one(acme, added.text("id"));
        assertThat(owner.put(path, wish, "\"1\"").header("ETag"))
                .as("nothing new")
                .hasValue("\"1\"");
        wish.put("name", "Renamed " + count);
        Answer changed = owner.put(path, wish, "\"1\"");
        assertThat(changed.header("ETag")).hasValue("\"2\"");
        Answer late = owner.put(path, wish, "\"1\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/name")).isEqualTo("Renamed " + count);
        assertThat(owner.delete(path, "\"1\"").status()).isEqualTo(412);
        assertThat(owner.delete(path, "\"2\"").status()).isEqualTo(204);
        assertThat(owner.get(path).status()).isEqualTo(404);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT action FROM audit_entries WHERE subject_id = :id::uuid ORDER BY sequence")
                                .param("id", added.text("id"))
                                .query(String.class)
                                .list())
                .containsExactly("directories.added", "directories.changed", "directories.deleted");
    }

    @Test
    void hasANameOfItsOwnInTheOrganization() {
        Answer first = added(wish("name", "The one"));
        Answer again = owner.post(all(acme), wish("name", "THE ONE"));
        assertThat(again.text("type")).isEqualTo("urn:problem:directories:name-taken");
        assertThat(again.text("errors/0/field")).isEqualTo("name");
        String other = added(wish()).text("id");
        assertThat(owner.put(one(acme, other), wish("name", "the one"), "\"1\"").status())
                .isEqualTo(409);
        assertThat(first.status()).isEqualTo(201);
        assertThat(rival.post(all(globex), wish("name", "The one", "server", "a.test")).status())
                .isEqualTo(201);
    }

    @Test
    void isOneOfFiftyAtMost() {
        OrganizationScope full = world.organization("Full");
        world.owner(full, "olga@full.example");
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO directories (id, organization_id, name, kind, host, port, security, base, filter,
                            attributes, page_size, connect_seconds, answer_seconds)
                        SELECT gen_random_uuid(), :organization, 'd' || n, 'OPENLDAP', 'a.test', 389, 'STARTTLS', 'dc=test',
                            '(uid=*)', '{}', 500, 5, 15
                        FROM generate_series(1, 50) n
                        """)
                .param("organization", full.organization().value())
                .update();
        assertThat(world.signedIn("olga@full.example").post(all(full), wish()).text("type"))
                .isEqualTo("urn:problem:directories:too-many");
    }

    @Test
    void tellsWhatEachKindCallsThings() {
        Answer presets = owner.get(all(acme) + "/presets");
        assertThat(presets.json().at("/items")).hasSize(4);
        assertThat(presets.text("items/1/kind")).isEqualTo("OPENLDAP");
        assertThat(presets.text("items/1/attributes/logonName")).isEqualTo("uid");
    }

    private void refuses(String field, Map<?, ?>... wishes) {
        for (Map<?, ?> wish : wishes) {
            Answer refused = owner.post(all(acme), wish);
            assertThat(refused.status()).as("%s", wish).isEqualTo(422);
            assertThat(refused.text("errors/0/field")).as("%s", wish).isEqualTo(field);
        }
    }

    private Answer added(Map<String, Object> wish) {
        return owner.post(all(acme), wish);
    }

    private static Map<String, Object> wish(Object... changes) {
        Map<String, Object> wish =
                new HashMap<>(
                        Map.of(
                                "name", "Directory " + ++count,
                                "kind", "OPENLDAP",
                                "server", "dc1.example.test",
                                "base", "dc=example,dc=test"));
        for (int i = 0; i < changes.length; i += 2) {
            wish.put(changes[i].toString(), changes[i + 1]);
        }
        return wish;
    }

    private static String all(OrganizationScope scope) {
        return "/api/v1/organizations/" + scope.organization() + "/directories";
    }

    private static String one(OrganizationScope scope, String id) {
        return all(scope) + "/" + id;
    }
}
