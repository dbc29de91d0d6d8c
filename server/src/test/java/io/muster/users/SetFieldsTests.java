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
