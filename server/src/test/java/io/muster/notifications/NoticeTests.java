package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import io.muster.notifications.Notice.Severity;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.Rehearsal;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class NoticeTests {

    private final Notices notices;
    private final NoticePurge purge;
    private final Jobs jobs;
    private final Rehearsal rehearsal;
    private final Scopes scopes;
    private final World world;
    private final OrganizationScope acme;
    private final Browser owner;
    private final UserId ownerId;

    NoticeTests(
            @Autowired Notices notices,
            @Autowired NoticePurge purge,
            @Autowired Jobs jobs,
            @Autowired Rehearsal rehearsal,
            @Autowired Scopes scopes,
            @Autowired World world) {
        this.notices = notices;
        this.purge = purge;
        this.jobs = jobs;
        this.rehearsal = rehearsal;
        this.scopes = scopes;
        this.world = world;
        this.acme = world.organization("Acme " + UUID.randomUUID());
        String address = address("owner");
        this.ownerId = world.owner(acme, address);
        this.owner = world.signedIn(address);
    }

    @Test
    void allAdministratorsOfTheOrganizationLearnOfAJobAtItsStartAndItsEnd() {
        String other = address("other");
        world.owner(acme, other);
        Browser colleague = world.signedIn(other);
        JobId job = run(5);
        for (Browser browser : List.of(owner, colleague)) {
            await().untilAsserted(() ->
                    assertThat(browser.get("/api/v1/me/notices").text("items/0/kind"))
                            .isEqualTo("jobs.ended"));
            Browser.Answer answer = browser.get("/api/v1/me/notices");
            assertThat(answer.text("items/0/facts/jobId")).isEqualTo(job.toString());
            assertThat(answer.text("items/0/facts/done")).isEqualTo("4");
            assertThat(answer.text("items/0/facts/failed")).isEqualTo("1");
            assertThat(answer.text("items/0/severity")).isEqualTo("WARNING");
            assertThat(answer.text("items/1/kind")).isEqualTo("jobs.started");
            assertThat(answer.text("items/1/facts/total")).isEqualTo("5");
        }
    }

    @Test
    void systemAdministratorsLearnOfItTooAndMembersDoNot() {
        OrganizationScope globex = world.organization("Globex " + UUID.randomUUID());
        String root = address("root");
        world.systemAdministrator(globex, root);
        String member = address("member");
        world.user(acme, member);
        String stranger = address("stranger");
        world.owner(globex, stranger);
        tell(Audience.holders(Permission.JOBS_READ), "for holders");
        assertThat(by(world.signedIn(root))).contains("for holders");
        assertThat(by(world.signedIn(member))).isEmpty();
        assertThat(by(world.signedIn(stranger))).isEmpty();
        assertThat(by(owner)).contains("for holders");
    }

    @Test
    void aNoticeForOneUserIsSeenByNobodyElse() {
        String member = address("member");
        UserId user = world.user(acme, member);
        tell(Audience.user(user), "for one");
        assertThat(by(world.signedIn(member))).containsExactly("for one");
        assertThat(by(owner)).doesNotContain("for one");
    }

    @Test
    void whatOneReadsStaysUnreadForTheOthers() {
        String other = address("other");
        world.owner(acme, other);
        Browser colleague = world.signedIn(other);
        tell(Audience.holders(Permission.JOBS_READ), "first");
        tell(Audience.holders(Permission.JOBS_READ), "second");
        assertThat(owner.get("/api/v1/me/notices/unread").text("count")).isEqualTo("2");
        String id = owner.get("/api/v1/me/notices").text("items/1/id");
        assertThat(owner.post("/api/v1/me/notices/" + id + "/read", "").status()).isEqualTo(204);
        assertThat(owner.get("/api/v1/me/notices/unread").text("count")).isEqualTo("1");
        assertThat(owner.get("/api/v1/me/notices?unread=true").text("items/0/facts/by"))
                .isEqualTo("second");
        assertThat(colleague.get("/api/v1/me/notices/unread").text("count")).isEqualTo("2");
    }

    @Test
    void readingAllLeavesWhatCameAfterwards() {
        tell(Audience.holders(Permission.JOBS_READ), "shown");
        String newest = owner.get("/api/v1/me/notices").text("items/0/id");
        tell(Audience.holders(Permission.JOBS_READ), "came afterwards");
        assertThat(owner.post("/api/v1/me/notices/read", Map.of("until", newest)).status())
                .isEqualTo(204);
        assertThat(owner.get("/api/v1/me/notices/unread").text("count")).isEqualTo("1");
        assertThat(owner.get("/api/v1/me/notices?unread=true").text("items/0/facts/by"))
                .isEqualTo("came afterwards");
    }

    @Test
    void nobodyReadsANoticeThatIsNotHis() {
        String stranger = address("stranger");
        world.owner(world.organization("Globex " + UUID.randomUUID()), stranger);
        tell(Audience.holders(Permission.JOBS_READ), "not his");
        String id = owner.get("/api/v1/me/notices").text("items/0/id");
        assertThat(world.signedIn(stranger).post("/api/v1/me/notices/" + id + "/read", "").status())
                .isEqualTo(404);
    }

    @Test
    void aKindThatIsSwitchedOffIsNotShown() {
        tell(Audience.holders(Permission.JOBS_READ), "unwanted");
        Map<String, Object> off = Map.of("kind", "jobs.ended", "bell", false, "email", true);
        Browser.Answer saved =
                owner.send(
                        "PUT",
                        "/api/v1/me/notice-choices",
                        Map.of("items", List.of(off)),
                        Map.of());
        assertThat(saved.status()).isEqualTo(200);
        assertThat(by(owner)).isEmpty();
        assertThat(owner.get("/api/v1/me/notices/unread").text("count")).isEqualTo("0");
        owner.send("PUT", "/api/v1/me/notice-choices", Map.of("items", List.of()), Map.of());
        assertThat(by(owner)).containsExactly("unwanted");
    }

    @Test
    void noticesAreForgottenAfterNinetyDays() {
        tell(Audience.holders(Permission.JOBS_READ), "old");
        TestDatabase.owner()
                .sql("UPDATE notices SET created_at = now() - interval '91 days'")
                .update();
        tell(Audience.holders(Permission.JOBS_READ), "new");
        purge.run();
        assertThat(by(owner)).containsExactly("new");
    }

    private static String address(String name) {
        return name + "-" + UUID.randomUUID() + "@example.org";
    }

    private void tell(Audience audience, String by) {
        scopes.run(
                acme,
                () ->
                        notices.tell(
                                acme,
                                audience,
                                new Notice(NoticeKind.JOB_ENDED, Severity.INFO, Map.of("by", by))));
    }

    private static List<String> by(Browser browser) {
        return browser.get("/api/v1/me/notices")
                .json()
                .at("/items")
                .valueStream()
                .map(item -> item.at("/facts/by").asString())
                .toList();
    }

    private JobId run(int items) {
        Rehearsal.Script script =
                rehearsal.script(
                        "one fails",
                        list ->
                                list.stream()
                                        .map(item ->
                                                item.number() == 1
                                                        ? Outcome.failed(item, "x", "x")
                                                        : Outcome.done(item))
                                        .toList());
        OrganizationScope scope =
                scopes.resume(scopes.machinery(), World.actor(ownerId), acme.organization())
                        .orElseThrow();
        return jobs.start(
                scope,
                Rehearsal.KIND,
                script,
                list -> {
                    for (int i = 0; i < items; i++) {
                        list.add(List.of(new Jobs.Subject(UUID.randomUUID(), "user " + i)));
                    }
                });
    }
}
