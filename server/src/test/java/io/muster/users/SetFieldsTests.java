package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Fields of many users overwritten with the same values. */
@MusterTest
class SetFieldsTests {

    @Autowired World world;
    @Autowired Jobs jobs;

    private OrganizationScope acme;
    private Browser owner;
    private String organization;
    private String domain;
    private UserId ann;
    private UserId bob;

    @BeforeEach
    void anOrganizationOfThree() {
        String name = UserId.next().toString();
        domain = "@f" + name + ".example";
        acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        bob = world.user(acme, "bob" + domain);
        owner = world.signedIn("olga" + domain);
        organization = "/api/v1/organizations/" + acme.organization();
    }

    private Browser.Answer set(Browser who, Map<String, ?> fields, UserId... users) {
        return who.post(
                organization + "/users/actions/set-fields",
                Map.of(
                        "selection",
                        Map.of("ids", List.of(users).stream().map(UserId::toString).toList()),
                        "fields",
                        fields));
    }

    private Job done(Browser.Answer started) {
        return BegunJob.ended(jobs, acme, started);
    }

    private Browser.Answer read(UserId user) {
        return owner.get(organization + "/users/" + user);
    }

    @Test
    void changesTheChosenOnesOfAllAndKeepsTheRest() {
        done(set(owner, Map.of("department", "Sales", "timeZone", "Europe/Vienna"), ann));
        Job job =
                done(
                        set(
                                owner,
                                Map.of("department", " Support ", "inAddressList", false),
                                ann,
                                bob));
        assertThat(job.kind()).isEqualTo("users.set-fields");
        assertThat(job.done()).isEqualTo(2);
        for (UserId user : List.of(ann, bob)) {
            assertThat(read(user).text("profile/department")).isEqualTo("Support");
            assertThat(read(user).json().at("/profile/inAddressList").asBoolean()).isFalse();
        }
        assertThat(read(ann).text("profile/timeZone")).isEqualTo("Europe/Vienna");
        Browser.Answer entries = owner.get(organization + "/audit?subjectId=" + ann);
        assertThat(entries.text("items/0/action")).isEqualTo("users.edited");
        assertThat(entries.text("items/0/before/department")).isEqualTo("Sales");
        assertThat(entries.text("items/0/after/department")).isEqualTo("Support");
        assertThat(owner.get(organization + "/users?search=support").json().at("/items").size())
                .as("the list finds them by it")
                .isEqualTo(2);
    }

    @Test
    void emptiesAFieldThatIsGivenWithoutAValue() {
        done(set(owner, Map.of("department", "Sales"), ann));
        done(set(owner, Map.of("department", ""), ann));
        assertThat(read(ann).text("profile/department")).isEmpty();
    }

    @Test
    void isRefusedWithoutAFieldOrWithOneThatCanNotBe() {
        assertThat(set(owner, Map.of(), ann).text("errors/0/code")).isEqualTo("required");
        Browser.Answer refused = set(owner, Map.of("timeZone", "Mars/Olympus"), ann);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("fields.timeZone");
        assertThat(read(ann).text("profile/timeZone")).isEmpty();
    }

    @Test
    void setsEverythingOfAWorkplaceThatManyShare() {
        Map<String, ?> office =
                Map.of("street", "Harbour 1\nGate B", "city", "Graz", "postalCode", "8010");
        Map<String, ?> fields =
                Map.of(
                        "title", "Nurse",
                        "company", "Acme Ltd",
                        "officePhone", "+43 316 100",
                        "fax", "+43 316 101",
                        "webPage", "https://acme.example/",
                        "replyTo", "wards" + domain,
                        "work", office,
                        "language", "de-AT",
                        "notes", "Moved in spring.");
        assertThat(done(set(owner, fields, ann, bob)).done()).isEqualTo(2);
        done(set(owner, Map.of("work", Map.of("city", "Wien")), bob));
        assertThat(read(bob).text("profile/work/street"))
                .as("a line that wasn't said")
                .isEqualTo("Harbour 1\nGate B");
        assertThat(read(bob).text("profile/work/city")).isEqualTo("Wien");
        Browser.Answer profile = read(ann);
        fields.forEach((field, value) -> {
            if (!field.equals("work")) {
                assertThat(profile.text("profile/" + field)).isEqualTo(value);
            }
        });
        office.forEach(
                (line, value) -> assertThat(profile.text("profile/work/" + line)).isEqualTo(value));
        assertThat(owner.get(organization + "/users?search=nurse").json().at("/items").size())
                .as("the list finds them by it")
                .isEqualTo(2);
        Browser.Answer entries = owner.get(organization + "/audit?subjectId=" + bob);
        assertThat(entries.json().at("/items/0/before").propertyNames())
                .containsExactly("work.city");
        assertThat(entries.json().at("/items/0/after/work.city").asString()).isEqualTo("Wien");
    }

    @Test
    void goBackAtUndoLineByLineWhereNobodyChangedThemSince() {
        done(set(owner, Map.of("title", "Porter", "work", Map.of("city", "Linz")), ann));
        Job set =
                done(
                        set(
                                owner,
                                Map.of(
                                        "title",
                                        "Nurse",
                                        "work",
                                        Map.of("city", "Graz", "country", "Austria"),
                                        "notes",
                                        "Moved."),
                                ann,
                                bob));
        done(set(owner, Map.of("work", Map.of("country", "Italy"), "notes", "Stays."), bob));
        String undo = organization + "/jobs/" + set.id() + "/undo";
        Job undone = done(owner.post(undo, Map.of("dryRun", false)));
        assertThat(undone.done()).isEqualTo(2);
        assertThat(read(ann).text("profile/title")).isEqualTo("Porter");
        assertThat(read(ann).text("profile/work/city")).isEqualTo("Linz");
        assertThat(read(ann).text("profile/work/country")).isEmpty();
        assertThat(read(ann).text("profile/notes")).isEmpty();
        assertThat(read(bob).text("profile/title")).isEmpty();
        assertThat(read(bob).text("profile/work/city")).isEmpty();
        assertThat(read(bob).text("profile/work/country")).isEqualTo("Italy");
        assertThat(read(bob).text("profile/notes")).isEqualTo("Stays.");
        assertThat(owner.get(organization + "/jobs/" + undone.id() + "/tallies").response().body())
                .contains("work country", "notes");
    }

    @Test
    void namesEveryFieldThatCanNotBeAndSetsNone() {
        Browser.Answer refused =
                set(
                        owner,
                        Map.of(
                                "title",
                                "x".repeat(256),
                                "officePhone",
                                "1".repeat(65),
                                "replyTo",
                                "nobody",
                                "webPage",
                                "javascript:alert(1)",
                                "work",
                                Map.of("city", "Gr\u0001az"),
                                "notes",
                                "n".repeat(4_001),
                                "company",
                                "Acme"),
                        ann);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(
                        refused.json()
                                .at("/errors")
                                .valueStream()
                                .map(error -> error.path("field").asString()))
                .containsExactlyInAnyOrder(
                        "fields.title",
                        "fields.officePhone",
                        "fields.replyTo",
                        "fields.webPage",
                        "fields.work.city",
                        "fields.notes");
        assertThat(set(owner, Map.of("displayName", "Ann"), ann).text("errors/0/field"))
                .as("a name is each user's own")
                .isEqualTo("fields.displayName");
        assertThat(read(ann).text("profile/company")).isEmpty();
    }

    @Test
    void leavesAloneWhoIsGoneDeletedOrAlreadySo() {
        done(set(owner, Map.of("company", "Acme Ltd"), bob));
        owner.post(organization + "/users/" + ann + "/actions/delete", Map.of());
        Job job = done(set(owner, Map.of("company", "Acme Ltd"), ann, bob, UserId.next()));
        assertThat(job.done()).as("bob, who is so already").isEqualTo(1);
        assertThat(job.skipped()).isEqualTo(2);
    }

    @Test
    void needsTheRightToEditUsersAndTouchesNobodyAboveWhoDoesIt() {
        world.holding(acme, SystemRole.HELP_DESK.id(), "hilda" + domain);
        UserId olga = world.owner(acme, "second" + domain);
        Job job = done(set(world.signedIn("hilda" + domain), Map.of("company", "Hers"), ann, olga));
        assertThat(job.done()).isEqualTo(1);
        assertThat(job.skipped()).isEqualTo(1);
        assertThat(read(olga).text("profile/company")).isEmpty();

        world.holding(acme, SystemRole.AUDITOR.id(), "arno" + domain);
        Browser.Answer refused =
                set(world.signedIn("arno" + domain), Map.of("company", "His"), ann);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("users:edit");
        assertThat(read(ann).text("profile/company")).isEqualTo("Hers");
    }
}
