package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Mail that mailboxes send on. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardingTests {

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private final NameService names = NameService.shared();
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
        names.host("mx.away.example", "127.0.0.12");
        names.exchange("away.example", 10, "mx.away.example");
    }

    @Test
    void arrivesAtTheTargetsHereWithACopyOrWithout() throws MessagingException {
        UserId ann = world.user(acme, "ann@acme.example");
        world.user(acme, "ann.deputy@acme.example");
        OrganizationScope globex = world.organization("Globex");
        world.user(globex, "gil@globex.example");

        forward(ann, true, "ann.deputy@acme.example", "gil@globex.example");
        assertThat(deliver("copied", "ann@acme.example")).startsWith("250");
        forward(ann, false, "ann.deputy@acme.example", "gil@globex.example");
        assertThat(deliver("moved", "ann@acme.example")).startsWith("250");

        assertThat(inbox("ann@acme.example")).containsExactly("copied");
        assertThat(inbox("ann.deputy@acme.example")).containsExactly("copied", "moved");
        assertThat(inbox("gil@globex.example")).containsExactly("copied", "moved");
    }

    @Test
    void goesOnOnlyWhileItIsOnAndItsTimeHasCome() throws MessagingException {
        UserId ben = world.user(acme, "ben@acme.example");
        world.user(acme, "ben.deputy@acme.example");
        Instant now = Instant.now();
        Map<String, Object> wish = wish(false, "ben.deputy@acme.example");

        wish.put("from", now.plus(Duration.ofHours(1)).toString());
        assertThat(put(ben, wish).status()).isEqualTo(200);
        deliver("before", "ben@acme.example");
        wish.put("from", now.minus(Duration.ofHours(2)).toString());
        wish.put("until", now.minus(Duration.ofHours(1)).toString());
        put(ben, wish);
        deliver("after", "ben@acme.example");
        wish.put("until", now.plus(Duration.ofHours(1)).toString());
        put(ben, wish);
        deliver("within", "ben@acme.example");
        wish.put("active", false);
        put(ben, wish);
        deliver("off", "ben@acme.example");

        assertThat(inbox("ben@acme.example")).containsExactly("before", "after", "off");
        assertThat(inbox("ben.deputy@acme.example")).containsExactly("within");
    }

    @Test
    void ofASharedMailboxArrivesToo() throws MessagingException {
        String desk = new SharedMailboxes(owner, acme).make("sales@acme.example");
        world.user(acme, "seller@acme.example");
        forward(desk, true, "seller@acme.example");

        deliver("offer", "sales@acme.example");

        assertThat(inbox("seller@acme.example")).containsExactly("offer");
    }

    @Test
    void endsWhereMailboxesSendToEachOther() throws MessagingException {
        UserId cat = world.user(acme, "cat@acme.example");
        UserId dog = world.user(acme, "dog@acme.example");
        UserId eel = world.user(acme, "eel@acme.example");
        forward(cat, false, "dog@acme.example");
        forward(dog, false, "eel@acme.example");
        forward(eel, false, "cat@acme.example");

        assertThat(deliver("round", "cat@acme.example")).startsWith("250");

        assertThat(inbox("cat@acme.example")).isEmpty();
        assertThat(inbox("dog@acme.example")).isEmpty();
        assertThat(inbox("eel@acme.example")).containsExactly("round");
    }

    @Test
    void arrivesOnceHoweverManyWaysThereAre() throws MessagingException {
        UserId fox = world.user(acme, "fox@acme.example");
        UserId gnu = world.user(acme, "gnu@acme.example");
        UserId hen = world.user(acme, "hen@acme.example");
        world.user(acme, "ibis@acme.example");
        forward(fox, false, "gnu@acme.example", "hen@acme.example");
        forward(gnu, false, "ibis@acme.example");
        forward(hen, false, "ibis@acme.example");

        programs.deliver("Subject: once\r\n\r\n.", "fox@acme.example", "ibis@acme.example");

        assertThat(inbox("ibis@acme.example")).containsExactly("once");
        assertThat(inbox("fox@acme.example")).isEmpty();
    }

    @Test
    void staysWhereATargetTakesNothing() throws MessagingException {
        UserId jay = world.user(acme, "jay@acme.example");
        UserId full = world.user(acme, "jay.full@acme.example");
        UserId off = world.user(acme, "jay.off@acme.example");
        owner.put(
                organization + "/mailboxes/" + full + "/limit", Map.of("limitOctets", 1), "\"1\"");
        forward(jay, false, "jay.full@acme.example");
        assertThat(deliver("no room", "jay@acme.example")).startsWith("250");

        forward(jay, false, "jay.off@acme.example");
        owner.post(organization + "/users/" + off + "/actions/disable", Map.of());
        assertThat(deliver("nobody there", "jay@acme.example")).startsWith("250");

        assertThat(inbox("jay@acme.example")).containsExactly("no room", "nobody there");
        assertThat(inbox("jay.full@acme.example")).isEmpty();
    }

    @Test
    void leavesForOtherServersFromTheMailboxThatSendsOn() throws MessagingException {
        UserId kay = world.user(acme, "kay@acme.example");
        forward(kay, false, "kay@away.example");
        try (OtherServer away = new OtherServer("127.0.0.12")) {
            assertThat(deliver("abroad", "kay@acme.example")).startsWith("250");
            await().until(() -> !away.taken().isEmpty());

            OtherServer.Taken taken = away.taken().getFirst();
            assertThat(taken.sender()).isEqualTo("kay@acme.example");
            assertThat(taken.recipients()).containsExactly("kay@away.example");
            assertThat(taken.message())
                    .startsWith("Delivered-To: kay@acme.example\r\n")
                    .contains("Subject: abroad")
                    .doesNotContain("Return-Path");
        }
        assertThat(inbox("kay@acme.example")).isEmpty();
    }

    @Test
    void staysWhenItComesBackFromElsewhere() throws MessagingException {
        UserId lou = world.user(acme, "lou@acme.example");
        forward(lou, false, "lou@away.example");

        programs.deliver(
                "Delivered-To: lou@acme.example\r\nSubject: back again\r\n\r\n.",
                "lou@acme.example");
        programs.deliver(
                "Received: from a by b\r\n".repeat(60) + "Subject: far travelled\r\n\r\n.",
                "lou@acme.example");

        assertThat(inbox("lou@acme.example")).containsExactly("back again", "far travelled");
        assertThat(queued("lou@acme.example")).isZero();
    }

    @Test
    void isKnownWhenItComesBackToAnAddressOfAnotherScript() throws MessagingException {
        UserId uma = world.user(acme, "uma@acme.example");
        UserId loewe = world.user(acme, "l\u00f6we@acme.example");
        forward(uma, false, "l\u00f6we@acme.example");
        world.user(acme, "lion@acme.example");
        forward(loewe, false, "lion@acme.example");

        programs.deliver(
                "Delivered-To: l\u00f6we@acme.example\r\nSubject: known\r\n\r\n.",
                "uma@acme.example");
        programs.deliver("Subject: new\r\n\r\n.", "uma@acme.example");

        assertThat(inbox("lion@acme.example")).containsExactly("new");
        assertThat(owner.get(organization + "/mailboxes/" + loewe).json().at("/messages").asInt())
                .isOne();
    }

    @Test
    void withoutASenderGoesToTargetsHereOnly() throws MessagingException {
        UserId mia = world.user(acme, "mia@acme.example");
        world.user(acme, "mia.deputy@acme.example");
        forward(mia, false, "mia.deputy@acme.example", "mia@away.example");

        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<>");
            smtp.say("RCPT TO:<mia@acme.example>");
            smtp.say("DATA");
            assertThat(smtp.say("Subject: bounce\r\n\r\n.\r\n.")).startsWith("250");
        }

        assertThat(inbox("mia.deputy@acme.example")).containsExactly("bounce");
        assertThat(inbox("mia@acme.example")).containsExactly("bounce");
        assertThat(queued("mia@acme.example")).isZero();
    }

    @Test
    void comesBackWholeWhenTheOtherServerRefusesIt() throws MessagingException, IOException {
        UserId ned = world.user(acme, "ned@acme.example");
        forward(ned, false, "ned@away.example");
        try (OtherServer away = new OtherServer("127.0.0.12")) {
            away.answering("RCPT TO:<ned@", "550 5.1.1 no such user");
            programs.deliver("Subject: refused\r\n\r\nprecious words", "ned@acme.example");
            await().until(() -> !inbox("ned@acme.example").isEmpty());
        }

        try (Store store = programs.mailbox("ned@acme.example")) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            Message report = inbox.getMessage(1);
            assertThat(inbox.getMessageCount()).isOne();
            assertThat(report.getSubject()).isEqualTo("A message could not be forwarded");
            MimeMultipart parts = (MimeMultipart) report.getContent();
            assertThat(parts.getBodyPart(2).isMimeType("message/rfc822")).isTrue();
            try (InputStream in = parts.getBodyPart(2).getInputStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("Subject: refused", "precious words");
            }
        }
    }

    @Test
    void comesBackToTheMailboxThatHadItThoughItTakesNothingAnyMore() throws MessagingException {
        SharedMailboxes shared = new SharedMailboxes(owner, acme);
        String depot = shared.make("depot@acme.example");
        UserId dora = world.user(acme, "dora@acme.example");
        shared.give(depot, dora, SystemRole.MAILBOX_OWNER);
        forward(depot, false, "depot@away.example");
        programs.deliver("Subject: refused late\r\n\r\n.", "depot@acme.example");
        owner.post(organization + "/mailboxes/" + depot + "/actions/archive", Map.of());

        try (OtherServer away = new OtherServer("127.0.0.12")) {
            away.answering("RCPT TO:<depot@", "550 5.1.1 no such user");
            await().until(() ->
                    programs.subjects("dora@acme.example", "Other Users.depot@acme,example.INBOX")
                            .equals(List.of("A message could not be forwarded")));
        }
    }

    @Test
    void isEverywhereOrNowhere() throws MessagingException {
        UserId pam = world.user(acme, "pam@acme.example");
        world.user(acme, "pam.deputy@acme.example");
        forward(pam, true, "pam.deputy@acme.example", "pam@away.example");
        TestDatabase.owner().sql("ALTER TABLE mail_outgoing RENAME TO away").update();
        try {
            assertThat(deliver("torn", "pam@acme.example")).startsWith("4");
        } finally {
            TestDatabase.owner().sql("ALTER TABLE away RENAME TO mail_outgoing").update();
        }
        assertThat(inbox("pam@acme.example")).isEmpty();
        assertThat(inbox("pam.deputy@acme.example")).isEmpty();
    }

    @Test
    void isReadAndChangedAndAudited() {
        UserId quin = world.user(acme, "quin@acme.example");
        world.user(acme, "quin.deputy@acme.example");

        Browser.Answer none = owner.get(path(quin));
        assertThat(none.json().at("/active").asBoolean()).isFalse();
        assertThat(none.json().at("/targets")).isEmpty();
        assertThat(none.json().at("/keepCopy").asBoolean()).isTrue();

        forward(quin, false, "Quin.Deputy@acme.example", "quin.deputy@acme.example");
        forward(quin, false, "quin.deputy@acme.example");

        Browser.Answer own = world.signedIn("quin@acme.example").get("/api/v1/me/mail-settings");
        assertThat(own.json().at("/forwarding/active").asBoolean()).isTrue();
        assertThat(own.json().at("/forwarding/targets")).hasSize(1);
        assertThat(own.text("forwarding/targets/0")).isEqualTo("quin.deputy@acme.example");
        assertThat(
                        TestDatabase.owner()
                                .sql(
                                        "SELECT after->>'targets' AS after FROM audit_entries WHERE subject_id = :id::uuid AND action = 'mailboxes.forwarding-changed'")
                                .param("id", quin.toString())
                                .query((row, _) -> row.getString("after"))
                                .list())
                .containsExactly("[\"quin.deputy@acme.example\"]");
    }

    @Test
    void goesNowhereThatIsWrong() {
        UserId ray = world.user(acme, "ray@acme.example");
        world.user(acme, "rod@acme.example");

        assertThat(code(put(ray, wish(true)))).isEqualTo("targets required");
        assertThat(code(put(ray, wish(true, "rod@acme.example", "no address"))))
                .isEqualTo("targets[1] format");
        assertThat(code(put(ray, wish(true, "rod@acme.example", "ray+x@acme.example"))))
                .isEqualTo("targets[1] itself");
        assertThat(code(put(ray, wish(true, "nobody@acme.example"))))
                .isEqualTo("targets[0] unknown");
        assertThat(code(put(ray, wish(true, "root@localhost"))))
                .isEqualTo("targets[0] unreachable");
        List<String> many = new ArrayList<>();
        for (int number = 0; number < 21; number++) {
            many.add("t" + number + "@away.example");
        }
        assertThat(code(put(ray, wish(true, many.toArray(String[]::new)))))
                .isEqualTo("targets too-many");
        Map<String, Object> backwards = wish(true, "rod@acme.example");
        backwards.put("from", "2026-05-02T00:00:00Z");
        backwards.put("until", "2026-05-01T00:00:00Z");
        assertThat(code(put(ray, backwards))).isEqualTo("until order");
        assertThat(owner.get(path(ray)).json().at("/active").asBoolean()).isFalse();
    }

    @Test
    void ofSomebodyAboveIsNobodysToSet() {
        UserId boss = world.owner(acme, "boss@acme.example");
        world.holding(acme, SystemRole.ADMINISTRATOR.id(), "adam@acme.example");
        world.holding(acme, SystemRole.HELP_DESK.id(), "hedi@acme.example");

        Browser.Answer above =
                world.signedIn("adam@acme.example")
                        .put(path(boss), wish(true, "adam@acme.example"), "\"1\"");
        Browser.Answer lacking =
                world.signedIn("hedi@acme.example")
                        .put(path(boss), wish(true, "hedi@acme.example"), "\"1\"");

        assertThat(above.status()).isEqualTo(403);
        assertThat(above.text("type")).endsWith("mailboxes:settings-outranked");
        assertThat(lacking.status()).isEqualTo(403);
    }

    private List<String> inbox(String user) throws MessagingException {
        return programs.subjects(user, "INBOX");
    }

    private String deliver(String subject, String to) {
        return programs.deliver("Subject: " + subject + "\r\n\r\n.", to);
    }

    private static long queued(String sender) {
        return TestDatabase.owner()
                .sql("SELECT count(*) FROM mail_outgoing WHERE sender = :sender")
                .param("sender", sender)
                .query(Long.class)
                .single();
    }

    private void forward(Object mailbox, boolean keepCopy, String... targets) {
        Browser.Answer done = put(mailbox, wish(keepCopy, targets));
        assertThat(done.status()).as(done.response().body()).isEqualTo(200);
    }

    @Test
    void isNotChangedOverWhatSomebodyElseChanged() {
        UserId zoe = world.user(acme, "zoe@acme.example");
        String read = owner.get(path(zoe)).header("ETag").orElseThrow();
        assertThat(owner.put(path(zoe), wish(true, "adam@acme.example"), read).status())
                .isEqualTo(200);

        Browser.Answer late = owner.put(path(zoe), wish(true, "hedi@acme.example"), read);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().at("/current/targets/0").asString()).isEqualTo("adam@acme.example");
        assertThat(owner.send("PUT", path(zoe), wish(true, "hedi@acme.example"), Map.of()).status())
                .isEqualTo(428);
    }

    private static Map<String, Object> wish(boolean keepCopy, String... targets) {
        Map<String, Object> wish = new HashMap<>();
        wish.put("active", true);
        wish.put("targets", List.of(targets));
        wish.put("keepCopy", keepCopy);
        return wish;
    }

    private Browser.Answer put(Object mailbox, Map<String, Object> wish) {
        return owner.put(path(mailbox), wish, owner.get(path(mailbox)).header("ETag").orElse("*"));
    }

    private String path(Object mailbox) {
        return organization + "/mailboxes/" + mailbox + "/forwarding";
    }

    private static String code(Browser.Answer refused) {
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        return refused.text("errors/0/field") + " " + refused.text("errors/0/code");
    }
}
