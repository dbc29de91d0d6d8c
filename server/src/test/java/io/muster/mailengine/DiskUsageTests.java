package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Jobs;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.UserId;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How much of the disk users have: in their list, and counted anew. */
@MusterTest
class DiskUsageTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired Jobs jobs;
    @Autowired List<RecurringWork> works;

    private MailPrograms programs;
    private String domain;
    private OrganizationScope acme;
    private String organization;
    private Browser owner;
    private UserId ann;
    private UserId ben;
    private UserId cid;

    @BeforeEach
    void threeUsersOfWhomTwoHaveMail() {
        programs = new MailPrograms(mail);
        domain = "@d" + UserId.next() + ".example";
        acme = world.organization("Acme " + domain);
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga" + domain);
        owner = world.signedIn("olga" + domain);
        ann = world.user(acme, "ann" + domain);
        ben = world.user(acme, "ben" + domain);
        cid = world.user(acme, "cid" + domain);
        deliver("ann", 8_800);
        deliver("ben", 4_000);
        owner.put(
                organization + "/mailboxes/" + ann + "/limit", Map.of("limitOctets", 10_000), "*");
        tellTheList();
    }

    private void deliver(String name, int octets) {
        String content = "Subject: long\r\n\r\n" + "0123456789abcde\r\n".repeat(octets / 17);
        assertThat(programs.deliver(content, name + domain)).startsWith("250");
    }

    private void tellTheList() {
        works.stream()
                .filter(work -> work.name().equals("mailboxes.tell-usage"))
                .forEach(RecurringWork::run);
    }

    private List<String> accounts(String query) {
        Browser.Answer page = owner.get(organization + "/users?" + query);
        assertThat(page.status()).as(page.response().body()).isEqualTo(200);
        List<String> accounts = new ArrayList<>();
        page.json()
                .at("/items")
                .forEach(item -> accounts.add(item.at("/account").asString().replace(domain, "")));
        return accounts;
    }

    private long shown(UserId user) {
        long octets = -1;
        for (var item : owner.get(organization + "/users").json().at("/items")) {
            if (item.at("/id").asString().equals(user.toString())) {
                octets = item.at("/diskUsageOctets").asLong();
            }
        }
        return octets;
    }

    private long counted(UserId user) {
        return owner.get(organization + "/mailboxes/" + user + "/usage")
                .json()
                .at("/octets")
                .asLong();
    }

    @Test
    void standsInTheListWithItsLimit() {
        var items = owner.get(organization + "/users?search=ann").json().at("/items");

        assertThat(items.at("/0/diskUsageOctets").asLong()).isEqualTo(counted(ann)).isPositive();
        assertThat(items.at("/0/diskLimitOctets").asLong()).isEqualTo(10_000);
        assertThat(shown(cid)).isZero();
    }

    @Test
    void sortsTheListPageByPage() {
        assertThat(accounts("sort=-diskUsage&limit=2")).containsExactly("ann", "ben");
        Browser.Answer first = owner.get(organization + "/users?sort=-diskUsage&limit=1");
        String next = first.text("next");
        Browser.Answer second =
                owner.get(organization + "/users?sort=-diskUsage&limit=1&cursor=" + next);
        assertThat(second.text("items/0/account")).isEqualTo("ben" + domain);
        assertThat(accounts("sort=diskUsage")).endsWith("ben", "ann").hasSize(4);
        owner.post(organization + "/users/" + ben + "/actions/delete", Map.of());
        assertThat(accounts("sort=-diskUsage")).hasSize(3).startsWith("ann").doesNotContain("ben");
    }

    @Test
    void findsWhoIsNearHisLimit() {
        assertThat(accounts("diskUsageFrom=90")).containsExactly("ann");
        assertThat(accounts("diskUsageFrom=101")).isEmpty();
        assertThat(accounts("diskUsageFrom=90&search=ben")).isEmpty();
        assertThat(owner.get(organization + "/users/count?diskUsageFrom=90").text("count"))
                .isEqualTo("1");

        TestDatabase.owner()
                .sql("UPDATE organizations SET mailbox_limit = 4100 WHERE organization_id = :id")
                .param("id", acme.organization().value())
                .update();

        assertThat(accounts("diskUsageFrom=90&sort=-diskUsage")).containsExactly("ann", "ben");
        assertThat(owner.get(organization + "/users?diskUsageFrom=0").status()).isEqualTo(422);
    }

    @Test
    void followsWhatIsDeletedAndHandedOut() {
        TestDatabase.owner()
                .sql("DELETE FROM mail_folders WHERE owner_id = :user")
                .param("user", ben.value())
                .update();
        tellTheList();
        assertThat(shown(ben)).isZero();
    }

    @Test
    void isMendedByCountingAnewAndSaysTheOldFigureAndTheNew() {
        long right = counted(ann);
        long rightOfBen = counted(ben);
        TestDatabase.owner()
                .sql(
                        "UPDATE mail_folders SET octets = 77, messages = 9 WHERE owner_id = :user AND name = 'INBOX'")
                .param("user", ann.value())
                .update();
        tellTheList();
        assertThat(shown(ann)).isEqualTo(77);

        String job = recalculate(Map.of("filter", Map.of()));

        tellTheList();
        assertThat(shown(ann)).isEqualTo(counted(ann)).isEqualTo(right);
        assertThat(counted(ben)).isEqualTo(rightOfBen);
        Browser.Answer items = owner.get(organization + "/jobs/" + job + "/items?limit=50");
        assertThat(items.response().body())
                .contains("%,d octets, where 77 were shown.".formatted(right))
                .contains("%,d octets, as was shown.".formatted(rightOfBen));
        assertThat(owner.get(organization + "/audit?subjectId=" + ann).response().body())
                .contains("mailboxes.usage-recalculated", "77");
        assertThat(owner.get(organization + "/audit?subjectId=" + ben).response().body())
                .doesNotContain("mailboxes.usage-recalculated");
    }

    @Test
    void isCountedAnewForOneOrMoreUsersAndMendsTheListAlone() {
        TestDatabase.owner()
                .sql("UPDATE disk_usages SET octets = 5 WHERE user_id = :user")
                .param("user", ben.value())
                .update();

        recalculate(Map.of("ids", List.of(ben.toString(), cid.toString())));

        tellTheList();
        assertThat(shown(ben)).isEqualTo(counted(ben));
    }

    @Test
    void putsWhoeverHasMoreThanHeMayOverHisLimit() {
        TestDatabase.owner()
                .sql(
                        "UPDATE mail_folders SET octets = 77 WHERE owner_id = :user AND name = 'INBOX'")
                .param("user", ann.value())
                .update();
        owner.put(organization + "/mailboxes/" + ann + "/limit", Map.of("limitOctets", 5_000), "*");
        deliver("ann", 1_000);

        recalculate(Map.of("ids", List.of(ann.toString())));

        tellTheList();
        assertThat(accounts("diskUsageFrom=101")).containsExactly("ann");
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            assertThat(smtp.say("RCPT TO:<ann" + domain + ">")).startsWith("452 4.2.2");
        }
    }

    @Test
    void isNotCountedAnewByWhoeverLacksThePermission() {
        Browser cidsOwn = world.signedIn("cid" + domain);

        Browser.Answer refused =
                cidsOwn.post(
                        organization + "/users/actions/recalculate-usage",
                        Map.of("selection", Map.of("filter", Map.of())));

        assertThat(refused.status()).isIn(403, 404);
    }

    @Test
    void isInTheExport() {
        Browser.Answer started =
                owner.post(
                        organization + "/exports",
                        Map.of(
                                "selection",
                                Map.of("ids", List.of(ann.toString(), cid.toString()))));
        BegunJob.ended(jobs, acme, started);

        String file =
                owner.get(organization + "/exports/" + started.text("id") + "/file")
                        .response()
                        .body();

        assertThat(file.lines().findFirst().orElseThrow())
                .contains("Disk usage (bytes),Disk limit (bytes)");
        assertThat(file).contains("," + counted(ann) + ",10000,").contains(",0,unlimited,");
    }

    private String recalculate(Map<String, Object> selection) {
        Browser.Answer started =
                owner.post(
                        organization + "/users/actions/recalculate-usage",
                        Map.of("selection", selection));
        return BegunJob.ended(jobs, acme, started).id().toString();
    }
}
