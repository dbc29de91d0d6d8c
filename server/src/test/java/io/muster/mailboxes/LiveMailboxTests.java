package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.LiveEar;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Open lists of mailboxes hear of what others change. */
@MusterTest
class LiveMailboxTests {

    @Autowired private World world;
    @LocalServerPort private int port;

    @Test
    void areReadAgainAfterWhateverChangesThem() {
        String domain = "@l" + UserId.next() + ".example";
        OrganizationScope acme = world.organization("Acme " + domain);
        world.owner(acme, "olga" + domain);
        UserId ann = world.user(acme, "ann" + domain);
        Browser owner = world.signedIn("olga" + domain);
        String organization = "/api/v1/organizations/" + acme.organization();
        LiveEar.awaitServer();

        String desk =
                heard(
                        owner,
                        () ->
                                owner.post(
                                        organization + "/mailboxes",
                                        Map.of("name", "Desk", "address", "desk" + domain)));
        String one = organization + "/mailboxes/" + desk;
        heard(
                owner,
                () ->
                        owner.put(
                                one,
                                Map.of("name", "Front desk", "address", "desk" + domain),
                                owner.get(one).header("ETag").orElseThrow()));
        heard(
                owner,
                () ->
                        owner.put(
                                one + "/access/" + ann,
                                Map.of("permissions", List.of("mailbox:read")),
                                owner.get(one + "/access").header("ETag").orElseThrow()));
        heard(owner, () -> owner.post(organization + "/mailbox-groups", Map.of("name", "Desks")));
        heard(owner, () -> owner.post(one + "/actions/archive", Map.of()));
        heard(
                owner,
                () -> owner.post(organization + "/users/" + ann + "/actions/delete", Map.of()));
        heard(
                owner,
                () -> owner.post(one + "/actions/delete", Map.of("confirmation", "Front desk")));
    }

    private interface Act {
        Browser.Answer now();
    }

    /** The id in the answer, empty where there is none. */
    private String heard(Browser owner, Act act) {
        LiveEar ear = LiveEar.of(port, owner);
        try {
            Browser.Answer answer = act.now();
            ear.hears("\"mailboxes\"");
            return answer.response().body().isEmpty() ? "" : answer.text("id");
        } finally {
            ear.close();
        }
    }
}
