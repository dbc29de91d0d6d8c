package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.RoleId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Users who are made with the day on which their account ends. */
@MusterTest
class ExpiryAtCreationTests {

    private final World world;
    private final OrganizationScope acme;
    private final String organization;
    private final String users;
    private final Browser owner;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    ExpiryAtCreationTests(@Autowired World world) {
        this.world = world;
        this.acme = world.organization("Acme " + UUID.randomUUID());
        this.organization = "/api/v1/organizations/" + acme.organization();
        this.users = organization + "/users";
        String owners = address();
        world.owner(acme, owners);
        this.owner = world.signedIn(owners);
    }

    @Test
    void isSetAsLaterWithAnEntryOfItsOwnInTheLog() {
        String day = today.plusDays(20).toString();
        Browser.Answer made = owner.post(users, Map.of("address", address(), "expiresOn", day));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(made.text("expiresOn")).isEqualTo(day);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT action FROM audit_entries WHERE subject_id = :id::uuid")
                                .param("id", made.text("id"))
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrder("users.created", "users.expiry-set");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT expires_on = :day::date AND due_at < ends_at FROM account_expiries WHERE user_id = :id::uuid")
                                .param("day", day)
                                .param("id", made.text("id"))
                                .query(Boolean.class)
                                .single())
                .as("warnings wait as those of a day that was set later")
                .isTrue();
    }

    @Test
    void isADayToComeOfTheOrganization() {
        TestDatabase.owner()
                .sql(
                        "UPDATE organizations SET time_zone = 'Pacific/Kiritimati' WHERE organization_id = :id")
                .param("id", acme.organization().value())
                .update();
        LocalDate there = LocalDate.now(ZoneId.of("Pacific/Kiritimati"));
        assertThat(create(there.toString()).status()).isEqualTo(422);
        assertThat(create(there.plusDays(1).toString()).status()).isEqualTo(201);
    }

    @Test
    void isRefusedAtItsFieldWithAllOtherFaultsAndMakesNobody() {
        for (String day :
                List.of(
                        today.minusDays(1).toString(),
                        today.toString(),
                        today.plusYears(51).toString())) {
            String address = address();
            Browser.Answer refused =
                    owner.post(
                            users,
                            Map.of(
                                    "address",
                                    address,
                                    "expiresOn",
                                    day,
                                    "unitId",
                                    UUID.randomUUID()));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/errors").findValuesAsString("field"))
                    .containsExactlyInAnyOrder("expiresOn", "unitId");
            assertThat(isThere(address)).isFalse();
        }
        Browser.Answer unreadable = create("soon");
        assertThat(unreadable.text("errors/0/field"))
                .as(unreadable.response().body())
                .isEqualTo("expiresOn");
    }

    @Test
    void needsTheRightToDisableUsers() {
        Browser.Answer role =
                owner.post(
                        organization + "/roles",
                        Map.of(
                                "name",
                                "Creates",
                                "description",
                                "",
                                "permissions",
                                List.of("users:create", "users:read")));
        assertThat(role.status()).as(role.response().body()).isEqualTo(201);
        String creators = address();
        world.holding(acme, RoleId.valueOf(role.text("id")), creators);
        String address = address();
        Map<String, String> wish =
                Map.of("address", address, "expiresOn", today.plusDays(9).toString());

        Browser.Answer refused = world.signedIn(creators).post(users, wish);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("expiresOn");
        assertThat(refused.text("errors/0/code")).isEqualTo("not-permitted");
        assertThat(isThere(address)).isFalse();
    }

    @Test
    void isRefusedWhereItCouldNotBeSetLaterEither() {
        String address = address();
        Browser.Answer refused =
                owner.post(
                        users,
                        Map.of(
                                "address",
                                address,
                                "expiresOn",
                                today.plusDays(9).toString(),
                                "roles",
                                List.of(SystemRole.OWNER.id())));
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("expiresOn");
        assertThat(isThere(address)).as("nothing is left of who was refused").isFalse();
    }

    private Browser.Answer create(String day) {
        return owner.post(users, Map.of("address", address(), "expiresOn", day));
    }

    private static boolean isThere(String address) {
        return TestDatabase.owner()
                .sql("SELECT EXISTS (SELECT FROM users WHERE address = :address)")
                .param("address", address)
                .query(Boolean.class)
                .single();
    }

    private static String address() {
        return "u" + UUID.randomUUID() + "@acme.example";
    }
}
