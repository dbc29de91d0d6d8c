package io.muster.mailboxes;

import static io.muster.testing.BegunJob.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import io.muster.users.ManyAliases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Aliases of many users by a pattern, as jobs with a dry run that can be undone. */
@MusterTest
class BulkAliasTests {

    @Autowired private World world;
    @Autowired private Jobs jobs;
    @Autowired private ManyAliases aliases;
    @Autowired private Scopes scopes;

    private OrganizationScope acme;
    private String organization;
    private String domain;
    private Browser owner;
    private UserId olga;
    private UserId ann;
    private UserId bob;

    @BeforeEach
    void anOwnerWithTwoUsers() {
        String name = UserId.next().toString();
        domain = "@m" + name + ".example";
        acme = world.organization("Acme " + name);
        organization = "/api/v1/organizations/" + acme.organization();
        olga = world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        bob = world.user(acme, "bob" + domain);
        owner = world.signedIn("olga" + domain);
    }

    @Test
    void comeByAPatternAndGoAgainWithTheUndo() {
        UserId nobody = UserId.next();
        Job dry = run("ADD", "{local}@new" + domain.substring(1), true, ids(ann, bob, nobody));
        assertThat(outcomes(dry))
                .containsEntry(ann, "DONE mailboxes.alias")
                .containsEntry(nobody, "SKIPPED mailboxes.none");
        assertThat(aliasesOf(ann)).isEmpty();

        Job added = run("ADD", "{local}@new" + domain.substring(1), false, ids(ann, bob, nobody));

        assertThat(outcomes(added)).isEqualTo(outcomes(dry));
        assertThat(aliasesOf(ann)).containsExactly("ann@new" + domain.substring(1));
        assertThat(actionsOn(ann)).containsExactly("mailboxes.aliases-changed");
        assertThat(outcomes(run("ADD", "{local}@new" + domain.substring(1), false, ids(ann))))
                .isEqualTo(Map.of(ann, "UNCHANGED mailboxes.already"));

        undo(added, true);
        assertThat(aliasesOf(ann)).hasSize(1);
        assertThat(outcomes(undo(added, false)))
                .isEqualTo(Map.of(ann, "DONE mailboxes.alias", bob, "DONE mailboxes.alias"));
        assertThat(aliasesOf(ann)).isEmpty();
        assertThat(aliasesOf(bob)).isEmpty();
    }

    @Test
    void areRemovedOfAllThatMatchAndBroughtBackWhereNobodyHasThemSince() {
        String further = "@other" + domain.substring(1);
        run("ADD", "{local}" + further, false, everybody());
        Job removed = run("REMOVE", "{local}" + further, false, everybody());
        assertThat(outcomes(removed)).hasSize(3).containsEntry(ann, "DONE mailboxes.alias");
        assertThat(aliasesOf(ann)).isEmpty();
        owner.post(
                organization + "/mailboxes/" + bob + "/aliases",
                Map.of("address", "ann" + further));

        assertThat(outcomes(undo(removed, false)))
                .containsEntry(ann, "SKIPPED users.taken")
                .containsEntry(bob, "DONE mailboxes.alias");
    }

    @Test
    void areRefusedEachWithItsReason() {
        named(ann, "Ann Mária", "O'Fisher");
        named(bob, "Anna-Maria", "");
        world.user(acme, "ann-maria.o-fisher" + domain);

        assertThat(outcomes(run("ADD", "{first}.{last}" + domain, false, ids(ann, bob))))
                .containsEntry(ann, "SKIPPED users.taken")
                .containsEntry(bob, "SKIPPED mailboxes.alias-incomplete");

        String foreign = "t" + domain.substring(1);
        ProvedDomain.active(world.organization("Other " + foreign), foreign);
        assertThat(outcomes(run("ADD", "{local}@" + foreign, false, ids(ann))))
                .isEqualTo(Map.of(ann, "SKIPPED users.domain-foreign"));
    }

    @Test
    void goToTheFirstOfTwoForWhomThePatternMakesTheSameInTheDryRunToo() {
        named(ann, "Kim", "Lee");
        named(bob, "Kim", "Lee");
        for (boolean dryRun : List.of(true, false)) {
            assertThat(outcomes(run("ADD", "{first}.{l}" + domain, dryRun, ids(ann, bob))))
                    .isEqualTo(Map.of(ann, "DONE mailboxes.alias", bob, "SKIPPED users.taken"));
        }
        assertThat(claims()).isZero();
    }

    /** Whoever was there a moment earlier has it, and nobody else's row fails for it. */
    @Test
    void thatAreTakenAtTheSameMomentHaveThatAsTheirReason() throws Exception {
        EmailAddress wanted = EmailAddress.valueOf("ann@race" + domain.substring(1));
        var taken = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        CompletableFuture<Void> another =
                CompletableFuture.runAsync(() ->
                        scopes.run(
                                acme,
                                () -> {
                                    aliases.take(acme, Map.of(wanted, MailboxId.of(olga)));
                                    taken.countDown();
                                    waitFor(release);
                                }));
        taken.await();
        Browser.Answer answer =
                post("ADD", "{local}@race" + domain.substring(1), false, ids(ann, bob));
        await().until(BulkAliasTests::somebodyWaitsForAnAddress);
        release.countDown();
        another.get();

        assertThat(outcomes(BegunJob.ended(jobs, acme, answer)))
                .isEqualTo(Map.of(ann, "SKIPPED users.taken", bob, "DONE mailboxes.alias"));
    }

    @Test
    void needThePermissionAndAPatternThatTellsUsersApart() {
        for (String pattern :
                List.of("all" + domain, "{local}", "{nick}" + domain, "{local}@{domain", "")) {
            assertThat(post("ADD", pattern, false, ids(ann)).text("errors/0/field"))
                    .as(pattern)
                    .isEqualTo("pattern");
        }
        world.user(acme, "rea" + domain);
        assertThat(
                        world.signedIn("rea" + domain)
                                .post(
                                        organization + "/users/actions/change-aliases",
                                        request("ADD", "{local}@x.example", false, ids(ann)))
                                .status())
                .isIn(403, 404);
    }

    private static boolean somebodyWaitsForAnAddress() {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT count(*) > 0 FROM pg_stat_activity
                        WHERE wait_event_type = 'Lock' AND datname = current_database()
                          AND query LIKE '%INSERT INTO addresses%'
                        """)
                .query(Boolean.class)
                .single();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Job run(String way, String pattern, boolean dryRun, Map<String, ?> selection) {
        return BegunJob.ended(jobs, acme, post(way, pattern, dryRun, selection));
    }

    private Browser.Answer post(
            String way, String pattern, boolean dryRun, Map<String, ?> selection) {
        return owner.post(
                organization + "/users/actions/change-aliases",
                request(way, pattern, dryRun, selection));
    }

    private static Map<String, Object> request(
            String way, String pattern, boolean dryRun, Map<String, ?> selection) {
        Map<String, Object> request = new HashMap<>(selection);
        request.put("way", way);
        request.put("pattern", pattern);
        request.put("dryRun", dryRun);
        return request;
    }

    private Job undo(Job job, boolean dryRun) {
        return BegunJob.ended(
                jobs,
                acme,
                owner.post(organization + "/jobs/" + job.id() + "/undo", Map.of("dryRun", dryRun)));
    }

    private static Map<String, Object> ids(UserId... users) {
        return Map.of("selection", Map.of("ids", Stream.of(users).map(UserId::toString).toList()));
    }

    private static Map<String, Object> everybody() {
        return Map.of("selection", Map.of("filter", Map.of()));
    }

    private static void named(UserId user, String first, String last) {
        TestDatabase.owner()
                .sql("UPDATE users SET first_name = :first, last_name = :last WHERE id = :user")
                .param("first", first)
                .param("last", last)
                .param("user", user.value())
                .update();
    }

    private List<String> aliasesOf(UserId user) {
        return owner.get(organization + "/mailboxes/" + user + "/aliases")
                .json()
                .at("/items")
                .valueStream()
                .map(one -> one.asString())
                .toList();
    }

    private static long claims() {
        return TestDatabase.owner()
                .sql("SELECT count(*) FROM alias_claims")
                .query(Long.class)
                .single();
    }

    private static List<String> actionsOn(UserId user) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT action FROM audit_entries
                        WHERE subject_type = 'mailbox' AND subject_id = :id ORDER BY sequence
                        """)
                .param("id", user.value())
                .query((row, _) -> row.getString("action"))
                .list();
    }
}
