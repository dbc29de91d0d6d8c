package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An administrator builds the search index of users anew. */
@MusterTest
class ReindexTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired Jobs jobs;
    @Autowired Scopes scopes;
    @Autowired JdbcClient jdbc;
    @Autowired MailIndex index;

    /** Whoever holds it keeps the index as it is. */
    private final IndexFollowing following;

    private MailPrograms programs;
    private String domain;
    private OrganizationScope acme;
    private String organization;
    private Browser owner;
    private UserId ann;
    private UserId cid;

    ReindexTests(@Autowired IndexFollowing following) {
        this.following = following;
    }

    @BeforeEach
    void twoUsersOfWhomOneHasMail() {
        programs = new MailPrograms(mail);
        domain = "@r" + UserId.next() + ".example";
        acme = world.organization("Acme " + domain);
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga" + domain);
        owner = world.signedIn("olga" + domain);
        ann = world.user(acme, "ann" + domain);
        cid = world.user(acme, "cid" + domain);
        programs.deliver("Subject: one\r\n\r\nthe zanzibar report", "ann" + domain);
        programs.deliver("Subject: two\r\n\r\nnothing", "ann" + domain);
    }

    private Browser.Answer begin(Map<String, Object> selection) {
        return owner.post(organization + "/users/actions/reindex", Map.of("selection", selection));
    }

    private String indexing(UserId user) {
        return owner.get(organization + "/mailboxes/" + user + "/usage").text("indexing");
    }

    private String found(String text) {
        try (Conversation imap = programs.imap()) {
            imap.say("a1 LOGIN ann" + domain + " \"" + World.PASSWORD + "\"");
            imap.say("a2 SELECT INBOX");
            return imap.say("a3 SEARCH BODY " + text);
        }
    }

    private FolderId inbox() {
        return new FolderId(
                acme.organization(),
                TestDatabase.owner()
                        .sql(
                                "SELECT id FROM mail_folders WHERE owner_id = :user AND name = 'INBOX'")
                        .param("user", ann.value())
                        .query(UUID.class)
                        .single());
    }

    @Test
    void mendsASearchThatMissesMessagesAndSaysHowManyAreIn() throws IOException {
        BegunJob.ended(jobs, acme, begin(Map.of("filter", Map.of())));
        assertThat(found("anziba")).contains("* SEARCH 1");
        synchronized (following) {
            OpenIndex open = index.open().orElseThrow();
            open.remove(inbox(), List.of(1L));
            open.commit(scopes.in(scopes.machinery(), () -> new IndexRows(jdbc).origin()));
        }
        assertThat(found("anziba")).doesNotContain("* SEARCH 1");

        Browser.Answer begun =
                owner.post(organization + "/users/" + ann + "/actions/reindex", Map.of());
        Job job = BegunJob.ended(jobs, acme, begun);

        assertThat(found("anziba")).contains("* SEARCH 1");
        assertThat(owner.get(organization + "/jobs/" + job.id() + "/items").response().body())
                .contains("2 messages are in the index.");
        assertThat(owner.get(organization + "/audit?subjectId=" + ann).response().body())
                .contains("mailboxes.reindexed");
        assertThat(indexing(ann)).isEqualTo("FOLLOWING");
    }

    @Test
    void queuesNobodyTwiceAndShowsWhoIsQueued() {
        Browser.Answer first;
        Browser.Answer second;
        synchronized (following) {
            first = begin(Map.of("ids", List.of(ann.toString())));
            second = begin(Map.of("ids", List.of(ann.toString(), cid.toString())));
            assertThat(indexing(ann)).isEqualTo("QUEUED");
            assertThat(found("anziba")).contains("* SEARCH 1");
            assertThat(scopes.in(scopes.machinery(), () -> new IndexRows(jdbc).begin()))
                    .isPresent();
            assertThat(indexing(ann)).isEqualTo("PROCESSING");
            assertThat(indexing(cid)).isEqualTo("QUEUED");
        }
        assertThat(BegunJob.outcomes(BegunJob.ended(jobs, acme, first)))
                .containsEntry(ann, "DONE mailboxes.reindexed");
        assertThat(BegunJob.outcomes(BegunJob.ended(jobs, acme, second)))
                .containsEntry(ann, "SKIPPED mailboxes.in-queue")
                .containsEntry(cid, "DONE mailboxes.reindexed");
        assertThat(indexing(ann)).isEqualTo("FOLLOWING");
    }

    @Test
    void isForgottenWithItsJob() {
        synchronized (following) {
            Browser.Answer begun = begin(Map.of("ids", List.of(ann.toString())));
            jobs.cancel(acme, JobId.valueOf(begun.text("jobId")));
            Job job = BegunJob.ended(jobs, acme, begun);
            assertThat(job.state().name()).isEqualTo("CANCELLED");
            assertThat(indexing(ann)).isEqualTo("FOLLOWING");
        }
    }

    @Test
    void queuesOnlyThoseWhoAreNotQueuedYet() {
        MailboxId hers = MailboxId.of(ann);
        MailboxId his = MailboxId.of(cid);
        synchronized (following) {
            assertThat(scopes.in(acme, () -> mail.reindex(acme, JobId.next(), 1, List.of(hers))))
                    .containsExactly(hers);
            JobId second = JobId.next();
            assertThat(scopes.in(acme, () -> mail.reindex(acme, second, 1, List.of(hers, his))))
                    .containsExactly(his);
            assertThat(scopes.in(acme, () -> mail.reindexing(acme, second, 2))).isFalse();
            assertThat(scopes.in(acme, () -> mail.reindexing(acme, second, 3))).isTrue();
        }
    }

    @Test
    void namesThoseWhoDoNotExistAndGoesOn() {
        UserId nobody = UserId.next();
        Browser.Answer begun = begin(Map.of("ids", List.of(nobody.toString(), ann.toString())));

        assertThat(BegunJob.outcomes(BegunJob.ended(jobs, acme, begun)))
                .containsEntry(nobody, "SKIPPED mailboxes.none")
                .containsEntry(ann, "DONE mailboxes.reindexed");
        assertThat(
                        owner.post(organization + "/users/" + nobody + "/actions/reindex", Map.of())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void isForThoseWithThePermissionOnly() {
        Browser cidsOwn = world.signedIn("cid" + domain);

        Browser.Answer refused =
                cidsOwn.post(
                        organization + "/users/actions/reindex",
                        Map.of("selection", Map.of("filter", Map.of())));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo(Permission.MAILBOXES_REINDEX.text());
    }
}
