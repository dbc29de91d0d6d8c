package io.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.roles.SystemRole;
import io.muster.testing.MusterTest;
import io.muster.testing.Shell;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@MusterTest
class UserCommandTests {

    @Autowired World world;
    @Autowired Units units;
    @LocalServerPort int port;
    @TempDir Path home;

    private OrganizationScope acme;
    private String domain = "";
    private UserId ann;
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void anOwnerWithTwoUsersAtAShell() {
        String name = UserId.next().toString();
        domain = "@a" + name + ".example";
        acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
        ann = world.user(acme, "ann" + domain);
        world.user(acme, "bob" + domain);
        shell = at("olga");
    }

    private Shell at(String who) {
        Shell at = new Shell(home.resolve(who));
        assertThat(
                        at.runWith(
                                        World.PASSWORD,
                                        "sign-in",
                                        "http://localhost:" + port,
                                        "--name",
                                        who + domain,
                                        "--password-stdin")
                                .code())
                .isZero();
        return at;
    }

    @Test
    void listsUsersInAlignedColumns() {
        Shell.Ended list =
                shell.run("users", "list", "--sort=account", "--columns=name,state,type");
        assertThat(list.err()).isEmpty();
        assertThat(list.lines())
                .containsExactly(
                        "NAME          STATE   TYPE",
                        "Ann Example   active  user",
                        "Bob Example   active  user",
                        "Olga Example  active  owner");
        assertThat(list.code()).isZero();
    }

    @Test
    void sendsAMailOfTheOrganization() {
        Shell.Ended none = shell.run("users", "mail", "ann" + domain, "--template=Move", "--yes");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("There is no mail template Move. There are: none.");
        world.signedIn("olga" + domain)
                .post(
                        "/api/v1/organizations/" + acme.organization() + "/mail-templates",
                        Map.of("name", "Move", "subject", "We move", "text", "Soon."));
        Shell.Ended dry = shell.run("users", "mail", "--all", "--template=move", "--dry-run");
        assertThat(dry.out()).contains("Mail would be for 3", "Nothing was done");
        Shell.Ended sent = shell.run("users", "mail", "--all", "--template=move", "--yes");
        assertThat(sent.code()).as(sent.err()).isZero();
        assertThat(sent.out()).containsPattern("Done +3");
        assertThat(shell.run("users", "mail", "ann" + domain, "--template=Move", "-y").out())
                .as("one user is a selection of one")
                .containsPattern("Done +1");
    }

    @Test
    void fitsTheTableIntoTheWindow() {
        shell.with("MUSTER_COLUMNS", "40");
        assertThat(shell.run("users", "list").lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40))
                .anySatisfy(line -> assertThat(line).contains("…"));
    }

    @Test
    void answersWithOneJsonDocumentWhenToldTo() {
        Shell.Ended list = shell.run("users", "list", "--json", "--search", "ann");
        assertThat(list.json().path("items")).hasSize(1);
        assertThat(list.text("items/0/account")).isEqualTo("ann" + domain);
        assertThat(shell.run("users", "list", "--json", "--search=nobody").json().path("items"))
                .isEmpty();
        assertThat(shell.run("users", "show", "ann" + domain, "--json").text("profile/firstName"))
                .isEqualTo("Ann");
    }

    @Test
    void walksThroughAllPages() {
        world.people(acme, units.builtIn(acme), 1_050);
        assertThat(shell.run("users", "list", "-q").lines()).hasSize(1_053).doesNotHaveDuplicates();
        assertThat(shell.run("users", "list", "-q", "--limit=600").lines()).hasSize(600);
        assertThat(shell.run("users", "list", "--count", "-q").lines()).containsExactly("1053");
    }

    @Test
    void takesTheFilterOfTheList() {
        shell.run("users", "disable", "bob" + domain);
        assertThat(shell.run("users", "list", "-q", "--state=disabled").lines())
                .containsExactly("bob" + domain);
        assertThat(shell.run("users", "list", "-q", "--type=owner").lines())
                .containsExactly("olga" + domain);
        assertThat(shell.run("users", "list", "-q", "--created-before=2001-01-01").out()).isEmpty();
        Shell.Ended refused = shell.run("users", "list", "--state=asleep");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--state").contains("waiting-for-password");
    }

    @Test
    void showsAUserAndSaysWhenThereIsNone() {
        Shell.Ended shown = shell.run("users", "show", "ANN" + domain);
        assertThat(shown.out())
                .containsPattern("Account +ann" + domain)
                .containsPattern("Name +Ann Example")
                .containsPattern("Password +set");
        assertThat(shell.run("users", "show", ann.toString(), "-q").lines())
                .containsExactly("ann" + domain);
        Shell.Ended missing = shell.run("users", "show", "nobody" + domain);
        assertThat(missing.code()).isEqualTo(4);
        assertThat(missing.err()).isEqualTo("There is no user \"nobody" + domain + "\".\n");
    }

    @Test
    void makesAUserWhoseFieldsTheServerThenKnows() {
        Shell.Ended made =
                shell.runWith(
                        "a good long passphrase\n",
                        "users",
                        "create",
                        "zoe" + domain,
                        "--first-name=Zoë",
                        "--last-name=Łukasik",
                        "--set=title=Auditor",
                        "--set=work.city=Kraków",
                        "--password-stdin",
                        "--json");
        assertThat(made.err()).isEmpty();
        assertThat(made.code()).isZero();
        assertThat(made.out()).doesNotContain("a good long passphrase");
        Shell.Ended shown = shell.run("users", "show", "zoe" + domain, "--json");
        assertThat(shown.text("profile/displayName")).isEqualTo("Zoë Łukasik");
        assertThat(shown.text("profile/title")).isEqualTo("Auditor");
        assertThat(shown.text("profile/work/city")).isEqualTo("Kraków");
        assertThat(shown.text("state")).isEqualTo("ACTIVE");
    }

    @Test
    void makesAUserWithoutAMailbox() {
        Shell.Ended made = shell.run("users", "create", "noah" + domain, "--no-mailbox", "--json");
        assertThat(made.err()).isEmpty();
        assertThat(
                        TestDatabase.owner()
                                .sql("SELECT count(*) FROM mailboxes WHERE id = :id::uuid")
                                .param("id", made.text("id"))
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void tellsARefusalInSentencesWithTheFields() {
        Shell.Ended taken = shell.run("users", "create", "ann" + domain);
        assertThat(taken.code()).isOne();
        assertThat(taken.err()).isNotBlank().doesNotContain("{", "Exception");
        Shell.Ended unfit = shell.run("users", "create", "no address", "--set=webPage=ftp://x");
        assertThat(unfit.code()).isOne();
        assertThat(unfit.err()).contains("address: This is not an e-mail address.");
        Shell.Ended asJson = shell.run("users", "create", "no address", "--json");
        assertThat(asJson.out()).isEmpty();
        assertThat(asJson.err()).contains("\"urn:problem:kernel:invalid\"");
    }

    @Test
    void disablesAndEnablesOneUser() {
        Shell.Ended disabled = shell.run("users", "disable", "ann" + domain, "--allow-incoming");
        assertThat(disabled.lines()).containsExactly("ann" + domain + " is disabled.");
        assertThat(shell.run("users", "show", "ann" + domain).out())
                .contains("disabled, still receives messages");
        shell.run("users", "enable", "ann" + domain);
        assertThat(state("ann")).isEqualTo("ACTIVE");
        Shell.Ended oneself = shell.run("users", "disable", "olga" + domain);
        assertThat(oneself.code()).isOne();
        assertThat(state("olga")).isEqualTo("ACTIVE");
    }

    @Test
    void disablesAllThatMatchByAJobAndSaysWhomItSkippedAndWhy() {
        Shell.Ended ended = shell.run("users", "disable", "--all", "--yes");
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .containsPattern("State +completed")
                .containsPattern("Done +2")
                .containsPattern("Skipped +1");
        assertThat(ended.err()).contains("1 skipped: ");
        assertThat(List.of(state("ann"), state("bob"), state("olga")))
                .containsExactly("DISABLED", "DISABLED", "ACTIVE");
    }

    @Test
    void takesSeveralUsersByTheirNamesAlsoFromAFile() {
        Path these = shell.file("these.txt", "ann%s\nbob%s\n".formatted(domain, domain));
        shell.run("users", "disable", "@" + these, "--yes", "-q");
        assertThat(List.of(state("ann"), state("bob"), state("olga")))
                .containsExactly("DISABLED", "DISABLED", "ACTIVE");
        Shell.Ended unknown =
                shell.run("users", "enable", "ann" + domain, "nobody" + domain, "--yes");
        assertThat(unknown.code()).isEqualTo(4);
        assertThat(state("ann")).as("none was touched").isEqualTo("DISABLED");
    }

    @Test
    void touchesManyOnlyWhenTheAnswerWasGiven() {
        Shell.Ended asked = shell.run("users", "disable", "--state=active");
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).contains("Disable 3 users", "--yes", "--dry-run");
        Shell.Ended dry = shell.run("users", "disable", "--state=active", "--dry-run", "--json");
        assertThat(dry.text("count")).isEqualTo("3");
        assertThat(shell.run("users", "disable").code()).isEqualTo(2);
        assertThat(shell.run("users", "disable", "ann" + domain, "--all").code()).isEqualTo(2);
        assertThat(state("ann")).isEqualTo("ACTIVE");
    }

    @Test
    void movesDeletesAndRestores() {
        shell.run("users", "delete", "ann" + domain);
        assertThat(state("ann")).isEqualTo("DELETED");
        shell.run("users", "restore", "--state=deleted", "--yes");
        assertThat(state("ann")).isEqualTo("ACTIVE");
        Shell.Ended nowhere = shell.run("users", "move", "ann" + domain, "--to=Nowhere");
        assertThat(nowhere.code()).isEqualTo(4);
        assertThat(nowhere.err()).contains("There is no unit \"Nowhere\"");
    }

    @Test
    void mayNoMoreThanWhoSignedIn() {
        world.holding(acme, SystemRole.AUDITOR.id(), "arno" + domain);
        Shell auditor = at("arno");
        assertThat(auditor.run("users", "list", "-q").lines()).contains("ann" + domain);
        Shell.Ended refused = auditor.run("users", "disable", "ann" + domain);
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("users:disable");
        assertThat(state("ann")).isEqualTo("ACTIVE");
    }

    @Test
    void offboardsAllThatMatchAndTakesThemBack() {
        Shell.Ended looked = shell.run("users", "offboard", "--search=example", "--dry-run");
        assertThat(looked.out()).contains("3");
        assertThat(looked.err()).as("olga herself").contains("olga" + domain);
        assertThat(state("ann")).isEqualTo("ACTIVE");

        Shell.Ended done =
                shell.run("users", "offboard", "ann" + domain, "bob" + domain, "--yes", "--json");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(state("ann")).isEqualTo("DISABLED");
        assertThat(state("bob")).isEqualTo("DISABLED");

        assertThat(shell.run("jobs", "undo", done.text("job/id"), "--yes").code()).isZero();
        assertThat(state("ann")).isEqualTo("ACTIVE");
        assertThat(shell.run("users", "offboard", "--all", "--show").err()).contains("jobs undo");
    }

    @Test
    void saysWhenAnAccountEnds() {
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(40).toString();
        assertThat(shell.run("users", "set-expiry", "--on=" + day, "ann" + domain).code()).isZero();
        Shell.Ended found =
                shell.run(
                        "users",
                        "list",
                        "--expires-before=" + LocalDate.parse(day).plusDays(1),
                        "--columns=account,expires");
        assertThat(found.out()).contains("ann" + domain).contains(day).doesNotContain("bob");

        assertThat(shell.run("users", "set-expiry", "--on=soon", "ann" + domain).err())
                .contains("--on");
        assertThat(shell.run("users", "set-expiry", "--on=never", "ann" + domain).code()).isZero();
        assertThat(shell.run("users", "list", "--count", "--expires-before=" + day).out())
                .contains("0");
    }

    @Test
    void makesAUserWhoseAccountEnds() {
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(40).toString();
        Shell.Ended made =
                shell.run("users", "create", "temp" + domain, "--expires-on=" + day, "--json");
        assertThat(made.err()).isEmpty();
        assertThat(made.text("expiresOn")).isEqualTo(day);
        assertThat(shell.run("users", "create", "soon" + domain, "--expires-on=soon").err())
                .contains("--expires-on");
        assertThat(shell.run("users", "create", "past" + domain, "--expires-on=2020-01-01").err())
                .contains("expiresOn: The account can end on a day to come only");
    }

    @Test
    void offboardsAUserAndTakesItBack() {
        Shell.Ended preview =
                shell.run(
                        "users",
                        "offboard",
                        "ann" + domain,
                        "--mail=forwarded",
                        "--successor=bob" + domain,
                        "--delete-at=2027-05-31",
                        "--dry-run",
                        "--json");
        assertThat(preview.err()).isEmpty();
        assertThat(preview.text("steps/0/state")).isEqualTo("PLANNED");
        assertThat(state("ann")).isEqualTo("ACTIVE");

        Shell.Ended done =
                shell.run(
                        "users",
                        "offboard",
                        "ann" + domain,
                        "--mail=forwarded",
                        "--successor=bob" + domain,
                        "--delete-at=2027-05-31");
        assertThat(done.code()).isZero();
        assertThat(done.out())
                .containsPattern("disable +.* done")
                .containsPattern("direct mail +.* done +bob")
                .containsPattern("delete +.* planned");
        assertThat(state("ann")).isEqualTo("DISABLED");

        Shell.Ended back = shell.run("users", "offboard", "ann" + domain, "--take-back");
        assertThat(back.out())
                .containsPattern("delete +.* cancelled")
                .containsPattern("disable +.* taken back");
        assertThat(state("ann")).isEqualTo("ACTIVE");
        assertThat(shell.run("users", "offboard", "bob" + domain, "--show").code()).isEqualTo(4);
    }

    @Test
    void seesNoOrganizationOfOthers() {
        OrganizationScope globex = world.organization("Globex " + UserId.next());
        Shell.Ended list = shell.run("users", "list", "-o", globex.organization().toString());
        assertThat(list.code()).isEqualTo(4);
        assertThat(shell.run("organizations", "-q").lines()).hasSize(1);
    }

    private String state(String who) {
        return shell.run("users", "show", who + domain, "--json").text("state");
    }
}
