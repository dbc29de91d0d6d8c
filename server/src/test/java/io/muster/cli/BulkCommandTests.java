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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What administrators do to many users at a shell. */
@MusterTest
class BulkCommandTests {

    @Autowired World world;
    @Autowired Units units;
    @LocalServerPort int port;
    @TempDir Path home;

    private OrganizationScope acme;
    private String domain = "";
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void anOwnerWithTwoUsersAtAShell() {
        String name = UserId.next().toString();
        domain = "@a" + name + ".example";
        acme = world.organization("Acme " + name);
        world.owner(acme, "olga" + domain);
        world.user(acme, "ann" + domain);
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
    void setsFieldsOfAllThatMatchAndTakesThemBackByTheJob() {
        shell.run("users", "set-fields", "ann" + domain, "--set=department=Sales");
        Shell.Ended dry =
                shell.run("users", "set-fields", "--all", "--set=department=Care", "--dry-run");
        assertThat(dry.out()).startsWith("Set fields of would be for 3: ");
        assertThat(field("ann", "department")).isEqualTo("Sales");

        Shell.Ended set =
                shell.run(
                        "users",
                        "set-fields",
                        "--search=example",
                        "--set=department=Care",
                        "--set=timeZone=Europe/Vienna",
                        "--yes",
                        "--json");
        assertThat(set.code()).as(set.err()).isZero();
        assertThat(set.text("job/done")).isEqualTo("3");
        assertThat(field("ann", "department")).isEqualTo("Care");
        assertThat(field("bob", "timeZone")).isEqualTo("Europe/Vienna");

        shell.run("users", "set-fields", "bob" + domain, "--set=department=Stock");
        Shell.Ended undone = shell.run("jobs", "undo", set.text("job/id"), "--yes", "--json");
        assertThat(undone.code()).as(undone.err()).isZero();
        assertThat(undone.err()).isEmpty();
        assertThat(field("ann", "department")).isEqualTo("Sales");
        assertThat(field("bob", "department")).as("changed since").isEqualTo("Stock");
        assertThat(field("bob", "timeZone")).isEmpty();
    }

    @Test
    void resyncsDevicesOfAFewOrOfAll() {
        Shell.Ended few =
                shell.run("users", "resync", "ann" + domain, "bob" + domain, "--yes", "--json");
        assertThat(few.code()).as(few.err()).isZero();
        assertThat(few.text("job/done")).isEqualTo("2");

        for (int number = 1; number <= 24; number++) {
            world.user(acme, "user" + number + domain);
        }
        Shell.Ended tooMany = shell.run("users", "resync", "--search=example", "--yes");
        assertThat(tooMany.code()).isOne();
        assertThat(tooMany.err()).contains("At most 25 users");

        Shell.Ended all = shell.run("users", "resync", "--all", "--yes", "--json");
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.text("job/done")).isEqualTo("27");
    }

    @Test
    void recalculatesTheDiskUsageOfOneOrAll() {
        Shell.Ended one = shell.run("users", "recalculate", "ann" + domain, "--yes", "--json");
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.text("job/total")).isEqualTo("1");

        Shell.Ended all = shell.run("users", "recalculate", "--all", "--yes", "--json");
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.text("job/failed")).isEqualTo("0");
    }

    @Test
    void setsSizeLimitsAndSwitchesServices() {
        Shell.Ended limited =
                shell.run("users", "set-mailbox-limit", "--to=2GiB", "--all", "--yes", "--json");
        assertThat(limited.code()).as(limited.err()).isZero();
        assertThat(limited.text("job/failed")).isEqualTo("0");
        assertThat(shell.run("users", "set-mailbox-limit", "--to=much", "--all", "--yes").code())
                .isEqualTo(2);
        Shell.Ended switched =
                shell.run("users", "switch-services", "ann" + domain, "--imap=off", "--json");
        assertThat(switched.code()).as(switched.err()).isZero();
        assertThat(switched.text("job/total")).isEqualTo("1");
        assertThat(shell.run("users", "services", "ann" + domain).out()).contains("off");
        assertThat(shell.run("users", "switch-services", "--all", "--yes").code()).isEqualTo(2);
    }

    @Test
    void listsHowUsersStandAndDisconnectsThoseWhoAreConnected() {
        world.signedIn("ann" + domain);
        Shell.Ended connected = shell.run("users", "statuses", "--connected=web,imap");
        assertThat(connected.code()).as(connected.err()).isZero();
        assertThat(connected.out()).contains("ann" + domain, "web 1");
        Shell.Ended one =
                shell.run("users", "disconnect", "ann" + domain, "--service=web", "--json");
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.text("job/done")).isEqualTo("1");
        assertThat(shell.run("users", "statuses", "--connected=web").out())
                .doesNotContain("ann" + domain);
    }

    @Test
    void changesAliasesByAPatternAndTriesFirst() {
        String add = "--add={local}@n" + domain.substring(1);
        for (String further : new String[] {"--try", "--yes"}) {
            Shell.Ended changed =
                    shell.run("users", "change-aliases", "ann" + domain, add, further, "--json");
            assertThat(changed.code()).as(changed.err()).isZero();
            assertThat(changed.text("job/done")).isEqualTo("1");
        }
        assertThat(shell.run("mail", "aliases", "ann" + domain).out())
                .contains("ann@n" + domain.substring(1));
        assertThat(shell.run("users", "change-aliases", "--all", "--yes").code()).isEqualTo(2);
    }

    @Test
    void reindexesTheMailOfOneOrAll() {
        Shell.Ended one = shell.run("users", "reindex", "ann" + domain, "--yes", "--json");
        assertThat(one.code()).as(one.err()).isZero();
        Shell.Ended all = shell.run("users", "reindex", "--all", "--yes", "--json");
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.text("job/failed")).isEqualTo("0");
    }

    @Test
    void namesTheFieldThatCanNotBeSetAndSetsNone() {
        Shell.Ended unknown =
                shell.run("users", "set-fields", "--all", "--set=titel=Nurse", "--yes");
        assertThat(unknown.code()).isOne();
        assertThat(unknown.err()).contains("titel");
        Shell.Ended unfit =
                shell.run(
                        "users",
                        "set-fields",
                        "--all",
                        "--set=department=Care",
                        "--set=timeZone=Mars",
                        "--yes");
        assertThat(unfit.code()).isOne();
        assertThat(unfit.err()).contains("fields.timeZone");
        assertThat(field("ann", "department")).isEmpty();
        Shell.Ended none = shell.run("users", "set-fields", "--all", "--yes");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--set=FIELD=VALUE");
    }

    @Test
    void givesManyARoleAndTakesItAgain() {
        Shell.Ended unknown =
                shell.run("users", "add-role", "--all", "--add=Astronaut", "--dry-run");
        assertThat(unknown.code()).as("a dry run too").isEqualTo(4);
        Shell.Ended asked = shell.run("users", "add-role", "--type=user", "--add=auditor");
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).contains("Give the role auditor to 2 users", "--yes");
        Shell.Ended given = shell.run("users", "add-role", "--type=user", "--add=auditor", "-y");
        assertThat(given.code()).as(given.err()).isZero();
        assertThat(shell.run("users", "list", "-q", "--role=Auditor").lines())
                .containsExactlyInAnyOrder("ann" + domain, "bob" + domain);
        Shell.Ended taken =
                shell.run("users", "remove-role", "ann" + domain, "--remove=Auditor", "--json");
        assertThat(taken.text("job/done")).isEqualTo("1");
        assertThat(shell.run("users", "list", "-q", "--role=Auditor").lines())
                .containsExactly("bob" + domain);
    }

    @Test
    void purgesOnlyTheNumberThatWasTyped() {
        shell.run("users", "delete", "ann" + domain, "bob" + domain, "-y");
        Shell.Ended unsure = shell.run("users", "purge", "--state=deleted", "--yes");
        assertThat(unsure.code()).isEqualTo(2);
        assertThat(unsure.err()).contains("Purge 2 users", "--confirm=2");
        Shell.Ended wrong = shell.run("users", "purge", "--state=deleted", "--confirm=3");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("It is 2 that is meant, not 3. Nothing was done.");
        assertThat(shell.run("users", "list", "-q", "--state=deleted").lines()).hasSize(2);

        Shell.Ended purged = shell.run("users", "purge", "--state=deleted", "--confirm=2");
        assertThat(purged.code()).as(purged.err()).isZero();
        assertThat(purged.out()).containsPattern("Done +2");
        assertThat(shell.run("users", "show", "ann" + domain).code()).isEqualTo(4);
    }

    @Test
    void purgesOneUserOnlyWithHisAccountTyped() {
        Shell.Ended unsure = shell.run("users", "purge", "ann" + domain, "--yes");
        assertThat(unsure.code()).isEqualTo(2);
        assertThat(unsure.err()).contains("--confirm=ann" + domain);
        Shell.Ended other = shell.run("users", "purge", "ann" + domain, "--confirm=bob" + domain);
        assertThat(other.code()).isEqualTo(2);
        Shell.Ended purged = shell.run("users", "purge", "ann" + domain, "--confirm=ann" + domain);
        assertThat(purged.out()).isEqualTo("ann" + domain + " is gone for good.\n");
        assertThat(shell.run("users", "list", "-q", "--state=active,deleted").lines())
                .containsExactlyInAnyOrder("bob" + domain, "olga" + domain);
    }

    @Test
    void wantsTheNumberTypedWhereMoreThanAThousandWouldHardlyGetItBack() {
        world.people(acme, units.builtIn(acme), 1_000);
        Shell.Ended unsure = shell.run("users", "disable", "--all", "--yes");
        assertThat(unsure.code()).isEqualTo(2);
        assertThat(unsure.err()).contains("--confirm=1003");
        assertThat(shell.run("users", "list", "--state=disabled", "-q").out()).isEmpty();
        Shell.Ended done = shell.run("users", "disable", "--all", "--confirm=1003", "--json");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.text("job/done")).isEqualTo("1002");
        String job = done.text("job/id");
        Shell.Ended undo = shell.run("jobs", "undo", job, "--yes");
        assertThat(undo.code()).isEqualTo(2);
        assertThat(undo.err()).contains("--confirm=1002");
        assertThat(shell.run("jobs", "undo", job, "--confirm=1002").code()).isZero();
        world.signedIn("olga" + domain)
                .post(
                        "/api/v1/organizations/" + acme.organization() + "/mail-templates",
                        Map.of("name", "Move", "subject", "We move", "text", "Soon."));
        assertThat(shell.run("users", "mail", "--all", "--template=Move", "--yes").err())
                .contains("--confirm=1003");
        assertThat(shell.run("users", "enable", "--all", "--yes").code())
                .as("which is taken back with ease")
                .isZero();
    }

    @Test
    void makesNoPasswordsWhileNoMailCanBeSent() {
        TestDatabase.owner().sql("DELETE FROM relay").update();
        assertThat(shell.run("users", "send-password-mail", "--all", "--dry-run").out())
                .contains("Make and mail new passwords for");
        Shell.Ended refused =
                shell.run("users", "send-password-mail", "ann" + domain, "bob" + domain, "-y");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("No mail can be sent at the moment");
    }

    @Test
    void unlinksNobodyWhoComesFromNoDirectory() {
        Shell.Ended refused = shell.run("users", "unlink-directory", "ann" + domain, "-y");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("comes from no entry of a directory");
    }

    @Test
    void mailsLinksToSetAPassword() {
        assertThat(shell.run("users", "send-password-link", "--all", "--dry-run").out())
                .startsWith("Send links to set a password to would be for 3");
        Shell.Ended sent =
                shell.run("users", "send-password-link", "ann" + domain, "bob" + domain, "-y");
        assertThat(sent.code()).as(sent.err()).isZero();
        assertThat(sent.out()).containsPattern("Done +2").contains("users.reset-password");
    }

    @Test
    void exportsThoseWhoAreNamedOrMatch() throws IOException {
        Path file = home.resolve("some.csv");
        Shell.Ended dry = shell.run("users", "export", file.toString(), "--all", "--dry-run");
        assertThat(dry.out()).startsWith("Export would be for 3: ");
        assertThat(file).doesNotExist();

        Path whom = shell.file("whom.txt", "ann%s\nbob%s\n".formatted(domain, domain));
        Shell.Ended named =
                shell.run("users", "export", file.toString(), "--json", "--user", "@" + whom);
        assertThat(named.code()).as(named.err()).isZero();
        assertThat(named.text("export/rows")).isEqualTo("2");
        assertThat(Files.readString(file))
                .contains("ann" + domain, "bob" + domain)
                .doesNotContain("olga" + domain);

        assertThat(shell.run("users", "export", "--search=ann").out())
                .contains("ann" + domain)
                .doesNotContain("bob" + domain);
        Shell.Ended mixed = shell.run("users", "export", "--search=ann", "--json");
        assertThat(mixed.code()).isEqualTo(2);
        assertThat(mixed.out()).isEmpty();
        Shell.Ended nobody = shell.run("users", "export", "--user", "nobody" + domain);
        assertThat(nobody.code()).isEqualTo(4);
    }

    @Test
    void mayNoMoreThanWhoSignedIn() {
        world.holding(acme, SystemRole.HELP_DESK.id(), "hilda" + domain);
        Shell hilda = at("hilda");
        Shell.Ended purge = hilda.run("users", "purge", "--all", "--confirm=4");
        assertThat(purge.code()).isEqualTo(3);
        assertThat(purge.err()).contains("users:purge");
        Shell.Ended role = hilda.run("users", "add-role", "--all", "--add=Auditor", "-y");
        assertThat(role.code()).isEqualTo(3);
        assertThat(role.err()).contains("grants:assign");
        assertThat(hilda.run("users", "export", "--all").code()).isEqualTo(3);
        assertThat(shell.run("users", "list", "-q").lines()).hasSize(4);
    }

    private String field(String who, String field) {
        return shell.run("users", "show", who + domain, "--json").text("profile/" + field);
    }
}
