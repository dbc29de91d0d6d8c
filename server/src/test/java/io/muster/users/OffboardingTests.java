package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** How a user leaves, by one act. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OffboardingTests {

    @Autowired World world;
    @Autowired OffboardingRun run;

    private OrganizationScope acme;
    private UserId olga;
    private UserId sue;
    private Browser owner;
    private String organization;

    @BeforeAll
    void anOrganizationWithASuccessor() {
        acme = world.organization("Acme");
        organization = "/api/v1/organizations/" + acme.organization();
        olga = world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        sue = world.user(acme, "sue@acme.example");
    }

    @Test
    void disablesTakesAwayAndHandsOverInOneAct() {
        UserId ann = world.holding(acme, SystemRole.AUDITOR.id(), "ann@acme.example");
        Browser hers = world.signedIn("ann@acme.example");
        String token = token(hers);
        String desk = sharedMailbox("desk@acme.example", ann, SystemRole.MAILBOX_OWNER);

        Browser.Answer left = offboard(ann, everything());

        assertThat(left.status()).as(left.response().body()).isEqualTo(200);
        assertThat(states(left))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "DISABLE", "DONE",
                                "REVOKE_TOKENS", "DONE",
                                "REMOVE_FACTORS", "UNCHANGED",
                                "TAKE_ROLES", "DONE",
                                "DIRECT_MAIL", "DONE",
                                "OPEN_MAILBOX", "DONE",
                                "HAND_OVER_MAILBOXES", "DONE"));
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(world.browser().withToken(token).get("/api/v1/me").status()).isEqualTo(401);
        assertThat(user(ann).text("state")).isEqualTo("DISABLED");
        assertThat(user(ann).json().at("/allowIncoming").asBoolean()).isTrue();
        assertThat(owner.get(organization + "/users/" + ann + "/grants").json().at("/roles"))
                .isEmpty();
        assertThat(accessOn(ann.toString())).containsExactly(sue.toString());
        assertThat(accessOn(desk)).containsExactly(sue.toString());
        JsonNode forwarding = owner.get(organization + "/mailboxes/" + ann + "/forwarding").json();
        assertThat(forwarding.at("/active").asBoolean()).isTrue();
        assertThat(forwarding.at("/targets/0").asString()).isEqualTo("sue@acme.example");
        assertThat(audited(ann))
                .contains("users.offboarded", "users.disabled", "access.tokens-revoked");
        assertThat(latest(ann).at("/successorName").asString()).isEqualTo("Sue Example");
    }

    @Test
    void previewsWhatItThenDoesAndChangesNothingBefore() {
        UserId bob = world.holding(acme, SystemRole.AUDITOR.id(), "bob@acme.example");
        String info = sharedMailbox("info@acme.example", bob, SystemRole.MAILBOX_OWNER);
        Browser his = world.signedIn("bob@acme.example");

        Browser.Answer preview = owner.post(organization + path(bob) + "/preview", everything());

        assertThat(preview.status()).as(preview.response().body()).isEqualTo(200);
        assertThat(states(preview))
                .containsEntry("DISABLE", "PLANNED")
                .containsEntry("REVOKE_TOKENS", "UNCHANGED")
                .containsEntry("TAKE_ROLES", "PLANNED");
        assertThat(names(preview, "TAKE_ROLES")).containsExactly("Auditor");
        assertThat(names(preview, "HAND_OVER_MAILBOXES")).containsExactly("info@acme.example");
        assertThat(names(preview, "DIRECT_MAIL")).containsExactly("sue@acme.example");
        assertThat(his.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(accessOn(info)).containsExactly(bob.toString());
        assertThat(list(bob)).isEmpty();

        Map<String, String> done = states(offboard(bob, everything()));
        states(preview)
                .forEach((part, state) ->
                        assertThat(done.get(part))
                                .as(part)
                                .isEqualTo(state.equals("PLANNED") ? "DONE" : state));
    }

    @Test
    void waitsForItsDaysAndDoesThenWhatIsDue() {
        UserId cid = world.user(acme, "cid@acme.example");
        Browser his = world.signedIn("cid@acme.example");
        Instant now = Instant.now();
        Map<String, Object> wish = new HashMap<>();
        wish.put("disableAt", now.plus(Duration.ofDays(2)).toString());
        wish.put("mail", "ACCEPTED");
        wish.put("mailUntil", now.plus(Duration.ofDays(20)).toString());
        wish.put("deleteAt", now.plus(Duration.ofDays(30)).toString());

        assertThat(states(offboard(cid, wish)).values()).containsOnly("PLANNED");
        run.run();
        assertThat(his.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(offboard(cid, wish).text("type"))
                .isEqualTo("urn:problem:users:offboarding-planned");

        daysPass(cid, 3);
        run.run();
        assertThat(his.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(user(cid).json().at("/allowIncoming").asBoolean()).isTrue();

        daysPass(cid, 18);
        run.run();
        assertThat(user(cid).text("state")).isEqualTo("DISABLED");
        assertThat(user(cid).json().at("/allowIncoming").asBoolean()).isFalse();

        daysPass(cid, 10);
        run.run();
        run.run();
        assertThat(user(cid).text("state")).isEqualTo("DELETED");
        assertThat(states(latest(cid)).values()).containsOnly("DONE", "UNCHANGED");
        assertThat(audited(cid)).filteredOn("users.offboarding-continued"::equals).hasSize(3);
    }

    @Test
    void isDoneInTheNameOfWhoPlannedItAndOnlyWhileHeMayIt() {
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "adam@acme.example");
        UserId dan = world.user(acme, "dan@acme.example");
        Browser adam = world.signedIn("adam@acme.example");
        Map<String, Object> wish = new HashMap<>();
        wish.put("disableAt", Instant.now().plus(Duration.ofDays(2)).toString());
        assertThat(adam.post(organization + path(dan), wish).status()).isEqualTo(200);
        UserId adamId = userOf("adam@acme.example");
        String grants = organization + "/users/" + adamId + "/grants";
        Browser.Answer taken =
                owner.put(
                        grants,
                        Map.of("roles", List.of(), "permissions", List.of()),
                        owner.get(grants).header("ETag").orElseThrow());
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(200);

        daysPass(dan, 3);
        run.run();

        JsonNode step = latest(dan).at("/steps/0");
        assertThat(step.at("/state").asString()).isEqualTo("FAILED");
        assertThat(step.at("/reason").asString()).isEqualTo("users.offboarder-lacks");
        assertThat(user(dan).text("state")).isEqualTo("ACTIVE");
    }

    @Test
    void canBeCancelledAsLongAsItWaits() {
        UserId eve = world.user(acme, "eve@acme.example");
        Map<String, Object> wish = new HashMap<>(everything());
        wish.put("deleteAt", Instant.now().plus(Duration.ofDays(9)).toString());
        String id = offboard(eve, wish).text("id");

        Browser.Answer cancelled =
                owner.post(organization + path(eve) + "/" + id + "/cancel", Map.of());

        assertThat(states(cancelled))
                .containsEntry("DELETE", "CANCELLED")
                .containsEntry("DISABLE", "DONE");
        daysPass(eve, 10);
        run.run();
        assertThat(user(eve).text("state")).isEqualTo("DISABLED");
    }

    @Test
    void isTakenBackToWhatWasThereBefore() {
        UserId fay = world.holding(acme, SystemRole.AUDITOR.id(), "fay@acme.example");
        String shop = sharedMailbox("shop@acme.example", fay, SystemRole.MAILBOX_OWNER);
        Map<String, Object> wish = new HashMap<>(everything());
        wish.put("mailUntil", Instant.now().plus(Duration.ofDays(3)).toString());
        wish.put("deleteAt", Instant.now().plus(Duration.ofDays(9)).toString());
        String id = offboard(fay, wish).text("id");
        daysPass(fay, 10);
        run.run();
        assertThat(user(fay).text("state")).isEqualTo("DELETED");

        Browser.Answer back =
                owner.post(organization + path(fay) + "/" + id + "/take-back", Map.of());

        assertThat(back.status()).as(back.response().body()).isEqualTo(200);
        assertThat(states(back))
                .as(back.response().body())
                .containsEntry("DELETE", "TAKEN_BACK")
                .containsEntry("CLOSE_MAIL", "TAKEN_BACK")
                .containsEntry("TAKE_ROLES", "TAKEN_BACK")
                .containsEntry("HAND_OVER_MAILBOXES", "TAKEN_BACK")
                .containsEntry("DIRECT_MAIL", "TAKEN_BACK")
                .containsEntry("DISABLE", "TAKEN_BACK");
        assertThat(back.text("takenBackAt")).isNotEmpty();
        assertThat(back.json().at("/canBeTakenBack").asBoolean()).isFalse();
        assertThat(user(fay).text("state")).isEqualTo("ACTIVE");
        world.signedIn("fay@acme.example");
        assertThat(accessOn(shop)).containsExactly(fay.toString());
        assertThat(accessOn(fay.toString())).isEmpty();
        assertThat(owner.get(organization + "/users/" + fay + "/grants").text("roles/0/name"))
                .isEqualTo("Auditor");
        assertThat(
                        owner.get(organization + "/mailboxes/" + fay + "/forwarding")
                                .json()
                                .at("/active")
                                .asBoolean())
                .isFalse();
    }

    @Test
    void leavesWhatSomebodyChangedSince() {
        UserId gil = world.user(acme, "gil@acme.example");
        String id = offboard(gil, everything()).text("id");
        owner.post(organization + "/users/" + gil + "/actions/enable", Map.of());

        Browser.Answer back =
                owner.post(organization + path(gil) + "/" + id + "/take-back", Map.of());

        JsonNode disable = back.json().at("/steps/0");
        assertThat(disable.at("/part").asString()).isEqualTo("DISABLE");
        assertThat(disable.at("/state").asString()).isEqualTo("DONE");
        assertThat(disable.at("/reason").asString()).isEqualTo("users.changed-since");
        assertThat(states(back)).containsEntry("DIRECT_MAIL", "TAKEN_BACK");
    }

    @Test
    void isNotTakenBackOnceTheUserWasOffboardedAgain() {
        UserId ned = world.user(acme, "ned@acme.example");
        String first = offboard(ned, Map.of()).text("id");
        offboard(ned, Map.of());

        Browser.Answer back =
                owner.post(organization + path(ned) + "/" + first + "/take-back", Map.of());

        assertThat(back.text("type")).isEqualTo("urn:problem:users:changed-since");
        assertThat(user(ned).text("state")).isEqualTo("DISABLED");
    }

    @Test
    void endsAForwardingElsewhereWhenMailIsOnlyAccepted() {
        UserId hal = world.user(acme, "hal@acme.example");
        String forwarding = organization + "/mailboxes/" + hal + "/forwarding";
        owner.put(
                forwarding,
                Map.of("active", true, "targets", List.of("olga@acme.example"), "keepCopy", false),
                owner.get(forwarding).header("ETag").orElseThrow());

        assertThat(states(offboard(hal, Map.of("mail", "ACCEPTED"))))
                .containsEntry("DIRECT_MAIL", "DONE");

        assertThat(owner.get(forwarding).json().at("/active").asBoolean()).isFalse();
    }

    @Test
    void sparesOneselfThoseAboveAndTheLastOwner() {
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "ines@acme.example");
        Browser ines = world.signedIn("ines@acme.example");
        OrganizationScope solo = world.organization("Solo");
        UserId last = world.owner(solo, "last@solo.example");
        world.systemAdministrator(acme, "root@acme.example");
        Browser root = world.signedIn("root@acme.example");

        assertThat(offboard(olga, Map.of()).text("type")).isEqualTo("urn:problem:users:oneself");
        assertThat(ines.post(organization + path(olga), Map.of()).text("type"))
                .isEqualTo("urn:problem:users:primary-administrator");
        assertThat(
                        root.post(
                                        "/api/v1/organizations/" + solo.organization() + path(last),
                                        Map.of())
                                .text("type"))
                .isEqualTo("urn:problem:users:last-owner");
        assertThat(offboard(UserId.next(), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void needsOfEachPartWhatTheActByHandNeeds() {
        world.holding(acme, SystemRole.HELP_DESK.id(), "jo@acme.example");
        UserId kim = world.user(acme, "kim@acme.example");
        Browser jo = world.signedIn("jo@acme.example");
        String deleteAt = Instant.now().plus(Duration.ofDays(3)).toString();

        for (Map<String, Object> wish :
                List.<Map<String, Object>>of(
                        Map.of("takeRoles", true),
                        Map.of("deleteAt", deleteAt),
                        Map.of("handOverMailboxes", true, "successorId", sue.toString()))) {
            assertThat(jo.post(organization + path(kim), wish).status()).isEqualTo(403);
        }
        assertThat(user(kim).text("state")).isEqualTo("ACTIVE");
    }

    @Test
    void namesWhatIsWrongWithTheWish() {
        UserId lea = world.user(acme, "lea@acme.example");
        UserId gone = world.user(acme, "gone@acme.example");
        owner.post(organization + "/users/" + gone + "/actions/disable", Map.of());
        String past = Instant.now().minus(Duration.ofDays(1)).toString();
        String far = Instant.now().plus(Duration.ofDays(4000)).toString();

        assertThat(fault(lea, Map.of("mail", "FORWARDED"))).isEqualTo("successorId required");
        assertThat(fault(lea, Map.of("openMailbox", true))).isEqualTo("successorId required");
        assertThat(fault(lea, Map.of("successorId", lea.toString())))
                .isEqualTo("successorId oneself");
        assertThat(fault(lea, Map.of("successorId", gone.toString())))
                .isEqualTo("successorId gone");
        assertThat(fault(lea, Map.of("deleteAt", past))).isEqualTo("deleteAt order");
        assertThat(fault(lea, Map.of("deleteAt", far))).isEqualTo("deleteAt range");
        assertThat(fault(lea, Map.of("disableAt", far))).isEqualTo("disableAt range");
        assertThat(fault(lea, Map.of("mailUntil", far))).isEqualTo("mailUntil no-mail");
    }

    @Test
    void isNobodysOfAnotherOrganization() {
        UserId max = world.user(acme, "max@acme.example");
        String id = offboard(max, Map.of()).text("id");
        OrganizationScope globex = world.organization("Globex");
        world.owner(globex, "gina@globex.example");
        Browser gina = world.signedIn("gina@globex.example");
        String theirs = "/api/v1/organizations/" + globex.organization();

        assertThat(gina.get(theirs + path(max)).json().at("/items")).isEmpty();
        assertThat(gina.post(theirs + path(max), Map.of()).status()).isEqualTo(404);
        assertThat(gina.post(theirs + path(max) + "/" + id + "/take-back", Map.of()).status())
                .isEqualTo(404);
        assertThat(user(max).text("state")).isEqualTo("DISABLED");
    }

    private Map<String, Object> everything() {
        return Map.of(
                "mail", "FORWARDED",
                "successorId", sue.toString(),
                "openMailbox", true,
                "handOverMailboxes", true,
                "revokeTokens", true,
                "removeFactors", true,
                "takeRoles", true);
    }

    private static String path(UserId user) {
        return "/users/" + user + "/offboardings";
    }

    private Browser.Answer offboard(UserId user, Map<String, Object> wish) {
        return owner.post(organization + path(user), wish);
    }

    private String fault(UserId user, Map<String, Object> wish) {
        Browser.Answer answer = offboard(user, wish);
        return answer.text("errors/0/field") + " " + answer.text("errors/0/code");
    }

    private JsonNode list(UserId user) {
        return owner.get(organization + path(user)).json().at("/items");
    }

    private JsonNode latest(UserId user) {
        return list(user).get(0);
    }

    private Browser.Answer user(UserId user) {
        return owner.get(organization + "/users/" + user);
    }

    private static Map<String, String> states(Browser.Answer answer) {
        return states(answer.json());
    }

    private static Map<String, String> states(JsonNode offboarding) {
        Map<String, String> states = new HashMap<>();
        offboarding
                .at("/steps")
                .forEach(step ->
                        states.put(step.at("/part").asString(), step.at("/state").asString()));
        return states;
    }

    private static List<String> names(Browser.Answer answer, String part) {
        return answer.json()
                .at("/steps")
                .valueStream()
                .filter(step -> step.at("/part").asString().equals(part))
                .flatMap(step -> step.at("/names").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private List<String> accessOn(String mailbox) {
        return owner.get(organization + "/mailboxes/" + mailbox + "/access")
                .json()
                .at("/items")
                .valueStream()
                .map(user -> user.at("/userId").asString())
                .toList();
    }

    private String sharedMailbox(String address, UserId user, SystemRole role) {
        String id =
                owner.post(organization + "/mailboxes", Map.of("name", address, "address", address))
                        .text("id");
        String access = organization + "/mailboxes/" + id + "/access";
        owner.put(
                access + "/" + user,
                Map.of("roles", List.of(role.id().toString()), "permissions", List.of()),
                owner.get(access).header("ETag").orElseThrow());
        return id;
    }

    private static String token(Browser browser) {
        return browser.post(
                        "/api/v1/me/tokens",
                        Map.of(
                                "name",
                                "script",
                                "password",
                                World.PASSWORD,
                                "permissions",
                                List.of("users:read"),
                                "days",
                                30))
                .text("text");
    }

    private UserId userOf(String address) {
        return new UserId(
                TestDatabase.owner()
                        .sql("SELECT id FROM users WHERE address = :address")
                        .param("address", address)
                        .query(UUID.class)
                        .single());
    }

    /** Whatever was planned for him is nearer by so many days. */
    private static void daysPass(UserId user, int days) {
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE offboarding_steps SET due_at = due_at - make_interval(days => :days)
                        WHERE state = 'PLANNED' AND offboarding_id IN (SELECT id FROM offboardings WHERE user_id = :user)
                        """)
                .param("days", days)
                .param("user", user.value())
                .update();
    }

    private static List<String> audited(UserId user) {
        return TestDatabase.owner()
                .sql("SELECT action FROM audit_entries WHERE subject_id = :user")
                .param("user", user.value())
                .query((row, _) -> row.getString("action"))
                .list();
    }
}
