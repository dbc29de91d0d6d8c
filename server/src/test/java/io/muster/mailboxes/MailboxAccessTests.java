package io.muster.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Who is given access to which mailbox, and by whom. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailboxAccessTests {

    private static final String READER = SystemRole.READER.id().toString();
    private static final String SEND_AS = SystemRole.SEND_AS.id().toString();

    @Autowired private World world;

    private OrganizationScope acme;
    private String organization;
    private UserId olga;
    private Browser owner;
    private Browser manager;

    @BeforeAll
    void anOwnerAndSomebodyWhoGivesAccess() {
        acme = world.organization("Acme");
        organization = "/api/v1/organizations/" + acme.organization();
        olga = world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        UserId mona = world.user(acme, "mona@acme.example");
        String grants = organization + "/users/" + mona + "/grants";
        owner.put(
                grants,
                Map.of(
                        "roles",
                        List.of(),
                        "permissions",
                        List.of("mailboxes:read", "mailboxes:assign", "roles:manage")),
                owner.get(grants).header("ETag").orElseThrow());
        manager = world.signedIn("mona@acme.example");
    }

    @Test
    void isTheUnionOfRolesAndSinglePermissions() {
        String mailbox = shared("desk@acme.example");
        UserId ann = world.user(acme, "ann@acme.example");

        Browser.Answer given =
                give(owner, mailbox, ann, List.of(READER, SEND_AS), List.of("mailbox:write"));

        assertThat(given.status()).as(given.response().body()).isEqualTo(200);
        assertThat(given.text("items/0/address")).isEqualTo("ann@acme.example");
        assertThat(given.json().at("/items/0/effective").toString())
                .isEqualTo("[\"mailbox:read\",\"mailbox:write\",\"mailbox:send-as\"]");
        Browser.Answer his = owner.get(organization + "/users/" + ann + "/mailboxes");
        assertThat(his.text("items/0/address")).isEqualTo("desk@acme.example");
        assertThat(his.json().at("/items/0/roles")).hasSize(2);
        assertThat(owner.get(organization + "/mailboxes?search=desk").json().at("/items/0/users"))
                .hasToString("1");
    }

    @Test
    void needsTheRightToGiveAndTheRightToTakeAway() {
        String mailbox = shared("info@acme.example");
        UserId ben = world.user(acme, "ben@acme.example");

        assertThat(give(manager, mailbox, ben, List.of(READER), List.of()).status()).isEqualTo(200);
        Browser.Answer taken = give(manager, mailbox, ben, List.of(), List.of());
        assertThat(taken.status()).isEqualTo(403);
        assertThat(taken.text("permission")).isEqualTo("mailboxes:revoke");
        assertThat(give(owner, mailbox, ben, List.of(), List.of()).json().at("/items")).isEmpty();
    }

    @Test
    void toTheMailboxOfSomebodyAboveIsNobodysToGive() {
        UserId cid = world.user(acme, "cid@acme.example");
        Browser.Answer above = give(manager, olga.toString(), cid, List.of(READER), List.of());
        assertThat(above.status()).isEqualTo(403);
        assertThat(above.text("type")).isEqualTo("urn:problem:mailboxes:outranked");

        UserId dora = world.user(acme, "dora@acme.example");
        assertThat(give(manager, dora.toString(), cid, List.of(READER), List.of()).status())
                .isEqualTo(200);
    }

    @Test
    void toTheMailboxOfSomebodyAboveIsNotReachedByMakingARoleLarger() {
        Browser.Answer role =
                owner.post(
                        organization + "/roles",
                        Map.of(
                                "name",
                                "Peek",
                                "level",
                                "MAILBOX",
                                "permissions",
                                List.of("mailbox:read")));
        UserId emil = world.user(acme, "emil@acme.example");
        give(owner, olga.toString(), emil, List.of(role.text("id")), List.of());
        Map<String, Object> larger =
                Map.of(
                        "name",
                        "Peek",
                        "level",
                        "MAILBOX",
                        "permissions",
                        List.of("mailbox:read", "mailbox:send-as"));
        String at = organization + "/roles/" + role.text("id");

        assertThat(manager.put(at, larger, "\"1\"").text("type"))
                .isEqualTo("urn:problem:roles:beyond-own-rights");
        assertThat(owner.put(at, larger, "\"1\"").status()).isEqualTo(200);
        assertThat(
                        owner.get(organization + "/users/" + emil + "/mailboxes")
                                .json()
                                .at("/items/0/effective"))
                .hasSize(2);
    }

    @Test
    void givesRolesOnMailboxesOnMailboxesOnly() {
        String mailbox = shared("mix@acme.example");
        UserId fay = world.user(acme, "fay@acme.example");

        Browser.Answer organizations =
                give(owner, mailbox, fay, List.of(SystemRole.HELP_DESK.id().toString()), List.of());
        assertThat(organizations.text("errors/0/field")).isEqualTo("roles[0]");
        assertThat(
                        give(owner, mailbox, fay, List.of(), List.of("users:read"))
                                .text("errors/0/code"))
                .isEqualTo("other-level");
        String grants = organization + "/users/" + fay + "/grants";
        Browser.Answer onOrganization =
                owner.put(
                        grants,
                        Map.of("roles", List.of(READER), "permissions", List.of()),
                        owner.get(grants).header("ETag").orElseThrow());
        assertThat(onOrganization.status()).isEqualTo(422);
    }

    @Test
    void keepsARoleThatGivesAccessFromBeingDeleted() {
        Browser.Answer role =
                owner.post(
                        organization + "/roles",
                        Map.of(
                                "name",
                                "Archivist",
                                "level",
                                "MAILBOX",
                                "permissions",
                                List.of("mailbox:read", "mailbox:folders")));
        String at = role.header("Location").orElseThrow();
        String mailbox = shared("files@acme.example");
        UserId gil = world.user(acme, "gil@acme.example");
        give(owner, mailbox, gil, List.of(role.text("id")), List.of());

        Browser.Answer inUse = owner.delete(at, "\"1\"");
        assertThat(inUse.text("type")).isEqualTo("urn:problem:roles:in-use");
        assertThat(
                        owner.get(organization + "/roles?name=archivist&level=MAILBOX")
                                .json()
                                .at("/items/0/holders")
                                .asLong())
                .isOne();
        give(owner, mailbox, gil, List.of(), List.of());
        assertThat(owner.delete(at, "\"1\"").status()).isEqualTo(204);
    }

    @Test
    void isForUsersOfTheOrganizationAndNotForTheMailboxsOwn() {
        String mailbox = shared("own@acme.example");
        OrganizationScope globex = world.organization("Globex");
        UserId stranger = world.user(globex, "hal@globex.example");
        UserId ida = world.user(acme, "ida@acme.example");

        assertThat(give(owner, mailbox, stranger, List.of(READER), List.of()).status())
                .isEqualTo(404);
        assertThat(give(owner, ida.toString(), ida, List.of(READER), List.of()).text("type"))
                .isEqualTo("urn:problem:mailboxes:own");
    }

    @Test
    void isNotChangedOverWhatSomebodyElseChanged() {
        String mailbox = shared("race@acme.example");
        UserId jan = world.user(acme, "jan@acme.example");
        Map<String, Object> wanted = Map.of("roles", List.of(READER), "permissions", List.of());
        String at = organization + "/mailboxes/" + mailbox + "/access/";

        assertThat(owner.put(at + jan, wanted, "\"0\"").status()).isEqualTo(200);
        Browser.Answer late = owner.put(at + jan, wanted, "\"0\"");

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/items/0/address")).isEqualTo("jan@acme.example");
    }

    @Test
    void endsWithTheUser() {
        String mailbox = shared("end@acme.example");
        UserId kim = world.user(acme, "kim@acme.example");
        give(owner, mailbox, kim, List.of(READER), List.of());
        String user = organization + "/users/" + kim + "/actions/";

        owner.post(user + "delete", Map.of());
        owner.post(user + "purge", Map.of("confirmation", "kim@acme.example"));

        assertThat(
                        owner.get(organization + "/mailboxes/" + mailbox + "/access")
                                .json()
                                .at("/items"))
                .isEmpty();
    }

    private String shared(String address) {
        return owner.post(organization + "/mailboxes", Map.of("name", address, "address", address))
                .text("id");
    }

    private Browser.Answer give(
            Browser by, String mailbox, UserId user, List<String> roles, List<String> permissions) {
        String access = organization + "/mailboxes/" + mailbox + "/access";
        return by.put(
                access + "/" + user,
                Map.of("roles", roles, "permissions", permissions),
                owner.get(access).header("ETag").orElseThrow());
    }
}
