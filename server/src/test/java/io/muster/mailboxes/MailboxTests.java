package io.muster.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The mailboxes of an organization, as its administrators see and change them. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailboxTests {

    @Autowired private World world;

    private OrganizationScope acme;
    private String path;
    private Browser owner;

    @BeforeAll
    void anOwnerOfAcme() {
        acme = world.organization("Acme");
        path = "/api/v1/organizations/" + acme.organization() + "/mailboxes";
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
    }

    @Test
    void everyUserWithAnAddressHasOneOfHisOwn() {
        UserId ann = world.user(acme, "ann@acme.example");

        Browser.Answer mailbox = owner.get(path + "/" + ann);

        assertThat(mailbox.text("kind")).isEqualTo("PERSONAL");
        assertThat(mailbox.text("name")).isEqualTo("Ann Example");
        assertThat(mailbox.text("address")).isEqualTo("ann@acme.example");
    }

    @Test
    void aPersonalOneFollowsItsUser() {
        UserId ben = world.user(acme, "ben@acme.example");
        String user = "/api/v1/organizations/%s/users/%s".formatted(acme.organization(), ben);
        owner.put(
                user + "/names",
                Map.of("address", "benjamin@acme.example"),
                owner.get(user).header("ETag").orElseThrow());
        assertThat(owner.get(path + "/" + ben).text("address")).isEqualTo("benjamin@acme.example");

        owner.post(user + "/actions/delete", Map.of());
        assertThat(owner.get(path + "/" + ben).json().at("/archivedAt").isNull()).isFalse();

        owner.post(user + "/actions/purge", Map.of("confirmation", "benjamin@acme.example"));
        assertThat(owner.get(path + "/" + ben).status()).isEqualTo(404);
    }

    @Test
    void aPersonalOneIsNeitherEditedNorArchivedNorDeletedByItself() {
        String one = path + "/" + world.user(acme, "cid@acme.example");
        String tag = owner.get(one).header("ETag").orElseThrow();

        assertThat(owner.put(one, mailbox("X", "x@acme.example"), tag).text("type"))
                .isEqualTo("urn:problem:mailboxes:personal");
        assertThat(owner.post(one + "/actions/archive", Map.of()).status()).isEqualTo(409);
        assertThat(
                        owner.post(one + "/actions/delete", Map.of("confirmation", "Cid Example"))
                                .status())
                .isEqualTo(409);
    }

    @Test
    void makesASharedOneThatIsListedAndAudited() {
        Browser.Answer made = owner.post(path, mailbox(" Front desk ", "Desk@Acme.example"));

        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        Browser.Answer read = owner.get(made.header("Location").orElseThrow());
        assertThat(read.text("name")).isEqualTo("Front desk");
        assertThat(read.text("address")).isEqualTo("desk@acme.example");
        assertThat(read.text("kind")).isEqualTo("SHARED");
        assertThat(read.json().at("/visible").asBoolean()).isTrue();
        assertThat(names(owner.get(path + "?kind=SHARED&search=desk"))).contains("Front desk");
        assertThat(actionsOn(read.text("id"))).containsExactly("mailboxes.created");
    }

    @Test
    void takesNoAddressThatSomebodyOrSomethingHas() {
        world.user(acme, "dora@acme.example");
        owner.post(path, mailbox("Sales", "sales@acme.example"));
        OrganizationScope globex = world.organization("Globex");
        world.owner(globex, "gina@globex.example");
        Browser other = world.signedIn("gina@globex.example");
        String theirs = "/api/v1/organizations/" + globex.organization();

        for (String taken : List.of("dora@acme.example", "sales@acme.example")) {
            for (Browser.Answer answer :
                    List.of(
                            owner.post(path, mailbox("Another", taken)),
                            other.post(theirs + "/mailboxes", mailbox("Another", taken)))) {
                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.text("errors/0/field")).isEqualTo("address");
                assertThat(answer.text("errors/0/code")).isEqualTo("taken");
            }
        }
        assertThat(owner.get(path + "?search=another").json().at("/items")).isEmpty();
    }

    @Test
    void aUserGetsNoAddressOfAMailbox() {
        owner.post(path, mailbox("Press", "press@acme.example"));
        String one =
                "/api/v1/organizations/%s/users/%s"
                        .formatted(acme.organization(), world.user(acme, "emil@acme.example"));

        Browser.Answer refused =
                owner.put(
                        one + "/names",
                        Map.of("address", "press@acme.example"),
                        owner.get(one).header("ETag").orElseThrow());

        assertThat(refused.status()).isBetween(409, 422);
    }

    @Test
    void tellsEveryFaultOfANewOne() {
        Browser.Answer empty = owner.post(path, mailbox(" ", "nowhere"));
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.text("errors/0/field")).isEqualTo("name");
        assertThat(empty.text("errors/1/field")).isEqualTo("address");
        assertThat(owner.post(path, mailbox("x".repeat(256), "long@acme.example")).status())
                .isEqualTo(422);
        assertThat(owner.post(path, mailbox("x".repeat(255), "long@acme.example")).status())
                .isEqualTo(201);
    }

    @Test
    void editsWhatWasReadAndNothingNewer() {
        String one = made("Stock", "stock@acme.example");
        String tag = owner.get(one).header("ETag").orElseThrow();

        Browser.Answer edited = owner.put(one, mailbox("Store", "store@acme.example"), tag);
        Browser.Answer late = owner.put(one, mailbox("Shop", "shop@acme.example"), tag);

        assertThat(edited.text("name")).isEqualTo("Store");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/name")).isEqualTo("Store");
        assertThat(owner.post(path, mailbox("Stock again", "stock@acme.example")).status())
                .as("the former address is free")
                .isEqualTo(201);
        assertThat(owner.post(path, mailbox("Store again", "store@acme.example")).status())
                .isEqualTo(422);
    }

    @Test
    void archivesAndTakesItBackOnceEachTime() {
        String one = made("Fair 2026", "fair@acme.example");

        owner.post(one + "/actions/archive", Map.of());
        Browser.Answer archived = owner.post(one + "/actions/archive", Map.of());
        assertThat(archived.json().at("/archivedAt").isNull()).isFalse();
        assertThat(names(owner.get(path + "?archived=true&search=fair")))
                .containsExactly("Fair 2026");
        Browser.Answer back = owner.post(one + "/actions/unarchive", Map.of());

        assertThat(back.json().at("/archivedAt").isNull()).isTrue();
        assertThat(actionsOn(back.text("id")))
                .containsExactly("mailboxes.created", "mailboxes.archived", "mailboxes.unarchived");
    }

    @Test
    void deletesOnlyWhatWasTypedAndFreesItsAddress() {
        String one = made("Old project", "project@acme.example");

        Browser.Answer mistyped =
                owner.post(one + "/actions/delete", Map.of("confirmation", "Old"));
        assertThat(mistyped.text("errors/0/field")).isEqualTo("confirmation");
        assertThat(owner.get(one).status()).isEqualTo(200);
        Browser.Answer deleted =
                owner.post(one + "/actions/delete", Map.of("confirmation", "Old project"));

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(owner.get(one).status()).isEqualTo(404);
        made("New project", "project@acme.example");
    }

    @Test
    void pagesForwardsAndBackByName() {
        OrganizationScope pages = world.organization("Pages");
        String list = "/api/v1/organizations/" + pages.organization() + "/mailboxes";
        world.owner(pages, "pia@pages.example");
        Browser pia = world.signedIn("pia@pages.example");
        for (int number = 10; number < 17; number++) {
            pia.post(list, mailbox("Team " + number, "team" + number + "@pages.example"));
        }

        List<String> seen = new ArrayList<>();
        String next = "";
        Browser.Answer page;
        do {
            page = pia.get(list + "?kind=SHARED&limit=3" + next);
            seen.addAll(names(page));
            next = "&cursor=" + page.text("next");
        } while (!page.json().at("/next").isNull());
        Browser.Answer before =
                pia.get(list + "?kind=SHARED&limit=3&cursor=" + page.text("previous"));

        assertThat(seen)
                .containsExactly(
                        "Team 10", "Team 11", "Team 12", "Team 13", "Team 14", "Team 15",
                        "Team 16");
        assertThat(names(before)).containsExactly("Team 13", "Team 14", "Team 15");
        assertThat(pia.get(list + "/count?kind=SHARED").json().at("/count").asLong()).isEqualTo(7);
        assertThat(names(pia.get(list + "?limit=2&sort=-name")))
                .containsExactly("Team 16", "Team 15");
        assertThat(pia.get(list + "?cursor=forged").status()).isEqualTo(422);
        assertThat(pia.get(list + "?search=%25").json().at("/items")).isEmpty();
    }

    @Test
    void isChangedByWhoHoldsTheRightForIt() {
        String one = made("Board", "board@acme.example");
        world.holding(acme, SystemRole.HELP_DESK.id(), "helen@acme.example");
        Browser helpDesk = world.signedIn("helen@acme.example");

        assertThat(helpDesk.get(path).status()).isEqualTo(200);
        Browser.Answer refused = helpDesk.post(path, mailbox("Mine", "mine@acme.example"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("mailboxes:manage");
        assertThat(
                        helpDesk.post(one + "/actions/delete", Map.of("confirmation", "Board"))
                                .text("permission"))
                .isEqualTo("mailboxes:delete");
    }

    private String made(String name, String address) {
        Browser.Answer made = owner.post(path, mailbox(name, address));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.header("Location").orElseThrow();
    }

    private static Map<String, Object> mailbox(String name, String address) {
        return Map.of("name", name, "address", address);
    }

    private static List<String> names(Browser.Answer list) {
        return list.json()
                .at("/items")
                .valueStream()
                .map(item -> item.at("/name").asString())
                .toList();
    }

    private static List<String> actionsOn(String mailbox) {
        return TestDatabase.owner()
                .sql(
                        "SELECT action FROM audit_entries WHERE subject_id = :mailbox::uuid ORDER BY sequence")
                .param("mailbox", mailbox)
                .query((row, _) -> row.getString("action"))
                .list();
    }
}
