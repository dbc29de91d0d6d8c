package io.muster.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.HeldUser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Groups of mailboxes. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailboxGroupTests {

    @Autowired private World world;

    private OrganizationScope acme;
    private String organization;
    private String path;
    private Browser owner;

    @BeforeAll
    void anOwnerOfAcme() {
        acme = world.organization("Acme");
        organization = "/api/v1/organizations/" + acme.organization();
        path = organization + "/mailbox-groups";
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
    }

    @Test
    void areMadeRenamedAndDeletedAndAllOfThatIsAudited() {
        Browser.Answer made = owner.post(path, Map.of("name", " Front  offices "));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String one = made.header("Location").orElseThrow();
        String stale = made.header("ETag").orElseThrow();
        assertThat(owner.get(one).text("name")).isEqualTo("Front  offices");

        assertThat(owner.put(one, Map.of("name", "Desks"), stale).text("name")).isEqualTo("Desks");
        Browser.Answer late = owner.put(one, Map.of("name", "Counters"), stale);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().at("/current/name").asString()).isEqualTo("Desks");

        assertThat(owner.delete(one, "*").status()).isEqualTo(204);
        assertThat(owner.get(one).status()).isEqualTo(404);
        assertThat(owner.delete(one, "*").status()).isEqualTo(404);
        assertThat(actionsOn(made.text("id")))
                .containsExactly(
                        "mailboxes.mailbox-group-created",
                        "mailboxes.mailbox-group-renamed",
                        "mailboxes.mailbox-group-deleted");
    }

    @Test
    void haveNamesThatAreTheirOwnInTheOrganization() {
        String first = group("Sales");
        String second = group("Marketing");

        assertThat(fault(owner.post(path, Map.of("name", "SALES")))).isEqualTo("name taken");
        assertThat(fault(rename(second, "sales"))).isEqualTo("name taken");
        assertThat(rename(first, "SALES").status()).isEqualTo(200);
        OrganizationScope globex = world.organization("Globex");
        world.owner(globex, "gus@globex.example");
        assertThat(
                        world.signedIn("gus@globex.example")
                                .post(
                                        "/api/v1/organizations/"
                                                + globex.organization()
                                                + "/mailbox-groups",
                                        Map.of("name", "Sales"))
                                .status())
                .isEqualTo(201);
        assertThat(fault(owner.post(path, Map.of()))).isEqualTo("name required");
        assertThat(fault(owner.post(path, Map.of("name", "x".repeat(65)))))
                .isEqualTo("name length");
        assertThat(fault(owner.post(path, Map.of("name", "a\tb"))))
                .isEqualTo("name control-character");
        assertThat(owner.post(path, Map.of("name", "𝔐".repeat(64))).status()).isEqualTo(201);
    }

    @Test
    void holdMailboxesThatAreFoundByThem() {
        String desk = mailbox("g.desk@acme.example");
        String fax = mailbox("g.fax@acme.example");
        UserId ann = world.user(acme, "g.ann@acme.example");
        String group = group("Ground floor");
        String other = group("Everything");

        Browser.Answer added = put(group, List.of(desk, ann.toString()));
        assertThat(added.json().at("/mailboxes").asInt()).isEqualTo(2);
        assertThat(put(group, List.of(desk)).json().at("/mailboxes").asInt()).isEqualTo(2);
        put(other, List.of(desk, fax));

        assertThat(in(group)).containsExactlyInAnyOrder(desk, ann.toString());
        assertThat(
                        owner.get(organization + "/mailboxes/count?group=" + id(group))
                                .json()
                                .at("/count")
                                .asInt())
                .isEqualTo(2);
        assertThat(groupsOf(owner.get(organization + "/mailboxes/" + desk)))
                .containsExactly("Everything", "Ground floor");
        assertThat(
                        owner.get(organization + "/mailboxes?search=g.ann&group=" + id(group))
                                .json()
                                .at("/items/0/groups/0/name")
                                .asString())
                .isEqualTo("Ground floor");

        Browser.Answer removed =
                owner.post(
                        group + "/mailboxes/actions/remove",
                        Map.of("mailboxIds", List.of(desk, fax)));
        assertThat(removed.json().at("/mailboxes").asInt()).isEqualTo(1);
        assertThat(in(other)).containsExactlyInAnyOrder(desk, fax);
        assertThat(actionsOn(id(group)))
                .containsExactly(
                        "mailboxes.mailbox-group-created",
                        "mailboxes.mailbox-group-changed",
                        "mailboxes.mailbox-group-changed");
    }

    @Test
    void takeAllOfWhatIsNamedOrNothing() {
        String desk = mailbox("a.desk@acme.example");
        OrganizationScope initech = world.organization("Initech");
        String foreign = world.user(initech, "ida@initech.example").toString();
        String group = group("All or nothing");

        Browser.Answer refused = put(group, List.of(desk, foreign, Ids.next().toString()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("mailboxIds[1]");
        assertThat(refused.text("errors/1/field")).isEqualTo("mailboxIds[2]");
        assertThat(in(group)).isEmpty();
        assertThat(fault(put(group, List.of()))).isEqualTo("mailboxIds length");
        assertThat(put(path + "/" + Ids.next(), List.of(desk)).status()).isEqualTo(404);
    }

    @Test
    void loseMailboxesThatEndAndEndWithoutThem() {
        String desk = mailbox("e.desk@acme.example");
        String fax = mailbox("e.fax@acme.example");
        String group = group("Ending");
        put(group, List.of(desk, fax));

        owner.post(
                organization + "/mailboxes/" + desk + "/actions/delete",
                Map.of("confirmation", "e.desk@acme.example"));
        assertThat(in(group)).containsExactly(fax);

        owner.delete(group, "*");
        assertThat(groupsOf(owner.get(organization + "/mailboxes/" + fax))).isEmpty();
    }

    @Test
    void areWaitedForBeforeTheAuditLogWhenAUserIsPurged() {
        UserId ann = world.user(acme, "p.ann@acme.example");
        String group = group("Purged");
        put(group, List.of(ann.toString()));
        String acts = organization + "/users/" + ann + "/actions/";
        owner.post(acts + "delete", Map.of());
        List<CompletableFuture<Browser.Answer>> purges = new ArrayList<>();

        // As somebody has in hand who takes her mailbox out of the group.
        TestDatabase.asOwnerAtOnce(database -> {
            database.sql("SELECT 1 FROM mailbox_group_members WHERE mailbox_id = :id FOR UPDATE")
                    .param("id", ann.value())
                    .query(Integer.class)
                    .single();
            purges.add(
                    CompletableFuture.supplyAsync(() ->
                            owner.post(
                                    acts + "purge", Map.of("confirmation", "p.ann@acme.example"))));
            HeldUser.untilWaitedFor(database);
            database.sql(
                            "SELECT 1 FROM audit_heads WHERE organization_id = :organization FOR UPDATE NOWAIT")
                    .param("organization", acme.organization().value())
                    .query(Integer.class)
                    .single();
        });

        assertThat(purges.getFirst().join().status()).isLessThan(300);
        assertThat(in(group)).isEmpty();
    }

    @Test
    void areSeenMadeAndFilledByThoseWithTheRightsForIt() {
        String desk = mailbox("r.desk@acme.example");
        String group = group("Rights");
        put(group, List.of(desk));
        Browser looker = holding("lore@acme.example", "mailboxes:read");
        Browser filler =
                holding("phil@acme.example", "mailbox-groups:read", "mailbox-groups:assign");

        assertThat(groupsOf(looker.get(organization + "/mailboxes/" + desk))).isEmpty();
        assertThat(looker.get(organization + "/mailboxes?group=" + id(group)).text("permission"))
                .isEqualTo("mailbox-groups:read");
        assertThat(looker.get(group).status()).isEqualTo(403);
        assertThat(filler.get(group).text("name")).isEqualTo("Rights");
        assertThat(
                        filler.post(
                                        group + "/mailboxes/actions/remove",
                                        Map.of("mailboxIds", List.of(desk)))
                                .status())
                .isEqualTo(200);
        assertThat(filler.post(path, Map.of("name", "Mine")).text("permission"))
                .isEqualTo("mailbox-groups:manage");
        assertThat(filler.delete(group, "*").status()).isEqualTo(403);
    }

    @Test
    void givesNobodyAnyRight() {
        String desk = mailbox("n.desk@acme.example");
        put(group("Nothing else"), List.of(desk));

        assertThat(
                        owner.get(organization + "/mailboxes/" + desk + "/access")
                                .json()
                                .at("/items")
                                .isEmpty())
                .isTrue();
    }

    @Test
    void pageByNameAndAreFoundByAnyPartOfIt() {
        group("Página uno");
        group("Página dos");
        group("Página tres");

        Browser.Answer first = owner.get(path + "?search=pagina&limit=2");
        assertThat(names(first)).containsExactly("Página dos", "Página tres");
        Browser.Answer second =
                owner.get(path + "?search=pagina&limit=2&cursor=" + first.text("next"));
        assertThat(names(second)).containsExactly("Página uno");
        assertThat(owner.get(path + "/count?search=uno").json().at("/count").asInt()).isEqualTo(1);
    }

    private String group(String name) {
        Browser.Answer made = owner.post(path, Map.of("name", name));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return path + "/" + made.text("id");
    }

    private Browser.Answer rename(String group, String name) {
        return owner.put(
                group, Map.of("name", name), owner.get(group).header("ETag").orElseThrow());
    }

    private static String id(String group) {
        return group.substring(group.lastIndexOf('/') + 1);
    }

    private String mailbox(String address) {
        return owner.post(organization + "/mailboxes", Map.of("name", address, "address", address))
                .text("id");
    }

    private Browser.Answer put(String group, List<String> mailboxes) {
        return owner.post(group + "/mailboxes", Map.of("mailboxIds", mailboxes));
    }

    private List<String> in(String group) {
        List<String> ids = new ArrayList<>();
        owner.get(organization + "/mailboxes?group=" + id(group))
                .json()
                .at("/items")
                .forEach(row -> ids.add(row.at("/id").asString()));
        return ids;
    }

    private static List<String> names(Browser.Answer page) {
        List<String> names = new ArrayList<>();
        page.json().at("/items").forEach(row -> names.add(row.at("/name").asString()));
        return names;
    }

    private static List<String> groupsOf(Browser.Answer mailbox) {
        List<String> names = new ArrayList<>();
        mailbox.json().at("/groups").forEach(row -> names.add(row.at("/name").asString()));
        return names;
    }

    private static String fault(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
        return answer.text("errors/0/field") + " " + answer.text("errors/0/code");
    }

    private Browser holding(String address, String... permissions) {
        String grants = organization + "/users/" + world.user(acme, address) + "/grants";
        owner.put(
                grants,
                Map.of("roles", List.of(), "permissions", List.of(permissions)),
                owner.get(grants).header("ETag").orElseThrow());
        return world.signedIn(address);
    }

    private static List<String> actionsOn(String id) {
        return TestDatabase.owner()
                .sql(
                        "SELECT action FROM audit_entries WHERE subject_id = :id::uuid ORDER BY sequence")
                .param("id", id)
                .query((row, _) -> row.getString("action"))
                .list();
    }
}
