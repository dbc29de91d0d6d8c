package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import io.muster.users.LastUses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Where users are connected and last were, as administrators and they themselves see it. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityTests {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired LastUses uses;
    @Autowired List<RecurringWork> works;

    private MailPrograms programs;
    private OrganizationScope acme;
    private String organization;
    private Browser owner;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
    }

    @Test
    void isShownByServiceWithClientAddressAndTimes() {
        UserId ann = world.user(acme, "ann@acme.example");
        world.signedIn("ann@acme.example");
        Instant before = Instant.now();
        try (Conversation imap = signedIn("ann@acme.example");
                Conversation submission = programs.submission()) {
            imap.say("a2 ID (\"name\" \"Postwoman\" \"version\" \"7.1\")");
            submission.say(MailSubmissionTests.plain("ann@acme.example"));

            JsonNode activity = activity(ann);

            assertThat(services(activity.at("/open")))
                    .containsExactlyInAnyOrder("WEB", "IMAP", "SUBMISSION");
            JsonNode reading = one(activity.at("/open"), "IMAP");
            assertThat(reading.at("/client").asString()).isEqualTo("Postwoman 7.1");
            assertThat(reading.at("/address").asString()).isEqualTo("127.0.0.1");
            assertThat(Instant.parse(reading.at("/beganAt").asString())).isAfter(before);
            assertThat(Instant.parse(reading.at("/lastSeenAt").asString()))
                    .isAfter(Instant.parse(reading.at("/beganAt").asString()));
            assertThat(one(activity.at("/open"), "SUBMISSION").at("/client").asString())
                    .isEqualTo("client.example");
            assertThat(services(activity.at("/last")))
                    .containsExactlyInAnyOrder("WEB", "IMAP", "SUBMISSION");
        }
    }

    @Test
    void isKeptWhenTheProgramIsGone() {
        UserId ben = world.user(acme, "ben@acme.example");
        try (Conversation imap = signedIn("ben@acme.example")) {
            imap.say("a2 ID (\"name\" \"Postwoman\")");
            imap.say("a3 LOGOUT");
        }

        await().untilAsserted(() -> {
            JsonNode activity = activity(ben);
            assertThat(activity.at("/open")).isEmpty();
            assertThat(services(activity.at("/last"))).containsExactly("IMAP");
            assertThat(activity.at("/last/0/client").asString()).isEqualTo("Postwoman");
        });
    }

    @Test
    void showsInTheListOfUsersProgramsThatSignInAndThoseThatStayConnected() {
        UserId eli = world.user(acme, "eli@acme.example");
        try (Conversation imap = signedIn("eli@acme.example")) {
            uses.run();
            assertThat(lastUse(eli)).isNotEmpty();

            TestDatabase.owner()
                    .sql("UPDATE last_uses SET used_at = NULL WHERE user_id = :user")
                    .param("user", eli.value())
                    .update();
            imap.say("a2 NOOP");
            works.stream()
                    .filter(work -> work.name().equals("mailboxes.tell-use"))
                    .forEach(RecurringWork::run);
            uses.run();
            assertThat(lastUse(eli)).isNotEmpty();
        }
    }

    private String lastUse(UserId user) {
        return owner.get(organization + "/users?search=eli")
                .json()
                .at("/items")
                .valueStream()
                .filter(row -> row.at("/id").asString().equals(user.toString()))
                .map(row -> row.at("/lastUsedAt").asString(""))
                .findFirst()
                .orElse("");
    }

    /** MD-23. */
    @Test
    void ofMailProgramsIsNoLastLogin() {
        UserId cid = world.user(acme, "cid@acme.example");
        signedIn("cid@acme.example").close();
        assertThat(activity(cid).at("/lastSignInAt").isNull()).isTrue();
        assertThat(owner.get(user(cid)).json().at("/lastSignInAt").isNull()).isTrue();

        world.signedIn("cid@acme.example");

        assertThat(activity(cid).at("/lastSignInAt").isNull()).isFalse();
    }

    @Test
    void endsOneByOneOrAllAtOnceWithinASecond() {
        UserId dora = world.user(acme, "dora@acme.example");
        Browser web = world.signedIn("dora@acme.example");
        try (Conversation first = signedIn("dora@acme.example");
                Conversation second = signedIn("dora@acme.example");
                Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain("dora@acme.example"));
            first.say("a2 ID (\"name\" \"First\")");
            JsonNode open = activity(dora).at("/open");
            assertThat(open).hasSize(4);

            disconnect(dora, Map.of("sessionId", named(open, "First")));

            Instant asked = Instant.now();
            assertThat(first.ended()).isTrue();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(A_SECOND);
            assertThat(second.say("a2 NOOP")).contains("a2 OK");
            assertThat(web.get("/api/v1/me").status()).isEqualTo(200);
            await().atMost(A_SECOND).until(() -> activity(dora).at("/open").size() == 3);

            disconnect(dora, Map.of());

            asked = Instant.now();
            assertThat(second.ended()).isTrue();
            assertThat(submission.ended()).isTrue();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(A_SECOND);
            assertThat(web.get("/api/v1/me").status()).isEqualTo(401);
        }
        assertThat(owner.get(organization + "/audit?limit=20").json().at("/items"))
                .filteredOn(entry -> entry.toString().contains("dora@acme.example"))
                .extracting(entry -> entry.at("/action").asString())
                .filteredOn("mailboxes.disconnected"::equals)
                .hasSize(4);
    }

    @Test
    void endsOneWebSessionToo() {
        UserId emil = world.user(acme, "emil@acme.example");
        Browser web = world.signedIn("emil@acme.example");

        disconnect(emil, Map.of("sessionId", activity(emil).at("/open/0/id").asString()));

        assertThat(web.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void isEndedByWhoMayAndNotOverSomebodyAbove() {
        UserId finn = world.user(acme, "finn@acme.example");
        UserId root = world.owner(acme, "gita@acme.example");
        world.holding(acme, SystemRole.AUDITOR.id(), "hugo@acme.example");
        world.holding(acme, SystemRole.HELP_DESK.id(), "iris@acme.example");
        Browser auditor = world.signedIn("hugo@acme.example");
        Browser helpDesk = world.signedIn("iris@acme.example");
        String end = "/actions/disconnect";

        assertThat(auditor.get(user(finn) + "/activity").status()).isEqualTo(200);
        assertThat(auditor.post(user(finn) + end, Map.of()).status()).isEqualTo(403);
        assertThat(helpDesk.post(user(finn) + end, Map.of()).status()).isEqualTo(204);
        assertThat(helpDesk.post(user(root) + end, Map.of()).text("type"))
                .isEqualTo("urn:problem:mailboxes:user-outranked");
        assertThat(
                        helpDesk.post(
                                        user(finn) + end,
                                        Map.of("sessionId", UserId.next().toString()))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void ofOnesOwnProgramsIsSeenAndEnded() {
        world.user(acme, "jan@acme.example");
        world.user(acme, "kim@acme.example");
        Browser jan = world.signedIn("jan@acme.example");
        Browser kim = world.signedIn("kim@acme.example");
        try (Conversation imap = signedIn("jan@acme.example")) {
            JsonNode own = jan.get("/api/v1/me/mail-connections").json().at("/items");
            assertThat(services(own)).containsExactly("IMAP");
            assertThat(kim.get("/api/v1/me/mail-connections").json().at("/items")).isEmpty();
            String one = "/api/v1/me/mail-connections/" + own.at("/0/id").asString();
            assertThat(kim.send("DELETE", one, null, Map.of()).status()).isEqualTo(404);

            assertThat(jan.send("DELETE", one, null, Map.of()).status()).isEqualTo(204);

            assertThat(imap.ended()).isTrue();
        }
    }

    private String user(UserId user) {
        return organization + "/users/" + user;
    }

    private JsonNode activity(UserId user) {
        Browser.Answer answer = owner.get(user(user) + "/activity");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    private void disconnect(UserId user, Map<String, String> which) {
        assertThat(owner.post(user(user) + "/actions/disconnect", which).status()).isEqualTo(204);
    }

    private Conversation signedIn(String name) {
        Conversation imap = programs.imap();
        assertThat(imap.say("a1 LOGIN %s \"%s\"".formatted(name, World.PASSWORD)))
                .contains("a1 OK");
        return imap;
    }

    private static List<String> services(JsonNode sessions) {
        return StreamSupport.stream(sessions.spliterator(), false)
                .map(session -> session.at("/service").asString())
                .toList();
    }

    private static JsonNode one(JsonNode sessions, String service) {
        return StreamSupport.stream(sessions.spliterator(), false)
                .filter(session -> session.at("/service").asString().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static String named(JsonNode sessions, String client) {
        return StreamSupport.stream(sessions.spliterator(), false)
                .filter(session -> session.at("/client").asString().equals(client))
                .findFirst()
                .orElseThrow()
                .at("/id")
                .asString();
    }
}
