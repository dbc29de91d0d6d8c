package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Letters written in the browser: drafts, files, and what is sent. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebmailLetterTests {

    private static final String MAIL = "/api/v1/me/mail";

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired List<RecurringWork> works;

    private MailPrograms programs;
    private OrganizationScope acme;
    private SharedMailboxes shared;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        shared = new SharedMailboxes(world.signedIn("olga@acme.example"), acme);
        world.user(acme, "gus@acme.example");
    }

    /** What is posted to send. */
    static Map<String, Object> letter(String mailbox, String to, String subject) {
        Map<String, Object> sent = new HashMap<>();
        sent.put("letter", written(mailbox, to, subject, "Hello."));
        return sent;
    }

    static Map<String, Object> written(String mailbox, String to, String subject, String text) {
        Map<String, Object> letter = new HashMap<>();
        letter.put("mailboxId", mailbox);
        letter.put("to", List.of(person(to)));
        letter.put("cc", List.of());
        letter.put("bcc", List.of());
        letter.put("subject", subject);
        letter.put("text", text);
        letter.put("attachments", List.of());
        return letter;
    }

    private static Map<String, String> person(String address) {
        return Map.of("name", "", "address", address);
    }

    private record Writer(Browser browser, String id) {

        Browser.Answer first(String folder) {
            String messages =
                    MAIL + "/folders/" + WebmailListTests.folder(browser, id, folder) + "/messages";
            return browser.get(messages + "/" + browser.get(messages).text("items/0/uid"));
        }

        int count(String folder) {
            return browser.get(
                            MAIL
                                    + "/folders/"
                                    + WebmailListTests.folder(browser, id, folder)
                                    + "/messages")
                    .json()
                    .at("/total")
                    .asInt();
        }

        String source(String folder) {
            String messages =
                    MAIL + "/folders/" + WebmailListTests.folder(browser, id, folder) + "/messages";
            return browser.send(
                            "GET",
                            messages + "/" + browser.get(messages).text("items/0/uid") + "/source",
                            null,
                            Map.of("Accept", "*/*"))
                    .response()
                    .body();
        }

        Browser.Answer send(Map<String, Object> sent) {
            return browser.post(MAIL + "/messages", sent);
        }
    }

    private Writer writer(String name) {
        UserId user = world.user(acme, name + "@acme.example");
        return new Writer(world.signedIn(name + "@acme.example"), user.toString());
    }

    @Test
    void arriveWithFilesAndStayAmongWhatWasSent() {
        Writer ann = writer("ann");
        Writer bob = writer("bob");
        Browser.Answer upload =
                ann.browser()
                        .upload(
                                MAIL + "/uploads?name=Bericht%20%C3%BC.txt",
                                "Zeile".getBytes(StandardCharsets.UTF_8));
        assertThat(upload.status()).as(upload.response().body()).isEqualTo(201);
        assertThat(upload.text("type")).isEqualTo("text/plain");
        Map<String, Object> letter =
                written(ann.id(), "bob@acme.example", "Grüße", "Lieber Bob,\nschön.\n.\nFrom me");
        letter.put("bcc", List.of(person("gus@acme.example")));
        letter.put("attachments", List.of(Map.of("upload", upload.text("id"))));
        Browser.Answer sent = ann.send(Map.of("letter", letter));
        assertThat(sent.status()).as(sent.response().body()).isEqualTo(201);

        Browser.Answer arrived = bob.first("INBOX");
        assertThat(arrived.text("subject")).isEqualTo("Grüße");
        assertThat(arrived.text("from/address")).isEqualTo("ann@acme.example");
        assertThat(arrived.text("text").strip()).isEqualTo("Lieber Bob,\nschön.\n.\nFrom me");
        assertThat(arrived.text("attachments/0/name")).isEqualTo("Bericht ü.txt");
        assertThat(arrived.text("messageIdHeader")).endsWith("@acme.example");
        assertThat(bob.source("INBOX"))
                .doesNotContain("gus@acme.example")
                .startsWith("Return-Path: <ann@acme.example>");
        Browser.Answer kept = ann.first("Sent");
        assertThat(kept.text("bcc/0/address")).isEqualTo("gus@acme.example");
        assertThat(kept.json().at("/seen").asBoolean()).isTrue();
        assertThat(kept.json().at("/draft").asBoolean()).isFalse();
        assertThat(ann.count("Drafts")).isZero();
        assertThat(
                        bob.browser()
                                .send(
                                        "GET",
                                        MAIL
                                                + "/folders/"
                                                + arrived.text("folderId")
                                                + "/messages/"
                                                + arrived.text("uid")
                                                + "/parts/2",
                                        null,
                                        Map.of("Accept", "*/*"))
                                .response()
                                .body())
                .isEqualTo("Zeile");
        assertThat(
                        ann.browser()
                                .send(
                                        "DELETE",
                                        MAIL + "/uploads/" + upload.text("id"),
                                        null,
                                        Map.of())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void areKeptAsDraftsAndSentFromThemOnce() {
        Writer cid = writer("cid");
        Map<String, Object> letter = written(cid.id(), "gus@acme.example", "Draft", "one");
        Browser.Answer kept = cid.browser().post(MAIL + "/drafts", letter);
        assertThat(kept.status()).as(kept.response().body()).isEqualTo(201);
        String first = kept.text("folderId") + "/" + kept.text("uid");
        letter.put("text", "two");
        Browser.Answer again =
                cid.browser().send("PUT", MAIL + "/drafts/" + first, letter, Map.of());
        assertThat(again.status()).as(again.response().body()).isEqualTo(200);
        assertThat(cid.browser().get(MAIL + "/drafts/" + first).status()).isEqualTo(404);
        Browser.Answer read =
                cid.browser()
                        .get(MAIL + "/drafts/" + again.text("folderId") + "/" + again.text("uid"));
        assertThat(read.text("text").strip()).isEqualTo("two");
        assertThat(read.text("mailboxId")).isEqualTo(cid.id());
        assertThat(cid.count("Drafts")).isOne();

        Map<String, Object> sent = new HashMap<>();
        sent.put("letter", letter);
        sent.put(
                "draft",
                Map.of(
                        "folderId",
                        again.text("folderId"),
                        "uid",
                        again.json().at("/uid").asLong()));
        assertThat(cid.send(sent).status()).isEqualTo(201);
        assertThat(cid.send(sent).text("type")).isEqualTo("urn:problem:webmail:draft-gone");
        assertThat(cid.count("Drafts")).isZero();
        assertThat(cid.count("Sent")).isOne();

        letter.put("to", List.of());
        Browser.Answer unfinished = cid.browser().post(MAIL + "/drafts", letter);
        assertThat(unfinished.status()).isEqualTo(201);
        String place =
                MAIL + "/drafts/" + unfinished.text("folderId") + "/" + unfinished.text("uid");
        assertThat(cid.browser().send("DELETE", place, null, Map.of()).status()).isEqualTo(204);
        assertThat(cid.count("Drafts")).isZero();
    }

    @Test
    void answerInTheThreadOfWhatTheyAnswer() {
        Writer dan = writer("dan");
        programs.deliver(
                "Message-ID: <q2@elsewhere.example>\r\nReferences: <q1@elsewhere.example>\r\nSubject: Question\r\n\r\n?",
                "dan@acme.example");
        Browser.Answer question = dan.first("INBOX");
        Map<String, Object> letter = written(dan.id(), "gus@acme.example", "Re: Question", "!");
        letter.put(
                "answerTo",
                Map.of(
                        "folderId",
                        question.text("folderId"),
                        "uid",
                        question.json().at("/uid").asLong(),
                        "kind",
                        "REPLY"));
        assertThat(dan.send(Map.of("letter", letter)).status()).isEqualTo(201);
        Browser.Answer sent = dan.first("Sent");
        assertThat(sent.text("inReplyTo")).isEqualTo("q2@elsewhere.example");
        assertThat(sent.json().at("/references").toString())
                .isEqualTo("[\"q1@elsewhere.example\",\"q2@elsewhere.example\"]");
        assertThat(sent.text("threadId")).isEqualTo(question.text("threadId"));
        assertThat(dan.first("INBOX").json().at("/answered").asBoolean()).isTrue();

        // Two answers of others to what isn't here belong together too.
        programs.deliver(
                "Message-ID: <x@e.example>\r\nIn-Reply-To: <q1@elsewhere.example>\r\nSubject: Late\r\n\r\n.",
                "dan@acme.example");
        Browser.Answer rows =
                dan.browser()
                        .get(
                                MAIL
                                        + "/folders/"
                                        + question.text("folderId")
                                        + "/messages?threads=true");
        assertThat(rows.json().at("/items").size()).isOne();
        assertThat(rows.text("items/0/subject")).isEqualTo("Late");
        assertThat(rows.json().at("/items/0/threadMessages").asInt()).isEqualTo(2);
        Browser.Answer thread =
                dan.browser()
                        .get(
                                MAIL
                                        + "/folders/"
                                        + question.text("folderId")
                                        + "/threads/"
                                        + question.text("threadId"));
        assertThat(thread.json().at("/items").size()).isEqualTo(3);
        assertThat(thread.text("items/1/subject")).isEqualTo("Re: Question");
    }

    @Test
    void goToNobodyWhereOneCantBeReached() {
        Writer eve = writer("eve");
        Map<String, Object> letter = written(eve.id(), "gus@acme.example", "x", "y");
        letter.put("cc", List.of(person("gus@acme.example"), person("nobody@acme.example")));
        Browser.Answer refused = eve.send(Map.of("letter", letter));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors/0/field")).isEqualTo("cc[1].address");
        assertThat(refused.text("errors/0/code")).isEqualTo("unknown-recipient");
        letter.put("cc", List.of(person("no address")));
        assertThat(eve.send(Map.of("letter", letter)).text("errors/0/field"))
                .isEqualTo("cc[0].address");
        letter.put("cc", List.of());
        letter.put("to", List.of());
        assertThat(eve.send(Map.of("letter", letter)).text("errors/0/field")).isEqualTo("to");
        assertThat(eve.count("Sent")).isZero();
        assertThat(eve.count("Drafts")).isZero();
    }

    @Test
    void arePutOffForWhoeverWritesToTooManyInAnHour() {
        Writer fay = writer("fay");
        Map<String, Object> letter = written(fay.id(), "gus@acme.example", "x", "y");
        List<Map<String, String>> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(person("gus+" + i + "@acme.example"));
        }
        letter.put("to", many);
        assertThat(fay.send(Map.of("letter", letter)).status()).isEqualTo(201);
        Browser.Answer late = fay.send(Map.of("letter", letter));
        assertThat(late.status()).isEqualTo(429);
        assertThat(fay.count("Sent")).isOne();
    }

    /** S11: no text begins a header of its own. */
    @Test
    void holdNoHeaderThatTheirTextsMadeUp() {
        Writer hal = writer("hal");
        String evil = "x\r\nBcc: evil@acme.example\r\nX-Evil: yes\u0085\u2028\r\n\r\nbody";
        Map<String, Object> letter = written(hal.id(), "gus@acme.example", evil, "ok");
        letter.put(
                "to",
                List.of(Map.of("name", evil.substring(0, 40), "address", "gus@acme.example")));
        Browser.Answer upload =
                hal.browser()
                        .upload(MAIL + "/uploads?name=a%22%0D%0AX-Evil:%20yes.txt", new byte[] {1});
        assertThat(upload.status()).as(upload.response().body()).isEqualTo(201);
        letter.put("attachments", List.of(Map.of("upload", upload.text("id"))));
        assertThat(hal.send(Map.of("letter", letter)).status()).isEqualTo(201);
        assertThat(hal.source("Sent").lines())
                .noneMatch(line -> line.startsWith("X-Evil") || line.startsWith("Bcc"));
        for (String address :
                List.of(
                        "gus@acme.example\r\nBcc: x@y.example",
                        "a@b.example, c@d.example",
                        "<a@b.example>")) {
            letter.put("to", List.of(person(address)));
            assertThat(hal.send(Map.of("letter", letter)).text("errors/0/field"))
                    .isEqualTo("to[0].address");
            assertThat(hal.browser().post(MAIL + "/drafts", letter).text("errors/0/field"))
                    .isEqualTo("to[0].address");
        }
    }

    @Test
    void areNotKeptWhereTheMailboxIsFull() {
        Writer ivy = writer("ivy");
        shared.owner()
                .put(
                        shared.organization() + "/mailboxes/" + ivy.id() + "/limit",
                        Map.of("limitOctets", 100),
                        "*");
        Map<String, Object> letter =
                written(ivy.id(), "gus@acme.example", "x", "long ".repeat(100));
        assertThat(ivy.browser().post(MAIL + "/drafts", letter).text("type"))
                .isEqualTo("urn:problem:webmail:mailbox-full");
        assertThat(ivy.send(Map.of("letter", letter)).text("type"))
                .isEqualTo("urn:problem:webmail:mailbox-full");
        letter.put("text", "x".repeat(800_000));
        shared.owner()
                .put(
                        shared.organization() + "/mailboxes/" + ivy.id() + "/limit",
                        Map.of("limitOctets", 0),
                        "*");
        assertThat(ivy.send(Map.of("letter", letter)).status()).isEqualTo(201);
    }

    @Test
    void areFromASharedMailboxForWhoeverMaySendAsIt() throws MessagingException {
        Writer jim = writer("jim");
        Writer kim = writer("kim");
        String desk = shared.make("Desk", "desk@acme.example");
        assertThat(jim.send(letter(desk, "kim@acme.example", "x")).text("errors/0/field"))
                .isEqualTo("mailboxId");
        shared.give(desk, UserId.valueOf(jim.id()), SystemRole.READER);
        assertThat(jim.send(letter(desk, "kim@acme.example", "x")).text("permission"))
                .isEqualTo("mailbox:send-as");
        shared.give(desk, UserId.valueOf(jim.id()), SystemRole.SEND_AS);
        assertThat(jim.send(letter(desk, "kim@acme.example", "From the desk")).status())
                .isEqualTo(201);
        assertThat(kim.first("INBOX").text("from/address")).isEqualTo("desk@acme.example");
        assertThat(kim.first("INBOX").text("from/name")).isEqualTo("Desk");
        assertThat(jim.count("Sent")).isOne();
        shared.give(desk, UserId.valueOf(jim.id()), SystemRole.MAILBOX_OWNER);
        assertThat(jim.send(letter(desk, "kim@acme.example", "Again")).status()).isEqualTo(201);
        assertThat(jim.count("Sent")).isOne();
        assertThat(programs.subjects("jim@acme.example", "Other Users.desk@acme,example.Sent"))
                .containsExactly("Again");
    }

    @Test
    void takeNoFileThatIsSomebodyElses() {
        Writer lea = writer("lea");
        Writer max = writer("max");
        String upload =
                lea.browser().upload(MAIL + "/uploads?name=a.txt", new byte[] {1}).text("id");
        programs.deliver("Subject: secret\r\n\r\n.", "lea@acme.example");
        Map<String, Object> letter = written(max.id(), "gus@acme.example", "x", "y");
        for (Map<String, Object> file :
                List.of(
                        Map.<String, Object>of("upload", upload),
                        Map.<String, Object>of(
                                "folderId",
                                WebmailListTests.folder(lea.browser(), lea.id(), "INBOX"),
                                "uid",
                                1,
                                "part",
                                "1"),
                        Map.<String, Object>of("part", "1"))) {
            letter.put("attachments", List.of(file));
            assertThat(max.send(Map.of("letter", letter)).text("errors/0/field"))
                    .isEqualTo("attachments[0]");
        }
        assertThat(
                        max.browser()
                                .send("DELETE", MAIL + "/uploads/" + upload, null, Map.of())
                                .status())
                .isEqualTo(404);
        assertThat(
                        lea.browser()
                                .send("DELETE", MAIL + "/uploads/" + upload, null, Map.of())
                                .status())
                .isEqualTo(204);
    }

    @Test
    void areWrittenInSomebodysNameOnlyByWhoeverMayChangeThereAndThatIsAudited() {
        Writer ned = writer("ned");
        programs.deliver("Subject: for ned\r\n\r\n.", "ned@acme.example");
        Map<String, Object> sent = letter(ned.id(), "gus@acme.example", "In his name");

        String looking = impersonated(ned, Map.of("reason", "Ticket 1"));
        Browser.Answer folders =
                shared.owner().get(looking + "/me/mail/mailboxes/" + ned.id() + "/folders");
        assertThat(folders.json().at("/items/0/messages").asInt()).isOne();
        assertThat(shared.owner().post(looking + "/me/mail/messages", sent).text("type"))
                .isEqualTo("urn:problem:access:read-only");
        Map<String, Object> draft = written(ned.id(), "gus@acme.example", "x", "y");
        assertThat(shared.owner().post(looking + "/me/mail/drafts", draft).status()).isEqualTo(403);

        String changing = impersonated(ned, Map.of("reason", "Ticket 1", "allowChanges", true));
        assertThat(shared.owner().post(changing + "/me/mail/messages", sent).status())
                .isEqualTo(201);
        Browser.Answer log =
                shared.owner().get(shared.organization() + "/audit?action=webmail.sent");
        assertThat(log.response().body()).contains("webmail.sent").contains("gus@acme.example");
        assertThat(ned.count("Sent")).isOne();
    }

    private String impersonated(Writer user, Map<String, Object> wish) {
        return shared.owner()
                        .post(
                                shared.organization()
                                        + "/users/"
                                        + user.id()
                                        + "/actions/impersonate",
                                wish)
                        .text("path")
                + "api/v1";
    }

    @Test
    void areNeitherReadNorWrittenByWhoeverIsDisabled() {
        Writer pam = writer("pam");
        Writer ron = writer("ron");
        assertThat(ron.send(letter(ron.id(), "pam@acme.example", "before")).status())
                .isEqualTo(201);
        shared.owner()
                .post(shared.organization() + "/users/" + pam.id() + "/actions/disable", Map.of());
        assertThat(pam.browser().get(MAIL + "/mailboxes").status()).isEqualTo(401);
        assertThat(pam.send(letter(pam.id(), "ron@acme.example", "x")).status()).isEqualTo(401);
        Browser.Answer refused = ron.send(letter(ron.id(), "pam@acme.example", "after"));
        assertThat(refused.text("errors/0/field")).isEqualTo("to[0].address");
        assertThat(refused.text("errors/0/code")).isEqualTo("closed-recipient");
    }

    @Test
    void loseFilesThatNobodySentForADay() {
        Writer sue = writer("sue");
        String old =
                sue.browser().upload(MAIL + "/uploads?name=old.txt", new byte[] {1}).text("id");
        String fresh =
                sue.browser().upload(MAIL + "/uploads?name=new.txt", new byte[] {1}).text("id");
        TestDatabase.owner()
                .sql(
                        "UPDATE mail_uploads SET created_at = now() - interval '25 hours' WHERE id = :id::uuid")
                .param("id", old)
                .update();
        works.stream()
                .filter(work -> work.name().equals("webmail.uploads"))
                .forEach(RecurringWork::run);

        assertThat(sue.browser().send("DELETE", MAIL + "/uploads/" + old, null, Map.of()).status())
                .isEqualTo(404);
        assertThat(
                        sue.browser()
                                .send("DELETE", MAIL + "/uploads/" + fresh, null, Map.of())
                                .status())
                .isEqualTo(204);
    }

    @Test
    void areRefusedBeforeTheirFilesTakeMoreRoomThanAMessageMay() {
        Writer tom = writer("tom");
        String upload =
                tom.browser()
                        .upload(MAIL + "/uploads?name=large.bin", new byte[200_000])
                        .text("id");
        Map<String, Object> letter = written(tom.id(), "gus@acme.example", "x", "y");
        letter.put("attachments", List.of(Map.of("upload", upload)));
        assertThat(tom.browser().post(MAIL + "/drafts", letter).status()).isEqualTo(201);
        letter.put("attachments", Collections.nCopies(100, Map.of("upload", upload)));
        Browser.Answer refused = tom.send(Map.of("letter", letter));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text("type")).isEqualTo("urn:problem:webmail:too-large");
        assertThat(tom.browser().post(MAIL + "/drafts", letter).status()).isEqualTo(413);
        assertThat(tom.count("Drafts")).isOne();
    }

    @Test
    void haveNoMoreFilesThanAUserMayKeepHoweverManyComeAtOnce() throws Exception {
        Writer uma = writer("uma");
        for (int i = 0; i < 95; i++) {
            assertThat(uma.browser().upload(MAIL + "/uploads?name=a.txt", new byte[] {1}).status())
                    .isEqualTo(201);
        }
        List<Future<Integer>> late = new ArrayList<>();
        try (ExecutorService many = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 20; i++) {
                late.add(
                        many.submit(() ->
                                uma.browser()
                                        .upload(MAIL + "/uploads?name=b.txt", new byte[] {1})
                                        .status()));
            }
        }
        int taken = 0;
        for (Future<Integer> one : late) {
            taken += one.get() == 201 ? 1 : 0;
        }
        assertThat(taken).isEqualTo(5);
    }
}
