package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
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

/** Who is warned of a mailbox that fills up. */
@MusterTest
class FullMailboxWarningTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired List<RecurringWork> works;

    private MailPrograms programs;
    private String organization;
    private String ann;
    private String ben;
    private UserId annsId;
    private UserId bensId;
    private SharedMailboxes shared;
    private Browser owner;

    @BeforeEach
    void anOrganizationWithTwoUsers() {
        programs = new MailPrograms(mail);
        String domain = "@w" + UserId.next() + ".example";
        OrganizationScope acme = world.organization("Acme " + domain);
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga" + domain);
        owner = world.signedIn("olga" + domain);
        shared = new SharedMailboxes(owner, acme);
        ann = "ann" + domain;
        ben = "ben" + domain;
        annsId = world.user(acme, ann);
        bensId = world.user(acme, ben);
    }

    @Test
    void warnsItsUserOnceAtNinetyPerCentAndOnceMoreWhenItIsFull() {
        limit(annsId.toString(), 40_000);
        fill(ann, 17_500);
        assertThat(notices(ann)).isEmpty();

        fill(ann, 19_000);
        fill(ann, 100);
        assertThat(notices(ann)).singleElement().asString().startsWith("WARNING 9");
        assertThat(mails(ann)).singleElement().asString().matches(".* is 9[0-8] % full");

        limit(annsId.toString(), 37_000);
        assertThat(notices(ann)).hasSize(2).first().asString().startsWith("DANGER ");
        assertThat(mails(ann)).as("a mail would be refused there").hasSize(1);
        assertThat(notices(ben)).isEmpty();
    }

    @Test
    void warnsAgainAfterThereWasRoom() {
        limit(annsId.toString(), 20_000);
        fill(ann, 18_000);
        limit(annsId.toString(), 40_000);
        limit(annsId.toString(), 20_000);
        limit(annsId.toString(), 0);

        assertThat(notices(ann)).hasSize(2);
    }

    @Test
    void doesNotWarnAgainWhereItIsFullNowAndThen() {
        limit(annsId.toString(), 20_000);
        fill(ann, 19_000);
        limit(annsId.toString(), 19_000);
        int told = notices(ann).size();

        limit(annsId.toString(), 21_000);
        limit(annsId.toString(), 19_000);

        assertThat(notices(ann)).hasSize(told).first().asString().startsWith("DANGER");
    }

    @Test
    void warnsTheOwnersOfASharedMailboxAndNobodyElseWhoHasAccess() {
        String info = shared.make("Information", "info" + ann);
        shared.give(info, annsId, SystemRole.MAILBOX_OWNER);
        shared.give(info, bensId, SystemRole.FULL_ACCESS);
        limit(info, 20_000);

        fill("info" + ann, 19_000);

        assertThat(notices(ann)).singleElement().asString().endsWith(" Information");
        assertThat(mails(ann))
                .singleElement()
                .asString()
                .startsWith("The mailbox Information is 9");
        assertThat(notices(ben)).isEmpty();
        assertThat(mails(ben)).isEmpty();
    }

    @Test
    void sendsNoMailToWhoWantsNone() {
        world.signedIn(ann)
                .send(
                        "PUT",
                        "/api/v1/me/notice-choices",
                        Map.of(
                                "items",
                                List.of(
                                        Map.of(
                                                "kind",
                                                "mailboxes.filling",
                                                "bell",
                                                true,
                                                "email",
                                                false))),
                        Map.of());
        limit(annsId.toString(), 20_000);

        fill(ann, 18_500);

        assertThat(notices(ann)).hasSize(1);
        assertThat(mails(ann)).isEmpty();
    }

    private void limit(String mailbox, long octets) {
        assertThat(
                        owner.put(
                                        organization + "/mailboxes/" + mailbox + "/limit",
                                        Map.of("limitOctets", octets),
                                        "*")
                                .status())
                .isEqualTo(200);
        look();
    }

    private void fill(String address, int octets) {
        String content = "Subject: long\r\n\r\n" + "0123456789abcde\r\n".repeat(octets / 17);
        assertThat(programs.deliver(content, address)).startsWith("250");
        look();
    }

    private void look() {
        works.stream()
                .filter(work -> work.name().equals("mailboxes.tell-usage"))
                .forEach(RecurringWork::run);
    }

    /** The newest first. */
    private List<String> notices(String user) {
        List<String> all = new ArrayList<>();
        world.signedIn(user)
                .get("/api/v1/me/notices")
                .json()
                .at("/items")
                .forEach(notice ->
                        all.add(
                                notice.at("/severity").asString()
                                        + " "
                                        + notice.at("/facts/percent").asInt()
                                        + " "
                                        + notice.at("/facts/mailbox").asString()));
        return all;
    }

    private static List<String> mails(String to) {
        return TestDatabase.owner()
                .sql("SELECT subject FROM outbox WHERE recipient = :to ORDER BY created_at, id")
                .param("to", to)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
