package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Secrets;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordLinkTests {

    private static final String NEW_PASSWORD = "seven green bottles standing";
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");

    @Autowired World world;
    @Autowired Secrets secrets;

    private OrganizationScope acme;
    private Browser owner;
    private String users;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        users = "/api/v1/organizations/" + acme.organization() + "/users";
    }

    @Test
    void letsWhoForgotHisPasswordChooseANewOneThroughHisMailbox() {
        world.user(acme, "ann@acme.example");
        Browser hers = world.signedIn("ann@acme.example");
        String token = forgotten("ann@acme.example");

        assertThat(choose(token, NEW_PASSWORD).status()).isEqualTo(204);

        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(world.browser().signIn("ann@acme.example", World.PASSWORD).status())
                .isEqualTo(401);
        assertThat(world.browser().signIn("ann@acme.example", NEW_PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void takesALinkOnce() {
        world.user(acme, "bea@acme.example");
        String token = forgotten("bea@acme.example");
        assertThat(choose(token, NEW_PASSWORD).status()).isEqualTo(204);
        Browser.Answer again = choose(token, "another fine passphrase");
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text("type")).isEqualTo("urn:problem:users:no-such-link");
        assertThat(choose("made-up", NEW_PASSWORD).json().at("/type"))
                .isEqualTo(again.json().at("/type"));
    }

    @Test
    void keepsALinkWhenThePasswordBreaksARule() {
        world.user(acme, "cid@acme.example");
        String token = forgotten("cid@acme.example");
        assertThat(choose(token, "short").text("errors/0/field")).isEqualTo("password");
        assertThat(choose(token, NEW_PASSWORD).status()).isEqualTo(204);
    }

    @Test
    void refusesALinkAfterAnHour() {
        UserId dan = world.user(acme, "dan@acme.example");
        String token = forgotten("dan@acme.example");
        assertThat(life(dan)).isEqualTo(3_600);
        TestDatabase.owner()
                .sql("UPDATE user_links SET expires_at = now() WHERE user_id = :id")
                .param("id", dan.value())
                .update();
        assertThat(choose(token, NEW_PASSWORD).status()).isEqualTo(404);
    }

    @Test
    void refusesALinkThatWentToAnAddressWhichIsNotTheUsersAnyMore() {
        UserId mia = world.user(acme, "mia@acme.example");
        String token = forgotten("mia@acme.example");
        Browser.Answer read = owner.get(users + "/" + mia);
        Browser.Answer renamed =
                owner.put(
                        users + "/" + mia + "/names",
                        Map.of("address", "mia.right@acme.example"),
                        read.header("ETag").orElseThrow());
        assertThat(renamed.status()).as(renamed.response().body()).isEqualTo(200);
        assertThat(choose(token, NEW_PASSWORD).status()).isEqualTo(404);
    }

    @Test
    void refusesALinkAfterThePasswordWasChangedWithoutIt() {
        UserId ned = world.user(acme, "ned@acme.example");
        String token = forgotten("ned@acme.example");
        owner.post(
                users + "/" + ned + "/actions/reset-password",
                Map.of("password", "quite another phrase", "mustChangePassword", false));
        assertThat(choose(token, NEW_PASSWORD).status()).isEqualTo(404);
    }

    @Test
    void takesNothingFromALinkWhenAStrangerAsksForAnother() {
        UserId ola = world.user(acme, "ola@acme.example");
        String hers = forgotten("ola@acme.example");
        for (int asked = 2; asked <= 4; asked++) {
            TestDatabase.owner()
                    .sql(
                            "UPDATE user_links SET created_at = created_at - interval '3 minutes' WHERE user_id = :id")
                    .param("id", ola.value())
                    .update();
            ask("ola@acme.example");
            awaitMails("ola@acme.example", Math.min(asked, 3));
        }
        assertThat(choose(hers, NEW_PASSWORD).status()).isEqualTo(204);
    }

    @Test
    void answersAStrangersNameAsItAnswersAKnownOne() {
        world.user(acme, "eva@acme.example");
        Browser.Answer known = ask("eva@acme.example");
        Browser.Answer unknown = ask("nobody@acme.example");
        assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(202);
        assertThat(unknown.response().body()).isEqualTo(known.response().body());
        awaitMails("eva@acme.example", 1);
        assertThat(mails("nobody@acme.example")).isEmpty();
    }

    @Test
    void sendsNothingToADisabledUser() {
        UserId fay = world.user(acme, "fay@acme.example");
        world.user(acme, "gus@acme.example");
        owner.post(users + "/" + fay + "/actions/disable", Map.of());
        ask("fay@acme.example");
        ask("gus@acme.example");
        awaitMails("gus@acme.example", 1);
        assertThat(mails("fay@acme.example")).isEmpty();
    }

    @Test
    void sendsTheLinkToTheRecoveryAddressWhereThereIsOne() {
        owner.post(
                users,
                Map.of(
                        "address",
                        "hal@acme.example",
                        "password",
                        World.PASSWORD,
                        "profile",
                        Map.of("recoveryAddress", "hal@home.example")));
        ask("hal@acme.example");
        awaitMails("hal@home.example", 1);
    }

    @Test
    void welcomesAUserWhoWaitsForHisFirstPasswordForThreeDays() {
        Browser.Answer made =
                owner.post(users, Map.of("address", "ida@acme.example", "sendLink", true));
        assertThat(made.text("state")).isEqualTo("WAITING_FOR_PASSWORD");
        assertThat(life(UserId.valueOf(made.text("id")))).isEqualTo(72 * 3_600);
        assertThat(choose(token("ida@acme.example"), NEW_PASSWORD).status()).isEqualTo(204);
        assertThat(world.browser().signIn("ida@acme.example", NEW_PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void letsAnAdministratorSendALink() {
        UserId jim = world.user(acme, "jim@acme.example");
        assertThat(owner.post(users + "/" + jim + "/actions/send-password-link", Map.of()).status())
                .isEqualTo(202);
        assertThat(choose(token("jim@acme.example"), NEW_PASSWORD).status()).isEqualTo(204);
    }

    @Test
    void provesThatAnAddressIsItsOwners() {
        UserId kim = world.user(acme, "kim@acme.example");
        Browser hers = world.signedIn("kim@acme.example");
        assertThat(hers.post("/api/v1/me/email-verification", Map.of()).status()).isEqualTo(202);
        String token = token("kim@acme.example");
        assertThat(verified(kim)).isFalse();
        Browser anybody = world.browser();
        anybody.get("/api/v1/me");
        assertThat(anybody.post("/api/v1/email-verifications/" + token, Map.of()).status())
                .isEqualTo(204);
        assertThat(verified(kim)).isTrue();
        assertThat(anybody.post("/api/v1/email-verifications/" + token, Map.of()).status())
                .isEqualTo(404);
    }

    private boolean verified(UserId user) {
        return owner.get(users + "/" + user).json().at("/addressVerified").asBoolean();
    }

    private Browser.Answer ask(String name) {
        Browser stranger = world.browser();
        stranger.get("/api/v1/me");
        return stranger.post("/api/v1/password-resets", Map.of("name", name));
    }

    private Browser.Answer choose(String token, String password) {
        Browser stranger = world.browser();
        stranger.get("/api/v1/me");
        return stranger.post("/api/v1/password-resets/" + token, Map.of("password", password));
    }

    private String forgotten(String address) {
        assertThat(ask(address).status()).isEqualTo(202);
        awaitMails(address, 1);
        return token(address);
    }

    private void awaitMails(String address, int number) {
        await().atMost(Duration.ofSeconds(20)).until(() -> mails(address).size() == number);
    }

    private String token(String address) {
        Matcher token = TOKEN.matcher(mails(address).getLast());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    /** What was written to the address, oldest first. */
    private List<String> mails(String address) {
        return TestDatabase.owner()
                .sql("SELECT id, body FROM outbox WHERE recipient = :address ORDER BY id")
                .param("address", address)
                .query((row, _) ->
                        new String(
                                secrets.open(
                                        row.getString("body"),
                                        "mail",
                                        row.getObject("id", UUID.class)),
                                StandardCharsets.UTF_8))
                .list();
    }

    private static int life(UserId user) {
        return TestDatabase.owner()
                .sql(
                        "SELECT extract(epoch FROM expires_at - created_at)::int FROM user_links WHERE user_id = :id")
                .param("id", user.value())
                .query(Integer.class)
                .single();
    }
}
