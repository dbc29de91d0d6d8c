package io.muster.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.BegunJob;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Roles given with the account and to many at a time. */
@MusterTest
class UserRoleTests {

    private static final String AUDITOR = SystemRole.AUDITOR.id().toString();
    private static final String HELP_DESK = SystemRole.HELP_DESK.id().toString();

    @Autowired World world;
    @Autowired Jobs jobs;

    private OrganizationScope acme;
    private Browser owner;
    private Browser recruiter;
    private UserId olga;
    private UserId ann;
    private UserId bob;
    private String organization;
    private String domain;

    @BeforeEach
    void anOwnerAndARecruiterWhoMayGiveRolesButNotRead() {
        String name = UserId.next().toString();
        domain = "@r" + name + ".example";
        acme = world.organization("Acme " + name);
        olga = world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        bob = world.user(acme, "bob" + domain);
        owner = world.signedIn("olga" + domain);
        organization = "/api/v1/organizations/" + acme.organization();
        Browser.Answer role =
                owner.post(
                        organization + "/roles",
                        Map.of(
                                "name",
                                "Recruiter",
                                "description",
                                "",
                                "permissions",
                                List.of(
                                        "users:create",
                                        "users:read",
                                        "users:defaults",
                                        "grants:assign")));
        world.holding(acme, RoleId.valueOf(role.text("id")), "rita" + domain);
        recruiter = world.signedIn("rita" + domain);
    }

    @Test
    void comeWithTheAccountWhenTheyAreAskedFor() {
        Browser.Answer made =
                owner.post(
                        organization + "/users",
                        Map.of("address", "new" + domain, "roles", List.of(AUDITOR, HELP_DESK)));
        assertThat(made.status()).isEqualTo(201);
        assertThat(rolesOf(made.text("id"))).containsExactly("Auditor", "Help desk");
    }

    @Test
    void keepTheUserFromBeingMadeWhenOneIsNotTheActorsToGive() {
        Map<String, Object> wanted = Map.of("address", "new" + domain, "roles", List.of(AUDITOR));
        Browser.Answer refused = recruiter.post(organization + "/users", wanted);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("roles");
        assertThat(owner.post(organization + "/users", wanted).status())
                .as("nobody was made")
                .isEqualTo(201);
    }

    @Test
    void ofTheTemplateAreGivenByWhomTheyAreToGive() {
        assertThat(template(owner, AUDITOR).status()).isEqualTo(200);
        Browser.Answer byOwner =
                owner.post(organization + "/users", Map.of("address", "one" + domain));
        Browser.Answer byRecruiter =
                recruiter.post(organization + "/users", Map.of("address", "two" + domain));
        Browser.Answer without =
                owner.post(
                        organization + "/users",
                        Map.of("address", "three" + domain, "roles", List.of()));
        assertThat(rolesOf(byOwner.text("id"))).containsExactly("Auditor");
        assertThat(rolesOf(byRecruiter.text("id"))).isEmpty();
        assertThat(rolesOf(without.text("id"))).isEmpty();
    }

    @Test
    void comeIntoTheTemplateOnlyByWhomTheyAreToGive() {
        Browser.Answer refused = template(recruiter, AUDITOR);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("template.roles");
        template(owner, AUDITOR);
        assertThat(template(recruiter, AUDITOR).status())
                .as("what is there already may stay")
                .isEqualTo(200);
    }

    @Test
    void areGivenToManyAndTakenAgain() {
        Job given = run("add-role", AUDITOR, olga, ann, bob, UserId.next());
        assertThat(given.done()).isEqualTo(3);
        assertThat(given.skipped()).isEqualTo(1);
        assertThat(rolesOf(ann.toString())).containsExactly("Auditor");
        Job taken = run("remove-role", AUDITOR, ann, bob);
        assertThat(taken.done()).isEqualTo(2);
        assertThat(rolesOf(ann.toString())).isEmpty();
        assertThat(run("remove-role", AUDITOR, ann).failed()).isZero();
    }

    @Test
    void leaveTheLastOwnerWhatHeIs() {
        Job taken = run("remove-role", SystemRole.OWNER.id().toString(), olga);
        assertThat(taken.skipped()).isEqualTo(1);
        assertThat(rolesOf(olga.toString())).containsExactly("Organization owner");
    }

    @Test
    void areNotGivenToManyByWhoLacksThem() {
        Map<String, Object> request =
                Map.of("selection", Map.of("ids", List.of(ann.toString())), "roleId", AUDITOR);
        Browser.Answer refused = recruiter.post(organization + "/users/actions/add-role", request);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("roleId");
        assertThat(
                        recruiter
                                .post(organization + "/users/actions/remove-role", request)
                                .text("permission"))
                .isEqualTo("grants:revoke");
        assertThat(owner.post(organization + "/users/actions/add-role", request).status())
                .isEqualTo(202);
    }

    private Browser.Answer template(Browser browser, String role) {
        Browser.Answer read = browser.get(organization + "/user-defaults");
        return browser.put(
                organization + "/user-defaults",
                Map.of("template", Map.of("roles", List.of(role)), "ownFields", List.of()),
                read.header("ETag").orElseThrow());
    }

    private List<String> rolesOf(String user) {
        List<String> names = new ArrayList<>();
        owner.get(organization + "/users/" + user + "/grants")
                .json()
                .at("/roles")
                .forEach(role -> names.add(role.at("/name").asString()));
        return names;
    }

    private Job run(String verb, String role, UserId... users) {
        Browser.Answer started =
                owner.post(
                        organization + "/users/actions/" + verb,
                        Map.of(
                                "selection",
                                Map.of(
                                        "ids",
                                        List.of(users).stream().map(UserId::toString).toList()),
                                "roleId",
                                role));
        return BegunJob.ended(jobs, acme, started);
    }
}
