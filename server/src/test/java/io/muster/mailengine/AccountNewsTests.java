package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** What users are told of what was done to their accounts. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountNewsTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired List<RecurringWork> works;

    private MailPrograms programs;
    private OrganizationScope initech;
    private Browser owner;
    private String organization;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        initech = world.organization("Initech");
        world.owner(initech, "olga@initech.example");
        world.user(initech, "home@initech.example");
        owner = world.signedIn("olga@initech.example");
        organization = "/api/v1/organizations/" + initech.organization();
    }

    @Test
    void manyChangesOfRightsAreOneMailAndOneNotice() throws MessagingException {
        UserId ann = world.user(initech, "ann@initech.example");
        String box =
                owner.post(
                                organization + "/mailboxes",
                                Map.of(
                                        "name",
                                        "Sales",
                                        "address",
                                        "sales@initech.example",
                                        "visible",
                                        true))
                        .text("id");
        grant(ann, Permission.AUDIT_READ);
        grant(ann, Permission.AUDIT_READ, Permission.USERS_READ);
        String access = organization + "/mailboxes/" + box + "/access";
        assertThat(
                        owner.put(
                                        access + "/" + ann,
                                        Map.of("permissions", List.of("mailbox:read")),
                                        owner.get(access).header("ETag").orElseThrow())
                                .status())
                .isEqualTo(200);
        runDue(false);
        assertThat(mails("ann@initech.example")).as("it waits").isEmpty();

        runDue(true);

        await().until(() -> !programs.subjects("ann@initech.example", "INBOX").isEmpty());
        assertThat(programs.subjects("ann@initech.example", "INBOX"))
                .containsExactly("Your rights at Initech were changed");
        assertThat(notices("ann@initech.example")).containsExactly("users.rights-changed");
    }

    @Test
    void whatWasTakenBackMeanwhileIsToldToNobody() {
        UserId bea = world.user(initech, "bea@initech.example");
        act(bea, "disable");
        act(bea, "enable");
        assertThat(waiting(bea)).isEmpty();
    }

    @Test
    void whoIsDisabledAlreadyIsNotToldAgainWhenMailToHimIsAllowed() {
        UserId hal = world.user(initech, "hal@initech.example");
        act(hal, "disable");
        assertThat(waiting(hal)).containsExactly("DISABLED");
        runDue(true);

        assertThat(
                        owner.post(
                                        organization + "/users/" + hal + "/actions/disable",
                                        Map.of("allowIncoming", true))
                                .json()
                                .at("/allowIncoming")
                                .asBoolean())
                .isTrue();
        assertThat(waiting(hal)).isEmpty();
    }

    @Test
    void whoIsBlockedReadsItWhereHisMailboxIsNotClosedAndThatHeIsUnblockedInHisOwn()
            throws MessagingException {
        UserId cid = world.user(initech, "cid@initech.example");
        act(cid, "disable");
        runDue(true);
        assertThat(mails("cid@initech.example")).as("in vain").isEmpty();

        act(cid, "enable");
        runDue(true);
        await().until(() -> !programs.subjects("cid@initech.example", "INBOX").isEmpty());
        assertThat(programs.subjects("cid@initech.example", "INBOX"))
                .containsExactly("Your account at Initech was enabled");

        recovery(cid, "home@initech.example");
        act(cid, "disable");
        runDue(true);
        await().until(() ->
                programs.subjects("home@initech.example", "INBOX")
                        .contains("Your account at Initech was disabled"));
        act(cid, "delete");
        runDue(true);
        await().until(() ->
                programs.subjects("home@initech.example", "INBOX")
                        .contains("Your account at Initech was removed"));
        assertThat(mails("cid@initech.example")).hasSize(1);
    }

    @Test
    void aKindThatIsSwitchedOffIsNotMailed() {
        UserId dan = world.user(initech, "dan@initech.example");
        Browser his = world.signedIn("dan@initech.example");
        ObjectNode choices = (ObjectNode) his.get("/api/v1/me/notice-choices").json();
        choices.at("/items")
                .forEach(choice -> {
                    if (choice.at("/kind").asString().equals("users.rights-changed")) {
                        ((ObjectNode) choice).put("email", false);
                    }
                });
        assertThat(his.put("/api/v1/me/notice-choices", choices, "*").status()).isLessThan(300);
        grant(dan, Permission.AUDIT_READ);
        runDue(true);
        assertThat(mails("dan@initech.example")).isEmpty();
        assertThat(notices("dan@initech.example")).containsExactly("users.rights-changed");
    }

    @Test
    void actsOnManyTellNobody() {
        UserId eva = world.user(initech, "eva@initech.example");
        UserId fay = world.user(initech, "fay@initech.example");
        Browser.Answer started =
                owner.post(
                        organization + "/users/actions/disable",
                        Map.of("selection", Map.of("ids", List.of(eva, fay))));
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        await().until(() ->
                owner.get(organization + "/users/" + fay).text("state").equals("DISABLED"));
        assertThat(waiting(eva)).isEmpty();
        assertThat(waiting(fay)).isEmpty();
    }

    @Test
    void nothingIsToldOfRightsToWhoCanNotSignIn() {
        UserId gus = world.user(initech, "gus@initech.example");
        act(gus, "disable");
        grant(gus, Permission.AUDIT_READ);
        runDue(true);
        assertThat(mails("gus@initech.example")).isEmpty();
        assertThat(waiting(gus)).isEmpty();
    }

    private void grant(UserId user, Permission... permissions) {
        String grants = organization + "/users/" + user + "/grants";
        Browser.Answer changed =
                owner.put(
                        grants,
                        Map.of("permissions", List.of(permissions)),
                        owner.get(grants).header("ETag").orElseThrow());
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
    }

    private void act(UserId user, String act) {
        Browser.Answer done =
                owner.post(organization + "/users/" + user + "/actions/" + act, Map.of());
        assertThat(done.status()).as(done.response().body()).isEqualTo(200);
    }

    private void recovery(UserId user, String address) {
        TestDatabase.owner()
                .sql("UPDATE users SET recovery_address = :address WHERE id = :id")
                .param("address", address)
                .param("id", user.value())
                .update();
    }

    /** The work as it runs by itself, some minutes later or now. */
    private void runDue(boolean later) {
        if (later) {
            TestDatabase.owner().sql("UPDATE account_news SET due_at = now()").update();
        }
        works.stream()
                .filter(work -> work.name().equals("users.account-news"))
                .forEach(RecurringWork::run);
    }

    private static List<String> waiting(UserId user) {
        return TestDatabase.owner()
                .sql("SELECT news FROM account_news WHERE user_id = :id")
                .param("id", user.value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static List<String> mails(String to) {
        return TestDatabase.owner()
                .sql("SELECT subject FROM outbox WHERE recipient = :to")
                .param("to", to)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> notices(String account) {
        return StreamSupport.stream(
                        world.signedIn(account)
                                .get("/api/v1/me/notices")
                                .json()
                                .at("/items")
                                .spliterator(),
                        false)
                .map(item -> item.at("/kind").asString())
                .toList();
    }
}
