package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MusterTest
class UserDefaultsTests {

    @Autowired World world;
    @Autowired Jobs jobs;

    private OrganizationScope acme;
    private Browser owner;
    private String organization;
    private String domain;
    private UserId ann;

    @BeforeEach
    void anOrganizationOfTwo() {
        String name = UserId.next().toString();
        domain = "@d" + name + ".example";
        acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        owner = world.signedIn("olga" + domain);
        organization = "/api/v1/organizations/" + acme.organization();
    }

    @Test
    void giveEveryNewUserWhatIsNotSaidOtherwise() {
        assertThat(
                        save(Map.of(
                                        "timeZone", "Europe/Vienna",
                                        "company", "Acme Ltd",
                                        "inAddressList", false,
                                        "passwordChangesDisabled", true,
                                        "mustChangePassword", true))
                                .status())
                .isEqualTo(200);
        Browser.Answer plain =
                create(Map.of("address", "new" + domain, "password", World.PASSWORD));
        assertThat(plain.text("profile/timeZone")).isEqualTo("Europe/Vienna");
        assertThat(plain.text("profile/company")).isEqualTo("Acme Ltd");
        assertThat(plain.json().at("/profile/inAddressList").asBoolean()).isFalse();
        assertThat(plain.json().at("/passwordChangesDisabled").asBoolean()).isTrue();
        assertThat(plain.json().at("/mustChangePassword").asBoolean()).isTrue();

        Browser.Answer special =
                create(
                        Map.of(
                                "address",
                                "special" + domain,
                                "mustChangePassword",
                                false,
                                "profile",
                                Map.of("company", "Elsewhere")));
        assertThat(special.text("profile/company")).isEqualTo("Elsewhere");
        assertThat(special.json().at("/mustChangePassword").asBoolean()).isFalse();
    }

    @Test
    void touchNoUserWhoIsThereAlready() {
        save(Map.of("company", "Acme Ltd"));
        assertThat(owner.get(organization + "/users/" + ann).text("profile/company")).isEmpty();
    }

    @Test
    void followThoseOfTheInstanceWhereTheySayNothing() {
        world.systemAdministrator(acme, "root" + domain);
        Browser root = world.signedIn("root" + domain);
        Browser.Answer read = root.get("/api/v1/user-defaults");
        root.put(
                "/api/v1/user-defaults",
                Map.of(
                        "template",
                        Map.of("language", "de", "company", "All"),
                        "ownFields",
                        List.of()),
                read.header("ETag").orElseThrow());
        save(Map.of("company", "Acme Ltd"));
        Browser.Answer effective = owner.get(organization + "/user-defaults");
        assertThat(effective.text("effective/language")).isEqualTo("de");
        assertThat(effective.text("effective/company")).isEqualTo("Acme Ltd");
        assertThat(owner.get("/api/v1/user-defaults").status()).isEqualTo(403);
    }

    @Test
    void areNotOverwrittenByWhoReadThemBeforeAnotherSaved() {
        Browser.Answer read = owner.get(organization + "/user-defaults");
        assertThat(save(Map.of("company", "First")).status()).isEqualTo(200);
        Browser.Answer late =
                owner.put(
                        organization + "/user-defaults",
                        Map.of("template", Map.of("company", "Second"), "ownFields", List.of()),
                        read.header("ETag").orElseThrow());
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/template/company")).isEqualTo("First");
    }

    @Test
    void arePropagatedInTheTickedSettingsOnly() {
        save(Map.of("company", "Acme Ltd", "timeZone", "Europe/Vienna"));
        Map<String, ?> request =
                Map.of(
                        "settings", List.of("company"),
                        "selection", Map.of("filter", Map.of()));
        Browser.Answer preview =
                owner.post(organization + "/user-defaults/propagation/preview", request);
        assertThat(preview.json().at("/users").asInt()).isEqualTo(2);
        assertThat(preview.json().at("/changed").asInt()).isEqualTo(2);

        Browser.Answer started = owner.post(organization + "/user-defaults/propagation", request);
        assertThat(started.status()).isEqualTo(202);
        JobId job = JobId.valueOf(started.text("jobId"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jobs.find(acme, job).orElseThrow().state().ended());

        Browser.Answer after = owner.get(organization + "/users/" + ann);
        assertThat(after.text("profile/company")).isEqualTo("Acme Ltd");
        assertThat(after.text("profile/timeZone")).isEmpty();
        assertThat(
                        owner.post(organization + "/user-defaults/propagation/preview", request)
                                .json()
                                .at("/changed")
                                .asInt())
                .isZero();
    }

    @Test
    void refuseToPropagateWhatTheyDoNotSay() {
        save(Map.of("company", "Acme Ltd"));
        assertThat(
                        owner.post(
                                        organization + "/user-defaults/propagation",
                                        Map.of(
                                                "settings",
                                                List.of("timeZone"),
                                                "selection",
                                                Map.of("filter", Map.of())))
                                .text("errors/0/code"))
                .isEqualTo("not-said");
    }

    @Test
    void sayWhatUsersMayEditOfTheirOwnProfile() {
        Browser hers = world.signedIn("ann" + domain);
        saveOwnFields(List.of("mobilePhone"));
        Browser.Answer read = hers.get("/api/v1/me/profile");
        assertThat(read.json().at("/editable").toString()).isEqualTo("[\"mobilePhone\"]");

        Browser.Answer refused = saveOwn(hers, Map.of("mobilePhone", "1", "title", "Boss"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("title");
        assertThat(refused.text("errors/0/code")).isEqualTo("not-editable");

        Browser.Answer saved = saveOwn(hers, Map.of("mobilePhone", "0664 1"));
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
        assertThat(owner.get(organization + "/users/" + ann).text("profile/mobilePhone"))
                .isEqualTo("0664 1");
    }

    @Test
    void neverShowUsersWhatAdministratorsNoteOfThem() {
        Browser.Answer made =
                create(
                        Map.of(
                                "address",
                                "noted" + domain,
                                "password",
                                World.PASSWORD,
                                "mustChangePassword",
                                false,
                                "profile",
                                Map.of("notes", "often late", "externalId", "HR-7")));
        saveOwnFields(List.of("mobilePhone"));
        Browser his = world.signedIn("noted" + domain);
        assertThat(his.get("/api/v1/me/profile").response().body())
                .doesNotContain("often late", "HR-7");

        Browser.Answer saved = saveOwn(his, Map.of("mobilePhone", "0664 2"));
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
        assertThat(saved.response().body()).doesNotContain("often late", "HR-7");
        Browser.Answer refused = saveOwn(his, Map.of("notes", "never late"));
        assertThat(refused.text("errors/0/field")).isEqualTo("notes");
        Browser.Answer kept = owner.get(organization + "/users/" + made.text("id"));
        assertThat(kept.text("profile/notes")).isEqualTo("often late");
        assertThat(kept.text("profile/externalId")).isEqualTo("HR-7");
        assertThat(kept.text("profile/mobilePhone")).isEqualTo("0664 2");
    }

    private Browser.Answer saveOwn(Browser browser, Map<String, String> fields) {
        Browser.Answer read = browser.get("/api/v1/me/profile");
        Map<String, Object> form = new java.util.HashMap<>();
        read.json()
                .at("/profile")
                .properties()
                .forEach(field -> form.put(field.getKey(), field.getValue()));
        form.putAll(fields);
        return browser.put("/api/v1/me/profile", form, read.header("ETag").orElseThrow());
    }

    private Browser.Answer save(Map<String, ?> template) {
        Browser.Answer read = owner.get(organization + "/user-defaults");
        return owner.put(
                organization + "/user-defaults",
                Map.of("template", template, "ownFields", List.of()),
                read.header("ETag").orElseThrow());
    }

    private void saveOwnFields(List<String> fields) {
        Browser.Answer read = owner.get(organization + "/user-defaults");
        owner.put(
                organization + "/user-defaults",
                Map.of("template", Map.of(), "ownFields", fields),
                read.header("ETag").orElseThrow());
    }

    private Browser.Answer create(Map<String, ?> user) {
        Browser.Answer answer = owner.post(organization + "/users", user);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer;
    }
}
