package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.domains.DomainActivated;
import io.muster.jobs.Jobs;
import io.muster.kernel.DomainName;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.databind.node.ObjectNode;

/** Users whom an organization has by its domains. */
@MusterTest
class CorporateUserTests {

    @Autowired World world;
    @Autowired Scopes scopes;
    @Autowired Guests guests;
    @Autowired Jobs jobs;
    @Autowired ApplicationEventPublisher events;

    private String domain;
    private OrganizationScope acme;
    private OrganizationScope other;
    private String users;
    private Browser owner;

    @BeforeEach
    void twoOrganizations() {
        domain = "c" + UserId.next() + ".example";
        acme = world.organization("Acme " + domain);
        other = world.organization("Other " + domain);
        world.owner(acme, "olga@" + domain);
        owner = world.signedIn("olga@" + domain);
        users = "/api/v1/organizations/" + acme.organization() + "/users";
    }

    @Test
    void areThoseWhoWereThereBeforeTheirDomainBecameActive() {
        UserId ann = world.user(acme, "ann@" + domain);
        UserId aside = world.user(acme, "aside@else." + domain);
        UserId sub = world.user(acme, "sub@mail." + domain);

        assertThat(activated(acme)).contains("ann@" + domain + " DONE ");

        assertThat(owner.get(users + "/" + ann).json().at("/corporate").asBoolean()).isTrue();
        assertThat(owner.get(users + "/" + aside).json().at("/corporate").asBoolean()).isFalse();
        assertThat(owner.get(users + "/" + sub).json().at("/corporate").asBoolean()).isFalse();
        assertThat(audited(acme, ann)).containsExactly("users.became-corporate");
        assertThat(owner.get(users).status()).as("the owner, corporate too").isEqualTo(200);
    }

    @Test
    void fromElsewhereKeepTheirHomeAndGetAPlaceWithoutRights() {
        UserId eve = world.owner(other, "eve@" + domain);
        String theirs = "/api/v1/organizations/" + other.organization();

        assertThat(activated(acme)).contains("eve@" + domain + " DONE users.home-elsewhere");

        Browser eves = world.signedIn("eve@" + domain);
        assertThat(eves.get(theirs + "/users").status()).as("her rights stay").isEqualTo(200);
        assertThat(eves.get(users).status()).as("here she has none").isBetween(403, 404);
        assertThat(accounts("?kind=CORPORATE")).contains("eve@" + domain);
        assertThat(home(eve)).isEqualTo(other.organization().toString());
        assertThat(audited(acme, eve)).containsExactly("users.became-corporate");
        assertThat(audited(other, eve)).containsExactly("users.became-corporate");
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT subject FROM outbox WHERE recipient = :address")
                                .param("address", "eve@" + domain)
                                .query((row, _) -> row.getString(1))
                                .list())
                .containsExactly("You belong to Acme " + domain + " now");
        Browser.Answer blocked =
                owner.post(users + "/" + eve + "/actions/disable", Map.of("allowIncoming", false));
        assertThat(blocked.status()).as("her home manages her").isBetween(403, 409);
        assertThat(eves.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void areThoseTooWhoAreMadeWhileTheDomainBecomesActive() throws Exception {
        String late = "late@" + domain;
        CountDownLatch made = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<UserId> making =
                    threads.submit(() ->
                            scopes.in(
                                    other,
                                    () -> {
                                        UserId user = world.user(other, late);
                                        made.countDown();
                                        await().atMost(Duration.ofSeconds(30))
                                                .until(() -> release.getCount() == 0);
                                        return user;
                                    }));
            made.await();
            Future<List<String>> activating = threads.submit(() -> activated(acme));
            await().atMost(Duration.ofSeconds(20)).until(CorporateUserTests::someoneWaits);
            release.countDown();

            making.get();
            assertThat(activating.get()).contains(late + " DONE users.home-elsewhere");
        }
        assertThat(accounts("?kind=CORPORATE")).contains(late);
    }

    private static boolean someoneWaits() {
        return TestDatabase.owner()
                .sql(
                        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void fromElsewhereCanNeitherLeaveNorBeRemoved() {
        UserId eve = world.user(other, "eve@" + domain);
        activated(acme);
        Browser eves = world.signedIn("eve@" + domain);

        Browser.Answer removed =
                owner.send(
                        "DELETE",
                        "/api/v1/organizations/" + acme.organization() + "/guests/" + eve,
                        null,
                        Map.of());
        assertThat(removed.text("type")).isEqualTo("urn:problem:invitations:corporate");
        assertThat(eves.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(accounts("?kind=CORPORATE")).contains("eve@" + domain);
    }

    /** Who left before this was refused comes back as what he is. */
    @Test
    void fromElsewhereAreCorporateAgainWhenTheyAreInvited() {
        UserId eve = world.user(other, "eve@" + domain);
        activated(acme);
        guests.leave(acme, eve);
        assertThat(accounts("?kind=CORPORATE")).doesNotContain("eve@" + domain);

        guests.join(acme, eve);

        assertThat(accounts("?kind=CORPORATE")).contains("eve@" + domain);
    }

    /** What is known of an earlier time in the list neither bars the way back nor counts anew. */
    @Test
    void fromElsewhereBeginAnewInTheListWhenTheyComeBack() {
        UserId eve = world.user(other, "eve@" + domain);
        activated(acme);
        lastUse("UPDATE last_uses SET used_at = now()", eve, "");
        // As those left who did before this was cleared.
        for (String table : List.of("memberships", "disk_usages", "listings")) {
            TestDatabase.owner()
                    .sql(
                            "DELETE FROM %s WHERE user_id = :user AND organization_id = :acme"
                                    .formatted(table))
                    .param("user", eve.value())
                    .param("acme", acme.organization().value())
                    .update();
        }

        assertThat(guests.join(acme, eve)).isTrue();
        assertThat(lastUse("DELETE FROM last_uses", eve, "AND used_at IS NULL")).isEqualTo(1);

        guests.leave(acme, eve);
        assertThat(guests.join(acme, eve)).isTrue();
        guests.leave(acme, eve);
        assertThat(lastUse("DELETE FROM last_uses", eve, "")).as("gone with her").isZero();
    }

    private int lastUse(String change, UserId user, String and) {
        return TestDatabase.owner()
                .sql(change + " WHERE user_id = :user AND organization_id = :acme " + and)
                .param("user", user.value())
                .param("acme", acme.organization().value())
                .update();
    }

    @Test
    void ofAnotherOrganizationAreNeverTakenOver() {
        UserId rival = world.user(other, "rival@" + domain);
        TestDatabase.owner()
                .sql("UPDATE users SET corporate_of = :other WHERE id = :id")
                .param("other", other.organization().value())
                .param("id", rival.value())
                .update();

        assertThat(activated(acme))
                .contains("rival@" + domain + " SKIPPED users.corporate-elsewhere");

        assertThat(accounts("?kind=CORPORATE")).doesNotContain("rival@" + domain);
    }

    @Test
    void nobodyBecomesWhereTheDomainIsNoLongerActiveWhenHisTurnComes() {
        ProvedDomain.inactive(acme, domain);

        scopes.run(
                acme,
                () ->
                        events.publishEvent(
                                new DomainActivated(acme.organization(), new DomainName(domain))));

        assertThat(ended()).containsExactly("olga@" + domain + " SKIPPED users.domain-inactive");
    }

    @Test
    void activatingTwiceChangesNobodyTwice() {
        activated(acme);

        scopes.run(
                acme,
                () ->
                        events.publishEvent(
                                new DomainActivated(acme.organization(), new DomainName(domain))));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> ended().contains("olga@" + domain + " UNCHANGED users.already"));
    }

    @Test
    void stayCorporateAndManageableWhenTheirDomainIsGoneButNobodyNewComes() {
        UserId ann = world.user(acme, "ann@" + domain);
        activated(acme);
        TestDatabase.owner()
                .sql("DELETE FROM domains WHERE name = :name")
                .param("name", domain)
                .update();

        Browser.Answer refused = owner.post(users, Map.of("address", "new@" + domain));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/code")).isEqualTo("domain-inactive");
        assertThat(owner.post(users, Map.of("address", "new@free." + domain)).status())
                .as("it has no domain any more")
                .isEqualTo(201);
        assertThat(
                        owner.post(
                                        users + "/" + ann + "/actions/disable",
                                        Map.of("allowIncoming", false))
                                .status())
                .isBetween(200, 204);
        assertThat(owner.get(users + "/" + ann).json().at("/corporate").asBoolean()).isTrue();
    }

    @Test
    void areFoundByKindAndByDomain() {
        world.user(acme, "ann@" + domain);
        world.user(acme, "aside@else." + domain);
        activated(acme);

        assertThat(accounts("?kind=CORPORATE"))
                .containsExactlyInAnyOrder("olga@" + domain, "ann@" + domain);
        assertThat(accounts("?kind=ORDINARY")).containsExactly("aside@else." + domain);
        assertThat(accounts("?kind=ORDINARY&kind=GUEST")).containsExactly("aside@else." + domain);
        assertThat(accounts("?domain=ELSE." + domain)).containsExactly("aside@else." + domain);
        assertThat(accounts("?domain=" + domain + "&search=ann&sort=-createdAt"))
                .containsExactly("ann@" + domain);
        assertThat(owner.get(users + "/count?kind=CORPORATE").json().at("/count").asInt())
                .isEqualTo(2);
        assertThat(owner.get(users + "?domain=not%20a%20domain").text("errors/0/field"))
                .isEqualTo("domain");
    }

    @Test
    void leaveTheirProfileToAdministratorsWhereTheOrganizationWantsThat() {
        world.user(acme, "ann@" + domain);
        world.user(acme, "aside@else." + domain);
        activated(acme);
        Browser ann = world.signedIn("ann@" + domain);
        assertThat(ann.get("/api/v1/me/profile").json().at("/locked").asBoolean()).isFalse();
        assertThat(renamed(ann, "0664 1")).isEqualTo(200);

        lock();

        Browser.Answer locked = ann.get("/api/v1/me/profile");
        assertThat(locked.json().at("/locked").asBoolean()).isTrue();
        assertThat(locked.json().at("/editable")).isEmpty();
        assertThat(renamed(ann, "0664 2")).isEqualTo(422);
        Browser aside = world.signedIn("aside@else." + domain);
        assertThat(aside.get("/api/v1/me/profile").json().at("/locked").asBoolean())
                .as("not a corporate one")
                .isFalse();
        assertThat(renamed(aside, "0664 3")).isEqualTo(200);
    }

    private void lock() {
        String organization = "/api/v1/organizations/" + acme.organization();
        Browser.Answer read = owner.get(organization);
        ObjectNode settings =
                ((ObjectNode) read.json())
                        .retain(
                                "name",
                                "description",
                                "timeZone",
                                "language",
                                "taxNumber",
                                "billingAddress",
                                "mailboxLimitOctets",
                                "tellsOfImpersonation")
                        .put("locksCorporateProfiles", true);
        assertThat(owner.put(organization, settings, read.header("ETag").orElseThrow()).status())
                .isEqualTo(200);
    }

    /** Changes the own mobile phone, which organizations let people edit at first. */
    private static int renamed(Browser browser, String phone) {
        Browser.Answer read = browser.get("/api/v1/me/profile");
        ObjectNode profile = (ObjectNode) read.json().at("/profile");
        return browser.put(
                        "/api/v1/me/profile",
                        profile.put("mobilePhone", phone),
                        read.header("ETag").orElseThrow())
                .status();
    }

    /** What became of each, once the domain is in use. */
    private List<String> activated(OrganizationScope scope) {
        ProvedDomain.active(scope, domain);
        scopes.run(
                scope,
                () ->
                        events.publishEvent(
                                new DomainActivated(scope.organization(), new DomainName(domain))));
        return ended();
    }

    private List<String> ended() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jobStates().stream().noneMatch(OPEN::contains));
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT i.subject_name, i.verdict, i.reason FROM job_items i JOIN jobs j ON j.id = i.job_id
                        WHERE j.kind = 'users.become-corporate' AND j.organization_id = :organization
                        """)
                .param("organization", acme.organization().value())
                .query((row, _) ->
                        row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                .list();
    }

    private static final List<String> OPEN = List.of("QUEUED", "RUNNING");

    private List<String> jobStates() {
        return TestDatabase.owner()
                .sql("SELECT state FROM jobs WHERE organization_id = :organization")
                .param("organization", acme.organization().value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> accounts(String filter) {
        Browser.Answer answer = owner.get(users + filter);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        List<String> accounts = new ArrayList<>();
        answer.json().at("/items").forEach(user -> accounts.add(user.at("/account").asString()));
        return accounts;
    }

    private static List<String> audited(OrganizationScope scope, UserId user) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT action FROM audit_entries
                        WHERE organization_id = :organization AND subject_id = :user AND action LIKE '%corporate%'
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String home(UserId user) {
        return TestDatabase.owner()
                .sql("SELECT organization_id FROM users WHERE id = :user")
                .param("user", user.value())
                .query((row, _) -> row.getString(1))
                .single();
    }
}
