package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Secrets;
import io.muster.kernel.ClientNetwork;
import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.Reception;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** People whom nobody invited register with a code that proves their address. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfRegistrationTests {

    private static final String PASSWORD = "seven green bottles standing";
    private static final String STATE = "/api/v1/registration";
    private static final String SETTINGS = "/api/v1/registration-settings";
    private static final Pattern CODE = Pattern.compile("enter this code: (\\d{8})");

    @Autowired World world;
    @Autowired Secrets secrets;
    @Autowired Reception reception;
    @Autowired RegistrationCodes codes;

    private SentMails mails;
    private Browser browser;
    private Browser root;

    @BeforeAll
    void mails() {
        mails = new SentMails(secrets);
        OrganizationScope first = world.organization("First");
        world.systemAdministrator(first, "root@first.example");
        root = world.signedIn("root@first.example");
        assertThat(browserOfAStranger().get(STATE).text("open")).isEqualTo("false");
        switched(true);
    }

    @BeforeEach
    void aStranger() {
        anHourLater();
        browser = browserOfAStranger();
    }

    private Browser browserOfAStranger() {
        Browser made = world.browser();
        made.get(STATE);
        return made;
    }

    private Browser.Answer switched(boolean open) {
        return root.put(
                SETTINGS, Map.of("open", open), root.get(SETTINGS).header("ETag").orElseThrow());
    }

    @Test
    void makesAProfileAndAnOrganizationOfItsOwnOnceTheCodeIsProved() {
        assertThat(browser.get(STATE).text("open")).isEqualTo("true");
        String token = proved("Nina@new.example");
        Browser.Answer look = browser.get("/api/v1/registrations/" + token);
        assertThat(look.text("address")).isEqualTo("nina@new.example");
        assertThat(look.json().at("/invitedBy").isNull()).isTrue();
        assertThat(look.json().at("/homeName").isNull()).isTrue();
        assertThat(register(token, "Nina's Bakery").status()).isEqualTo(201);
        assertThat(register(token, "Another").status()).isEqualTo(404);

        Browser hers = world.browser();
        assertThat(hers.signIn("nina@new.example", PASSWORD).status()).isEqualTo(200);
        Browser.Answer me = hers.get("/api/v1/me");
        assertThat(me.text("organizations/0/name")).isEqualTo("Nina's Bakery");
        assertThat(me.response().body()).contains("users:invite", "organization:manage");
        assertThat(hers.get("/api/v1/me/invitations").text("addressProven")).isEqualTo("true");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT actor_name FROM audit_entries WHERE action = 'users.registered'")
                                .query(String.class)
                                .list())
                .contains("Nina New");
        // Who mails her reaches the server that she reads her mail on.
        assertThat(reception.of(EmailAddress.valueOf("nina@new.example")))
                .isInstanceOf(Reception.Verdict.Unknown.class);
    }

    @Test
    void anOrganizationMadeSoGivesNoAddressesInUnprovedDomainsAndSendsFewInvitations() {
        assertThat(register(proved("mal@new.example"), "Mal's").status()).isEqualTo(201);
        Browser mals = world.browser();
        mals.signIn("mal@new.example", PASSWORD);
        Browser.Answer me = mals.get("/api/v1/me");
        String path = "/api/v1/organizations/" + me.text("organizations/0/id");
        assertThat(mals.get(path).text("provedDomainsOnly")).isEqualTo("true");
        for (Browser.Answer refused :
                List.of(
                        mals.post(path + "/users", Map.of("address", "ceo@new.example")),
                        mals.post(
                                path + "/mailboxes",
                                Map.of("name", "Box", "address", "box@new.example")))) {
            assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
            assertThat(refused.text("errors/0/code")).isEqualTo("domain-unproved");
        }
        for (int number = 0; number < 20; number++) {
            Browser.Answer made =
                    mals.post(
                            path + "/invitations",
                            Map.of("address", "g" + number + "@guests.example"));
            assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        }
        assertThat(
                        mals.post(path + "/invitations", Map.of("address", "g@guests.example"))
                                .text("type"))
                .isEqualTo("urn:problem:invitations:too-many-mails");
    }

    @Test
    void whatIsWrongInTheFormKeepsTheProof() {
        String token = proved("una@new.example");
        assertThat(register(token, "First").text("errors/0/field")).isEqualTo("organization");
        Browser.Answer weak =
                browser.post(
                        "/api/v1/registrations/" + token,
                        Map.of("firstName", "U", "lastName", "N", "password", "short"));
        assertThat(weak.text("errors/0/field")).isEqualTo("password");
        assertThat(register(token, "Una's").status()).isEqualTo(201);
    }

    @Test
    void anAddressInADomainInUseBecomesAUserOfItsOrganizationWithoutRights() {
        OrganizationScope corp = world.organization("Corp");
        world.owner(corp, "boss@corp.example");
        ProvedDomain.active(corp, "corp.example");
        String token = proved("gil@corp.example");
        assertThat(browser.get("/api/v1/registrations/" + token).text("homeName"))
                .isEqualTo("Corp");
        assertThat(register(token, "Not mine").status()).isEqualTo(201);
        Browser his = world.browser();
        his.signIn("gil@corp.example", PASSWORD);
        Browser.Answer me = his.get("/api/v1/me");
        assertThat(me.json().at("/organizations")).hasSize(1);
        assertThat(me.text("organizations/0/name")).isEqualTo("Corp");
        assertThat(his.get("/api/v1/organizations/" + corp.organization() + "/users").status())
                .isEqualTo(403);
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT count(*) FROM organizations WHERE name = 'Not mine'")
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void anAddressInADomainThatIsNotInUseIsRefusedAfterTheCode() {
        OrganizationScope idle = world.organization("Idle");
        ProvedDomain.inactive(idle, "idle.example");
        String token = proved("hal@idle.example");
        assertThat(browser.get("/api/v1/registrations/" + token).text("type"))
                .isEqualTo("urn:problem:invitations:domain-not-in-use");
        assertThat(register(token, "").text("type"))
                .isEqualTo("urn:problem:invitations:domain-not-in-use");
    }

    @Test
    void theAnswerIsTheSameForAnAddressThatSomebodyHasAndTheMailTellsHim() {
        OrganizationScope known = world.organization("Known");
        world.user(known, "kim@known.example");
        Browser.Answer taken = ask("kim@known.example");
        Browser.Answer free = ask("lea@known.example");
        assertThat(taken.status()).isEqualTo(202);
        assertThat(taken.json().size()).isEqualTo(1);
        assertThat(taken.response().body().length()).isEqualTo(free.response().body().length());
        assertThat(mails.to("kim@known.example", 1).getFirst())
                .contains("You already have one", "/sign-in")
                .doesNotContain("enter this code");
        mails.to("lea@known.example", 1);
        Browser.Answer wrong = prove(taken, "12345678");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.response().body())
                .isEqualTo(prove(free, "x").response().body())
                .isEqualTo(prove(UUID.randomUUID().toString(), "12345678").response().body());
        // Nor is a second address made of mail that somebody gets already.
        ask("kim+tag@known.example");
        assertThat(mails.to("kim+tag@known.example", 1).getFirst())
                .doesNotContain("enter this code");
    }

    @Test
    void aCodeIsGoodForFiveTriesAndASingleUse() {
        Browser.Answer first = ask("mia@new.example");
        String code = code("mia@new.example", 1);
        for (int tried = 0; tried < 5; tried++) {
            assertThat(prove(first, "00000000x").text("errors/0/field")).isEqualTo("code");
        }
        assertThat(prove(first, code).status()).isEqualTo(422);

        minutesLater(2);
        Browser.Answer next = ask("mia@new.example");
        String second = code("mia@new.example", 2);
        // Whoever asks for codes for somebody else's address spends the tries of his own.
        minutesLater(2);
        Browser.Answer strangers = ask("mia@new.example");
        mails.to("mia@new.example", 3);
        assertThat(prove(strangers, second).status()).isEqualTo(422);
        assertThat(prove(next, second.substring(0, 4) + " " + second.substring(4)).status())
                .isEqualTo(200);
        assertThat(prove(next, second).status()).isEqualTo(422);
    }

    @Test
    void aCodeAndWhatItBroughtGrowOld() {
        Browser.Answer asked = ask("ned@new.example");
        String code = code("ned@new.example", 1);
        expire("ned@new.example");
        assertThat(prove(asked, code).status()).isEqualTo(422);
        String token = proved("oda@new.example");
        expire("oda@new.example");
        assertThat(register(token, "").text("type"))
                .isEqualTo("urn:problem:invitations:no-such-link");
    }

    @Test
    void codesAreSentAtMostOnceAMinuteAndSoOftenInAnHour() {
        assertThat(ask("pia@new.example").status()).isEqualTo(202);
        assertThat(ask("PIA@new.example").text("type"))
                .isEqualTo("urn:problem:invitations:code-too-early");
        for (int further = 0; further < 4; further++) {
            minutesLater(2);
            assertThat(ask("pia@new.example").status()).isEqualTo(202);
        }
        minutesLater(2);
        assertThat(ask("pia@new.example").status()).isEqualTo(429);
    }

    @Test
    void oneNetworkAsksForSoManyCodesButWhoComesThroughAProxyHereSharesNoneWithOthers() {
        for (int asked = 0; asked < 20; asked++) {
            assertThat(askFrom("192.0.2.7", "far" + asked + "@new.example"))
                    .isInstanceOf(RegistrationCodes.Asking.Asked.class);
        }
        assertThat(askFrom("192.0.2.7", "far@new.example"))
                .isEqualTo(new RegistrationCodes.Asking.Refused(InvitationRule.TOO_MANY_CODES));
        assertThat(askFrom("192.0.2.8", "far@new.example"))
                .isInstanceOf(RegistrationCodes.Asking.Asked.class);
        for (int asked = 0; asked < 21; asked++) {
            assertThat(ask("behind" + asked + "@new.example").status()).isEqualTo(202);
        }
    }

    private RegistrationCodes.Asking askFrom(String address, String whom) {
        return codes.ask(EmailAddress.valueOf(whom), ClientNetwork.of(address));
    }

    @Test
    void noCodeGoesWhereSomebodyCatchesWhatNobodyHas() {
        OrganizationScope heap = world.organization("Heap");
        ProvedDomain.active(heap, "heap.example");
        world.owner(heap, "olga@heap.example");
        Browser hers = world.signedIn("olga@heap.example");
        Browser.Answer free = ask("before@heap.example");
        mails.to("before@heap.example", 1);
        CaughtMail.of(hers, heap, "olga@heap.example");

        Browser.Answer caught = ask("guess1@heap.example");

        assertThat(caught.status()).isEqualTo(202);
        assertThat(caught.response().body()).hasSameSizeAs(free.response().body());
        assertThat(mails.to("guess1@heap.example", 1).getFirst()).doesNotContain("enter this code");
        assertThat(prove(caught, "12345678").response().body())
                .isEqualTo(prove(free, "x").response().body());
    }

    @Test
    void theInstanceSendsSoManyCodesInAnHour() {
        // From as many networks as one likes.
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO registration_codes (id, address, network, try_at, expires_at)
                        SELECT gen_random_uuid(), n || '@many.example', 'n' || n, NULL, now() FROM generate_series(1, 299) n
                        """)
                .update();
        assertThat(ask("last@new.example").status()).isEqualTo(202);
        assertThat(ask("over@new.example").text("type"))
                .isEqualTo("urn:problem:invitations:too-many-codes");
    }

    @Test
    void twoWhoComeWithOneProofMakeOneAccount() throws Exception {
        String token = proved("twin@new.example");
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> one = () -> register(token, "").status();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> done : both.invokeAll(List.of(one, one))) {
                statuses.add(done.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 404);
        }
    }

    @Test
    void aCopyOfTheDatabaseTellsNoCode() {
        ask("rob@new.example");
        String code = code("rob@new.example", 1);
        String rows =
                TestDatabase.owner()
                        .sql(
                                """
                                SELECT string_agg(row, ' ') FROM (
                                    SELECT c::text AS row FROM registration_codes c WHERE address = 'rob@new.example'
                                    UNION ALL SELECT o::text FROM outbox o WHERE recipient = 'rob@new.example')
                                """)
                        .query(String.class)
                        .single();
        assertThat(rows).contains("rob@new.example").doesNotContain(code);
    }

    @Test
    void onceItIsSwitchedOffNobodyRegistersAndProofsAreOfNoUse() {
        Browser.Answer asked = ask("sam@new.example");
        String code = code("sam@new.example", 1);
        String token = proved("ted@new.example");
        assertThat(switched(false).text("open")).isEqualTo("false");
        try {
            assertThat(browser.get(STATE).text("open")).isEqualTo("false");
            for (Browser.Answer refused :
                    List.of(
                            ask("tim@new.example"),
                            prove(asked, code),
                            browser.get("/api/v1/registrations/" + token),
                            register(token, ""))) {
                assertThat(refused.text("type"))
                        .isEqualTo("urn:problem:invitations:registration-off");
            }
        } finally {
            assertThat(switched(true).status()).isEqualTo(200);
        }
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM audit_entries WHERE action LIKE 'invitations.registration-%'")
                                .query(Integer.class)
                                .single())
                .isEqualTo(3);
        assertThat(root.put(SETTINGS, Map.of("open", false), "\"1\"").status()).isEqualTo(412);
    }

    @Test
    void namesWhatIsNoAddress() {
        assertThat(ask("no address").text("errors/0/field")).isEqualTo("address");
        assertThat(ask("tom@new.example\r\nBcc: x@y.example").text("errors/0/field"))
                .isEqualTo("address");
    }

    private Browser.Answer ask(String address) {
        return browser.post("/api/v1/registration/codes", Map.of("address", address));
    }

    private Browser.Answer prove(Browser.Answer asked, String code) {
        return prove(asked.text("id"), code);
    }

    private Browser.Answer prove(String id, String code) {
        return browser.post("/api/v1/registration/proofs", Map.of("id", id, "code", code));
    }

    private String code(String address, int mail) {
        Matcher code = CODE.matcher(mails.to(address, mail).getLast());
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private String proved(String address) {
        Browser.Answer asked = ask(address);
        assertThat(asked.status()).as(asked.response().body()).isEqualTo(202);
        Browser.Answer proof = prove(asked, code(address.toLowerCase(Locale.ROOT), 1));
        assertThat(proof.status()).as(proof.response().body()).isEqualTo(200);
        return proof.text("token");
    }

    private Browser.Answer register(String token, String organization) {
        return browser.post(
                "/api/v1/registrations/" + token,
                Map.of(
                        "firstName",
                        "Nina",
                        "lastName",
                        "New",
                        "password",
                        PASSWORD,
                        "organization",
                        organization));
    }

    private static void minutesLater(int minutes) {
        TestDatabase.owner()
                .sql(
                        "UPDATE registration_codes SET asked_at = asked_at - make_interval(mins => :minutes)")
                .param("minutes", minutes)
                .update();
    }

    private static void anHourLater() {
        minutesLater(61);
    }

    private static void expire(String address) {
        TestDatabase.owner()
                .sql("UPDATE registration_codes SET expires_at = now() WHERE address = :address")
                .param("address", address)
                .update();
    }
}
