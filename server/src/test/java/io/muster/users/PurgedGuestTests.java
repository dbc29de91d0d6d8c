package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.roles.Grants;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Users who are gone for good and were guests in other organizations. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PurgedGuestTests {

    @Autowired World world;
    @Autowired Guests guests;
    @Autowired Grants grants;
    @Autowired Scopes scopes;
    @Autowired UserPurge purge;

    private OrganizationScope home;
    private OrganizationScope host;
    private String homePath;
    private String hostPath;
    private Browser boss;
    private Browser hostess;

    @BeforeAll
    void aHomeAndAnOrganizationThatInvites() {
        home = world.organization("Home");
        host = world.organization("Host");
        homePath = "/api/v1/organizations/" + home.organization();
        hostPath = "/api/v1/organizations/" + host.organization();
        world.owner(home, "boss@home.example");
        world.owner(host, "hostess@host.example");
        boss = world.signedIn("boss@home.example");
        hostess = world.signedIn("hostess@host.example");
    }

    @Test
    void areToldInTheLogOfEachOrganizationWithWhatTheyHeldThere() {
        UserId gus = guest("gus@home.example");
        String desk =
                hostess.post(
                                hostPath + "/mailboxes",
                                Map.of("name", "Desk", "address", "desk@host.example"))
                        .text("id");
        String access = hostPath + "/mailboxes/" + desk + "/access";
        hostess.put(
                access + "/" + gus,
                Map.of(
                        "roles",
                        List.of(SystemRole.READER.id().toString()),
                        "permissions",
                        List.of()),
                hostess.get(access).header("ETag").orElseThrow());

        assertThat(purged(gus, "gus@home.example").status()).isLessThan(300);

        JsonNode entry =
                hostess.get(hostPath + "/audit?action=users.guest-purged").json().at("/items/0");
        assertThat(entry.toString())
                .contains("gus@home.example", "Auditor", "Desk")
                .doesNotContain("boss@home.example");
        assertThat(hostess.get(access).json().at("/items")).isEmpty();
    }

    @Test
    void stayWhereAnotherOrganizationWouldHaveNoOwner() {
        OrganizationScope small = world.organization("Small");
        UserId ida = world.user(home, "ida@home.example");
        guests.join(small, ida);
        scopes.run(small, () -> grants.makeOwner(small, ida));

        Browser.Answer refused = purged(ida, "ida@home.example");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.response().body()).contains("another organization");

        UserId heir = world.user(small, "heir@small.example");
        scopes.run(small, () -> grants.makeOwner(small, heir));
        assertThat(
                        boss.post(
                                        homePath + "/users/" + ida + "/actions/purge",
                                        Map.of("confirmation", "ida@home.example"))
                                .status())
                .isLessThan(300);
    }

    @Test
    void whoHasToStayKeepsNobodyElseFromBeingPurgedByItself() {
        List<UserId> staying = new ArrayList<>();
        for (String name : List.of("first", "second", "third")) {
            OrganizationScope lone = world.organization("Lone " + name);
            UserId last = world.user(home, name + "@home.example");
            guests.join(lone, last);
            scopes.run(lone, () -> grants.makeOwner(lone, last));
            deletedLongAgo(last, 60);
            staying.add(last);
        }
        UserId later = world.user(home, "later@home.example");
        deletedLongAgo(later, 40);

        purge.purge(2);

        assertThat(boss.get(homePath + "/users/" + later).status()).isEqualTo(404);
        assertThat(staying)
                .allSatisfy(user ->
                        assertThat(boss.get(homePath + "/users/" + user).text("state"))
                                .isEqualTo("DELETED"));
    }

    private void deletedLongAgo(UserId user, int days) {
        boss.post(homePath + "/users/" + user + "/actions/delete", Map.of());
        TestDatabase.owner()
                .sql(
                        "UPDATE users SET deleted_at = now() - make_interval(days => :days) WHERE id = :id")
                .param("days", days)
                .param("id", user.value())
                .update();
    }

    private UserId guest(String address) {
        UserId user = world.user(home, address);
        guests.join(host, user);
        scopes.run(
                host,
                () -> grants.welcome(host, user, "Gus", Set.of(SystemRole.AUDITOR.id()), Set.of()));
        return user;
    }

    private Browser.Answer purged(UserId user, String address) {
        String path = homePath + "/users/" + user + "/actions/";
        boss.post(path + "delete", Map.of());
        return boss.post(path + "purge", Map.of("confirmation", address));
    }
}
