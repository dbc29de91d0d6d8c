package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Secrets;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Many people are invited by a list, checked first. */
@MusterTest
class ManyInvitationsTests {

    private static final String HELP_DESK = SystemRole.HELP_DESK.id().toString();
    private static int number;

    @Autowired World world;
    @Autowired Secrets secrets;

    private OrganizationScope scope;
    private UserId owner;
    private String name;
    private String organization;
    private String invitations;
    private Browser browser;

    @BeforeEach
    void anOrganizationWithADomain() {
        name = "many" + ++number;
        scope = world.organization("Many " + number);
        ProvedDomain.active(scope, name + ".example");
        owner = world.owner(scope, "olga@" + name + ".example");
        browser = world.signedIn("olga@" + name + ".example");
        organization = "/api/v1/organizations/" + scope.organization();
        invitations = organization + "/invitations";
    }

    @Test
    void saysOfEachAddressWhatWouldBecomeOfIt() {
        String domain = "@" + name + ".example";
        world.user(scope, "eva" + domain);
        UserId fay = world.user(scope, "fay" + domain);
        browser.post(organization + "/users/" + fay + "/actions/disable", Map.of());
        browser.post(
                organization + "/mailboxes", Map.of("name", "desk", "address", "desk" + domain));
        browser.post(invitations, Map.of("address", "gus@" + name + "-far.example"));
        Browser.Answer checked =
                check(
                        "ADDRESSES",
                        String.join(
                                "\n",
                                "Ann Lee <ann@free.example>",
                                "ANN@free.example",
                                "olga" + domain,
                                "eva" + domain,
                                "fay" + domain,
                                "desk" + domain,
                                "gus@" + name + "-far.example",
                                "new" + domain,
                                "no address"));
        assertThat(checked.status()).as(checked.response().body()).isEqualTo(200);
        assertThat(verdicts(checked))
                .containsExactly(
                        "FREE",
                        "TWICE",
                        "ONESELF",
                        "MEMBER",
                        "DISABLED",
                        "SHARED_ADDRESS",
                        "INVITED",
                        "OWN_DOMAIN",
                        "INVALID");
        assertThat(checked.text("people/0/lastName")).isEqualTo("Lee");
        assertThat(checked.text("now")).isEqualTo("249");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void invitesAllByAJobWithTheSameRightsAndTellsOfEach() {
        Browser.Answer started =
                invite(
                        List.of(
                                Map.of("address", "ann@" + name + "-a.example", "firstName", "Ann"),
                                Map.of("address", "bob@" + name + "-a.example"),
                                Map.of("address", "new@" + name + ".example")));
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        Browser.Answer job = ended(started.text("jobId"));
        assertThat(job.text("done")).isEqualTo("2");
        assertThat(job.text("skipped")).isEqualTo("1");
        Browser.Answer listed = browser.get(invitations + "?search=ann@");
        assertThat(listed.text("items/0/roles/0")).isEqualTo(HELP_DESK);
        assertThat(listed.text("items/0/firstName")).isEqualTo("Ann");
        assertThat(new SentMails(secrets).to("ann@" + name + "-a.example", 1).getFirst())
                .contains("/register?token=");
    }

    @Test
    void restsWhereTheLimitOfAnHourIsReachedAndCanBeCancelled() {
        alreadySent(235);
        String job = invite(many("b")).text("jobId");
        awaitRest(job);
        assertThat(count()).isEqualTo(10);
        assertThat(browser.get(organization + "/jobs/" + job).text("state")).isEqualTo("RUNNING");
        assertThat(browser.post(organization + "/jobs/" + job + "/cancel", Map.of()).status())
                .isLessThan(300);
    }

    @Test
    void ofTwoJobsTheLaterOneRestsAndNoneOfItsInvitationsFails() {
        alreadySent(235);
        String one = invite(many("d")).text("jobId");
        String other = invite(many("e")).text("jobId");
        awaitRest(one);
        awaitRest(other);
        assertThat(count()).isEqualTo(10);
        for (String job : List.of(one, other)) {
            String path = organization + "/jobs/" + job;
            assertThat(browser.get(path).text("failed")).isEqualTo("0");
            browser.post(path + "/cancel", Map.of());
        }
    }

    @Test
    void restsWhereAMailToSomebodyWasAskedForAMomentAgo() {
        String address = "ann@" + name + "-f.example";
        String id = browser.post(invitations, Map.of("address", address)).text("id");
        browser.post(invitations + "/" + id + "/actions/revoke", Map.of());
        String job = invite(List.of(Map.of("address", address))).text("jobId");
        awaitRest(job);
        assertThat(browser.get(organization + "/jobs/" + job).text("failed")).isEqualTo("0");
        TestDatabase.owner()
                .sql("UPDATE invitation_mails SET asked_at = asked_at - interval '2 minutes'")
                .update();
        wake(job);
        assertThat(ended(job).text("done")).isEqualTo("1");
    }

    @Test
    void undoneThoseAreRevokedThatNobodyAnswered() {
        String started =
                invite(
                                List.of(
                                        Map.of("address", "ann@" + name + "-c.example"),
                                        Map.of("address", "bob@" + name + "-c.example")))
                        .text("jobId");
        ended(started);
        TestDatabase.owner()
                .sql(
                        "UPDATE invitations SET state = 'DECLINED', token_hash = NULL WHERE address = :address")
                .param("address", "bob@" + name + "-c.example")
                .update();
        Browser.Answer undo =
                browser.post(organization + "/jobs/" + started + "/undo", Map.of("dryRun", false));
        assertThat(undo.status()).as(undo.response().body()).isLessThan(300);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        browser.get(invitations + "?search=ann@")
                                .text("items/0/state")
                                .equals("REVOKED"));
        assertThat(browser.get(invitations + "?search=bob@").text("items/0/state"))
                .isEqualTo("DECLINED");
    }

    @Test
    void refusesWhatOneMayNotPromiseAndNamesWhatIsWrong() {
        UserId deb = world.user(scope, "deb@" + name + ".example");
        String grants = organization + "/users/" + deb + "/grants";
        browser.put(
                grants,
                Map.of("roles", List.of(), "permissions", List.of("users:invite")),
                browser.get(grants).header("ETag").orElseThrow());
        Browser debs = world.signedIn("deb@" + name + ".example");
        assertThat(
                        debs.post(
                                        invitations + "/batch",
                                        Map.of(
                                                "people",
                                                List.of(Map.of("address", "x@far.example")),
                                                "roles",
                                                List.of(HELP_DESK)))
                                .status())
                .isEqualTo(403);
        Browser.Answer wrong =
                invite(
                        List.of(
                                Map.of("address", "a@far.example"),
                                Map.of("address", "A@far.example"),
                                Map.of("address", "none")));
        assertThat(wrong.text("errors/0/field")).isEqualTo("people[1].address");
        assertThat(wrong.text("errors/1/field")).isEqualTo("people[2].address");
        assertThat(invite(List.of()).text("errors/0/field")).isEqualTo("people");
        assertThat(check("CSV", "\"open").text("errors/0/field")).isEqualTo("text");
        assertThat(check("ADDRESSES", "a@b.example,".repeat(2_001)).text("errors/0/code"))
                .isEqualTo("too-many");
    }

    private void alreadySent(int mails) {
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO invitation_mails (organization_id, address, inviter_id)
                        SELECT :organization, n || '@asked.example', :inviter FROM generate_series(1, :mails) AS n
                        """)
                .param("organization", scope.organization().value())
                .param("inviter", owner.value())
                .param("mails", mails)
                .update();
    }

    private List<Map<String, String>> many(String part) {
        return IntStream.range(0, 25)
                .mapToObj(
                        one -> Map.of("address", "p" + one + "@" + name + "-" + part + ".example"))
                .toList();
    }

    /** A job keeps before which of its items it rests. */
    private static void awaitRest(String job) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        TestDatabase.owner()
                                .sql("SELECT position > 0 FROM jobs WHERE id = :id::uuid")
                                .param("id", job)
                                .query(Boolean.class)
                                .single());
    }

    private static void wake(String job) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        TestDatabase.owner()
                                        .sql(
                                                """
                                                UPDATE scheduled_tasks SET execution_time = now(), version = version + 1
                                                WHERE task_instance LIKE '%/' || :job AND NOT picked
                                                """)
                                        .param("job", job)
                                        .update()
                                == 1);
    }

    private Browser.Answer check(String format, String text) {
        return browser.post(invitations + "/check", Map.of("format", format, "text", text));
    }

    private Browser.Answer invite(List<Map<String, String>> people) {
        return browser.post(
                invitations + "/batch", Map.of("people", people, "roles", List.of(HELP_DESK)));
    }

    private Browser.Answer ended(String job) {
        String path = organization + "/jobs/" + job;
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        !List.of("QUEUED", "RUNNING").contains(browser.get(path).text("state")));
        return browser.get(path);
    }

    private static List<String> verdicts(Browser.Answer checked) {
        List<String> verdicts = new ArrayList<>();
        checked.json().at("/people").forEach(one -> verdicts.add(one.at("/verdict").asString()));
        return verdicts;
    }

    private int count() {
        return TestDatabase.owner()
                .sql("SELECT count(*) FROM invitations WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query(Integer.class)
                .single();
    }
}
