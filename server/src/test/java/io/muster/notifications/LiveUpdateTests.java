package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.LiveEar;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MusterTest
class LiveUpdateTests {

    private final LiveUpdates live;
    private final Scopes scopes;
    private final World world;
    private final int port;
    private final List<LiveEar> streams = new ArrayList<>();
    private final OrganizationScope acme;

    LiveUpdateTests(
            @Autowired LiveUpdates live,
            @Autowired Scopes scopes,
            @Autowired World world,
            @LocalServerPort int port) {
        this.live = live;
        this.scopes = scopes;
        this.world = world;
        this.port = port;
        this.acme = world.organization("Acme " + UUID.randomUUID());
    }

    @BeforeEach
    void serverListens() {
        LiveEar.awaitServer();
    }

    @AfterEach
    void hangUp() {
        streams.forEach(LiveEar::close);
    }

    @Test
    void aBrowserHearsOfAChangeThatItsUserMaySee() {
        LiveEar owner = stream(owner(acme));
        change(acme, LiveTopic.USERS);
        owner.hears("{\"topic\":\"users\",\"organizationId\":\"" + acme.organization() + "\"}");
    }

    @Test
    void aChangeThatIsRolledBackIsNotHeard() {
        LiveEar owner = stream(owner(acme));
        try {
            scopes.run(
                    acme,
                    () -> {
                        live.changed(acme, LiveTopic.UNITS);
                        throw new IllegalStateException("rolled back");
                    });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("rolled back");
        }
        change(acme, LiveTopic.USERS);
        owner.hears("\"users\"");
        assertThat(owner.lines()).noneMatch(line -> line.contains("units"));
    }

    @Test
    void nobodyHearsOfAnotherOrganizationOrOfWhatHeMayNotSee() {
        OrganizationScope globex = world.organization("Globex " + UUID.randomUUID());
        LiveEar stranger = stream(owner(globex));
        LiveEar member = stream(member(acme));
        LiveEar owner = stream(owner(acme));
        change(acme, LiveTopic.USERS);
        owner.hears("\"users\"");
        change(globex, LiveTopic.UNITS);
        stranger.hears("\"units\"");
        assertThat(stranger.lines())
                .noneMatch(line -> line.contains(acme.organization().toString()));
        assertThat(member.lines()).noneMatch(line -> line.contains("topic"));
    }

    @Test
    void aDemotedUserHearsNothingMore() {
        String address = owner(acme);
        LiveEar demoted = stream(address);
        TestDatabase.owner()
                .sql(
                        "DELETE FROM role_grants WHERE user_id = (SELECT user_id FROM sign_in_names WHERE name = :name)")
                .param("name", address)
                .update();
        LiveEar owner = stream(owner(acme));
        change(acme, LiveTopic.USERS);
        owner.hears("\"users\"");
        assertThat(demoted.lines()).noneMatch(line -> line.contains("topic"));
    }

    @Test
    void aStreamEndsWithItsSession() {
        String address = owner(acme);
        Browser browser = world.signedIn(address);
        LiveEar stream = open(browser);
        assertThat(browser.post("/api/v1/sign-out", Map.of()).status()).isLessThan(300);
        await().until(stream::ended);
    }

    @Test
    void aStreamEndsWhenItsUserIsClosedOut() {
        String address = owner(acme);
        LiveEar stream = stream(address);
        TestDatabase.owner()
                .sql(
                        "UPDATE sign_in_accounts SET open = false WHERE user_id = (SELECT user_id FROM sign_in_names WHERE name = :name)")
                .param("name", address)
                .update();
        await().until(stream::ended);
    }

    @Test
    void aStreamEndsWhenItsNetworkIsBlocked() {
        LiveEar stream = stream(owner(acme));
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO session_policies
                            (organization_id, idle_minutes, one_session, one_address, allowed, blocked)
                        VALUES (:organization, 60, false, false, '{}', '{127.0.0.0/8,::1}')
                        """)
                .param("organization", acme.organization().value())
                .update();
        await().until(stream::ended);
    }

    @Test
    void theOldestStreamOfAUserMakesRoomForTheSeventh() {
        String address = owner(acme);
        List<LiveEar> own = new ArrayList<>();
        for (int i = 0; i < LiveStreams.MOST_PER_USER + 1; i++) {
            own.add(stream(address));
        }
        await().until(own.getFirst()::ended);
        assertThat(own.subList(1, own.size())).noneMatch(LiveEar::ended);
    }

    @Test
    void nobodyListensWithoutASession() {
        assertThat(world.browser().get("/api/v1/me/live").status()).isEqualTo(401);
    }

    private void change(OrganizationScope scope, LiveTopic topic) {
        scopes.run(scope, () -> live.changed(scope, topic));
    }

    private String owner(OrganizationScope scope) {
        String address = "owner-" + UUID.randomUUID() + "@example.org";
        world.owner(scope, address);
        return address;
    }

    private String member(OrganizationScope scope) {
        String address = "member-" + UUID.randomUUID() + "@example.org";
        UserId user = world.user(scope, address);
        assertThat(user).isNotNull();
        return address;
    }

    private LiveEar stream(String address) {
        return open(world.signedIn(address));
    }

    private LiveEar open(Browser browser) {
        LiveEar stream = LiveEar.of(port, browser);
        streams.add(stream);
        return stream;
    }
}
