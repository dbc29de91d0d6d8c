package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserDeletionTests {

    @Autowired World world;
    @Autowired UserPurge purge;

    private OrganizationScope acme;
    private UserId olga;
    private Browser owner;
    private String users;
    private String sales;

    @BeforeAll
    void anOrganizationWithTwoUnits() {
        acme = world.organization("Acme");
        olga = world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        users = "/api/v1/organizations/" + acme.organization() + "/users/";
        sales = UUID.randomUUID().toString();
        TestDatabase.owner()
                .sql(
                        "INSERT INTO units (id, organization_id, name) VALUES (:id, :organization, 'Sales')")
                .param("id", UUID.fromString(sales))
                .param("organization", acme.organization().value())
                .update();
    }

    @Test
    void deletingDisablesMovesToTheBuiltInUnitAndKeepsEverything() {
        UserId ann = user("ann@acme.example");
        Browser hers = world.signedIn("ann@acme.example");

        Browser.Answer deleted = act(ann, "delete", Map.of());

        assertThat(deleted.text("state")).isEqualTo("DELETED");
        assertThat(deleted.text("unitId")).isNotEqualTo(sales);
        assertThat(deleted.text("formerUnitId")).isEqualTo(sales);
        assertThat(deleted.text("purgesAt")).isNotEmpty();
        assertThat(deleted.text("profile/firstName")).isEqualTo("Ann");
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(world.browser().signIn("ann@acme.example", World.PASSWORD).status())
                .isEqualTo(401);
    }

    @Test
    void hidesADeletedUserFromTheListUnlessAskedForHim() {
        UserId bea = user("bea@acme.example");
        act(bea, "delete", Map.of());
        String list = users.substring(0, users.length() - 1);
        assertThat(owner.get(list + "?search=bea").json().at("/items").size()).isZero();
        assertThat(owner.get(list + "?search=bea&state=DELETED").json().at("/items").size())
                .isOne();
    }

    @Test
    void restoresToTheFormerStateAndUnit() {
        UserId cid = user("cid@acme.example");
        act(cid, "delete", Map.of());
        Browser.Answer restored = act(cid, "restore", Map.of());
        assertThat(restored.text("state")).isEqualTo("ACTIVE");
        assertThat(restored.text("unitId")).isEqualTo(sales);
        assertThat(restored.text("formerUnitId")).isEmpty();
        assertThat(world.browser().signIn("cid@acme.example", World.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void restoresToTheBuiltInUnitWhenTheFormerOneIsGone() {
        UserId dan = world.user(acme, "dan@acme.example");
        String builtIn = owner.get(users + dan).text("unitId");
        act(dan, "move", Map.of("unitId", sales));
        act(dan, "delete", Map.of());
        TestDatabase.owner()
                .sql("UPDATE users SET former_unit_id = gen_random_uuid() WHERE id = :id")
                .param("id", dan.value())
                .update();
        assertThat(act(dan, "restore", Map.of()).text("unitId")).isEqualTo(builtIn);
    }

    @Test
    void refusesToChangeADeletedUserBeforeHeIsRestored() {
        UserId eva = user("eva@acme.example");
        act(eva, "delete", Map.of());
        assertThat(act(eva, "enable", Map.of()).text("type"))
                .isEqualTo("urn:problem:users:deleted");
        assertThat(act(eva, "move", Map.of("unitId", sales)).status()).isEqualTo(409);
        act(eva, "restore", Map.of());
        assertThat(act(eva, "enable", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void keepsTheNamesOfADeletedUserReserved() {
        UserId fay = user("fay@acme.example");
        act(fay, "delete", Map.of());
        String list = users.substring(0, users.length() - 1);
        assertThat(owner.post(list, Map.of("address", "fay@acme.example")).status()).isEqualTo(409);
    }

    @Test
    void deletesForGoodOnlyWithTheAccountTyped() {
        UserId gus = user("gus@acme.example");
        assertThat(act(gus, "purge", Map.of("confirmation", "yes")).text("errors/0/field"))
                .isEqualTo("confirmation");
        assertThat(owner.get(users + gus).status()).isEqualTo(200);

        assertThat(act(gus, "purge", Map.of("confirmation", "Gus@acme.example")).status())
                .isEqualTo(204);

        assertThat(owner.get(users + gus).status()).isEqualTo(404);
        String list = users.substring(0, users.length() - 1);
        assertThat(owner.post(list, Map.of("address", "gus@acme.example")).status()).isEqualTo(201);
        assertThat(audited("users.purged", "gus@acme.example")).isOne();
    }

    @Test
    void leavesNothingOfAPurgedUserButHisNameInTheAuditLog() {
        UserId hal = user("hal@acme.example");
        world.signedIn("hal@acme.example");
        act(hal, "purge", Map.of("confirmation", "hal@acme.example"));
        for (String count :
                new String[] {
                    "SELECT count(*) FROM users WHERE id = :id",
                    "SELECT count(*) FROM memberships WHERE user_id = :id",
                    "SELECT count(*) FROM addresses WHERE owner_id = :id",
                    "SELECT count(*) FROM sign_in_accounts WHERE user_id = :id",
                    "SELECT count(*) FROM sign_in_names WHERE user_id = :id",
                    "SELECT count(*) FROM sessions WHERE user_id = :id"
                }) {
            assertThat(
                            TestDatabase.owner()
                                    .sql(count)
                                    .param("id", hal.value())
                                    .query(Integer.class)
                                    .single())
                    .as(count)
                    .isZero();
        }
        assertThat(audited("users.created", "hal@acme.example")).isOne();
    }

    @Test
    void purgesByItselfWhoHasBeenDeletedForThirtyDays() {
        UserId ida = user("ida@acme.example");
        UserId jim = user("jim@acme.example");
        act(ida, "delete", Map.of());
        act(jim, "delete", Map.of());
        age(ida, "30 days 1 minute");
        age(jim, "29 days 23 hours");

        purge.run();

        assertThat(owner.get(users + ida).status()).isEqualTo(404);
        assertThat(owner.get(users + jim).text("state")).isEqualTo("DELETED");
    }

    @Test
    void refusesToDeleteOneselfForeverOrForAWhile() {
        assertThat(act(olga, "delete", Map.of()).text("type"))
                .isEqualTo("urn:problem:users:oneself");
        assertThat(act(olga, "purge", Map.of("confirmation", "olga@acme.example")).text("type"))
                .isEqualTo("urn:problem:users:oneself");
    }

    private static void age(UserId user, String since) {
        TestDatabase.owner()
                .sql("UPDATE users SET deleted_at = now() - :since::interval WHERE id = :id")
                .param("since", since)
                .param("id", user.value())
                .update();
    }

    /** In the unit of sales. */
    private UserId user(String address) {
        UserId user = world.user(acme, address);
        act(user, "move", Map.of("unitId", sales));
        return user;
    }

    private Browser.Answer act(UserId user, String verb, Map<String, ?> request) {
        return owner.post(users + user + "/actions/" + verb, request);
    }

    private static int audited(String action, String name) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM audit_entries WHERE action = :action AND subject_name = :name")
                .param("action", action)
                .param("name", name)
                .query(Integer.class)
                .single();
    }
}
