package io.muster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The audit log as somebody with the auditor's role reads it. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditListTests {

    @Autowired private World world;

    private UserId olga;
    private UserId ann;
    private Browser auditor;
    private String users;
    private String log;

    @BeforeAll
    void anOwnerDisabledAnnAndAnAuditorLooks() {
        OrganizationScope acme = world.organization("Acme audited");
        olga = world.owner(acme, "olga@audited.example");
        ann = world.user(acme, "ann@audited.example");
        world.holding(acme, SystemRole.AUDITOR.id(), "ada@audited.example");
        String base = "/api/v1/organizations/" + acme.organization();
        users = base + "/users/";
        log = base + "/audit";
        Browser owner = world.signedIn("olga@audited.example");
        owner.post(users + ann + "/actions/disable", Map.of("allowIncoming", true));
        world.browser().signIn("olga@audited.example", "a wrong long passphrase");
        auditor = world.signedIn("ada@audited.example");
    }

    @Test
    void showsEachChangeAsItWasAndAsItBecame() {
        Browser.Answer page = auditor.get(log + "?action=users.disabled");
        assertThat(page.json().at("/items")).hasSize(1);
        assertThat(page.text("items/0/actorName")).isEqualTo("Olga Example");
        assertThat(page.text("items/0/subjectName")).isEqualTo("ann@audited.example");
        assertThat(page.text("items/0/channel")).isEqualTo("CONSOLE");
        assertThat(page.text("items/0/before/state")).isEqualTo("ACTIVE");
        assertThat(page.text("items/0/after/state")).isEqualTo("DISABLED");
        assertThat(page.json().at("/items/0/before/allowIncoming").asBoolean()).isFalse();
        assertThat(page.json().at("/items/0/after/allowIncoming").asBoolean()).isTrue();
    }

    @Test
    void narrowsToATime() {
        String at = auditor.get(log + "?action=users.disabled").text("items/0/at");
        Instant after = Instant.parse(at).plusMillis(1);
        assertThat(actions("?action=users.disabled&from=" + at)).hasSize(1);
        assertThat(actions("?action=users.disabled&until=" + at)).isEmpty();
        assertThat(actions("?action=users.disabled&from=" + after)).isEmpty();
        assertThat(actions("?action=users.disabled&until=" + after)).hasSize(1);
    }

    @Test
    void narrowsToWhoActedAndOnWhom() {
        assertThat(actions("?actorId=" + olga)).contains("users.disabled");
        assertThat(actions("?actorId=" + ann)).isEmpty();
        assertThat(actions("?subjectId=" + ann)).contains("users.disabled", "users.created");
        assertThat(actions("?subjectId=" + olga)).doesNotContain("users.disabled");
    }

    @Test
    void narrowsToWhatWasRefusedAndToAnArea() {
        assertThat(actions("?outcome=REFUSED")).containsOnly("access.sign-in-refused");
        assertThat(actions("?outcome=DONE")).doesNotContain("access.sign-in-refused");
        assertThat(actions("?area=users")).allMatch(action -> action.startsWith("users."));
    }

    @Test
    void findsAPartOfAName() {
        assertThat(actions("?area=users&q=ANN@aud")).contains("users.disabled");
        assertThat(actions("?q=nobody-of-that-name")).isEmpty();
        assertThat(auditor.get(log + "?q=" + "a".repeat(201)).status()).isEqualTo(422);
    }

    @Test
    void changesNothingByTheRoleThatReadsIt() {
        assertThat(auditor.post(users + ann + "/actions/enable", Map.of()).text("permission"))
                .isEqualTo("users:disable");
        assertThat(world.signedIn("olga@audited.example").get(log).status()).isEqualTo(200);
    }

    private List<String> actions(String query) {
        Browser.Answer page = auditor.get(log + query);
        assertThat(page.status()).as(page.response().body()).isEqualTo(200);
        List<String> actions = new ArrayList<>();
        page.json().at("/items").forEach(entry -> actions.add(entry.at("/action").asString()));
        return actions;
    }
}
