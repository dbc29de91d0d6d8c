package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Secrets;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** What administrators do with invitations, and how people of other organizations answer. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationTests {

    private static final String READER = SystemRole.READER.id().toString();
    private static final String HELP_DESK = SystemRole.HELP_DESK.id().toString();

    @Autowired World world;
    @Autowired Secrets secrets;

    private OrganizationScope acme;
    private OrganizationScope other;
    private String organization;
    private String invitations;
    private Browser owner;
    private SentMails mails;

    @BeforeAll
    void twoOrganizations() {
        mails = new SentMails(secrets);
        acme = world.organization("Acme");
        other = world.organization("Other");
        ProvedDomain.active(other, "other.example");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        organization = "/api/v1/organizations/" + acme.organization();
        invitations = organization + "/invitations";
    }

    @Test
    void somebodyOfAnotherOrganizationAcceptsAndHasWhatWasPromised() {
        UserId ann = proven("ann@other.example");
        String desk = shared("desk@acme.example");
        Browser.Answer made =
                owner.post(
                        invitations,
                        Map.of(
                                "address",
                                "Ann@other.example",
                                "roles",
                                List.of(HELP_DESK),
                                "permissions",
                                List.of("users:export"),
                                "mailboxes",
                                List.of(Map.of("mailboxId", desk, "roles", List.of(READER)))));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(made.text("state")).isEqualTo("PENDING");

        assertThat(mails.to("ann@other.example", 1).getFirst())
                .contains("Olga Example", "Acme", "/account/invitations?token=");
        Browser hers = world.signedIn("ann@other.example");
        assertThat(hers.get(invitations).status()).isEqualTo(404);
        Browser.Answer mine = hers.get("/api/v1/me/invitations");
        assertThat(mine.text("pending/0/organizationName")).isEqualTo("Acme");
        assertThat(mine.text("pending/0/invitedBy")).isEqualTo("Olga Example");
        assertThat(mine.text("pending/0/mailboxes/0/name")).isEqualTo("desk");
        assertThat(hers.get("/api/v1/me/notices").response().body())
                .contains("invitations.invited");

        Browser.Answer accepted = answer(hers, made.text("id"), "accept");
        assertThat(accepted.status()).as(accepted.response().body()).isEqualTo(200);

        assertThat(hers.get(organization + "/users?search=ann").text("items/0/guest"))
                .isEqualTo("true");
        Browser.Answer grants = owner.get(organization + "/users/" + ann + "/grants");
        assertThat(grants.text("roles/0/name")).isEqualTo("Help desk");
        assertThat(grants.json().at("/roles")).hasSize(1);
        assertThat(grants.text("permissions/0")).isEqualTo("users:export");
        assertThat(
                        owner.get(organization + "/mailboxes/" + desk + "/access")
                                .text("items/0/address"))
                .isEqualTo("ann@other.example");
        assertThat(owner.get(invitations + "/" + made.text("id")).text("state"))
                .isEqualTo("ACCEPTED");
        assertThat(mails.now("olga@acme.example"))
                .anyMatch(mail -> mail.contains("Ann Example accepted"));
        assertThat(owner.get("/api/v1/me/notices").response().body())
                .contains("invitations.answered", "Ann Example");
        assertThat(audited("invitations.accepted")).contains("Ann Example");
        assertThat(answer(hers, made.text("id"), "accept").text("type"))
                .isEqualTo("urn:problem:invitations:not-pending");
    }

    @Test
    void decliningGivesNothingAndTellsTheInviter() {
        UserId bea = proven("bea@other.example");
        String id = invited("bea@other.example");
        Browser hers = world.signedIn("bea@other.example");
        assertThat(answer(hers, id, "decline").status()).isEqualTo(204);
        assertThat(owner.get(organization + "/users/" + bea).status()).isEqualTo(404);
        assertThat(owner.get(invitations + "/" + id).text("state")).isEqualTo("DECLINED");
        assertThat(mails.now("olga@acme.example"))
                .anyMatch(mail -> mail.contains("Bea Example declined"));
        assertThat(audited("invitations.declined")).contains("Bea Example");
    }

    @Test
    void theMailProvesAnAddressThatWasNotProvedYet() {
        world.user(other, "cid@other.example");
        String id = invited("cid@other.example");
        String token = mails.token("cid@other.example", 1);
        Browser his = world.signedIn("cid@other.example");
        Browser.Answer before = his.get("/api/v1/me/invitations");
        assertThat(before.text("addressProven")).isEqualTo("false");
        assertThat(before.json().at("/pending")).isEmpty();
        assertThat(answer(his, id, "accept").status()).isEqualTo(404);

        world.user(other, "mallory@other.example");
        Browser strangers = world.signedIn("mallory@other.example");
        assertThat(prove(strangers, token).text("type"))
                .isEqualTo("urn:problem:invitations:for-another-address");
        assertThat(prove(his, token).status()).isEqualTo(204);
        assertThat(audited("users.address-verified")).contains("Cid Example");
        assertThat(answer(strangers, id, "accept").status()).isEqualTo(404);
        assertThat(his.get("/api/v1/me/invitations").json().at("/pending")).hasSize(1);
        assertThat(answer(his, id, "accept").status()).isEqualTo(200);
    }

    @Test
    void anAddressOfADomainThatItsOrganizationDidNotProveBringsNoInvitation() {
        OrganizationScope liars = world.organization("Liars");
        UserId ceo = world.user(liars, "ceo@bigcorp.example");
        TestDatabase.owner()
                .sql("UPDATE users SET address_verified_at = now() WHERE id = :id")
                .param("id", ceo.value())
                .update();
        String id = invited("ceo@bigcorp.example");
        assertThat(mails.to("ceo@bigcorp.example", 1).getFirst())
                .contains("/account/invitations")
                .doesNotContain("token=");
        Browser his = world.signedIn("ceo@bigcorp.example");
        Browser.Answer mine = his.get("/api/v1/me/invitations");
        assertThat(mine.text("addressTrusted")).isEqualTo("false");
        assertThat(mine.json().at("/pending")).isEmpty();
        assertThat(his.get("/api/v1/me/notices").response().body())
                .doesNotContain("invitations.invited");
        assertThat(answer(his, id, "accept").status()).isEqualTo(404);
        assertThat(answer(his, id, "decline").status()).isEqualTo(404);

        // Nor does what isn't a user: a tag, a shared mailbox.
        invited("ceo+x@bigcorp.example");
        assertThat(mails.to("ceo+x@bigcorp.example", 1).getFirst()).doesNotContain("token=");

        ProvedDomain.active(liars, "bigcorp.example");
        assertThat(his.get("/api/v1/me/invitations").json().at("/pending")).hasSize(1);
        assertThat(answer(his, id, "accept").status()).isEqualTo(200);
    }

    @Test
    void nobodyPromisesWhatHeLacks() {
        UserId dan = world.user(acme, "dan@acme.example");
        String grants = organization + "/users/" + dan + "/grants";
        owner.put(
                grants,
                Map.of("roles", List.of(), "permissions", List.of("users:invite", "grants:assign")),
                owner.get(grants).header("ETag").orElseThrow());
        Browser his = world.signedIn("dan@acme.example");
        Browser.Answer role =
                his.post(
                        invitations,
                        Map.of("address", "zoe@far.example", "roles", List.of(HELP_DESK)));
        assertThat(role.status()).isEqualTo(403);
        assertThat(role.text("type")).isEqualTo("urn:problem:invitations:beyond-own-rights");
        Browser.Answer mailbox =
                his.post(
                        invitations,
                        Map.of(
                                "address",
                                "zoe@far.example",
                                "mailboxes",
                                List.of(
                                        Map.of(
                                                "mailboxId",
                                                shared("lack@acme.example"),
                                                "roles",
                                                List.of(READER)))));
        assertThat(mailbox.text("permission")).isEqualTo("mailboxes:assign");
        assertThat(
                        his.post(
                                        invitations,
                                        Map.of(
                                                "address",
                                                "zoe@far.example",
                                                "permissions",
                                                List.of("users:invite")))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void nobodySendsAgainWhatHeMayNotPromise() {
        UserId deb = world.user(acme, "deb@acme.example");
        String grants = organization + "/users/" + deb + "/grants";
        owner.put(
                grants,
                Map.of("roles", List.of(), "permissions", List.of("users:invite", "grants:assign")),
                owner.get(grants).header("ETag").orElseThrow());
        Browser.Answer made =
                owner.post(
                        invitations,
                        Map.of("address", "yan@far.example", "roles", List.of(HELP_DESK)));
        SentMails.twoMinutesLater();
        Browser.Answer again =
                world.signedIn("deb@acme.example")
                        .post(invitations + "/" + made.text("id") + "/actions/resend", Map.of());
        assertThat(again.text("type")).isEqualTo("urn:problem:invitations:beyond-own-rights");
        assertThat(resend(made.text("id")).status()).isEqualTo(200);
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        Browser.Answer address = owner.post(invitations, Map.of("address", "nobody"));
        assertThat(address.text("errors/0/field")).isEqualTo("address");
        Browser.Answer mailbox =
                owner.post(
                        invitations,
                        Map.of(
                                "address",
                                "zed@far.example",
                                "mailboxes",
                                List.of(
                                        Map.of(
                                                "mailboxId",
                                                acme.organization().toString(),
                                                "roles",
                                                List.of(READER)))));
        assertThat(mailbox.text("errors/0/field")).isEqualTo("mailboxes[0].mailboxId");
        Browser.Answer role =
                owner.post(
                        invitations,
                        Map.of("address", "zed@far.example", "roles", List.of(READER)));
        assertThat(role.text("errors/0/field")).isEqualTo("roles[0]");
        Browser.Answer header =
                owner.post(
                        invitations, Map.of("address", "zed@far.example\r\nBcc: all@acme.example"));
        assertThat(header.text("errors/0/field")).isEqualTo("address");
    }

    @Test
    void refusesWhoIsHereOrInvitedAlready() {
        assertThat(refused("olga@acme.example")).isEqualTo("urn:problem:invitations:oneself");
        world.user(acme, "eva@acme.example");
        assertThat(refused("eva@acme.example")).isEqualTo("urn:problem:invitations:member");
        UserId fay = world.user(acme, "fay@acme.example");
        owner.post(organization + "/users/" + fay + "/actions/disable", Map.of());
        assertThat(refused("fay@acme.example")).isEqualTo("urn:problem:invitations:disabled");
        invited("gus@far.example");
        assertThat(refused("Gus@far.example")).isEqualTo("urn:problem:invitations:invited");
    }

    @Test
    void tellsNothingOfAPersonElsewhere() {
        UserId hal = proven("hal@other.example");
        world.owner(other, "oskar@other.example");
        world.signedIn("oskar@other.example")
                .post(
                        "/api/v1/organizations/"
                                + other.organization()
                                + "/users/"
                                + hal
                                + "/actions/disable",
                        Map.of());
        Browser.Answer known = owner.post(invitations, Map.of("address", "hal@other.example"));
        Browser.Answer unknown = owner.post(invitations, Map.of("address", "ina@other.example"));
        assertThat(known.status()).isEqualTo(201);
        assertThat(known.response().body().replaceAll("hal|[0-9a-f-]{36}|\\d{4}-[^\"]*", ""))
                .isEqualTo(
                        unknown.response()
                                .body()
                                .replaceAll("ina|[0-9a-f-]{36}|\\d{4}-[^\"]*", ""));
        // Written after the answer, whoever it is for: nothing to be measured.
        assertThat(mails.to("hal@other.example", 1)).hasSize(1);
        assertThat(mails.to("ina@other.example", 1)).hasSize(1);
    }

    @Test
    void revokedAndExpiredOnesAreAnsweredByNobody() {
        proven("jan@other.example");
        String revoked = invited("jan@other.example");
        Browser his = world.signedIn("jan@other.example");
        assertThat(owner.post(invitations + "/" + revoked + "/actions/revoke", Map.of()).status())
                .isEqualTo(200);
        assertThat(answer(his, revoked, "accept").text("type"))
                .isEqualTo("urn:problem:invitations:not-pending");
        assertThat(audited("invitations.revoked")).isNotEmpty();

        SentMails.twoMinutesLater();
        String expired = invited("jan@other.example");
        expire(expired);
        assertThat(answer(his, expired, "accept").text("type"))
                .isEqualTo("urn:problem:invitations:expired");
        assertThat(owner.get(invitations + "?state=EXPIRED").response().body()).contains(expired);
        // There is room for another.
        SentMails.twoMinutesLater();
        assertThat(answer(his, invited("jan@other.example"), "accept").status()).isEqualTo(200);
    }

    @Test
    void isSentAgainWithANewLinkAfterAMinute() {
        String id = invited("kim@far.example");
        String first = mails.token("kim@far.example", 1);
        assertThat(resend(id).text("type")).isEqualTo("urn:problem:invitations:too-early");
        SentMails.twoMinutesLater();
        assertThat(resend(id).status()).isEqualTo(200);
        String second = mails.token("kim@far.example", 2);
        Browser anybody = world.browser();
        assertThat(anybody.get("/api/v1/registrations/" + first).status()).isEqualTo(404);
        assertThat(anybody.get("/api/v1/registrations/" + second).status()).isEqualTo(200);
    }

    @Test
    void whatIsPromisedCanBeChangedUntilItIsAnswered() {
        proven("lea@other.example");
        Browser.Answer made = owner.post(invitations, Map.of("address", "lea@other.example"));
        mails.to("lea@other.example", 1);
        String path = invitations + "/" + made.text("id");
        Browser.Answer changed =
                owner.put(
                        path,
                        Map.of("roles", List.of(HELP_DESK)),
                        made.header("ETag").orElseThrow());
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(owner.put(path, Map.of(), "\"1\"").status()).isEqualTo(412);
        Browser hers = world.signedIn("lea@other.example");
        assertThat(answer(hers, made.text("id"), "accept").status()).isEqualTo(200);
        assertThat(hers.get(organization + "/users").status()).isEqualTo(200);
        assertThat(
                        owner.put(path, Map.of(), owner.get(path).header("ETag").orElseThrow())
                                .text("type"))
                .isEqualTo("urn:problem:invitations:not-pending");
        assertThat(mails.now("lea@other.example")).hasSize(1);
    }

    @Test
    void rightsAreThoseOfTheTimeOfAccepting() {
        proven("max@other.example");
        Browser.Answer role =
                owner.post(
                        organization + "/roles",
                        Map.of(
                                "name",
                                "Looker",
                                "level",
                                "ORGANIZATION",
                                "permissions",
                                List.of("units:read")));
        String gone = shared("gone@acme.example");
        Browser.Answer made =
                owner.post(
                        invitations,
                        Map.of(
                                "address",
                                "max@other.example",
                                "roles",
                                List.of(role.text("id")),
                                "mailboxes",
                                List.of(Map.of("mailboxId", gone, "roles", List.of(READER)))));
        assertThat(
                        owner.delete(
                                        organization + "/roles/" + role.text("id"),
                                        role.header("ETag").orElse("\"1\""))
                                .response()
                                .body())
                .contains("invitations.open");
        owner.put(
                organization + "/roles/" + role.text("id"),
                Map.of("name", "Looker", "permissions", List.of("users:read")),
                role.header("ETag").orElse("\"1\""));
        Browser.Answer deleted =
                owner.post(
                        organization + "/mailboxes/" + gone + "/actions/delete",
                        Map.of("confirmation", "gone"));
        assertThat(deleted.status()).as(deleted.response().body()).isLessThan(300);

        Browser his = world.signedIn("max@other.example");
        Browser.Answer accepted = answer(his, made.text("id"), "accept");
        assertThat(accepted.text("missing/0/name")).isEqualTo("gone");
        assertThat(his.get(organization + "/users").status()).isEqualTo(200);
        assertThat(his.get(organization + "/units").status()).isEqualTo(403);
        assertThat(mails.now("olga@acme.example"))
                .anyMatch(mail -> mail.contains("Max Example accepted") && mail.contains("gone"));
    }

    @Test
    void aGuestLeavesAndLosesAllThatHeHadThere() {
        UserId nora = proven("nora@other.example");
        String id = invited("nora@other.example");
        Browser hers = world.signedIn("nora@other.example");
        answer(hers, id, "accept");
        String team = shared("team@acme.example");
        give(team, nora);
        assertThat(hers.get("/api/v1/me/invitations").text("accepted/0/organizationName"))
                .isEqualTo("Acme");
        assertThat(answer(hers, id, "leave").status()).isEqualTo(204);
        assertThat(hers.get(organization + "/users").status()).isEqualTo(404);
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(owner.get(organization + "/users/" + nora).status()).isEqualTo(404);
        assertThat(owner.get(organization + "/mailboxes/" + team + "/access").json().at("/items"))
                .isEmpty();
        assertThat(owner.get(invitations + "/" + id).text("state")).isEqualTo("LEFT");
        assertThat(answer(hers, id, "leave").status()).isEqualTo(404);
    }

    @Test
    void theLastOwnerStaysAlsoAsAGuest() {
        OrganizationScope small = world.organization("Small");
        world.owner(small, "sole@small.example");
        Browser sole = world.signedIn("sole@small.example");
        UserId pia = proven("pia@other.example");
        String path = "/api/v1/organizations/" + small.organization();
        Browser.Answer made =
                sole.post(
                        path + "/invitations",
                        Map.of(
                                "address",
                                "pia@other.example",
                                "roles",
                                List.of(SystemRole.OWNER.id().toString())));
        Browser hers = world.signedIn("pia@other.example");
        answer(hers, made.text("id"), "accept");
        String soleId = sole.get("/api/v1/me").text("user/id");
        String grants = path + "/users/" + soleId + "/grants";
        Browser.Answer taken =
                hers.put(
                        grants,
                        Map.of("roles", List.of(), "permissions", List.of()),
                        hers.get(grants).header("ETag").orElse("\"0\""));
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(200);
        assertThat(answer(hers, made.text("id"), "leave").text("type"))
                .isEqualTo("urn:problem:invitations:last-owner");
        assertThat(hers.send("DELETE", path + "/guests/" + pia, null, Map.of()).status())
                .isEqualTo(409);
    }

    @Test
    void anAdministratorRemovesAGuestWhoStaysAUserElsewhere() {
        UserId quin = proven("quin@other.example");
        answer(world.signedIn("quin@other.example"), invited("quin@other.example"), "accept");
        String path = organization + "/guests/" + quin;
        String tray = shared("tray@acme.example");
        String access = organization + "/mailboxes/" + tray + "/access";
        owner.put(
                access + "/" + quin,
                Map.of("roles", List.of(READER), "permissions", List.of()),
                owner.get(access).header("ETag").orElseThrow());
        assertThat(owner.send("DELETE", path, null, Map.of()).status()).isEqualTo(204);
        assertThat(owner.get(organization + "/users/" + quin).status()).isEqualTo(404);
        assertThat(world.signedIn("quin@other.example").get("/api/v1/me").status()).isEqualTo(200);
        assertThat(mails.now("quin@other.example").getLast()).contains("no access to Acme");
        assertThat(audited("invitations.guest-removed")).isNotEmpty();
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        """
                                        SELECT before::text FROM audit_entries
                                        WHERE action = 'invitations.guest-removed' AND subject_id = :user
                                        """)
                                .param("user", quin.value())
                                .query(String.class)
                                .single())
                .contains("tray", "roles");
        assertThat(owner.send("DELETE", path, null, Map.of()).text("type"))
                .isEqualTo("urn:problem:invitations:no-guest");
    }

    /** Nothing is left that whoever is gone was given, wherever he was a guest. */
    @Test
    void aGuestWhoIsGoneForGoodHoldsNothingAnywhere() {
        UserId sid = proven("sid@other.example");
        answer(world.signedIn("sid@other.example"), invited("sid@other.example"), "accept");
        String post = shared("post@acme.example");
        String access = organization + "/mailboxes/" + post + "/access";
        owner.put(
                access + "/" + sid,
                Map.of("roles", List.of(READER), "permissions", List.of()),
                owner.get(access).header("ETag").orElseThrow());
        assertThat(held(sid)).isPositive();
        world.owner(other, "boss@other.example");
        Browser boss = world.signedIn("boss@other.example");
        String his = "/api/v1/organizations/" + other.organization() + "/users/" + sid;
        boss.post(his + "/actions/delete", Map.of());
        Browser.Answer purged =
                boss.post(his + "/actions/purge", Map.of("confirmation", "sid@other.example"));
        assertThat(purged.status()).as(purged.response().body()).isLessThan(300);

        assertThat(held(sid)).isZero();
    }

    private static int held(UserId user) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT (SELECT count(*) FROM role_grants WHERE user_id = :user)
                            + (SELECT count(*) FROM permission_grants WHERE user_id = :user)
                            + (SELECT count(*) FROM mailbox_role_grants WHERE user_id = :user)
                            + (SELECT count(*) FROM mail_rights WHERE user_id = :user)
                            + (SELECT count(*) FROM mail_subscriptions WHERE owner_id = :user)
                        """)
                .param("user", user.value())
                .query(Integer.class)
                .single();
    }

    @Test
    void aGuestIsManagedByHisHomeAlone() {
        UserId rob = proven("rob@other.example");
        TestDatabase.owner()
                .sql(
                        "UPDATE users SET notes = 'secret remark', recovery_address = 'rob@home.example' WHERE id = :id")
                .param("id", rob.value())
                .update();
        answer(world.signedIn("rob@other.example"), invited("rob@other.example"), "accept");
        String user = organization + "/users/" + rob;
        Browser.Answer read = owner.get(user);
        assertThat(read.text("guest")).isEqualTo("true");
        assertThat(read.text("account")).isEqualTo("rob@other.example");
        assertThat(read.response().body()).doesNotContain("secret remark", "rob@home.example");
        String tag = read.header("ETag").orElseThrow();
        assertThat(
                        owner.put(user + "/names", Map.of("address", "stolen@acme.example"), tag)
                                .text("type"))
                .isEqualTo("urn:problem:users:guest");
        for (String act : List.of("disable", "delete", "expire-password")) {
            Browser.Answer done = owner.post(user + "/actions/" + act, Map.of());
            assertThat(done.text("type")).as(act).isEqualTo("urn:problem:users:guest");
        }
        assertThat(
                        owner.post(
                                        user + "/actions/purge",
                                        Map.of("confirmation", "rob@other.example"))
                                .text("type"))
                .isEqualTo("urn:problem:users:guest");
        assertThat(
                        owner.post(
                                        user + "/actions/reset-password",
                                        Map.of(
                                                "password",
                                                "quite another phrase",
                                                "mustChangePassword",
                                                false))
                                .text("type"))
                .isEqualTo("urn:problem:users:guest");
        assertThat(
                        owner.post(user + "/actions/impersonate", Map.of("reason", "to look"))
                                .text("type"))
                .isEqualTo("urn:problem:users:guest");
        assertThat(owner.get(organization + "/users?search=rob@other").text("items/0/guest"))
                .isEqualTo("true");
        world.signedIn("rob@other.example");
    }

    @Test
    void theListIsFilteredByStateAndSearched() {
        String id = invited("sam.unusual@far.example");
        Browser.Answer found = owner.get(invitations + "?search=UNUSUAL&state=PENDING");
        assertThat(found.json().at("/items")).hasSize(1);
        assertThat(found.text("items/0/id")).isEqualTo(id);
        assertThat(owner.get(invitations + "/count?search=unusual").text("count")).isEqualTo("1");
        assertThat(owner.get(invitations + "?search=unusual&state=ACCEPTED").json().at("/items"))
                .isEmpty();
    }

    @Test
    void namesOfOthersAddNothingToTheMail() {
        Browser.Answer refused =
                owner.post(
                        invitations,
                        Map.of(
                                "address",
                                "tim@far.example",
                                "firstName",
                                "Tim\r\nBcc: all@acme.example",
                                "lastName",
                                "<script>"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("firstName");

        owner.post(
                invitations,
                Map.of(
                        "address",
                        "tim@far.example",
                        "firstName",
                        "Tim\" <all@acme.example>",
                        "lastName",
                        "<script>"));
        mails.to("tim@far.example", 1);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT recipient_name || subject FROM outbox WHERE recipient = 'tim@far.example'")
                                .query(String.class)
                                .single())
                .doesNotContain("\r", "\n");
    }

    private UserId proven(String address) {
        UserId user = world.user(other, address);
        TestDatabase.owner()
                .sql("UPDATE users SET address_verified_at = now() WHERE id = :id")
                .param("id", user.value())
                .update();
        return user;
    }

    private String invited(String address) {
        Browser.Answer made = owner.post(invitations, Map.of("address", address));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }

    private String refused(String address) {
        Browser.Answer refused = owner.post(invitations, Map.of("address", address));
        assertThat(refused.status()).isEqualTo(409);
        return refused.text("type");
    }

    private Browser.Answer resend(String id) {
        return owner.post(invitations + "/" + id + "/actions/resend", Map.of());
    }

    private static Browser.Answer answer(Browser browser, String id, String act) {
        return browser.post("/api/v1/me/invitations/" + id + "/" + act, Map.of());
    }

    private static Browser.Answer prove(Browser browser, String token) {
        return browser.post("/api/v1/me/invitations/proof", Map.of("token", token));
    }

    private String shared(String address) {
        Browser.Answer made =
                owner.post(
                        organization + "/mailboxes",
                        Map.of("name", address.replaceFirst("@.*", ""), "address", address));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }

    private void give(String mailbox, UserId user) {
        Browser.Answer given =
                owner.put(
                        organization + "/mailboxes/" + mailbox + "/access/" + user,
                        Map.of("roles", List.of(READER), "permissions", List.of()),
                        "\"0\"");
        assertThat(given.status()).as(given.response().body()).isEqualTo(200);
        assertThat(given.text("items/0/name")).isEqualTo("Nora Example");
    }

    private static void expire(String id) {
        TestDatabase.owner()
                .sql("UPDATE invitations SET expires_at = now() WHERE id = :id::uuid")
                .param("id", id)
                .update();
    }

    private static List<@Nullable String> audited(String action) {
        return TestDatabase.owner()
                .sql("SELECT actor_name FROM audit_entries WHERE action = :action")
                .param("action", action)
                .query(String.class)
                .list();
    }
}
