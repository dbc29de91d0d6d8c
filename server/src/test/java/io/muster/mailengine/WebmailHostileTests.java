package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages of senders who mean no good, as the browser gets them. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebmailHostileTests {

    private static final String MAIL = "/api/v1/me/mail";

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private OrganizationScope acme;
    private Browser browser;
    private String messages;

    @BeforeAll
    void somebodyWhoGetsMail() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme");
        UserId ann = world.user(acme, "ann@acme.example");
        browser = world.signedIn("ann@acme.example");
        messages =
                MAIL
                        + "/folders/"
                        + WebmailListTests.folder(browser, ann.toString(), "INBOX")
                        + "/messages";
    }

    private String deliver(String content) {
        assertThat(programs.deliver(content, "ann@acme.example")).startsWith("250");
        return messages + "/" + browser.get(messages).text("items/0/uid");
    }

    private String htmlMessage(String html) {
        return deliver(
                "Subject: h\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                        + html);
    }

    private Browser.Answer page(String message, String query) {
        return browser.send("GET", message + "/html" + query, null, Map.of("Accept", "*/*"));
    }

    @Test
    void showHtmlWithoutAnythingThatActs() {
        Map<String, String> corpus = new LinkedHashMap<>();
        corpus.put("<script>alert(1)</script><SCRIPT SRC=//x.example/a.js></SCRIPT>", "script");
        corpus.put("<img src=x onerror=alert(1)><body onload=alert(1)>", "onerror");
        corpus.put(
                "<a href=\"javascript:alert(1)\">a</a><a href=\" java\tscript:alert(1)\">b</a>",
                "script:");
        corpus.put("<a href=\"data:text/html,<script>alert(1)</script>\">a</a>", "data:text");
        corpus.put("<div style=\"background:url(http://x.example/p.png)\">a</div>", "x.example");
        corpus.put(
                "<div style=\"width:expression(alert(1));behavior:url(#x)\">a</div>", "expression");
        corpus.put("<style>@import 'http://x.example/s.css';</style>", "x.example");
        corpus.put("<meta http-equiv=refresh content='0;url=http://x.example/'>", "x.example");
        corpus.put("<form action=http://x.example/><input name=password></form>", "x.example");
        corpus.put(
                "<svg><script>alert(1)</script><image href=http://x.example/i.png /></svg>",
                "x.example");
        corpus.put("<base href=http://x.example/>", "<base");
        corpus.put(
                "<iframe src=http://x.example/></iframe><object data=http://x.example/></object>",
                "x.example");
        corpus.put(
                "<img src=http://x.example/p.png><img srcset=http://x.example/p.png>", "x.example");
        corpus.put("<table background=http://x.example/p.png><tr><td>a</table>", "x.example");
        corpus.put(
                "<link rel=stylesheet href=http://x.example/s.css><video poster=http://x.example/v.png>",
                "x.example");
        corpus.put("<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">", "svg");
        corpus.put(
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>",
                "onerror=");
        corpus.put("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<img src=x");
        corpus.put("<!--><img src=x onerror=alert(1)>-->", "onerror=alert");
        Map<String, String> wrong = new TreeMap<>();
        corpus.forEach((html, forbidden) -> {
            Browser.Answer answer = page(htmlMessage(html), "");
            String body = answer.response().body();
            String shown = body.substring(body.indexOf("<body>"));
            if (answer.status() != 200 || shown.toLowerCase(Locale.ROOT).contains(forbidden)) {
                wrong.put(html, body);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void areShownInAPageThatIsASandbox() {
        String message =
                htmlMessage(
                        "<p>Hi <a href='https://x.example/'>there</a><img src='https://x.example/p.png'>"
                                + "<img src='data:image/png;base64,AAAA'></p>");
        Browser.Answer closed = page(message, "");
        assertThat(closed.header("Content-Security-Policy").orElseThrow())
                .startsWith(
                        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'")
                .contains("img-src data:;")
                .contains("frame-ancestors 'self'")
                .doesNotContain("allow-scripts")
                .doesNotContain("allow-same-origin");
        assertThat(closed.response().headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(closed.response().headers().allValues("X-Frame-Options"))
                .containsExactly("SAMEORIGIN");
        assertThat(closed.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(closed.header("Referrer-Policy")).contains("no-referrer");
        assertThat(closed.response().body())
                .contains("target=\"_blank\"")
                .contains("noopener noreferrer nofollow")
                .contains("data:image/png;base64,AAAA")
                .doesNotContain("p.png");
        Browser.Answer open = page(message, "?remoteImages=true");
        assertThat(open.response().body()).contains("https://x.example/p.png");
        assertThat(open.header("Content-Security-Policy").orElseThrow())
                .contains("img-src data: https: http:;");
        assertThat(browser.get(message).json().at("/remoteImages").asBoolean()).isTrue();
    }

    @Test
    void bringTheirOwnPicturesWithThem() {
        String message =
                deliver(
                        """
                        Subject: pictures\r
                        Content-Type: multipart/related; boundary=b\r
                        \r
                        --b\r
                        Content-Type: text/html\r
                        \r
                        <img src="cid:logo@x"><img src="cid:none@x"><img src="cid:evil@x">\r
                        --b\r
                        Content-Type: image/png\r
                        Content-ID: <logo@x>\r
                        Content-Transfer-Encoding: base64\r
                        \r
                        iVBORw0KGgo=\r
                        --b\r
                        Content-Type: image/svg+xml\r
                        Content-ID: <evil@x>\r
                        \r
                        <svg onload="alert(1)"/>\r
                        --b--\
                        """);
        assertThat(page(message, "").response().body())
                .contains("data:image/png;base64,iVBORw0KGgo")
                .doesNotContain("svg")
                .doesNotContain("cid:");
        Browser.Answer read = browser.get(message);
        assertThat(read.json().at("/attachments/0/inline").asBoolean()).isTrue();
        assertThat(browser.get(messages).json().at("/items/0/attachments").asBoolean()).isFalse();
        Browser.Answer svg =
                browser.send("GET", message + "/parts/3", null, Map.of("Accept", "*/*"));
        assertThat(svg.header("Content-Type")).contains("application/octet-stream");
        assertThat(svg.header("Content-Disposition").orElseThrow()).startsWith("attachment;");
    }

    @Test
    void areReadHoweverBrokenTheyAre() {
        Map<String, String> corpus = new LinkedHashMap<>();
        corpus.put(
                "charset", "Content-Type: text/plain; charset=no-such-charset\r\n\r\n\u00e4 text");
        corpus.put("header only", "Subject: nothing");
        corpus.put("no boundary", "Content-Type: multipart/mixed\r\n\r\ntext");
        corpus.put(
                "boundary never ends",
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext");
        corpus.put("encoding", "Content-Transfer-Encoding: base64\r\n\r\n!!! no base64 \u0001");
        corpus.put("words", "Subject: =?utf-8?B?!!!?= =?x-none?Q?=FF?= =?utf-8?Q?=\r\n\r\n.");
        corpus.put("addresses", "From: <<<,;:@\r\nTo: undisclosed-recipients:;, \"\\\r\n\r\n.");
        corpus.put("date", "Date: tomorrow or so\r\n\r\n.");
        corpus.put("long header", "Subject: " + "x".repeat(60_000) + "\r\n\r\n.");
        corpus.put("many headers", "X: y\r\n".repeat(40_000) + "Subject: deep\r\n\r\n.");
        corpus.put("more headers", "X: y\r\n".repeat(100_000) + "Subject: deep\r\n\r\n.");
        corpus.put("folded", "References:" + "\r\n <a@b>".repeat(20_000) + "\r\n\r\n.");
        corpus.put(
                "recipients", "To: " + "a@b.example,\r\n ".repeat(10_000) + "c@d.example\r\n\r\n.");
        corpus.put(
                "nested",
                IntStream.range(0, 3_000)
                                .mapToObj(i ->
                                        "Content-Type: multipart/mixed; boundary=b"
                                                + i
                                                + "\r\n\r\n--b"
                                                + i
                                                + "\r\n")
                                .reduce("", String::concat)
                        + "\r\ntext");
        corpus.put(
                "parts",
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + "--b\r\n\r\nx\r\n".repeat(10_000)
                        + "--b--");
        corpus.put(
                "html",
                "Content-Type: text/html\r\n\r\n"
                        + "<div>".repeat(100_000).replace("><d", ">\r\n<d"));
        Map<String, String> wrong = new TreeMap<>();
        corpus.forEach((what, content) -> {
            Instant begin = Instant.now();
            String message = deliver(content);
            Browser.Answer read = browser.get(message);
            if (read.status() != 200 || browser.get(messages).status() != 200) {
                wrong.put(what, read.response().body());
            }
            page(message, "");
            Duration took = Duration.between(begin, Instant.now());
            if (took.compareTo(Duration.ofSeconds(20)) > 0) {
                wrong.put(what, took.toString());
            }
            if (read.json().at("/attachments").size() > 1_000) {
                wrong.put(what, "attachments");
            }
        });
        assertThat(wrong).isEmpty();
        for (String field : List.of("items/0/subject", "items/0/preview")) {
            assertThat(browser.get(messages).text(field).length()).isLessThanOrEqualTo(1_000);
        }
    }

    @Test
    void saveFilesUnderNamesThatLeadNowhere() {
        String message =
                deliver(
                        """
                        Content-Type: multipart/mixed; boundary=b\r
                        \r
                        --b\r
                        Content-Type: text/html; name="../../etc/x\u202etxt.html"\r
                        Content-Disposition: attachment\r
                        \r
                        <script>alert(1)</script>\r
                        --b--\
                        """);
        assertThat(browser.get(message).text("attachments/0/name")).isEqualTo("xtxt.html");
        Browser.Answer file =
                browser.send("GET", message + "/parts/1", null, Map.of("Accept", "*/*"));
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).contains("application/octet-stream");
        assertThat(file.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.header("Content-Disposition").orElseThrow())
                .contains("attachment")
                .doesNotContain("..");
        assertThat(browser.get(message + "/parts/9").status()).isEqualTo(404);
        assertThat(browser.get(message + "/html").status()).isEqualTo(404);
    }

    /** A tag of a few octets must not cost as much as the picture it names, each time. */
    @Test
    void showAPictureNoMoreOftenThanAPageBears() {
        String picture = Base64.getMimeEncoder().encodeToString(new byte[600_000]) + "\r\n";
        String message =
                deliver(
                        """
                        Subject: again and again\r
                        Content-Type: multipart/related; boundary=b\r
                        \r
                        --b\r
                        Content-Type: text/html\r
                        \r
                        """
                                + "<img src=\"cid:a\">\r\n".repeat(1_500)
                                + """
                                --b\r
                                Content-Type: image/png\r
                                Content-ID: <a>\r
                                Content-Transfer-Encoding: base64\r
                                \r
                                """
                                + picture
                                + "--b--");
        Browser.Answer shown = page(message, "");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.response().body().length()).isBetween(1 << 20, 11 << 20);
    }

    @Test
    void mayHaveTheirLinesEndAsNoLinesEnd() {
        String message = deliver("Subject: ends\r\n\r\n.");
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE mail_messages SET header = convert_to(
                            'Subject: ends' || repeat(E'\\r', 60000) || E'x\\r\\n\\r\\n', 'UTF8')
                        WHERE folder_id = :folder::uuid AND uid = :uid
                        """)
                .param("folder", browser.get(message).text("folderId"))
                .param("uid", Long.valueOf(message.substring(message.lastIndexOf('/') + 1)))
                .update();
        assertThat(browser.get(message).text("subject")).isEqualTo("ends x");
        assertThat(browser.get(messages).text("items/0/subject")).isEqualTo("ends x");
    }

    @Test
    void keepTheirTextsWithinBoundsHoweverManyThereAre() {
        // After the first there is room for one more character, but not for a blank line.
        String whole = "x".repeat((1 << 20) - 1);
        String content =
                "--b\r\n\r\n"
                        + whole
                        + "\r\n--b\r\n\r\nmore\r\n--b\r\n"
                        + "Content-Type: application/pdf; name=\"r.pdf\"\r\n\r\nx\r\n--b--\r\n";
        String message = deliver("Content-Type: multipart/mixed; boundary=b\r\n\r\n.");
        TestDatabase.owner()
                .sql(
                        """
                        UPDATE mail_messages SET body = convert_to(:content, 'UTF8')
                        WHERE folder_id = :folder::uuid AND uid = :uid
                        """)
                .param("content", content)
                .param("folder", browser.get(message).text("folderId"))
                .param("uid", Long.valueOf(message.substring(message.lastIndexOf('/') + 1)))
                .update();
        Browser.Answer read = browser.get(message);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("text").strip()).isEqualTo(whole);
        assertThat(read.text("attachments/0/name")).isEqualTo("r.pdf");
    }
}
