package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.LdapServer;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Names of one domain that the directories of two organizations have, each a server of its own. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryNamesTests {

    private static final String DOMAIN = "ad.claimed.example.test";
    private static final String HERS = "the password of the first";
    private static final String RIVALS = "the password of the rival";

    @Autowired World world;
    private final LdapServer first = LdapServer.start();
    private final LdapServer second = LdapServer.start();
    private final Map<Browser, OrganizationScope> scopes = new HashMap<>();
    private final Map<Browser, String> bases = new HashMap<>();

    @AfterAll
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void areOfTheOrganizationThatHasProvedTheDomainOrOneAboveAndOfNoOther() {
        Browser owner = connected("Names of the holder", "holder.example", first);
        Browser rival = connected("Names of the rival", "rival.example", second);
        linked(owner, first, "n-uma", "n-uma@holder.example", HERS);
        linked(rival, second, "n-uma", "n-uma@rival.example", RIVALS);
        linked(rival, second, "n-vic", "n-vic@rival.example", RIVALS);

        for (String name : names("n-uma")) {
            assertThat(signIn(name, HERS)).as("ambiguous: " + name).isEqualTo(401);
        }
        for (String name : names("n-vic")) {
            assertThat(signIn(name, RIVALS)).as("of nobody's domain: " + name).isEqualTo(200);
        }

        ProvedDomain.active(scope(owner), "claimed.example.test");
        for (String name : names("n-uma")) {
            assertThat(signIn(name, HERS)).as(name).isEqualTo(200);
            assertThat(signIn(name, RIVALS)).as(name).isEqualTo(401);
        }
        for (String name : names("n-vic")) {
            assertThat(signIn(name, RIVALS)).as("of another's domain: " + name).isEqualTo(401);
        }
        assertThat(signIn("n-vic@rival.example", RIVALS)).isEqualTo(200);
    }

    @Test
    void thatAreShortAreOfTheOrganizationThatProvedItsDomainFirst() {
        Browser owner = connected("Short names of one", "short-one.example", first, "corp", "one");
        linked(owner, first, "n-wes", "n-wes@short-one.example", HERS);
        ProvedDomain.active(scope(owner), "one.example.test");
        assertThat(signIn("CORP\\n-wes", HERS)).isEqualTo(200);

        Browser rival = connected("Short names of two", "short-two.example", second, "corp", "two");
        linked(rival, second, "n-wes", "n-wes@short-two.example", RIVALS);
        ProvedDomain.active(scope(rival), "two.example.test");
        assertThat(signIn("CORP\\n-wes", HERS)).isEqualTo(200);
        assertThat(signIn("CORP\\n-wes", RIVALS)).isEqualTo(401);
        assertThat(signIn("corp.two.example.test\\n-wes", RIVALS)).isEqualTo(200);
    }

    private static List<String> names(String person) {
        return List.of(person + "@" + DOMAIN, DOMAIN + "\\" + person, "AD\\" + person);
    }

    private OrganizationScope scope(Browser owner) {
        return Objects.requireNonNull(scopes.get(owner));
    }

    private Browser connected(String organization, String domain, LdapServer server) {
        return connected(organization, domain, server, "ad", "claimed");
    }

    /**
     * @param first the name of the directory's domain below another
     */
    private Browser connected(
            String organization, String domain, LdapServer server, String first, String above) {
        String parent = "dc=" + above + "," + LdapServer.BASE;
        String base = "dc=" + first + "," + parent;
        server.add("dn: " + parent, "objectClass: domain", "dc: " + above);
        server.add("dn: " + base, "objectClass: domain", "dc: " + first);
        OrganizationScope scope = world.organization(organization);
        world.owner(scope, "olga@" + domain);
        Browser owner = world.signedIn("olga@" + domain);
        scopes.put(owner, scope);
        bases.put(owner, base);
        Answer added =
                owner.post(
                        "/api/v1/organizations/" + scope.organization() + "/directories",
                        Map.of(
                                "name",
                                "OpenLDAP",
                                "kind",
                                "OPENLDAP",
                                "server",
                                "localhost:" + server.port(),
                                "authorities",
                                server.authority(),
                                "account",
                                LdapServer.READER,
                                "secret",
                                LdapServer.PASSWORD,
                                "base",
                                base));
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
        return owner;
    }

    /** Somebody who has come in with an address once, and so is linked. */
    private void linked(
            Browser owner, LdapServer server, String uid, String address, String password) {
        server.add(
                "dn: uid=" + uid + "," + bases.get(owner),
                "objectClass: inetOrgPerson",
                "uid: " + uid,
                "sn: Rectory",
                "cn: Dee Rectory",
                "mail: " + address,
                "userPassword: " + password);
        Answer made =
                owner.post(
                        "/api/v1/organizations/" + scope(owner).organization() + "/users",
                        Map.of("address", address, "signInMethod", "DIRECTORY"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(signIn(address, password)).as(address).isEqualTo(200);
    }

    private int signIn(String name, String password) {
        return world.browser().signIn(name, password).status();
    }
}
