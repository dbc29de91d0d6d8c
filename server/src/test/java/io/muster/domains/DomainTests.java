package io.muster.domains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DomainTests {

    private static int count;

    @Autowired private World world;
    @Autowired private DomainChecks checks;
    @Autowired private Domains domains;

    private final NameService names = NameService.shared();

    private OrganizationScope acme;
    private OrganizationScope globex;
    private Browser owner;
    private Browser rival;
    private String name = "";

    @BeforeAll
    void twoOrganizations() {
        acme = world.organization("Acme");
        globex = world.organization("Globex");
        world.owner(acme, "ann@people.example");
        world.owner(globex, "gus@people.example");
        owner = world.signedIn("ann@people.example");
        rival = world.signedIn("gus@people.example");
    }

    @BeforeEach
    void aRegisteredDomain() {
        name = "domain" + ++count + ".example";
        names.host(name, "192.0.2.1");
    }

    @Test
    void isAddedUnverifiedWithTheRecordThatProvesIt() {
        Answer added = owner.post(all(acme), Map.of("name", name));
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("Location")).hasValue(one(acme, added.text("id")));
        assertThat(added.text("state")).isEqualTo("UNVERIFIED");
        assertThat(added.text("verification")).isEqualTo("NOT_STARTED");
        assertThat(added.text("proof/method")).isEqualTo("TXT");
        assertThat(added.text("proof/host")).isEqualTo("_muster-verify." + name);
        assertThat(added.text("proof/value")).matches("[a-z2-7]{32}");
        assertThat(owner.get(one(acme, added.text("id"))).text("name")).isEqualTo(name);
        assertThat(rival.get(one(globex, added.text("id"))).status()).isEqualTo(404);
    }

    @Test
    void isProvedByAnAliasWhenThatIsChosenWhileItIsUnverified() {
        String id = added(acme, owner);
        Answer before = owner.get(one(acme, id));
        String token = before.text("proof/value");
        Answer changed =
                owner.put(
                        one(acme, id),
                        Map.of("method", "CNAME"),
                        before.header("ETag").orElseThrow());
        assertThat(changed.text("proof/host")).isEqualTo("_muster-verify-" + token + "." + name);
        assertThat(changed.text("proof/value")).isEqualTo(token + ".muster-verify.invalid");
        assertThat(
                        owner.put(
                                        one(acme, id),
                                        Map.of("method", "TXT"),
                                        before.header("ETag").orElseThrow())
                                .status())
                .as("an old version")
                .isEqualTo(412);

        ProvedDomain.inactive(acme, "proved-" + name);
        Answer verified =
                owner.put(one(acme, idOf("proved-" + name)), Map.of("method", "CNAME"), "\"1\"");
        assertThat(verified.text("type")).isEqualTo("urn:problem:domains:verified");
    }

    @Test
    void isListedPageByPage() {
        for (String part : List.of("one", "two", "three")) {
            names.host(part + "." + name, "192.0.2.1");
            assertThat(owner.post(all(acme), Map.of("name", part + "." + name)).status())
                    .isEqualTo(201);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = owner.get(all(acme) + "?limit=2" + cursor);
            page.json().at("/items").forEach(item -> seen.add(item.at("/name").asString()));
            cursor = page.text("next").isEmpty() ? "" : "&cursor=" + page.text("next");
        } while (!cursor.isEmpty());
        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsSubsequence("one." + name, "two." + name, "three." + name);
    }

    @Test
    void isTakenInWhateverScriptAndShownAsPeopleWriteIt() {
        names.host("xn--bcher-kva." + name, "192.0.2.1");
        Answer added = owner.post(all(acme), Map.of("name", "Bücher." + name));
        assertThat(added.text("name")).isEqualTo("xn--bcher-kva." + name);
        assertThat(added.text("displayName")).isEqualTo("bücher." + name);
    }

    @Test
    void refusesWhatIsNoPublicDomain() {
        for (String bad :
                List.of(
                        "",
                        "acme",
                        "192.0.2.1",
                        "a..example",
                        "-a.example",
                        "_dmarc.acme.example",
                        "machine.local",
                        "x".repeat(64) + ".example",
                        ("a".repeat(50) + ".").repeat(4) + "example",
                        "gmail.com",
                        "GMX.net",
                        "nobody-registered.example")) {
            Answer refused = owner.post(all(acme), Map.of("name", bad));
            assertThat(refused.status()).as(bad).isEqualTo(422);
            assertThat(refused.text("errors/0/field")).as(bad).isEqualTo("name");
        }
        names.failing("silent." + name);
        assertThat(owner.post(all(acme), Map.of("name", "silent." + name)).text("errors/0/code"))
                .isEqualTo("unanswered");
        assertThat(owner.post(all(acme), Map.of()).text("errors/0/code")).isEqualTo("required");
    }

    @Test
    void isListedOnceAndNotWhenAnotherHasIt() {
        added(acme, owner);
        Answer again =
                owner.post(all(acme), Map.of("name", name.toUpperCase(java.util.Locale.ROOT)));
        assertThat(again.text("type")).isEqualTo("urn:problem:domains:listed");
        assertThat(rival.post(all(globex), Map.of("name", name)).status())
                .as("others may try")
                .isEqualTo(201);
        ProvedDomain.inactive(globex, "theirs." + name);
        names.host("theirs." + name, "192.0.2.1");
        assertThat(owner.post(all(acme), Map.of("name", "theirs." + name)).text("type"))
                .isEqualTo("urn:problem:domains:in-use");
    }

    @Test
    void refusesMoreThanAHundred() {
        OrganizationScope full = world.organization("Full " + name);
        world.owner(full, "owner@" + name);
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO domains (id, organization_id, name, method, token)
                        SELECT gen_random_uuid(), :organization, 'd' || n || '.example', 'TXT', 'x'
                        FROM generate_series(1, 100) n
                        """)
                .param("organization", full.organization().value())
                .update();
        assertThat(
                        world.signedIn("owner@" + name)
                                .post(all(full), Map.of("name", name))
                                .text("type"))
                .isEqualTo("urn:problem:domains:too-many");
    }

    @Test
    void becomesInactiveOnceItsRecordIsFoundAndTellsWhoAsked() {
        String id = added(acme, owner);
        names.text("_muster-verify." + name, "something else");
        publish(id);
        Answer verified = verify(owner, acme, id);
        assertThat(verified.text("state")).isEqualTo("INACTIVE");
        assertThat(verified.text("verification")).isEqualTo("DONE");
        assertThat(verified.text("lastFinding/outcome")).isEqualTo("FOUND");
        assertThat(verified.json().at("/lastFinding/found")).hasSize(2);
        assertThat(notices("domains.verified")).isEqualTo(1);
        assertThat(mails()).containsExactly("The domain " + name + " is verified");
        assertThat(audited())
                .containsExactly(
                        "domains.added", "domains.verification-started", "domains.verified");
    }

    @Test
    void isLookedForOnceAMinuteAtMost() {
        String id = added(acme, owner);
        Answer first = verify(owner, acme, id);
        assertThat(first.text("state")).isEqualTo("UNVERIFIED");
        assertThat(first.text("verification")).isEqualTo("RUNNING");
        assertThat(first.text("lastFinding/outcome")).isEqualTo("MISSING");
        Answer second = verify(owner, acme, id);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.text("type")).isEqualTo("urn:problem:domains:too-early");
        assertThat(second.text("again")).isGreaterThan(first.text("lastCheckedAt"));
        aMinuteLater(id);
        assertThat(verify(owner, acme, id).status()).isEqualTo(200);
    }

    @Test
    void isFoundByTheServerItselfWithinThreeDays() {
        String id = added(acme, owner);
        verify(owner, acme, id);
        publish(id);
        set(id, "next_check_at = now() - interval '1 second'");
        checks.run();
        await().until(() -> state(id).equals("INACTIVE"));
        assertThat(notices("domains.verified")).isEqualTo(1);
    }

    @Test
    void expiresAfterThreeDaysAndIsStartedAgain() {
        String id = added(acme, owner);
        verify(owner, acme, id);
        set(
                id,
                "gives_up_at = now() - interval '1 second', next_check_at = now() - interval '1 second'");
        checks.run();
        await().until(() -> verification(id).equals("EXPIRED"));
        assertThat(notices("domains.verification-expired")).isEqualTo(1);
        assertThat(mails()).containsExactly("The domain " + name + " could not be verified");
        aMinuteLater(id);
        assertThat(verify(owner, acme, id).text("verification")).isEqualTo("RUNNING");
    }

    @Test
    void isWonByTheFirstOfTwoWhoProveItAtTheSameTime() throws Exception {
        String ours = added(acme, owner);
        String theirs = added(globex, rival);
        publish(ours);
        publish(theirs);
        List<Callable<Answer>> both =
                List.of(() -> verify(owner, acme, ours), () -> verify(rival, globex, theirs));
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<Answer> answer : threads.invokeAll(both)) {
                statuses.add(answer.get().status());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        boolean weWon = statuses.getFirst() == 200;
        String loser = weWon ? theirs : ours;
        aMinuteLater(loser);
        Answer later = verify(weWon ? rival : owner, weWon ? globex : acme, loser);
        assertThat(later.text("type")).isEqualTo("urn:problem:domains:in-use");
    }

    @Test
    void endsTheSearchOfWhoIsLate() {
        String ours = added(acme, owner);
        verify(owner, acme, ours);
        publish(ours);
        ProvedDomain.inactive(globex, name);
        set(ours, "next_check_at = now() - interval '1 second'");
        checks.run();
        await().until(() -> verification(ours).equals("NOT_STARTED"));
        assertThat(owner.get(one(acme, ours)).text("lastFinding/outcome")).isEqualTo("IN_USE");
        assertThat(notices("domains.in-use")).isEqualTo(1);
    }

    @Test
    void isTakenIntoUseAndOutOfIt() {
        ProvedDomain.inactive(acme, name);
        String id = idOf(name);
        assertThat(act(id, "deactivate").text("type")).isEqualTo("urn:problem:domains:not-active");
        assertThat(act(id, "activate").text("state")).isEqualTo("ACTIVE");
        assertThat(domains.active(acme).toString()).contains(name);
        assertThat(act(id, "activate").text("type")).isEqualTo("urn:problem:domains:not-inactive");
        assertThat(act(id, "deactivate").text("state")).isEqualTo("INACTIVE");
        String unverified = added(globex, rival, "other." + name);
        assertThat(rival.post(one(globex, unverified) + "/actions/activate", Map.of()).text("type"))
                .isEqualTo("urn:problem:domains:not-verified");
        assertThat(audited()).containsExactly("domains.activated", "domains.deactivated");
    }

    @Test
    void isNoLongerVerifiedWhenItsRecordIsGoneThreeDaysInARow() {
        ProvedDomain.active(acme, name);
        String id = idOf(name);
        aDayPasses(id, 1);
        assertThat(state(id)).isEqualTo("ACTIVE");
        assertThat(notices("domains.record-missed")).isEqualTo(1);
        aDayPasses(id, 2);
        assertThat(state(id)).isEqualTo("ACTIVE");
        set(id, "next_check_at = now() - interval '1 second'");
        checks.run();
        await().until(() -> state(id).equals("UNVERIFIED"));
        assertThat(notices("domains.record-missed")).as("told once").isEqualTo(1);
        assertThat(notices("domains.unverified")).isEqualTo(1);
        assertThat(domains.holder(new io.muster.kernel.DomainName(name))).isEmpty();
        assertThat(audited()).containsExactly("domains.record-missed", "domains.unverified");
    }

    @Test
    void staysVerifiedWhenItsRecordComesBackInTime() {
        String id = added(acme, owner);
        publish(id);
        verify(owner, acme, id);
        set(id, "missed = 2, next_check_at = now() - interval '1 second'");
        checks.run();
        await().until(() -> missed(id) == 0);
        assertThat(state(id)).isEqualTo("INACTIVE");
    }

    @Test
    void isNotLostToANameServiceThatDoesNotAnswer() {
        ProvedDomain.active(acme, name);
        String id = idOf(name);
        names.failing("_muster-verify." + name);
        set(id, "missed = 2, next_check_at = now() - interval '1 second'");
        checks.run();
        await().until(() ->
                owner.get(one(acme, id)).text("lastFinding/outcome").equals("UNANSWERED"));
        assertThat(state(id)).isEqualTo("ACTIVE");
        assertThat(missed(id)).isEqualTo(2);
    }

    @Test
    void isNotLostSoonerByLookingByHand() {
        ProvedDomain.active(acme, name);
        String id = idOf(name);
        set(id, "missed = 2, next_check_at = now() + interval '1 day'");
        Answer looked = verify(owner, acme, id);
        assertThat(looked.text("lastFinding/outcome")).isEqualTo("MISSING");
        assertThat(looked.text("state")).isEqualTo("ACTIVE");
        assertThat(missed(id)).isEqualTo(2);
    }

    @Test
    void isDeletedWhenItsNameIsTyped() {
        ProvedDomain.active(acme, name);
        String id = idOf(name);
        Answer refused =
                owner.post(one(acme, id) + "/actions/delete", Map.of("confirmation", "yes"));
        assertThat(refused.text("errors/0/field")).isEqualTo("confirmation");
        assertThat(
                        owner.post(
                                        one(acme, id) + "/actions/delete",
                                        Map.of(
                                                "confirmation",
                                                name.toUpperCase(java.util.Locale.ROOT)))
                                .status())
                .isEqualTo(204);
        assertThat(owner.get(one(acme, id)).status()).isEqualTo(404);
        assertThat(rival.post(all(globex), Map.of("name", name)).status())
                .as("free for another")
                .isEqualTo(201);
        assertThat(audited()).containsExactly("domains.deleted", "domains.added");
    }

    @Test
    void looksOftenAtFirstAndThenMoreSeldom() {
        assertThat(DomainVerification.pause(java.time.Duration.ofMinutes(10)).toMinutes())
                .isEqualTo(5);
        assertThat(DomainVerification.pause(java.time.Duration.ofHours(3)).toMinutes())
                .isEqualTo(15);
        assertThat(DomainVerification.pause(java.time.Duration.ofHours(40)).toMinutes())
                .isEqualTo(60);
    }

    private String added(OrganizationScope scope, Browser browser) {
        return added(scope, browser, name);
    }

    private String added(OrganizationScope scope, Browser browser, String domain) {
        names.host(domain, "192.0.2.1");
        Answer added = browser.post(all(scope), Map.of("name", domain));
        assertThat(added.status()).isEqualTo(201);
        return added.text("id");
    }

    private Answer verify(Browser browser, OrganizationScope scope, String id) {
        return browser.post(one(scope, id) + "/actions/verify", Map.of());
    }

    private Answer act(String id, String act) {
        return owner.post(one(acme, id) + "/actions/" + act, Map.of());
    }

    /** Puts the record into the domain that proves it. */
    private void publish(String id) {
        names.text(
                "_muster-verify." + name,
                TestDatabase.owner()
                        .sql("SELECT token FROM domains WHERE id = :id::uuid")
                        .param("id", id)
                        .query(String.class)
                        .single());
    }

    private void aDayPasses(String id, int missed) {
        set(id, "next_check_at = now() - interval '1 second'");
        checks.run();
        await().until(() -> missed(id) == missed);
    }

    private static void aMinuteLater(String id) {
        set(id, "last_checked_at = now() - interval '61 seconds'");
    }

    private static void set(String id, String what) {
        TestDatabase.owner()
                .sql("UPDATE domains SET " + what + " WHERE id = :id::uuid")
                .param("id", id)
                .update();
    }

    private static String idOf(String domain) {
        return TestDatabase.owner()
                .sql("SELECT id::text FROM domains WHERE name = :name")
                .param("name", domain)
                .query(String.class)
                .single();
    }

    private String state(String id) {
        return owner.get(one(acme, id)).text("state");
    }

    private String verification(String id) {
        return owner.get(one(acme, id)).text("verification");
    }

    private int missed(String id) {
        return owner.get(one(acme, id)).json().at("/missed").asInt();
    }

    private int notices(String kind) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM notices WHERE kind = :kind AND facts->>'domain' = :domain")
                .param("kind", kind)
                .param("domain", name)
                .query(Integer.class)
                .single();
    }

    private List<String> mails() {
        return TestDatabase.owner()
                .sql("SELECT subject FROM outbox WHERE subject LIKE '%' || :domain || '%'")
                .param("domain", name)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> audited() {
        return TestDatabase.owner()
                .sql(
                        "SELECT action FROM audit_entries WHERE subject_name = :domain ORDER BY at, sequence")
                .param("domain", name)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String all(OrganizationScope scope) {
        return "/api/v1/organizations/" + scope.organization() + "/domains";
    }

    private static String one(OrganizationScope scope, String id) {
        return all(scope) + "/" + id;
    }
}
