package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Secrets;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Invitations to addresses that are nobody's own: aliases, shared mailboxes, groups. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationToAliasTests {

    @Autowired World world;
    @Autowired Secrets secrets;

    private OrganizationScope home;
    private Browser inviter;
    private Browser homeOwner;
    private String invitations;
    private SentMails mails;

    @BeforeAll
    void twoOrganizations() {
        mails = new SentMails(secrets);
        OrganizationScope inviting = world.organization("Inviting");
        world.owner(inviting, "ines@inviting.example");
        inviter = world.signedIn("ines@inviting.example");
        invitations = "/api/v1/organizations/" + inviting.organization() + "/invitations";
        home = world.organization("Home");
        ProvedDomain.active(home, "home.example");
        world.owner(home, "olga@home.example");
        homeOwner = world.signedIn("olga@home.example");
    }

    @Test
    void anAliasIsAnsweredByItsUserOnceTheMailReachedHim() {
        ProvedDomain.active(home, "alias.example");
        UserId ann = user("ann@home.example", "a.miller@alias.example");
        String id = invited("a.miller@alias.example");
        Browser hers = world.signedIn("ann@home.example");
        assertThat(hers.get("/api/v1/me/invitations").json().at("/pending")).isEmpty();
        assertThat(answer(hers, id, "accept").status()).isEqualTo(404);

        String token = mails.token("a.miller@alias.example", 1);
        assertThat(mails.now("a.miller@alias.example").getFirst())
                .contains("/account/invitations?token=");
        world.user(home, "mallory@home.example");
        Browser strangers = world.signedIn("mallory@home.example");
        assertThat(prove(strangers, token).text("type"))
                .isEqualTo("urn:problem:invitations:for-another-address");
        assertThat(prove(hers, token).status()).isEqualTo(204);
        assertThat(audited("invitations.alias-proved")).isEqualTo(ann.toString());
        assertThat(answer(strangers, id, "accept").status()).isEqualTo(404);
        assertThat(hers.get("/api/v1/me/invitations").text("pending/0/id")).isEqualTo(id);
        assertThat(answer(hers, id, "accept").status()).isEqualTo(200);
    }

    @Test
    void anAliasThatWasTakenAwayIsOfNoUse() {
        ProvedDomain.active(home, "gone.example");
        UserId bob = user("bob@home.example", "bob@gone.example");
        String id = invited("bob@gone.example");
        Browser his = world.signedIn("bob@home.example");
        assertThat(prove(his, mails.token("bob@gone.example", 1)).status()).isEqualTo(204);
        TestDatabase.owner()
                .sql("DELETE FROM addresses WHERE address = 'bob@gone.example' AND owner_id = :bob")
                .param("bob", bob.value())
                .update();
        assertThat(his.get("/api/v1/me/invitations").json().at("/pending")).isEmpty();
        assertThat(answer(his, id, "accept").status()).isEqualTo(404);
    }

    @Test
    void theMailToAnAddressThatIsNoPersonsSaysSoAndHasNoLink() {
        user("cid@home.example", "cid@unproved.example");
        shared("sales@home.example");
        for (String address : new String[] {"cid@unproved.example", "sales@home.example"}) {
            invited(address);
            assertThat(mails.to(address, 1).getFirst())
                    .contains("Nobody can accept with this address")
                    .doesNotContain("token=", "/register", "/account/invitations");
        }
    }

    /** A relay or a filter in front hands back what left, and whoever catches it reads the link. */
    @Test
    void theMailToAnAddressThatACatchAllReadsHasNoLink() {
        OrganizationScope heap = world.organization("Heap");
        ProvedDomain.active(heap, "heap.example");
        world.owner(heap, "hilda@heap.example");
        invited("before@heap.example");
        assertThat(mails.token("before@heap.example", 1)).isNotEmpty();

        CaughtMail.of(world.signedIn("hilda@heap.example"), heap, "hilda@heap.example");

        invited("guess@heap.example");
        assertThat(mails.to("guess@heap.example", 1).getFirst())
                .contains("Nobody can accept with this address")
                .doesNotContain("token=", "/register", "/account/invitations");
    }

    @Test
    void anAddressOfOnesOwnOrganizationIsRefusedAtOnce() {
        user("dan@home.example", "dan.alias@home.example");
        shared("desk@home.example");
        String own = "/api/v1/organizations/" + home.organization() + "/invitations";
        assertThat(homeOwner.post(own, Map.of("address", "dan.alias@home.example")).text("type"))
                .isEqualTo("urn:problem:invitations:member");
        assertThat(homeOwner.post(own, Map.of("address", "desk@home.example")).text("type"))
                .isEqualTo("urn:problem:invitations:shared-address");
    }

    private UserId user(String address, String alias) {
        UserId user = world.user(home, address);
        TestDatabase.owner()
                .sql(
                        "INSERT INTO addresses (address, organization_id, kind, owner_id) VALUES (:alias, :home, 'ALIAS', :user)")
                .param("alias", alias)
                .param("home", home.organization().value())
                .param("user", user.value())
                .update();
        return user;
    }

    private void shared(String address) {
        Browser.Answer made =
                homeOwner.post(
                        "/api/v1/organizations/" + home.organization() + "/mailboxes",
                        Map.of("name", address.replaceFirst("@.*", ""), "address", address));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    }

    private String invited(String address) {
        Browser.Answer made = inviter.post(invitations, Map.of("address", address));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }

    private static Browser.Answer answer(Browser browser, String id, String act) {
        return browser.post("/api/v1/me/invitations/" + id + "/" + act, Map.of());
    }

    private static Browser.Answer prove(Browser browser, String token) {
        return browser.post("/api/v1/me/invitations/proof", Map.of("token", token));
    }

    private static String audited(String action) {
        return TestDatabase.owner()
                .sql(
                        "SELECT subject_id::text FROM audit_entries WHERE action = :action ORDER BY at DESC LIMIT 1")
                .param("action", action)
                .query(String.class)
                .single();
    }
}
