package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Addresses whose mail goes to many. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailGroupTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;
    private String organization;
    private Browser owner;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        organization = "/api/v1/organizations/" + acme.organization();
        world.owner(acme, "olga@acme.example");
        owner = world.signedIn("olga@acme.example");
        NameService.shared().host("mx.outside.example", "127.0.0.2");
        NameService.shared().exchange("outside.example", 10, "mx.outside.example");
    }

    @Test
    void aMessageGoesToEachMemberOnceOverGroupsInGroupsToo() throws MessagingException {
        world.user(acme, "ann@acme.example");
        world.user(acme, "bob@acme.example");
        String desk = new SharedMailboxes(owner, acme).make("desk@acme.example");
        String inner = group("inner@acme.example", "MEMBERS");
        String outer = group("outer@acme.example", "ANYONE");
        assertThat(members(add(inner, "bob@acme.example", "ann@acme.example")))
                .containsExactly("USER ann@acme.example", "USER bob@acme.example");
        assertThat(
                        members(
                                add(
                                        outer,
                                        "ann@acme.example",
                                        "desk@acme.example",
                                        "inner@acme.example")))
                .containsExactly(
                        "USER ann@acme.example",
                        "MAILBOX desk@acme.example",
                        "GROUP inner@acme.example");

        assertThat(
                        programs.deliver(
                                "Subject: all\r\n\r\n.",
                                "outer@acme.example",
                                "ann@acme.example",
                                "desk@acme.example"))
                .startsWith("250");

        assertThat(programs.subjects("ann@acme.example", "INBOX")).containsExactly("all");
        assertThat(programs.subjects("bob@acme.example", "INBOX")).containsExactly("all");
        assertThat(owner.get(organization + "/mailboxes/" + desk).json().at("/messages").asInt())
                .isOne();
        assertThat(owner.get(organization + "/mail-groups/" + outer).json().at("/members").asInt())
                .isEqualTo(3);
    }

    @Test
    void onlyThoseWriteWhomItAdmits() throws MessagingException {
        world.user(acme, "cat@acme.example");
        world.user(acme, "dan@acme.example");
        OrganizationScope globex = world.organization("Globex");
        world.user(globex, "gus@globex.example");
        add(group("staff@acme.example", "ORGANIZATION"), "cat@acme.example");
        add(group("board@acme.example", "MEMBERS"), "cat@acme.example");

        assertThat(asked("cat@acme.example", "staff@acme.example")).startsWith("250");
        assertThat(asked("dan@acme.example", "staff@acme.example")).startsWith("250");
        assertThat(asked("gus@globex.example", "staff@acme.example")).startsWith("550 5.7.1");
        assertThat(asked("cat@acme.example", "board@acme.example")).startsWith("250");
        assertThat(asked("dan@acme.example", "board@acme.example")).startsWith("550 5.7.1");
        // Whoever doesn't sign in proves no address.
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<cat@acme.example>");
            assertThat(smtp.say("RCPT TO:<staff@acme.example>")).startsWith("550 5.7.1");
            assertThat(smtp.say("RCPT TO:<board@acme.example>")).startsWith("550 5.7.1");
        }

        programs.send("dan@acme.example", "staff@acme.example", "to staff", "Hello.");
        assertThat(programs.subjects("cat@acme.example", "INBOX")).containsExactly("to staff");
    }

    @Test
    void isWrittenToInTheBrowserToo() throws MessagingException {
        UserId eva = world.user(acme, "eva@acme.example");
        world.user(acme, "fay@acme.example");
        add(group("club@acme.example", "MEMBERS"), "fay@acme.example");
        add(group("news@acme.example", "ORGANIZATION"), "fay@acme.example", "eva@acme.example");
        Browser browser = world.signedIn("eva@acme.example");

        Browser.Answer refused =
                browser.post(
                        "/api/v1/me/mail/messages",
                        WebmailLetterTests.letter(
                                eva.toString(), "club@acme.example", "let me in"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/code")).isEqualTo("not-allowed");
        assertThat(
                        browser.post(
                                        "/api/v1/me/mail/messages",
                                        WebmailLetterTests.letter(
                                                eva.toString(), "news@acme.example", "news"))
                                .status())
                .isEqualTo(201);

        assertThat(programs.subjects("fay@acme.example", "INBOX")).containsExactly("news");
        assertThat(programs.subjects("eva@acme.example", "INBOX")).containsExactly("news");
    }

    @Test
    void outsideMembersGetItFromTheWriterWhoIsToldWhatFails() throws MessagingException {
        world.user(acme, "hal@acme.example");
        String mixed = group("mixed@acme.example", "ORGANIZATION");
        add(mixed, "hal@acme.example", "good@outside.example", "bad@outside.example");
        try (OtherServer far = new OtherServer("127.0.0.2")) {
            far.answering("RCPT TO:<bad@", "550 5.1.1 no such user");

            programs.send("hal@acme.example", "mixed@acme.example", "to both", "Hello.");

            await().until(() -> !far.taken().isEmpty());
            assertThat(far.taken().getFirst().sender()).isEqualTo("hal@acme.example");
            assertThat(far.taken().getFirst().recipients()).containsExactly("good@outside.example");
        }
        await().untilAsserted(() ->
                assertThat(programs.subjects("hal@acme.example", "INBOX"))
                        .contains("Your message could not be delivered"));
    }

    @Test
    void strangersReachNobodyOutsideThroughAnyGroup() {
        String open = group("open@acme.example", "ANYONE");
        String closed = group("closed@acme.example", "ORGANIZATION");
        String between = group("between@acme.example", "ORGANIZATION");

        assertThat(add(open, "x@outside.example").text("errors/0/code"))
                .isEqualTo("open-to-outside");
        assertThat(add(closed, "x@outside.example").status()).isEqualTo(200);
        assertThat(add(between, "closed@acme.example").status()).isEqualTo(200);
        assertThat(add(open, "between@acme.example").text("errors/0/code"))
                .isEqualTo("open-to-outside");
        assertThat(members(list(open))).isEmpty();
        Browser.Answer opened = edit(between, "between@acme.example", "ANYONE");
        assertThat(opened.text("errors/0/field")).isEqualTo("writers");
        assertThat(opened.text("errors/0/code")).isEqualTo("open-to-outside");
        assertThat(owner.get(organization + "/mail-groups/" + between).text("writers"))
                .isEqualTo("ORGANIZATION");
        remove(closed, "x@outside.example");
        assertThat(edit(between, "between@acme.example", "ANYONE").status()).isEqualTo(200);
        // And the other way round: nothing is added below an open one.
        assertThat(add(closed, "x@outside.example").text("errors/0/code"))
                .isEqualTo("open-to-outside");
    }

    @Test
    void groupsDontGoInCircles() {
        String one = group("one@acme.example", "ORGANIZATION");
        String two = group("two@acme.example", "ORGANIZATION");
        String three = group("three@acme.example", "ORGANIZATION");
        add(one, "two@acme.example");
        add(two, "three@acme.example");

        assertThat(add(three, "one@acme.example").text("errors/0/code")).isEqualTo("circle");
        assertThat(add(one, "one@acme.example").text("errors/0/code")).isEqualTo("circle");
    }

    @Test
    void aMailboxThatSendsOnToAGroupItIsInGetsTheMessageOnceItself() throws MessagingException {
        UserId ida = world.user(acme, "ida@acme.example");
        world.user(acme, "jon@acme.example");
        add(group("ring@acme.example", "ANYONE"), "ida@acme.example", "jon@acme.example");
        add(group("inside@acme.example", "ORGANIZATION"), "jon@acme.example");

        assertThat(forward(ida, "inside@acme.example").text("errors/0/code"))
                .isEqualTo("group-not-open");
        assertThat(forward(ida, "ring@acme.example").status()).isEqualTo(200);
        assertThat(programs.deliver("Subject: round\r\n\r\n.", "ida@acme.example"))
                .startsWith("250");
        assertThat(programs.deliver("Subject: again\r\n\r\n.", "ring@acme.example"))
                .startsWith("250");

        assertThat(programs.subjects("ida@acme.example", "INBOX"))
                .containsExactly("round", "again");
        assertThat(programs.subjects("jon@acme.example", "INBOX"))
                .containsExactly("round", "again");
    }

    @Test
    void whoeverIsOffOrFullMissesItAndNobodyElseDoes() throws MessagingException, IOException {
        world.user(acme, "kim@acme.example");
        UserId off = world.user(acme, "off@acme.example");
        UserId full = world.user(acme, "full@acme.example");
        world.user(acme, "lea@acme.example");
        add(
                group("crowd@acme.example", "ANYONE"),
                "kim@acme.example",
                "off@acme.example",
                "full@acme.example");
        owner.post(organization + "/users/" + off + "/actions/disable", Map.of());
        owner.put(organization + "/mailboxes/" + full + "/limit", Map.of("limitOctets", 100), "*");

        assertThat(programs.deliver("Subject: from afar\r\n\r\n.", "crowd@acme.example"))
                .startsWith("250");
        programs.send("lea@acme.example", "crowd@acme.example", "from here", "Hello.");

        assertThat(programs.subjects("kim@acme.example", "INBOX"))
                .containsExactly("from afar", "from here");
        assertThat(programs.subjects("full@acme.example", "INBOX")).isEmpty();
        assertThat(programs.subjects("lea@acme.example", "INBOX"))
                .containsExactly("Your message could not be delivered");
        // Whoever may write to a group may not see who is in it.
        assertThat(programs.sources("lea@acme.example", "INBOX").getFirst())
                .contains("<crowd@acme.example>", "The mailbox of one member is full")
                .doesNotContain("full@acme.example");
    }

    @Test
    void aGroupOfNobodyIsRefusedWhereItIsNamed() throws MessagingException {
        UserId una = world.user(acme, "una@acme.example");
        UserId gone = world.user(acme, "gone@acme.example");
        UserId tight = world.user(acme, "tight@acme.example");
        group("empty@acme.example", "ANYONE");
        add(group("closed-all@acme.example", "ANYONE"), "gone@acme.example");
        add(group("full-all@acme.example", "ANYONE"), "tight@acme.example");
        owner.post(organization + "/users/" + gone + "/actions/disable", Map.of());
        owner.put(organization + "/mailboxes/" + tight + "/limit", Map.of("limitOctets", 100), "*");

        assertThat(asked("una@acme.example", "empty@acme.example")).startsWith("550 5.2.1");
        assertThat(asked("una@acme.example", "closed-all@acme.example")).startsWith("550 5.2.1");
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            assertThat(smtp.say("RCPT TO:<empty@acme.example>")).startsWith("550 5.2.1");
            assertThat(smtp.say("RCPT TO:<full-all@acme.example>")).startsWith("452 4.2.2");
        }
        Browser browser = world.signedIn("una@acme.example");
        for (String nobody : List.of("empty@acme.example", "closed-all@acme.example")) {
            Browser.Answer refused =
                    browser.post(
                            "/api/v1/me/mail/messages",
                            WebmailLetterTests.letter(una.toString(), nobody, "to nobody"));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("errors/0/code")).isEqualTo("closed-recipient");
        }
        assertThat(programs.subjects("una@acme.example", "Sent")).isEmpty();
    }

    @Test
    void aGroupThatTakesNobodyAnyMoreAtTheEndIsReported() throws MessagingException {
        world.user(acme, "vic@acme.example");
        world.user(acme, "wes@acme.example");
        String late = group("late@acme.example", "ANYONE");
        add(late, "vic@acme.example");
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain("wes@acme.example"));
            submission.say("MAIL FROM:<wes@acme.example>");
            assertThat(submission.say("RCPT TO:<vic@acme.example>")).startsWith("250");
            assertThat(submission.say("RCPT TO:<late@acme.example>")).startsWith("250");
            remove(late, "vic@acme.example");
            submission.say("DATA");
            assertThat(submission.say("From: wes@acme.example\r\nSubject: late\r\n\r\n.\r\n."))
                    .startsWith("250");
        }

        assertThat(programs.subjects("vic@acme.example", "INBOX")).containsExactly("late");
        assertThat(programs.subjects("wes@acme.example", "INBOX"))
                .containsExactly("Your message could not be delivered");
    }

    @Test
    void whoeverIsRenamedStaysAMemberAndWhoeverIsPurgedIsNone() throws MessagingException {
        UserId max = world.user(acme, "max@acme.example");
        UserId nan = world.user(acme, "nan@acme.example");
        String team = group("team@acme.example", "ANYONE");
        add(team, "max@acme.example", "nan@acme.example");
        String one = organization + "/users/" + max;
        owner.put(
                one + "/names",
                Map.of("address", "maxim@acme.example"),
                owner.get(one).header("ETag").orElseThrow());
        owner.post(organization + "/users/" + nan + "/actions/delete", Map.of());
        owner.post(
                organization + "/users/" + nan + "/actions/purge",
                Map.of("confirmation", "nan@acme.example"));

        assertThat(members(list(team))).containsExactly("USER maxim@acme.example");
        programs.deliver("Subject: still\r\n\r\n.", "team@acme.example");
        assertThat(programs.subjects("maxim@acme.example", "INBOX")).containsExactly("still");
    }

    @Test
    void reachesAThousandAtMost() {
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO mailboxes (id, organization_id, kind, name, address)
                        SELECT gen_random_uuid(), :organization::uuid, 'SHARED', 'Many ' || i, 'many' || i || '@many.example'
                        FROM generate_series(1, 1001) AS i
                        """)
                .param("organization", acme.organization().toString())
                .update();
        String many = group("many@acme.example", "ORGANIZATION");
        String outer = group("more@acme.example", "ORGANIZATION");
        add(outer, "many@acme.example", "olga@acme.example");
        String[] all =
                IntStream.rangeClosed(1, 1000)
                        .mapToObj(i -> "many" + i + "@many.example")
                        .toArray(String[]::new);

        Browser.Answer refused = add(many, all);
        assertThat(refused.text("errors/0/code")).isEqualTo("too-many");
        assertThat(refused.text("errors/0/message")).contains("more@acme.example", "1001");
        remove(outer, "olga@acme.example");
        assertThat(add(many, all).status()).isEqualTo(200);
        assertThat(add(many, "many1001@many.example").text("errors/0/code")).isEqualTo("too-many");
    }

    @Test
    void hasAnAddressOfItsOwnUntilItIsDeleted() {
        world.user(acme, "pat@acme.example");
        String short1 = group("short@acme.example", "ANYONE");
        add(short1, "pat@acme.example");

        assertThat(create("pat@acme.example", "ANYONE").text("errors/0/code")).isEqualTo("taken");
        assertThat(create("short@acme.example", "ANYONE").text("errors/0/code")).isEqualTo("taken");
        assertThat(edit(short1, "long@acme.example", "ANYONE").status()).isEqualTo(200);
        assertThat(programs.deliver("Subject: x\r\n\r\n.", "short@acme.example")).startsWith("5");
        assertThat(programs.deliver("Subject: x\r\n\r\n.", "long@acme.example")).startsWith("250");
        assertThat(owner.delete(organization + "/mail-groups/" + short1, "*").status())
                .isEqualTo(204);
        assertThat(programs.deliver("Subject: x\r\n\r\n.", "long@acme.example")).startsWith("5");
        assertThat(create("long@acme.example", "ANYONE").status()).isEqualTo(201);
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT action FROM audit_entries WHERE subject_id = :subject::uuid ORDER BY sequence")
                                .param("subject", short1)
                                .query((row, _) -> row.getString("action"))
                                .list())
                .containsExactly(
                        "mailboxes.group-created",
                        "mailboxes.group-members-changed",
                        "mailboxes.group-edited",
                        "mailboxes.group-deleted");
    }

    @Test
    void whatIsNoMemberIsNamedAndNobodyIsAdded() {
        world.user(acme, "ray@acme.example");
        OrganizationScope initech = world.organization("Initech");
        world.owner(initech, "ina@initech.example");
        Browser other = world.signedIn("ina@initech.example");
        other.post(
                "/api/v1/organizations/" + initech.organization() + "/mail-groups",
                Map.of("name", "Theirs", "address", "theirs@initech.example"));
        String picky = group("picky@acme.example", "ORGANIZATION");

        Browser.Answer refused =
                add(picky, "ray@acme.example", "nobody@acme.example", "theirs@initech.example");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("addresses[1]");
        assertThat(refused.text("errors/0/code")).isEqualTo("unknown");
        assertThat(refused.text("errors/1/code")).isEqualTo("foreign-group");
        assertThat(add(picky, "no address").text("errors/0/code")).isEqualTo("format");
        assertThat(add(picky).text("errors/0/code")).isEqualTo("length");
        assertThat(members(list(picky))).isEmpty();
        assertThat(
                        other.get(
                                        "/api/v1/organizations/"
                                                + initech.organization()
                                                + "/mail-groups/"
                                                + picky)
                                .status())
                .isEqualTo(404);
    }

    @Test
    void whatMembersSendOnDoesNotComeBackToTheGroup() throws MessagingException {
        UserId xia = world.user(acme, "xia@acme.example");
        world.user(acme, "yan@acme.example");
        add(group("circle@acme.example", "ANYONE"), "xia@acme.example", "yan@acme.example");
        String path = organization + "/mailboxes/" + xia + "/forwarding";
        owner.put(
                path,
                Map.of("active", true, "targets", List.of("x@outside.example"), "keepCopy", true),
                owner.get(path).header("ETag").orElse("*"));
        try (OtherServer far = new OtherServer("127.0.0.2")) {
            assertThat(programs.deliver("Subject: once\r\n\r\n.", "circle@acme.example"))
                    .startsWith("250");
            await().until(() -> !far.taken().isEmpty());
            String left = far.taken().getFirst().message();
            assertThat(left)
                    .contains(
                            "Delivered-To: xia@acme.example", "Delivered-To: circle@acme.example");

            assertThat(programs.deliver(left.stripTrailing(), "circle@acme.example"))
                    .startsWith("550 5.4.6");
        }

        assertThat(programs.subjects("xia@acme.example", "INBOX")).containsExactly("once");
        assertThat(programs.subjects("yan@acme.example", "INBOX")).containsExactly("once");
    }

    @Test
    void keepsItsWritersWhereAChangeForgetsThem() {
        String one = organization + "/mail-groups/" + group("tight-lipped@acme.example", "MEMBERS");

        Browser.Answer refused =
                owner.put(
                        one,
                        Map.of("name", "Other", "address", "tight-lipped@acme.example"),
                        owner.get(one).header("ETag").orElseThrow());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("writers");
        assertThat(refused.text("errors/0/code")).isEqualTo("required");
        assertThat(owner.get(one).text("writers")).isEqualTo("MEMBERS");
    }

    private String group(String address, String writers) {
        Browser.Answer made = create(address, writers);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }

    private Browser.Answer create(String address, String writers) {
        return owner.post(
                organization + "/mail-groups",
                Map.of("name", address, "address", address, "writers", writers));
    }

    private Browser.Answer edit(String group, String address, String writers) {
        String one = organization + "/mail-groups/" + group;
        return owner.put(
                one,
                Map.of("name", address, "address", address, "writers", writers),
                owner.get(one).header("ETag").orElseThrow());
    }

    private Browser.Answer add(String group, String... addresses) {
        return owner.post(
                organization + "/mail-groups/" + group + "/members",
                Map.of("addresses", List.of(addresses)));
    }

    private Browser.Answer remove(String group, String... addresses) {
        return owner.post(
                organization + "/mail-groups/" + group + "/members/actions/remove",
                Map.of("addresses", List.of(addresses)));
    }

    private Browser.Answer list(String group) {
        return owner.get(organization + "/mail-groups/" + group + "/members");
    }

    private static List<String> members(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        List<String> all = new ArrayList<>();
        answer.json()
                .path("items")
                .forEach(one ->
                        all.add(
                                one.path("kind").asString()
                                        + " "
                                        + one.path("address").asString()));
        return all;
    }

    private Browser.Answer forward(UserId user, String target) {
        String path = organization + "/mailboxes/" + user + "/forwarding";
        return owner.put(
                path,
                Map.of("active", true, "targets", List.of(target), "keepCopy", false),
                owner.get(path).header("ETag").orElse("*"));
    }

    /** The answer to the recipient of a user who signed in. */
    private String asked(String user, String recipient) {
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain(user));
            submission.say("MAIL FROM:<" + user + ">");
            return submission.say("RCPT TO:<" + recipient + ">");
        }
    }
}
