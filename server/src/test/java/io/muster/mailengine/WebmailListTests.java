package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Mailboxes, folders and lists of messages in the browser. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebmailListTests {

    private static final String MAIL = "/api/v1/me/mail";

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;
    private SharedMailboxes shared;

    @BeforeAll
    void anOrganizationWithAnOwner() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        world.owner(acme, "olga@acme.example");
        shared = new SharedMailboxes(world.signedIn("olga@acme.example"), acme);
    }

    private static String inbox(Browser browser, String mailbox) {
        return folder(browser, mailbox, "INBOX");
    }

    static String folder(Browser browser, String mailbox, String name) {
        for (JsonNode one :
                browser.get(MAIL + "/mailboxes/" + mailbox + "/folders").json().at("/items")) {
            if (one.at("/name").asString().equals(name)) {
                return one.at("/id").asString();
            }
        }
        throw new AssertionError("no folder " + name);
    }

    private static List<String> values(Browser.Answer answer, String field) {
        List<String> values = new ArrayList<>();
        answer.json().at("/items").forEach(one -> values.add(one.at("/" + field).asString()));
        return values;
    }

    @Test
    void showsOnesOwnMailboxAndThoseThatOneWasGiven() {
        UserId ann = world.user(acme, "ann@acme.example");
        String info = shared.make("Info desk", "info@acme.example");
        String sales = shared.make("Sales", "sales@acme.example");
        shared.make("Board", "board@acme.example");
        shared.give(info, ann, SystemRole.READER);
        shared.give(sales, ann, SystemRole.SEND_AS);
        Browser browser = world.signedIn("ann@acme.example");

        Browser.Answer answer = browser.get(MAIL + "/mailboxes");
        assertThat(values(answer, "address"))
                .containsExactly("ann@acme.example", "info@acme.example", "sales@acme.example");
        assertThat(answer.text("items/0/kind")).isEqualTo("PERSONAL");
        assertThat(answer.json().at("/items/0/mine").asBoolean()).isTrue();
        assertThat(answer.json().at("/items/0/rights").toString())
                .isEqualTo("[\"READ\",\"WRITE\",\"DELETE\",\"FOLDERS\",\"SEND_AS\"]");
        assertThat(answer.json().at("/items/1/rights").toString()).isEqualTo("[\"READ\"]");
        assertThat(answer.json().at("/items/2/rights").toString()).isEqualTo("[\"SEND_AS\"]");
        assertThat(browser.get(MAIL + "/mailboxes/" + info + "/folders").status()).isEqualTo(200);
        assertThat(browser.get(MAIL + "/mailboxes/" + sales + "/folders").status()).isEqualTo(404);
    }

    @Test
    void listsTheFoldersThatEverybodyHasAndSaysWhetherAnythingIsAnother() {
        UserId ben = world.user(acme, "ben@acme.example");
        Browser browser = world.signedIn("ben@acme.example");
        String folders = MAIL + "/mailboxes/" + ben + "/folders";

        Browser.Answer first = browser.get(folders);
        assertThat(values(first, "role"))
                .containsExactly("INBOX", "DRAFTS", "SENT", "ARCHIVE", "JUNK", "TRASH");
        String tag = first.header("ETag").orElseThrow();
        Map<String, String> known = Map.of("If-None-Match", tag);
        assertThat(browser.send("GET", folders, null, known).status()).isEqualTo(304);

        programs.deliver("Subject: new\r\n\r\n.", "ben@acme.example");
        Browser.Answer second = browser.send("GET", folders, null, known);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("state")).isNotEqualTo(first.text("state"));
        assertThat(second.json().at("/items/0/unseen").asInt()).isOne();
        assertThat(second.json().at("/items/0/messages").asInt()).isOne();
    }

    @Test
    void showsARowForEachMessageWithItsHeaderReadable() {
        UserId cid = world.user(acme, "cid@acme.example");
        programs.deliver(
                """
                From: =?UTF-8?Q?J=C3=BCrgen_M?= <juergen@elsewhere.example>\r
                To: Cid <cid@acme.example>, "Doe, John" <john@elsewhere.example>\r
                Subject: =?ISO-8859-1?Q?Gr=FC=DFe?= =?UTF-8?B?IGF1cyBLw7Zsbg==?=\r
                MIME-Version: 1.0\r
                Content-Type: multipart/mixed; boundary=b\r
                \r
                --b\r
                Content-Type: text/html; charset=utf-8\r
                Content-Transfer-Encoding: quoted-printable\r
                \r
                <style>p {}</style><p>Sch=C3=B6ne  Gr=C3=BC=C3=9Fe</p><p>aus K&ouml;ln</p>\r
                --b\r
                Content-Type: application/pdf; name="r.pdf"\r
                Content-Disposition: attachment\r
                \r
                x\r
                --b--\
                """,
                "cid@acme.example");
        Browser browser = world.signedIn("cid@acme.example");
        String messages = MAIL + "/folders/" + inbox(browser, cid.toString()) + "/messages";

        Browser.Answer list = browser.get(messages);
        assertThat(list.status()).as(list.response().body()).isEqualTo(200);
        assertThat(list.text("items/0/from/name")).isEqualTo("Jürgen M");
        assertThat(list.text("items/0/from/address")).isEqualTo("juergen@elsewhere.example");
        assertThat(list.text("items/0/to/1/name")).isEqualTo("Doe, John");
        assertThat(list.text("items/0/subject")).isEqualTo("Grüße aus Köln");
        assertThat(list.text("items/0/preview")).isEqualTo("Schöne Grüße aus Köln");
        assertThat(list.json().at("/items/0/attachments").asBoolean()).isTrue();
        assertThat(list.json().at("/items/0/seen").asBoolean()).isFalse();

        Browser.Answer one = browser.get(messages + "/" + list.text("items/0/uid"));
        assertThat(one.status()).as(one.response().body()).isEqualTo(200);
        assertThat(one.text("text")).isEqualTo("Schöne Grüße\n\naus Köln");
        assertThat(one.json().at("/html").asBoolean()).isTrue();
        assertThat(one.text("attachments/0/name")).isEqualTo("r.pdf");
        assertThat(one.text("attachments/0/part")).isEqualTo("2");
        assertThat(one.json().at("/attachments/0/octets").asInt()).isOne();
        assertThat(browser.get(messages + "/99").status()).isEqualTo(404);
        assertThat(browser.get(messages).json().at("/items/0/seen").asBoolean()).isFalse();
    }

    @Test
    void pagesThroughMessagesThatArrivedInTheSameMoment() {
        UserId dan = world.user(acme, "dan@acme.example");
        programs.deliver("Subject: one\r\n\r\n.", "dan@acme.example");
        Browser browser = world.signedIn("dan@acme.example");
        String folder = inbox(browser, dan.toString());
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO mail_messages (folder_id, uid, organization_id, message_id, thread_id, modseq, flags,
                            keywords, received_at, saved_at, size, body_start, line_count, properties, header, body)
                        SELECT m.folder_id, n, m.organization_id, gen_random_uuid(), gen_random_uuid(), 1, 0,
                            '{}', m.received_at, m.saved_at, m.size, m.body_start, m.line_count, m.properties, m.header, m.body
                        FROM mail_messages m, generate_series(2, 300) AS n WHERE m.folder_id = :folder::uuid AND m.uid = 1
                        """)
                .param("folder", folder)
                .update();
        List<String> seen = new ArrayList<>();
        String messages = MAIL + "/folders/" + folder + "/messages?limit=70";
        Browser.Answer page = browser.get(messages);
        assertThat(page.json().at("/total").asInt()).isEqualTo(300);
        seen.addAll(values(page, "uid"));
        while (!page.json().at("/next").isNull()) {
            page = browser.get(messages + "&threads=true&cursor=" + page.text("next"));
            seen.addAll(values(page, "uid"));
        }
        assertThat(seen).hasSize(300);
        assertThat(new HashSet<>(seen)).hasSize(300);
        assertThat(seen.getFirst()).isEqualTo("300");
        assertThat(seen.getLast()).isEqualTo("1");
        assertThat(browser.get(messages + "&cursor=x").text("errors/0/field")).isEqualTo("cursor");
        assertThat(browser.get(MAIL + "/folders/" + folder + "/messages?limit=101").status())
                .isEqualTo(422);
    }

    /** Far below what reading all of them takes, on whatever machine. */
    @Test
    void costsWhatAPageCostsHoweverManyMessagesTheFolderHas() {
        UserId fay = world.user(acme, "fay@acme.example");
        programs.deliver("Subject: one\r\n\r\n.", "fay@acme.example");
        Browser browser = world.signedIn("fay@acme.example");
        String folder = inbox(browser, fay.toString());
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO mail_messages (folder_id, uid, organization_id, message_id, thread_id, modseq, flags,
                            keywords, received_at, saved_at, size, body_start, line_count, properties, header, body)
                        SELECT m.folder_id, n, m.organization_id, gen_random_uuid(),
                            CASE WHEN n % 4 = 0 THEN m.thread_id ELSE gen_random_uuid() END, 1, n % 2,
                            '{}', m.received_at - n * interval '1 second', m.saved_at, m.size, m.body_start, m.line_count,
                            m.properties, m.header, m.body
                        FROM mail_messages m, generate_series(2, 100000) AS n WHERE m.folder_id = :folder::uuid AND m.uid = 1
                        """)
                .param("folder", folder)
                .update();
        TestDatabase.owner().sql("VACUUM ANALYZE mail_messages").update();
        String messages = MAIL + "/folders/" + folder + "/messages?limit=50";
        for (String filter :
                List.of("", "&threads=true", "&unseen=true", "&threads=true&unseen=true")) {
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < 8; i++) {
                long begin = System.nanoTime();
                assertThat(browser.get(messages + filter).status()).isEqualTo(200);
                fastest = Math.min(fastest, System.nanoTime() - begin);
            }
            assertThat(Duration.ofNanos(fastest)).as(filter).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void isNobodysBusinessInAnotherOrganization() {
        UserId eve = world.user(acme, "eve@acme.example");
        programs.deliver("Subject: secret\r\n\r\n.", "eve@acme.example");
        Browser browser = world.signedIn("eve@acme.example");
        String folder = inbox(browser, eve.toString());
        OrganizationScope globex = world.organization("Globex");
        world.user(globex, "mallory@globex.example");
        world.user(acme, "colleague@acme.example");

        for (String other : List.of("mallory@globex.example", "colleague@acme.example")) {
            Browser stranger = world.signedIn(other);
            for (String path :
                    List.of(
                            "/mailboxes/" + eve + "/folders",
                            "/folders/" + folder + "/messages",
                            "/folders/" + folder + "/messages/1",
                            "/folders/" + folder + "/messages/1/html",
                            "/folders/" + folder + "/messages/1/source",
                            "/folders/" + folder + "/messages/1/parts/1",
                            "/folders/" + folder + "/threads/" + folder)) {
                assertThat(stranger.get(MAIL + path).status()).as(other + path).isEqualTo(404);
            }
        }
        assertThat(browser.get(MAIL + "/folders/" + folder + "/messages/1").status())
                .isEqualTo(200);
    }

    /** In one folder a thread with so many messages, of which every tenth isn't seen. */
    private String longThread(Browser browser, UserId user, String address, int messages) {
        programs.deliver("Subject: one\r\n\r\n.", address);
        String folder = inbox(browser, user.toString());
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO mail_messages (folder_id, uid, organization_id, message_id, thread_id, modseq, flags,
                            keywords, received_at, saved_at, size, body_start, line_count, properties, header, body)
                        SELECT m.folder_id, n, m.organization_id, gen_random_uuid(), m.thread_id, 1,
                            CASE WHEN n % 10 = 0 THEN 0 ELSE 1 END,
                            '{}', m.received_at + n * interval '1 second', m.saved_at, m.size, m.body_start, m.line_count,
                            m.properties, m.header, m.body
                        FROM mail_messages m, generate_series(2, :messages) AS n
                        WHERE m.folder_id = :folder::uuid AND m.uid = 1
                        """)
                .param("folder", folder)
                .param("messages", messages)
                .update();
        return folder;
    }

    @Test
    void showsTheNewestMessagesOfALongThread() {
        UserId gil = world.user(acme, "gil@acme.example");
        Browser browser = world.signedIn("gil@acme.example");
        String folder = MAIL + "/folders/" + longThread(browser, gil, "gil@acme.example", 215);
        String thread = browser.get(folder + "/messages").text("items/0/threadId");

        List<String> shown = values(browser.get(folder + "/threads/" + thread), "uid");
        assertThat(shown).hasSize(200);
        assertThat(shown.getFirst()).isEqualTo("16");
        assertThat(shown.getLast()).isEqualTo("215");
        Browser.Answer rows = browser.get(folder + "/messages?threads=true&unseen=true");
        assertThat(values(rows, "uid")).containsExactly("210");
        assertThat(rows.json().at("/items/0/threadMessages").asInt()).isEqualTo(215);
        assertThat(values(browser.get(folder + "/messages?threads=true"), "uid"))
                .containsExactly("215");
    }

    @Test
    void saysOfARowThatIsNoThreadWhatThatMessageIsAlone() {
        UserId hal = world.user(acme, "hal@acme.example");
        Browser browser = world.signedIn("hal@acme.example");
        String folder = longThread(browser, hal, "hal@acme.example", 11);
        Browser.Answer rows = browser.get(MAIL + "/folders/" + folder + "/messages");
        assertThat(new HashSet<>(values(rows, "threadMessages"))).containsExactly("1");
        assertThat(values(rows, "threadUnseen"))
                .containsExactly("0", "1", "0", "0", "0", "0", "0", "0", "0", "0", "1");
    }
}
