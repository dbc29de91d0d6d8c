package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.mailboxes.Reception;
import io.muster.mailboxes.UnwantedMailboxes;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.HeldUser;
import io.muster.testing.MusterTest;
import io.muster.testing.ProvedDomain;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Mail for addresses of a proved domain that nobody has. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatchAllTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired Reception reception;
    @Autowired UnwantedMailboxes unwanted;

    private MailPrograms programs;
    private OrganizationScope acme;
    private String organization;
    private Browser owner;
    private SharedMailboxes mailboxes;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        mailboxes = new SharedMailboxes(owner, acme);
        ProvedDomain.active(acme, "acme.example");
    }

    @Test
    void arrivesWhereTheOrganizationWantsIt() throws MessagingException {
        String domain = proved("arrives.example");
        UserId ann = world.user(acme, "ann@arrives.example");
        assertThat(owner.get(path(domain)).json().at("/target").isNull()).isTrue();
        assertThat(recipient("guess@arrives.example")).startsWith("550 5.1.1");

        Browser.Answer chosen = choose(domain, "ann@arrives.example");

        assertThat(chosen.status()).as(chosen.response().body()).isEqualTo(200);
        assertThat(chosen.text("target/kind")).isEqualTo("USER");
        assertThat(chosen.text("target/id")).isEqualTo(ann.toString());
        assertThat(
                        programs.deliver(
                                "Subject: from outside\r\n\r\n.",
                                "guess@arrives.example",
                                "no.such+tag@arrives.example",
                                "ann@arrives.example"))
                .startsWith("250");
        programs.send("olga@acme.example", "typo@arrives.example", "from here", "text");
        assertThat(programs.subjects("ann@arrives.example", "INBOX"))
                .containsExactly("from outside", "from here");
        assertThat(recipient("guess@below.arrives.example")).startsWith("550 5.1.1");

        assertThat(choose(domain, null).json().at("/target").isNull()).isTrue();
        assertThat(recipient("guess@arrives.example")).startsWith("550 5.1.1");
        assertThat(audited(domain))
                .containsExactly("mailboxes.catch-all-changed", "mailboxes.catch-all-changed");
    }

    @Test
    void staysWhereItWasLedWhileItsFormerReaderGoesForGood() throws Exception {
        String domain = proved("led.example");
        UserId former = world.user(acme, "former@led.example");
        UserId next = world.user(acme, "next@led.example");
        assertThat(choose(domain, "former@led.example").status()).isEqualTo(200);
        act(former, "delete", Map.of());
        List<CompletableFuture<Void>> purged = new ArrayList<>();
        TestDatabase.asOwnerAtOnce(database -> {
            database.sql("UPDATE catch_alls SET mailbox_id = :next WHERE domain_id = :domain::uuid")
                    .param("next", next.value())
                    .param("domain", domain)
                    .update();
            purged.add(
                    CompletableFuture.runAsync(() ->
                            act(former, "purge", Map.of("confirmation", "former@led.example"))));
            HeldUser.untilWaitedFor(database);
        });
        purged.getFirst().get(60, TimeUnit.SECONDS);
        assertThat(owner.get(organization + "/users/" + former).status()).isEqualTo(404);
        assertThat(owner.get(path(domain)).text("target/id")).isEqualTo(next.toString());
    }

    @Test
    void leavesEveryAddressThatSomebodyHasAsItIs() throws MessagingException {
        String domain = proved("kept.example");
        world.user(acme, "all@kept.example");
        choose(domain, "all@kept.example");
        UserId disabled = world.user(acme, "disabled@kept.example");
        act(disabled, "disable", Map.of());
        UserId deleted = world.user(acme, "deleted@kept.example");
        alias(deleted, "alias.of.deleted@kept.example");
        act(deleted, "delete", Map.of());
        UserId elsewhere = world.user(acme, "elsewhere@kept.example");
        TestDatabase.owner()
                .sql("UPDATE users SET mail_elsewhere = true, corporate_of = NULL WHERE id = :id")
                .param("id", elsewhere.value())
                .update();
        UserId without = world.user(acme, "without@kept.example");
        unwanted.note(acme, List.of(without));
        String archived = mailboxes.make("archived@kept.example");
        archive(archived);
        world.user(acme, "ben@kept.example");

        assertThat(recipient("disabled@kept.example")).startsWith("550 5.2.1");
        assertThat(recipient("deleted@kept.example")).startsWith("550 5.1.1");
        assertThat(recipient("deleted+tag@kept.example")).startsWith("550 5.1.1");
        assertThat(recipient("alias.of.deleted@kept.example")).startsWith("550 5.1.1");
        assertThat(recipient("elsewhere@kept.example")).startsWith("550 5.1.1");
        assertThat(recipient("without@kept.example")).startsWith("550 5.1.1");
        assertThat(recipient("archived@kept.example")).startsWith("550 5.2.1");
        programs.deliver("Subject: tagged\r\n\r\n.", "ben+lists@kept.example");
        assertThat(programs.subjects("ben@kept.example", "INBOX")).containsExactly("tagged");
        assertThat(programs.subjects("all@kept.example", "INBOX")).isEmpty();
    }

    /** RFC 5321 4.5.1, RFC 2142 2. */
    @Test
    void leavesPostmasterAndAbuseToTheOwners() throws MessagingException {
        OrganizationScope postal = world.organization("Postal");
        world.owner(postal, "first@postal.example");
        world.user(postal, "all@postal.example");
        Browser first = world.signedIn("first@postal.example");
        ProvedDomain.active(postal, "postal.example");
        assertThat(recipient("abuse@postal.example")).startsWith("550 5.1.1");

        String of = "/api/v1/organizations/" + postal.organization();
        String domain = first.get(of + "/domains").text("items/0/id");
        first.put(
                of + "/domains/" + domain + "/catch-all",
                Map.of("address", "all@postal.example"),
                "\"0\"");

        programs.deliver("Subject: to postmaster\r\n\r\n.", "Postmaster@postal.example");
        programs.deliver("Subject: to abuse\r\n\r\n.", "Abuse@postal.example");
        programs.deliver("Subject: to others\r\n\r\n.", "sales@postal.example");
        assertThat(programs.subjects("first@postal.example", "INBOX"))
                .containsExactly("to postmaster", "to abuse");
        assertThat(programs.subjects("all@postal.example", "INBOX")).containsExactly("to others");
    }

    @Test
    void isForDomainsThatTheOrganizationHasProved() {
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO domains (id, organization_id, name, state, method, token)
                        VALUES (gen_random_uuid(), :organization, 'unproved.example', 'UNVERIFIED', 'TXT', 'arranged')
                        """)
                .param("organization", acme.organization().value())
                .update();
        String lost = proved("lost.example");
        world.user(acme, "all@lost.example");
        Browser.Answer refused = choose(id("unproved.example"), "all@lost.example");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).endsWith("mailboxes:domain-not-verified");
        OrganizationScope globex = world.organization("Globex");
        ProvedDomain.active(globex, "globex.example");
        assertThat(choose(anyId(globex), "all@lost.example").status()).isEqualTo(404);

        choose(lost, "all@lost.example");
        assertThat(recipient("guess@lost.example")).startsWith("250");
        TestDatabase.owner()
                .sql(
                        "UPDATE domains SET state = 'UNVERIFIED', verified_at = NULL WHERE id = :id::uuid")
                .param("id", lost)
                .update();
        assertThat(recipient("guess@lost.example")).startsWith("550 5.1.1");
        assertThat(choose(lost, null).status()).as("may be switched off").isEqualTo(200);

        String deleted = proved("deleted.example");
        choose(deleted, "all@lost.example");
        assertThat(
                        owner.post(
                                        organization + "/domains/" + deleted + "/actions/delete",
                                        Map.of("confirmation", "deleted.example"))
                                .status())
                .isEqualTo(204);
        proved("deleted.example");
        assertThat(recipient("guess@deleted.example")).startsWith("550 5.1.1");
        assertThat(rows(deleted)).isZero();
    }

    @Test
    void goesToAMailGroupThatTakesMailOfAnyone() throws MessagingException {
        String domain = proved("grouped.example");
        world.user(acme, "one@grouped.example");
        world.user(acme, "two@grouped.example");
        String open = group("open@grouped.example", "ANYONE");
        owner.post(
                organization + "/mail-groups/" + open + "/members",
                Map.of("addresses", List.of("one@grouped.example", "two@grouped.example")));
        group("staff@grouped.example", "ORGANIZATION");

        assertThat(code(choose(domain, "staff@grouped.example"))).isEqualTo("group-not-open");
        assertThat(choose(domain, "open@grouped.example").text("target/kind")).isEqualTo("GROUP");

        programs.deliver("Subject: caught\r\n\r\n.", "guess@grouped.example");
        assertThat(programs.subjects("one@grouped.example", "INBOX")).containsExactly("caught");
        assertThat(programs.subjects("two@grouped.example", "INBOX")).containsExactly("caught");
        assertThat(owner.get(organization + "/catch-alls").response().body())
                .contains(domain, open);

        owner.delete(organization + "/mail-groups/" + open, "*");
        assertThat(rows(domain)).isZero();
        assertThat(recipient("guess@grouped.example")).startsWith("550 5.1.1");
    }

    @Test
    void goesToNothingThatTakesNoMail() {
        String domain = proved("closed.example");
        String box = mailboxes.make("box@closed.example");
        String old = mailboxes.make("old@closed.example");
        archive(old);
        UserId gone = world.user(acme, "gone@closed.example");
        act(gone, "delete", Map.of());
        world.user(world.organization("Strangers"), "stranger@strangers.example");

        assertThat(code(choose(domain, "old@closed.example"))).isEqualTo("archived");
        assertThat(code(choose(domain, "gone@closed.example"))).isEqualTo("user-deleted");
        assertThat(code(choose(domain, "nobody@closed.example"))).isEqualTo("unknown");
        assertThat(code(choose(domain, "stranger@strangers.example"))).isEqualTo("unknown");
        assertThat(code(choose(domain, "no address"))).isEqualTo("format");

        assertThat(choose(domain, "box@closed.example").text("target/kind")).isEqualTo("MAILBOX");
        owner.put(organization + "/mailboxes/" + box + "/limit", Map.of("limitOctets", 1), "\"1\"");
        assertThat(programs.deliver("Subject: large\r\n\r\n.", "guess@closed.example"))
                .startsWith("552 5.2.3");
        archive(box);
        assertThat(recipient("guess@closed.example")).startsWith("550 5.1.1");
        assertThat(owner.get(path(domain)).json().at("/target/inUse").asBoolean()).isFalse();
        mailboxes.delete(box, Map.of("confirmation", "box@closed.example"));
        assertThat(rows(domain)).isZero();
        assertThat(audited(domain)).hasSize(2);
    }

    @Test
    void tellsWhereItsTargetTakesNoMailNow() {
        String domain = proved("now.example");
        UserId ann = world.user(acme, "ann@now.example");
        String services = organization + "/users/" + ann + "/mail-services";
        choose(domain, "ann@now.example");
        assertThat(inUse(domain)).isTrue();
        switchReception(services, false);
        assertThat(inUse(domain)).isFalse();
        assertThat(recipient("guess@now.example")).startsWith("550");
        assertThat(code(choose(domain, "ann@now.example"))).isEqualTo("takes-no-mail");
        switchReception(services, true);
        assertThat(inUse(domain)).isTrue();
        act(ann, "disable", Map.of());
        assertThat(inUse(domain)).isFalse();
        assertThat(code(choose(domain, "ann@now.example"))).isEqualTo("takes-no-mail");

        String open = group("open@now.example", "ANYONE");
        choose(domain, "open@now.example");
        assertThat(inUse(domain)).isTrue();
        TestDatabase.owner()
                .sql("UPDATE mail_groups SET writers = 'ORGANIZATION' WHERE id = :id::uuid")
                .param("id", open)
                .update();
        assertThat(inUse(domain)).isFalse();
        assertThat(code(choose(domain, "open@now.example"))).isEqualTo("group-not-open");
    }

    private boolean inUse(String domain) {
        boolean shown = owner.get(path(domain)).json().at("/target/inUse").asBoolean();
        assertThat(owner.get(organization + "/catch-alls").json().at("/items"))
                .filteredOn(item -> item.at("/domainId").asString().equals(domain))
                .allMatch(item -> item.at("/target/inUse").asBoolean() == shown);
        return shown;
    }

    private void switchReception(String services, boolean on) {
        Browser.Answer switched =
                owner.put(
                        services,
                        Map.of("imap", true, "submission", true, "webmail", true, "reception", on),
                        owner.get(services).header("ETag").orElseThrow());
        assertThat(switched.status()).as(switched.response().body()).isEqualTo(200);
    }

    @Test
    void endsWithTheUserItGoesTo() {
        String domain = proved("leaving.example");
        UserId leaver = world.user(acme, "leaver@leaving.example");
        choose(domain, "leaver@leaving.example");
        act(leaver, "delete", Map.of());
        assertThat(recipient("guess@leaving.example")).startsWith("550 5.1.1");
        act(leaver, "restore", Map.of());
        assertThat(recipient("guess@leaving.example")).startsWith("250");

        act(leaver, "delete", Map.of());
        act(leaver, "purge", Map.of("confirmation", "leaver@leaving.example"));

        assertThat(rows(domain)).isZero();
    }

    @Test
    void endsInTheAuditLogOnceNothingElseIsToBeLocked() {
        String domain = proved("ending.example");
        String box = mailboxes.make("box@ending.example");
        choose(domain, "box@ending.example");
        List<CompletableFuture<Browser.Answer>> deletions = new ArrayList<>();

        TestDatabase.asOwnerAtOnce(database -> {
            database.sql("SELECT 1 FROM addresses WHERE address = :address FOR UPDATE")
                    .param("address", "box@ending.example")
                    .query(Integer.class)
                    .single();
            deletions.add(
                    CompletableFuture.supplyAsync(() ->
                            mailboxes.delete(box, Map.of("confirmation", "box@ending.example"))));
            HeldUser.untilWaitedFor(database);
            database.sql(
                            "SELECT 1 FROM audit_heads WHERE organization_id = :organization FOR UPDATE NOWAIT")
                    .param("organization", acme.organization().value())
                    .query(Integer.class)
                    .single();
        });

        assertThat(deletions.getFirst().join().status()).isBetween(200, 204);
        assertThat(rows(domain)).isZero();
        assertThat(audited(domain)).hasSize(2);
    }

    @Test
    void staysWhereItsTargetWouldSendItBack() throws MessagingException {
        String domain = proved("loops.example");
        UserId all = world.user(acme, "all@loops.example");
        UserId other = world.user(acme, "other@acme.example");
        choose(domain, "all@loops.example");
        assertThat(code(forward(all, "unknown@loops.example"))).isEqualTo("itself");
        forward(all, "other@acme.example");
        assertThat(forward(other, "sent.on@loops.example").status()).isEqualTo(200);

        assertThat(programs.deliver("Subject: round\r\n\r\n.", "guess@loops.example"))
                .startsWith("250");
        assertThat(programs.deliver("Subject: sent on\r\n\r\n.", "other@acme.example"))
                .startsWith("250");

        assertThat(programs.subjects("other@acme.example", "INBOX")).containsExactly("round");
        assertThat(programs.subjects("all@loops.example", "INBOX")).containsExactly("sent on");
    }

    @Test
    void isNeverMailByWhichSomebodySignsIn() {
        String domain = proved("mail.muster.example");
        world.user(acme, "all@mail.muster.example");
        choose(domain, "all@mail.muster.example");
        assertThat(recipient("guess@mail.muster.example")).startsWith("250");

        assertThat(recipient("no-reply@mail.muster.example"))
                .as("what comes back of the instance's own mails")
                .startsWith("550 5.1.1");
        assertThat(reception.of(EmailAddress.valueOf("guess@mail.muster.example")))
                .as("the instance's own mails")
                .isInstanceOf(Reception.Verdict.Unknown.class);
        UserId far = world.user(acme, "far@mail.muster.example");
        TestDatabase.owner()
                .sql("DELETE FROM addresses WHERE owner_id = :id")
                .param("id", far.value())
                .update();
        assertThat(recipient("far@mail.muster.example"))
                .as("the name of an account")
                .startsWith("550 5.1.1");
    }

    @Test
    void opensNoDoorToGuessers() {
        String domain = proved("guessed.example");
        world.user(acme, "all@guessed.example");
        choose(domain, "all@guessed.example");
        try (Conversation greedy = Conversation.from("127.0.0.31", programs.ports().smtp())) {
            greedy.say("EHLO client.example");
            greedy.say("MAIL FROM:<stranger@elsewhere.example>");
            for (int guess = 0; guess < 100; guess++) {
                assertThat(greedy.say("RCPT TO:<guess%d@guessed.example>".formatted(guess)))
                        .startsWith("250");
            }
            for (int more = 0; more < 100; more++) {
                assertThat(greedy.say("RCPT TO:<more%d@guessed.example>".formatted(more)))
                        .startsWith("452 4.5.3");
            }
            assertThat(greedy.say("RCPT TO:<last@guessed.example>")).startsWith("450 4.7.1");
        }
    }

    @Test
    void isSavedOverNothingThatSomebodyElseChose() {
        String domain = proved("both.example");
        world.user(acme, "ann@both.example");
        world.user(acme, "ben@both.example");
        Map<String, String> ann = Map.of("address", "ann@both.example");
        Map<String, String> ben = Map.of("address", "ben@both.example");
        assertThat(owner.send("PUT", path(domain), ann, Map.of()).status()).isEqualTo(428);
        assertThat(owner.get(path(domain)).header("ETag")).contains("\"0\"");

        Browser.Answer first = owner.put(path(domain), ann, "\"0\"");
        Browser.Answer late = owner.put(path(domain), ben, "\"0\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("current/target/address")).isEqualTo("ann@both.example");
        assertThat(late.text("current/version")).isEqualTo(first.text("version"));

        String read = first.header("ETag").orElseThrow();
        assertThat(owner.put(path(domain), ben, read).status()).isEqualTo(200);
        assertThat(owner.put(path(domain), ann, read).status()).isEqualTo(412);
        assertThat(choose(domain, null).text("version")).isEqualTo("0");
        assertThat(choose(domain, "ben@both.example").status()).isEqualTo(200);
        assertThat(owner.put(path(domain), ann, read).status())
                .as("off and on again is another one")
                .isEqualTo(412);
        assertThat(owner.get(organization + "/catch-alls").response().body())
                .contains("\"version\":" + owner.get(path(domain)).text("version"));
    }

    @Test
    void isChosenByWhoMayChangeHowMailArrives() {
        String domain = proved("permitted.example");
        world.user(acme, "all@permitted.example");
        world.holding(acme, SystemRole.AUDITOR.id(), "audrey@acme.example");
        Browser auditor = world.signedIn("audrey@acme.example");

        assertThat(auditor.get(path(domain)).status()).isEqualTo(200);
        assertThat(choose(auditor, domain, "all@permitted.example").status()).isEqualTo(403);
        assertThat(recipient("guess@permitted.example")).startsWith("550 5.1.1");
    }

    private String proved(String name) {
        ProvedDomain.active(acme, name);
        return id(name);
    }

    private static String id(String name) {
        return TestDatabase.owner()
                .sql("SELECT id::text FROM domains WHERE name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private static String anyId(OrganizationScope scope) {
        return TestDatabase.owner()
                .sql("SELECT id::text FROM domains WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query(String.class)
                .single();
    }

    private String path(String domain) {
        return organization + "/domains/" + domain + "/catch-all";
    }

    private Browser.Answer choose(String domain, @Nullable String address) {
        return choose(owner, domain, address);
    }

    private Browser.Answer choose(Browser browser, String domain, @Nullable String address) {
        String version = browser.get(path(domain)).header("ETag").orElse("\"0\"");
        return browser.put(path(domain), Collections.singletonMap("address", address), version);
    }

    private void act(UserId user, String act, Map<String, String> how) {
        Browser.Answer done = owner.post(organization + "/users/" + user + "/actions/" + act, how);
        assertThat(done.status()).as(done.response().body()).isBetween(200, 204);
    }

    private void alias(UserId user, String address) {
        Browser.Answer done =
                owner.post(
                        organization + "/mailboxes/" + user + "/aliases",
                        Map.of("address", address));
        assertThat(done.status()).as(done.response().body()).isEqualTo(200);
    }

    private void archive(String mailbox) {
        owner.post(organization + "/mailboxes/" + mailbox + "/actions/archive", Map.of());
    }

    private Browser.Answer forward(UserId user, String target) {
        String path = organization + "/mailboxes/" + user + "/forwarding";
        return owner.put(
                path,
                Map.of("active", true, "targets", List.of(target), "keepCopy", false),
                owner.get(path).header("ETag").orElseThrow());
    }

    private String group(String address, String writers) {
        return owner.post(
                        organization + "/mail-groups",
                        Map.of("name", address, "address", address, "writers", writers))
                .text("id");
    }

    private String recipient(String address) {
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            return smtp.say("RCPT TO:<" + address + ">");
        }
    }

    private static String code(Browser.Answer refused) {
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        return refused.text("errors/0/code");
    }

    private static long rows(String domain) {
        return TestDatabase.owner()
                .sql("SELECT count(*) FROM catch_alls WHERE domain_id = :id::uuid")
                .param("id", domain)
                .query(Long.class)
                .single();
    }

    private static List<@Nullable String> audited(String domain) {
        return TestDatabase.owner()
                .sql(
                        "SELECT action FROM audit_entries WHERE subject_id = :id::uuid AND action LIKE 'mailboxes.%'")
                .param("id", domain)
                .query(String.class)
                .list();
    }
}
