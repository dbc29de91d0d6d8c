package io.muster.mailboxes;

import static io.muster.testing.BegunJob.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Size limits and services of many users, as jobs that can be undone. */
@MusterTest
class ManyMailboxesTests {

    @Autowired private World world;
    @Autowired private Jobs jobs;

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
    void haveTheirSizeLimitSetAndSetBack() {
        limit(bob, 5_000L);
        UserId nobody = UserId.next();
        Job set = run("set-mailbox-limit", with("limitOctets", 5_000L, ids(ann, bob, nobody)));

        assertThat(outcomes(set))
                .containsEntry(ann, "DONE ")
                .containsEntry(bob, "UNCHANGED mailboxes.already")
                .containsEntry(nobody, "SKIPPED mailboxes.none");
        assertThat(limitOf(ann)).isEqualTo("5000");
        assertThat(actionsOn(ann)).containsExactly("mailboxes.limit-changed");

        Job dryRun = undo(set, true);
        assertThat(outcomes(dryRun)).isEqualTo(Map.of(ann, "DONE "));
        assertThat(limitOf(ann)).isEqualTo("5000");
        assertThat(outcomes(undo(set, false))).isEqualTo(Map.of(ann, "DONE "));
        assertThat(limitOf(ann)).isEqualTo("null");
        assertThat(limitOf(bob)).isEqualTo("5000");
    }

    @Test
    void keepTheLimitThatSomebodySetSince() {
        limit(ann, 1_000L);
        Job set = run("set-mailbox-limit", with("limitOctets", null, ids(ann, bob)));
        assertThat(outcomes(set)).containsEntry(bob, "UNCHANGED mailboxes.already");
        limit(ann, 7_000L);

        assertThat(outcomes(undo(set, false)))
                .isEqualTo(Map.of(ann, "SKIPPED mailboxes.changed-since"));
        assertThat(limitOf(ann)).isEqualTo("7000");
    }

    @Test
    void haveServicesSwitchedThatAreNamedAndSwitchedBack() {
        services(bob, true, false);
        Map<String, Object> request = new HashMap<>(everybody());
        request.put("imap", false);
        request.put("submission", false);
        Job switched = run("switch-services", request);

        assertThat(outcomes(switched).values()).containsOnly("DONE ");
        assertThat(servicesOf(ann)).isEqualTo("imap off, submission off, webmail on");
        assertThat(servicesOf(bob)).isEqualTo("imap off, submission off, webmail on");

        undo(switched, false);
        assertThat(servicesOf(ann)).isEqualTo("imap on, submission on, webmail on");
        assertThat(servicesOf(bob)).isEqualTo("imap on, submission off, webmail on");
        assertThat(actionsOn(bob))
                .containsExactly(
                        "mailboxes.services-changed",
                        "mailboxes.services-changed",
                        "mailboxes.services-changed");
    }

    @Test
    void stayAsTheyAreWhereTheirUserIsAboveOrDeleted() {
        owner.post(organization + "/users/" + bob + "/actions/delete", Map.of());
        Browser helper = holding("hal", "mailboxes:delivery", "users:read", "jobs:read");
        Map<String, Object> request = new HashMap<>(ids(ann, bob, olga));
        request.put("webmail", false);

        Job switched = ended(helper.post(organization + "/users/actions/switch-services", request));

        assertThat(outcomes(switched))
                .containsEntry(ann, "DONE ")
                .containsEntry(bob, "SKIPPED mailboxes.user-deleted")
                .containsEntry(olga, "SKIPPED mailboxes.higher-rights");
        assertThat(servicesOf(olga)).endsWith("webmail on");
    }

    @Test
    void areChangedByThoseWithTheRightAndForSomethingOnly() {
        Browser reader = holding("rea", "mailboxes:read", "users:read");
        String acts = organization + "/users/actions/";

        assertThat(
                        reader.post(acts + "set-mailbox-limit", with("limitOctets", 1L, ids(ann)))
                                .text("permission"))
                .isEqualTo("mailboxes:storage");
        assertThat(
                        reader.post(acts + "switch-services", with("imap", false, ids(ann)))
                                .text("permission"))
                .isEqualTo("mailboxes:delivery");
        assertThat(owner.post(acts + "switch-services", ids(ann)).text("errors/0/code"))
                .isEqualTo("required");
        assertThat(
                        owner.post(acts + "set-mailbox-limit", with("limitOctets", -1L, ids(ann)))
                                .text("errors/0/field"))
                .isEqualTo("limitOctets");
        assertThat(
                        owner.post(acts + "set-mailbox-limit", Map.of("selection", Map.of()))
                                .text("errors/0/field"))
                .isEqualTo("selection");
    }

    private Job run(String verb, Map<String, ?> request) {
        return ended(owner.post(organization + "/users/actions/" + verb, request));
    }

    private Job undo(Job job, boolean dryRun) {
        return ended(
                owner.post(organization + "/jobs/" + job.id() + "/undo", Map.of("dryRun", dryRun)));
    }

    private Job ended(Browser.Answer started) {
        return BegunJob.ended(jobs, acme, started);
    }

    private static Map<String, Object> ids(UserId... users) {
        return Map.of("selection", Map.of("ids", Stream.of(users).map(UserId::toString).toList()));
    }

    private static Map<String, Object> everybody() {
        return Map.of("selection", Map.of("filter", Map.of()));
    }

    private static Map<String, @Nullable Object> with(
            String field, @Nullable Object value, Map<String, Object> request) {
        Map<String, @Nullable Object> all = new HashMap<>(request);
        all.put(field, value);
        return all;
    }

    private void limit(UserId user, long octets) {
        assertThat(
                        owner.put(
                                        organization + "/mailboxes/" + user + "/limit",
                                        Map.of("limitOctets", octets),
                                        "*")
                                .status())
                .isEqualTo(200);
    }

    private String limitOf(UserId user) {
        return owner.get(organization + "/mailboxes/" + user + "/usage")
                .json()
                .at("/limitOctets")
                .toString();
    }

    private void services(UserId user, boolean imap, boolean submission) {
        String path = organization + "/users/" + user + "/mail-services";
        owner.put(
                path,
                Map.of("imap", imap, "submission", submission, "reception", true, "webmail", true),
                owner.get(path).header("ETag").orElseThrow());
    }

    private String servicesOf(UserId user) {
        var read = owner.get(organization + "/users/" + user + "/mail-services").json();
        return String.join(
                ", ",
                Stream.of("imap", "submission", "webmail")
                        .map(one -> one + (read.at("/" + one).asBoolean() ? " on" : " off"))
                        .toList());
    }

    private Browser holding(String name, String... permissions) {
        String grants = organization + "/users/" + world.user(acme, name + domain) + "/grants";
        owner.put(
                grants,
                Map.of("roles", List.of(), "permissions", List.of(permissions)),
                owner.get(grants).header("ETag").orElseThrow());
        return world.signedIn(name + domain);
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
