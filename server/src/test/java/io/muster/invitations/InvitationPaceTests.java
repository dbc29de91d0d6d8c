package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Secrets;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How many invitations go out, and what becomes of one that can't. */
@MusterTest
class InvitationPaceTests {

    private static int number;

    @Autowired World world;
    @Autowired Secrets secrets;

    private OrganizationScope scope;
    private UserId owner;
    private String name;
    private String organization;
    private String invitations;
    private Browser browser;
    private SentMails mails;

    @BeforeEach
    void anOrganization() {
        mails = new SentMails(secrets);
        name = "paced" + ++number;
        scope = world.organization("Paced " + number);
        owner = world.owner(scope, "olga@" + name + ".example");
        browser = world.signedIn("olga@" + name + ".example");
        organization = "/api/v1/organizations/" + scope.organization();
        invitations = organization + "/invitations";
    }

    @Test
    void revokingOrDecliningMakesNoRoomForAnotherMailWithinAMinute() {
        String id = invited("ann@far.example");
        assertThat(browser.post(invitations + "/" + id + "/actions/revoke", Map.of()).status())
                .isEqualTo(200);
        assertThat(refused("Ann@far.example")).isEqualTo("urn:problem:invitations:too-early");
        TestDatabase.owner()
                .sql("UPDATE invitations SET state = 'DECLINED' WHERE id = :id::uuid")
                .param("id", id)
                .update();
        assertThat(refused("ann@far.example")).isEqualTo("urn:problem:invitations:too-early");
        // Another address, and another organization, are free.
        invited("bea@far.example");
        SentMails.twoMinutesLater();
        invited("ann@far.example");
    }

    @Test
    void anOrganizationAndEachOfItsPeopleSendSoManyInAnHour() {
        UserId ida =
                world.holding(scope, SystemRole.ADMINISTRATOR.id(), "ida@" + name + ".example");
        asked(owner, 250);
        assertThat(refused("cid@far.example")).isEqualTo("urn:problem:invitations:too-many-mails");
        Browser idas = world.signedIn("ida@" + name + ".example");
        assertThat(idas.post(invitations, Map.of("address", "cid@far.example")).status())
                .isEqualTo(201);
        asked(ida, 100);
        asked(new UserId(new UUID(0, 7)), 149);
        Browser.Answer full = idas.post(invitations, Map.of("address", "dan@far.example"));
        assertThat(full.status()).isEqualTo(429);
        TestDatabase.owner()
                .sql("UPDATE invitation_mails SET asked_at = asked_at - interval '1 hour'")
                .update();
        assertThat(idas.post(invitations, Map.of("address", "dan@far.example")).status())
                .isEqualTo(201);
    }

    @Test
    void soManyWaitForAnAnswer() {
        String id = invited("eva@far.example");
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO invitations (id, organization_id, address, roles, permissions, mailboxes, named_roles,
                            state, token_hash, inviter_id, inviter_name, expires_at)
                        SELECT gen_random_uuid(), organization_id, n || '@full.example', '{}', '{}', '[]', '{}', 'PENDING',
                            sha256((organization_id::text || n)::bytea), inviter_id, '', now() + interval '1 day'
                        FROM invitations, generate_series(1, 4999) AS n WHERE id = :id::uuid
                        """)
                .param("id", id)
                .update();
        assertThat(refused("fay@far.example"))
                .isEqualTo("urn:problem:invitations:too-many-pending");
        browser.post(invitations + "/" + id + "/actions/revoke", Map.of());
        invited("fay@far.example");
    }

    @Test
    void oneThatCanNotBeWrittenHoldsUpNoOtherAndIsToldToTheInviterInTheEnd() {
        // Nobody writes a mail by what a row like this says.
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO invitations (id, organization_id, address, roles, permissions, mailboxes, named_roles,
                            state, inviter_id, inviter_name, expires_at)
                        VALUES (gen_random_uuid(), :organization, 'broken@far.example', '{}', '{}', '{"no": "list"}', '{}',
                            'PENDING', :inviter, 'Olga', now() + interval '1 day')
                        """)
                .param("organization", scope.organization().value())
                .param("inviter", owner.value())
                .update();
        invited("gus@far.example");
        assertThat(mails.to("gus@far.example", 1)).hasSize(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> attempts() == 1);
        assertThat(browser.get("/api/v1/me/notices").response().body())
                .doesNotContain("invitations.unsent");

        for (int attempt = 2; attempt <= 5; attempt++) {
            int expected = attempt;
            TestDatabase.owner()
                    .sql(
                            "UPDATE invitations SET try_at = now() WHERE address = 'broken@far.example'")
                    .update();
            await().atMost(Duration.ofSeconds(20)).until(() -> attempts() == expected);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        browser.get("/api/v1/me/notices")
                                .response()
                                .body()
                                .contains("invitations.unsent"));
        assertThat(mails.now("olga@" + name + ".example"))
                .anyMatch(mail -> mail.contains("broken@far.example"));
        // Mended and sent again, it goes out.
        TestDatabase.owner()
                .sql("UPDATE invitations SET mailboxes = '[]' WHERE address = 'broken@far.example'")
                .update();
        Browser.Answer listed = browser.get(invitations + "?search=broken");
        assertThat(listed.text("items/0/unsent")).isEqualTo("true");
        browser.post(invitations + "/" + listed.text("items/0/id") + "/actions/resend", Map.of());
        assertThat(mails.to("broken@far.example", 1)).hasSize(1);
        assertThat(browser.get(invitations + "?search=broken").text("items/0/unsent"))
                .isEqualTo("false");
    }

    private static int attempts() {
        return TestDatabase.owner()
                .sql("SELECT attempts FROM invitations WHERE address = 'broken@far.example'")
                .query(Integer.class)
                .single();
    }

    private void asked(UserId inviter, int mails) {
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO invitation_mails (organization_id, address, inviter_id)
                        SELECT :organization, n || '@asked.example', :inviter FROM generate_series(1, :mails) AS n
                        """)
                .param("organization", scope.organization().value())
                .param("inviter", inviter.value())
                .param("mails", mails)
                .update();
    }

    private String invited(String address) {
        Browser.Answer made = browser.post(invitations, Map.of("address", address));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }

    private String refused(String address) {
        return browser.post(invitations, Map.of("address", address)).text("type");
    }
}
