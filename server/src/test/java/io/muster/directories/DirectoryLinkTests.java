package io.muster.directories;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.Browser.Answer;
import io.muster.testing.LdapServer;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Users who come from entries of a directory, and who come from them no more. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryLinkTests {

    private static final String THERE = "the password of the directory";

    private final LdapServer server = LdapServer.start();
    private final World world;
    private final Jobs jobs;
    private OrganizationScope acme;
    private Browser owner;
    private String users = "";

    DirectoryLinkTests(@Autowired World world, @Autowired Jobs jobs) {
        this.world = world;
        this.jobs = jobs;
        this.owner = world.browser();
    }

    @BeforeAll
    void aDirectory() {
        acme = world.organization("Linked");
        world.owner(acme, "olga@linked.example");
        owner = world.signedIn("olga@linked.example");
        String organization = "/api/v1/organizations/" + acme.organization();
        users = organization + "/users";
        Answer added =
                owner.post(
                        organization + "/directories",
                        Map.of(
                                "name",
                                "Head office",
                                "kind",
                                "OPENLDAP",
                                "server",
                                "localhost:" + server.port(),
                                "authorities",
                                server.authority(),
                                "account",
                                LdapServer.READER,
                                "secret",
                                LdapServer.PASSWORD,
                                "base",
                                LdapServer.PEOPLE));
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void areUnlinkedAndChooseAPasswordByALink() {
        UserId ann = linked("u-ann");
        Browser hers = world.browser();
        assertThat(hers.signIn("u-ann", THERE).status()).isEqualTo(200);
        Answer entry = owner.get(users + "/" + ann + "/directory-entry");
        assertThat(entry.text("entry/directoryName")).isEqualTo("Head office");
        assertThat(entry.text("entry/entryName")).startsWith("uid=u-ann,");

        Answer unlinked = unlink(owner, ann);
        assertThat(unlinked.json().at("/linkSent").asBoolean()).isTrue();
        assertThat(owner.get(users + "/" + ann + "/directory-entry").json().at("/entry").isNull())
                .isTrue();
        Answer user = owner.get(users + "/" + ann);
        assertThat(user.text("signInMethod")).isEqualTo("PASSWORD");
        assertThat(user.text("state")).isEqualTo("WAITING_FOR_PASSWORD");
        assertThat(hers.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(world.browser().signIn("u-ann", THERE).status()).isEqualTo(401);
        assertThat(mails("u-ann@linked.example")).isOne();
        assertThat(audited("directories.user-unlinked", ann)).isOne();
        assertThat(unlink(owner, ann).text("type")).isEqualTo("urn:problem:directories:not-linked");
    }

    @Test
    void haveNoPasswordOfFormerTimesAfterwards() {
        UserId ben = linked("u-ben");
        // As nothing in the product leaves it: a hash is there still.
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE sign_in_accounts SET password_hash = (
                            SELECT a.password_hash FROM sign_in_accounts a JOIN sign_in_names n USING (user_id)
                            WHERE n.name = 'olga@linked.example')
                        WHERE user_id = :user
                        """)
                .param("user", ben.value())
                .update();
        assertThat(unlink(owner, ben).status()).isEqualTo(200);
        assertThat(world.browser().signIn("u-ben", World.PASSWORD).status()).isEqualTo(401);
        assertThat(owner.get(users + "/" + ben).json().at("/passwordSet").asBoolean()).isFalse();
    }

    @Test
    void areUnlinkedByNobodyWhoMayLessThanThey() {
        UserId cid = linked("u-cid");
        world.makeOwner(acme, cid);
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "adam@linked.example");
        Answer refused = unlink(world.signedIn("adam@linked.example"), cid);
        assertThat(refused.text("type")).isEqualTo("urn:problem:users:primary-administrator");
        assertThat(owner.get(users + "/" + cid + "/directory-entry").text("entry/entryName"))
                .startsWith("uid=u-cid,");
        assertThat(world.browser().signIn("u-cid", THERE).status()).isEqualTo(200);
    }

    @Test
    void whoAreDisabledGetNoLinkAndHaveNoSession() {
        UserId dan = linked("u-dan");
        Browser his = world.browser();
        assertThat(his.signIn("u-dan", THERE).status()).isEqualTo(200);
        Answer disabled = owner.post(users + "/" + dan + "/actions/disable", Map.of());
        assertThat(disabled.status()).isLessThan(300);
        assertThat(his.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(world.browser().signIn("u-dan", THERE).status()).isEqualTo(401);

        assertThat(unlink(owner, dan).json().at("/linkSent").asBoolean()).isFalse();
        assertThat(owner.get(users + "/" + dan).text("state")).isEqualTo("DISABLED");
        assertThat(mails("u-dan@linked.example")).isZero();
    }

    @Test
    void areToldInWhichDirectoryTheirPasswordIs() {
        linked("u-eva");
        Browser eva = world.browser();
        assertThat(eva.signIn("u-eva", THERE).status()).isEqualTo(200);
        Answer password = eva.get("/api/v1/me/password");
        assertThat(password.json().at("/inDirectory").asBoolean()).isTrue();
        assertThat(password.text("directory")).isEqualTo("Head office");
        assertThat(owner.get("/api/v1/me/password").json().at("/inDirectory").asBoolean())
                .isFalse();
    }

    @Test
    void areSkippedWithTheReasonWherePasswordsOfManyAreChanged() {
        UserId fay = linked("u-fay");
        for (String act : List.of("expire-password", "reset-password")) {
            Job job =
                    BegunJob.ended(
                            jobs,
                            acme,
                            owner.post(
                                    users + "/actions/" + act,
                                    Map.of("selection", Map.of("ids", List.of(fay.toString())))));
            assertThat(BegunJob.outcomes(job))
                    .as(act)
                    .containsEntry(fay, "SKIPPED users.no-own-password");
        }
        assertThat(owner.post(users + "/" + fay + "/actions/reset-password", Map.of()).text("type"))
                .isEqualTo("urn:problem:users:no-own-password");
    }

    @Test
    void giveASecondFactorAfterThePasswordOfTheDirectory() {
        linked("u-gus");
        secondFactorRequired(true);
        assertThat(world.browser().signIn("u-gus", THERE).text("next"))
                .isEqualTo("SECOND_FACTOR_SETUP");
        assertThat(world.browser().signIn("u-gus", "a wrong one").status()).isEqualTo(401);
        secondFactorRequired(false);
        assertThat(world.browser().signIn("u-gus", THERE).text("next")).isEqualTo("SIGNED_IN");
    }

    private void secondFactorRequired(boolean required) {
        String path = "/api/v1/organizations/" + acme.organization() + "/password-policy";
        Answer now = owner.get(path);
        Answer set =
                owner.put(
                        path,
                        Map.of("rules", now.json().at("/rules"), "secondFactorRequired", required),
                        now.header("ETag").orElseThrow());
        assertThat(set.status()).as(set.response().body()).isEqualTo(200);
    }

    private Answer unlink(Browser browser, UserId user) {
        return browser.post(users + "/" + user + "/actions/unlink-directory", Map.of());
    }

    /** Somebody who has come in once, and so is linked. */
    private UserId linked(String name) {
        String address = name + "@linked.example";
        server.person(name, "Dee", "Rectory", "mail: " + address, "userPassword: " + THERE);
        Answer made =
                owner.post(
                        users,
                        Map.of("address", address, "logonName", name, "signInMethod", "DIRECTORY"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(world.browser().signIn(name, THERE).status()).isEqualTo(200);
        return UserId.valueOf(made.text("id"));
    }

    private static long mails(String to) {
        return TestDatabase.owner()
                .sql("SELECT count(*) FROM outbox WHERE recipient = :to")
                .param("to", to)
                .query(Long.class)
                .single();
    }

    private static long audited(String action, UserId user) {
        return TestDatabase.owner()
                .sql(
                        "SELECT count(*) FROM audit_entries WHERE action = :action AND subject_id = :user")
                .param("action", action)
                .param("user", user.value())
                .query(Long.class)
                .single();
    }
}
