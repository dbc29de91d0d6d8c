package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.access.Secrets;
import io.muster.domains.DomainActivated;
import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.mailboxes.Reception;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.databind.node.ObjectNode;

/** People without an account follow the link of an invitation. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationByLinkTests {

    private static final String PASSWORD = "seven green bottles standing";

    @Autowired World world;
    @Autowired Secrets secrets;
    @Autowired Reception reception;
    @Autowired Scopes scopes;
    @Autowired ApplicationEventPublisher events;

    private String organization;
    private String invitations;
    private Browser owner;
    private SentMails mails;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        mails = new SentMails(secrets);
        OrganizationScope acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        organization = "/api/v1/organizations/" + acme.organization();
        invitations = organization + "/invitations";
    }

    @Test
    void makesAnAccountAndAnOrganizationAndGivesWhatWasPromised() {
        String desk = shared("desk@acme.example");
        Browser.Answer made =
                owner.post(
                        invitations,
                        Map.of(
                                "address",
                                "ann@far.example",
                                "firstName",
                                "Ann",
                                "lastName",
                                "Lee",
                                "roles",
                                List.of(SystemRole.AUDITOR.id().toString()),
                                "mailboxes",
                                List.of(
                                        Map.of(
                                                "mailboxId",
                                                desk,
                                                "roles",
                                                List.of(SystemRole.READER.id().toString())))));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String mail = mails.to("ann@far.example", 1).getFirst();
        assertThat(mail).contains("/register?token=", "Acme");
        String token = SentMails.token(mail);

        Browser hers = world.browser();
        Browser.Answer look = hers.get("/api/v1/registrations/" + token);
        assertThat(look.text("address")).isEqualTo("ann@far.example");
        assertThat(look.text("firstName")).isEqualTo("Ann");
        assertThat(look.text("organizationName")).isEqualTo("Acme");

        Browser.Answer done = register(token, "Ann", "Lee", "Lee and Daughters");
        assertThat(done.status()).as(done.response().body()).isEqualTo(201);

        assertThat(hers.signIn("ann@far.example", PASSWORD).status()).isEqualTo(200);
        Browser.Answer me = hers.get("/api/v1/me");
        assertThat(me.response().body()).contains("Lee and Daughters", "Acme");
        assertThat(hers.get(organization + "/users").status()).isEqualTo(200);
        assertThat(
                        owner.get(organization + "/mailboxes/" + desk + "/access")
                                .text("items/0/address"))
                .isEqualTo("ann@far.example");
        assertThat(hers.get("/api/v1/me/invitations").text("addressProven")).isEqualTo("true");
        assertThat(mails.now("olga@acme.example"))
                .anyMatch(told -> told.contains("Ann Lee accepted"));
        assertThat(register(token, "Ann", "Lee", "").status()).isEqualTo(404);
    }

    @Test
    void mailToWhoRegisteredLeavesTheInstanceUntilTheDomainIsInUseAtHome() {
        String token = invited("uma+list@mine.example");
        OrganizationScope before = world.organization("Squatter");
        world.user(before, "uma@mine.example");
        assertThat(register(token, "Uma", "Own", "Umas").status()).isEqualTo(201);
        EmailAddress address = EmailAddress.valueOf("uma+list@mine.example");
        assertThat(reception.of(address)).isInstanceOf(Reception.Verdict.Unknown.class);
        assertThat(mailboxesOf("uma+list@mine.example")).isZero();

        UUID home =
                TestDatabase.owner()
                        .sql("SELECT organization_id FROM users WHERE address = :address")
                        .param("address", address.toString())
                        .query(UUID.class)
                        .single();
        OrganizationScope umas = scopes.organization(scopes.machinery(), new OrganizationId(home));
        ProvedDomain.active(umas, "mine.example");
        scopes.run(
                umas,
                () ->
                        events.publishEvent(
                                new DomainActivated(
                                        umas.organization(), new DomainName("mine.example"))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> mailboxesOf("uma+list@mine.example") == 1);
        assertThat(reception.of(address)).isInstanceOf(Reception.Verdict.Taken.class);
    }

    private static int mailboxesOf(String address) {
        return TestDatabase.owner()
                .sql("SELECT count(*) FROM mailboxes WHERE address = :address")
                .param("address", address)
                .query(Integer.class)
                .single();
    }

    @Test
    void whoRegisteredAcceptsFurtherInvitationsWithTheAddressThatHeProved() {
        assertThat(register(invited("vic@lone.example"), "Vic", "Lone", "").status())
                .isEqualTo(201);
        OrganizationScope second = world.organization("Second");
        world.owner(second, "sue@second.example");
        Browser.Answer made =
                world.signedIn("sue@second.example")
                        .post(
                                "/api/v1/organizations/" + second.organization() + "/invitations",
                                Map.of("address", "vic@lone.example"));
        Browser his = world.browser();
        his.signIn("vic@lone.example", PASSWORD);
        assertThat(his.get("/api/v1/me/invitations").json().at("/pending")).hasSize(1);
        assertThat(
                        his.post("/api/v1/me/invitations/" + made.text("id") + "/accept", Map.of())
                                .status())
                .isEqualTo(200);
    }

    @Test
    void callsTheOrganizationAfterItsFounderWhereHeNamesNone() {
        for (String local : List.of("bo1", "bo2")) {
            String token = invited(local + "@far.example");
            assertThat(register(token, "Bo", "Twin", "").status()).isEqualTo(201);
        }
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT name FROM organizations WHERE name LIKE 'Bo Twin%' ORDER BY name")
                                .query(String.class)
                                .list())
                .containsExactly("Bo Twin", "Bo Twin 2");
    }

    @Test
    void namesWhatIsWrongAndKeepsTheLink() {
        String token = invited("cleo@far.example");
        assertThat(register(token, " ", "X", "").text("errors/0/field")).isEqualTo("firstName");
        assertThat(register(token, "Cleo", "Moss", "Acme").text("errors/0/field"))
                .isEqualTo("organization");
        Browser stranger = world.browser();
        stranger.get("/api/v1/me");
        Browser.Answer weak =
                stranger.post(
                        "/api/v1/registrations/" + token,
                        Map.of("firstName", "C", "lastName", "M", "password", "short"));
        assertThat(weak.text("errors/0/field")).isEqualTo("password");
        assertThat(register(token, "Cleo", "Moss", "").status()).isEqualTo(201);
    }

    @Test
    void saysThatALinkIsTooOldOrRevoked() {
        String expired = invited("dora@far.example");
        TestDatabase.owner()
                .sql("UPDATE invitations SET expires_at = now() WHERE address = 'dora@far.example'")
                .update();
        assertThat(register(expired, "Dora", "Old", "").text("type"))
                .isEqualTo("urn:problem:invitations:expired");
        Browser.Answer made = owner.post(invitations, Map.of("address", "eli@far.example"));
        String revoked = mails.token("eli@far.example", 1);
        owner.post(invitations + "/" + made.text("id") + "/actions/revoke", Map.of());
        assertThat(register(revoked, "Eli", "Late", "").text("type"))
                .isEqualTo("urn:problem:invitations:no-such-link");
        assertThat(world.browser().get("/api/v1/registrations/made-up").status()).isEqualTo(404);
    }

    @Test
    void sendsWhoHasAnAccountMeanwhileToSignIn() {
        String token = invited("fay@far.example");
        OrganizationScope far = world.organization("Far");
        world.user(far, "fay@far.example");
        assertThat(register(token, "Fay", "Twice", "").text("type"))
                .isEqualTo("urn:problem:invitations:registered");
    }

    @Test
    void whoseDomainIsInUseBecomesAUserOfItsOrganization() {
        OrganizationScope corp = world.organization("Corp");
        world.owner(corp, "boss@corp.example");
        ProvedDomain.active(corp, "corp.example");
        String token = invited("gil@corp.example");
        assertThat(world.browser().get("/api/v1/registrations/" + token).text("homeName"))
                .isEqualTo("Corp");
        assertThat(register(token, "Gil", "Corp", "Not mine").status()).isEqualTo(201);
        Browser boss = world.signedIn("boss@corp.example");
        Browser.Answer listed =
                boss.get("/api/v1/organizations/" + corp.organization() + "/users?search=gil");
        assertThat(listed.text("items/0/guest")).isEqualTo("false");
        assertThat(owner.get(organization + "/users?search=gil").text("items/0/guest"))
                .isEqualTo("true");
        Browser his = world.browser();
        his.signIn("gil@corp.example", PASSWORD);
        assertThat(his.get("/api/v1/organizations/" + corp.organization() + "/users").status())
                .isEqualTo(403);
    }

    @Test
    void peopleOfTwoOrganizationsRegisterByInvitationsOfTheOtherAtTheSameTime() throws Exception {
        OrganizationScope left = world.organization("Left");
        OrganizationScope right = world.organization("Right");
        ProvedDomain.active(left, "left.example");
        ProvedDomain.active(right, "right.example");
        world.owner(left, "lea@left.example");
        world.owner(right, "ray@right.example");
        Browser leas = world.signedIn("lea@left.example");
        Browser rays = world.signedIn("ray@right.example");
        String ofLeft = "/api/v1/organizations/" + left.organization() + "/invitations";
        String ofRight = "/api/v1/organizations/" + right.organization() + "/invitations";
        for (int round = 0; round < 4; round++) {
            String rightmost = "new" + round + "@right.example";
            String leftmost = "new" + round + "@left.example";
            leas.post(ofLeft, Map.of("address", rightmost));
            rays.post(ofRight, Map.of("address", leftmost));
            List<String> tokens = List.of(mails.token(rightmost, 1), mails.token(leftmost, 1));
            try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Integer>> work =
                        tokens.stream()
                                .<Callable<Integer>>map(
                                        token -> () -> register(token, "New", "One", "").status())
                                .toList();
                for (Future<Integer> done : both.invokeAll(work)) {
                    assertThat(done.get()).isEqualTo(201);
                }
            }
        }
    }

    @Test
    void aCorporateUserGetsAMailboxWhereHisOrganizationWantsThat() {
        OrganizationScope corp = world.organization("Boxes");
        world.owner(corp, "boss@boxes.example");
        ProvedDomain.active(corp, "boxes.example");
        assertThat(register(invited("with@boxes.example"), "With", "Box", "").status())
                .isEqualTo(201);

        String path = "/api/v1/organizations/" + corp.organization();
        Browser boss = world.signedIn("boss@boxes.example");
        Browser.Answer read = boss.get(path);
        assertThat(read.text("mailboxesForRegistered")).isEqualTo("true");
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
                        .put("mailboxesForRegistered", false);
        Browser.Answer saved = boss.put(path, settings, read.header("ETag").orElseThrow());
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
        assertThat(saved.text("mailboxesForRegistered")).isEqualTo("false");
        assertThat(register(invited("without@boxes.example"), "Without", "Box", "").status())
                .isEqualTo(201);

        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT address FROM mailboxes WHERE organization_id = :organization ORDER BY address")
                                .param("organization", corp.organization().value())
                                .query(String.class)
                                .list())
                .containsExactly("boss@boxes.example", "with@boxes.example");
    }

    @Test
    void nobodyRegistersInADomainThatIsVerifiedAndNotInUse() {
        OrganizationScope idle = world.organization("Idle");
        ProvedDomain.inactive(idle, "idle.example");
        String token = invited("hal@idle.example");
        assertThat(register(token, "Hal", "Idle", "").text("type"))
                .isEqualTo("urn:problem:invitations:domain-not-in-use");
    }

    private String invited(String address) {
        Browser.Answer made = owner.post(invitations, Map.of("address", address));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return mails.token(address, 1);
    }

    private Browser.Answer register(
            String token, String firstName, String lastName, String organizationName) {
        Browser browser = world.browser();
        browser.get("/api/v1/me");
        return browser.post(
                "/api/v1/registrations/" + token,
                Map.of(
                        "firstName",
                        firstName,
                        "lastName",
                        lastName,
                        "password",
                        PASSWORD,
                        "organization",
                        organizationName));
    }

    private String shared(String address) {
        Browser.Answer made =
                owner.post(
                        organization + "/mailboxes",
                        Map.of("name", address.replaceFirst("@.*", ""), "address", address));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }
}
