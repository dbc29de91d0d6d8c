package io.muster.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class SystemAdministratorTests {

    private static final String PATH = "/api/v1/system-administrators";

    @Autowired private World world;
    @Autowired private Memberships memberships;

    private OrganizationScope acme;
    private String domain;
    private UserId rootId;
    private UserId memberId;
    private Browser root;

    @BeforeEach
    void oneSystemAdministratorAndAMember() {
        TestDatabase.owner().sql("DELETE FROM system_administrators").update();
        domain = "@" + UserId.next() + ".example";
        acme = world.organization("Acme " + domain);
        rootId = world.systemAdministrator(acme, "root" + domain);
        memberId = world.user(acme, "member" + domain);
        root = world.signedIn("root" + domain);
    }

    @Test
    void listsThemWithTheirNames() {
        Browser.Answer list = root.get(PATH);
        assertThat(list.json().at("/items")).hasSize(1);
        assertThat(list.text("items/0/name")).isEqualTo("root" + domain);
        assertThat(list.text("items/0/displayName")).isEqualTo("Root Example");
    }

    @Test
    void namesAnotherWhoThenHoldsEveryRight() {
        Browser member = world.signedIn("member" + domain);
        assertThat(member.get(PATH).status()).isEqualTo(403);
        assertThat(put(memberId).status()).isEqualTo(204);
        assertThat(member.get(PATH).status()).isEqualTo(200);
        assertThat(put(memberId).status()).isEqualTo(204);
        assertThat(put(UserId.next()).status()).isEqualTo(404);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT count(*) FROM audit_entries WHERE subject_id = :user AND action = 'system-administrators.added'")
                                .param("user", memberId.value())
                                .query(Integer.class)
                                .single())
                .isOne();
    }

    @Test
    void findsNothingInAnOrganizationThatDoesNotExist() {
        for (String what : List.of("users", "roles", "units", "jobs", "audit", "password-policy")) {
            assertThat(
                            root.get("/api/v1/organizations/" + acme.organization() + "/" + what)
                                    .status())
                    .as(what)
                    .isEqualTo(200);
            Browser.Answer nowhere =
                    root.get("/api/v1/organizations/" + OrganizationId.next() + "/" + what);
            assertThat(nowhere.status()).as(what).isEqualTo(404);
            assertThat(nowhere.text("type")).isEqualTo("urn:problem:kernel:not-found");
        }
    }

    @Test
    void removesOneFromHisNextRequestOn() {
        put(memberId);
        Browser member = world.signedIn("member" + domain);
        assertThat(member.get(PATH).status()).isEqualTo(200);
        assertThat(delete(memberId).status()).isEqualTo(204);
        assertThat(member.get(PATH).status()).isEqualTo(403);
    }

    @Test
    void theLastOneStays() {
        assertThat(delete(rootId).status()).isEqualTo(409);
        put(memberId);
        TestDatabase.owner()
                .sql("UPDATE sign_in_accounts SET open = false WHERE user_id = :user")
                .param("user", memberId.value())
                .update();
        assertThat(delete(rootId).text("type"))
                .isEqualTo("urn:problem:roles:last-system-administrator");
        assertThat(memberships.needed(acme, List.of(rootId)))
                .isEqualTo(Map.of(rootId, Memberships.Needed.LAST_SYSTEM_ADMINISTRATOR));
    }

    @Test
    void anOwnerIsNoSystemAdministratorAndCanNotChangeOne() {
        world.owner(acme, "owner" + domain);
        Browser owner = world.signedIn("owner" + domain);
        assertThat(owner.get(PATH).status()).isEqualTo(403);
        assertThat(
                        owner.put(
                                        "/api/v1/organizations/"
                                                + acme.organization()
                                                + "/users/"
                                                + rootId
                                                + "/grants",
                                        Map.of(
                                                "roles",
                                                List.of(SystemRole.AUDITOR.id().toString())),
                                        "\"0\"")
                                .text("type"))
                .isEqualTo("urn:problem:roles:outranked");
    }

    private Browser.Answer put(UserId user) {
        return root.send("PUT", PATH + "/" + user, null, Map.of());
    }

    private Browser.Answer delete(UserId user) {
        return root.send("DELETE", PATH + "/" + user, null, Map.of());
    }
}
