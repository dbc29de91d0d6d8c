package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** How much is in mailboxes, and how much may be. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailboxLimitTests {

    private static final String LOGIN = "a1 LOGIN %s \"" + World.PASSWORD + "\"";
    private static final long MEBIBYTE = 1 << 20;

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
    }

    private UserId user(String name) {
        return world.user(acme, name + "@acme.example");
    }

    private Browser.Answer limit(UserId user, @Nullable Long octets) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("limitOctets", octets);
        return owner.put(organization + "/mailboxes/" + user + "/limit", body, "*");
    }

    private static String message(int octets) {
        return "Subject: long\r\n\r\n" + "0123456789abcde\r\n".repeat(octets / 17);
    }

    private String recipient(String name, String parameters) {
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>" + parameters);
            return smtp.say("RCPT TO:<" + name + "@acme.example>");
        }
    }

    private Conversation imap(String name) {
        Conversation imap = programs.imap();
        imap.say(LOGIN.formatted(name + "@acme.example"));
        return imap;
    }

    private static String append(Conversation imap, String folder, int octets) {
        String content = message(octets);
        imap.send("a2 APPEND " + folder + " {" + content.length() + "}\r\n");
        assertThat(imap.answer()).startsWith("+");
        return imap.say(content);
    }

    private static String root(String answer) {
        Matcher root = Pattern.compile("QUOTAROOT \\S+ \"?([^\\s\"]+)").matcher(answer);
        assertThat(root.find()).as(answer).isTrue();
        return root.group(1);
    }

    private Browser.Answer usage(UserId user) {
        return owner.get(organization + "/mailboxes/" + user + "/usage");
    }

    /** What the folders say they have, and what they have. */
    private static void assertCountedRight(UserId user) {
        List<@Nullable String> wrong =
                TestDatabase.owner()
                        .sql(
                                """
                                SELECT f.name || ' has ' || f.messages || ' ' || f.octets || ', not ' || count(m.uid)
                                    || ' ' || coalesce(sum(m.size), 0)
                                FROM mail_folders f LEFT JOIN mail_messages m ON m.folder_id = f.id
                                WHERE f.owner_id = :user
                                GROUP BY f.id
                                HAVING (f.messages, f.octets) IS DISTINCT FROM (count(m.uid), coalesce(sum(m.size), 0))
                                """)
                        .param("user", user.value())
                        .query(String.class)
                        .list();
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatAMailboxHoldsIsCountedWithEachMessage() {
        UserId ann = user("ann");
        programs.deliver(message(20_000), "ann@acme.example");
        programs.deliver(message(300), "ann@acme.example");
        try (Conversation imap = imap("ann")) {
            assertThat(append(imap, "Drafts", 5_000)).startsWith("a2 OK");
            imap.say("a3 SELECT INBOX");
            assertThat(imap.say("a4 COPY 1:2 Sent")).contains("a4 OK");
            assertThat(imap.say("a5 MOVE 2 Trash")).contains("a5 OK");
            assertThat(imap.say("a6 STORE 1 +FLAGS (\\Deleted)")).contains("a6 OK");
            assertCountedRight(ann);
            Browser.Answer full = usage(ann);
            assertThat(full.json().at("/messages").asLong()).isEqualTo(5);
            assertThat(full.json().at("/octets").asLong()).isBetween(46_000L, 48_000L);
            assertThat(full.json().at("/folders/0/octets").asLong()).isGreaterThan(20_000);

            assertThat(imap.say("a7 EXPUNGE")).contains("a7 OK");
            assertThat(imap.say("a8 CREATE Old")).contains("a8 OK");
            assertThat(imap.say("a9 COPY 1 Old")).contains("a9");
            assertThat(imap.say("a10 DELETE Sent")).contains("a10 OK");
        }
        assertCountedRight(ann);
        assertThat(usage(ann).json().at("/messages").asLong()).isEqualTo(2);
    }

    @Test
    void manyWhoChangeTheSameMailboxAtOnceDontWaitForEachOtherForEver()
            throws InterruptedException, ExecutionException {
        UserId ben = user("ben");
        user("bea");
        for (int i = 0; i < 20; i++) {
            programs.deliver(message(300), "ben@acme.example");
        }
        try (Conversation imap = imap("ben")) {
            imap.say("a3 SELECT INBOX");
            imap.say("a4 COPY 1:10 Trash");
        }
        List<Callable<String>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(() -> moving("INBOX", "Trash"));
            all.add(() -> moving("Trash", "INBOX"));
            all.add(() ->
                    programs.deliver(message(20_000), "ben@acme.example", "bea@acme.example"));
        }
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> one : many.invokeAll(all)) {
                assertThat(one.get()).doesNotContain(" NO ").doesNotStartWith("4");
            }
        }
        assertCountedRight(ben);
    }

    private String moving(String from, String to) {
        try (Conversation imap = imap("ben")) {
            imap.say("a3 SELECT " + from);
            return imap.say("a4 MOVE 1:* " + to);
        }
    }

    @Test
    void mailForAFullMailboxIsRefusedForTheTimeBeing() {
        UserId cid = user("cid");
        assertThat(recipient("cid", "")).startsWith("250");
        assertThat(limit(cid, 10_000L).status()).isEqualTo(200);

        assertThat(programs.deliver(message(6_000), "cid@acme.example")).startsWith("250");
        assertThat(programs.deliver(message(6_000), "cid@acme.example")).startsWith("452 4.2.2");
        assertThat(recipient("cid", " SIZE=6000")).startsWith("452 4.2.2");
        assertThat(recipient("cid", " SIZE=1000")).startsWith("250");
        assertThat(usage(cid).json().at("/messages").asLong()).isOne();

        limit(cid, 5_000L);
        assertThat(recipient("cid", "")).startsWith("452 4.2.2");
        limit(cid, 0L);
        assertThat(recipient("cid", " SIZE=900000")).startsWith("250");
    }

    @Test
    void aMessageLargerThanTheMailboxMayBeIsRefusedForGood() {
        UserId dan = user("dan");
        limit(dan, 10_000L);

        assertThat(recipient("dan", " SIZE=20000")).startsWith("552 5.2.3");
        assertThat(programs.deliver(message(20_000), "dan@acme.example")).startsWith("552 5.2.3");
        assertThat(usage(dan).json().at("/octets").asLong()).isZero();
    }

    @Test
    void everybodySeesHowFullHisOwnMailboxIs() {
        UserId zoe = user("zoe");
        limit(zoe, 50_000L);
        programs.deliver(message(2_000), "zoe@acme.example");

        Browser.Answer own = world.signedIn("zoe@acme.example").get("/api/v1/me/mail-settings");

        assertThat(own.json().at("/usage/messages").asLong()).isOne();
        assertThat(own.json().at("/usage/octets").asLong()).isGreaterThan(2_000L);
        assertThat(own.json().at("/usage/effectiveLimitOctets").asLong()).isEqualTo(50_000L);
        assertThat(own.text("usage/folders/0/name")).isEqualTo("INBOX");
    }

    @Test
    void nobodyMissesAMessageBecauseAnotherMailboxIsFull() {
        UserId eva = user("eva");
        user("eli");
        limit(eva, 10_000L);
        try (Conversation smtp = programs.smtp()) {
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            assertThat(smtp.say("RCPT TO:<eli@acme.example>")).startsWith("250");
            assertThat(smtp.say("RCPT TO:<eva@acme.example>")).startsWith("452 4.5.3");
            smtp.say("RSET");
            smtp.say("MAIL FROM:<stranger@elsewhere.example>");
            assertThat(smtp.say("RCPT TO:<eva@acme.example>")).startsWith("250");
            assertThat(smtp.say("RCPT TO:<eli@acme.example>")).startsWith("452 4.5.3");
            smtp.say("RSET");
            smtp.say("MAIL FROM:<stranger@elsewhere.example> SIZE=500");
            assertThat(smtp.say("RCPT TO:<eva@acme.example>")).startsWith("250");
            assertThat(smtp.say("RCPT TO:<eli@acme.example>")).startsWith("250");
        }
    }

    @Test
    void deliveriesAtTheSameTimeFillItToItsLimitAndNotFurther()
            throws InterruptedException, ExecutionException {
        UserId fay = user("fay");
        limit(fay, 20_000L);
        List<Callable<String>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(() -> programs.deliver(message(6_000), "fay@acme.example"));
        }
        List<String> answers = new ArrayList<>();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> one : many.invokeAll(all)) {
                answers.add(one.get().substring(0, 3));
            }
        }
        assertThat(answers).containsOnly("250", "452");
        assertThat(answers).filteredOn("250"::equals).hasSize(3);
        assertThat(usage(fay).json().at("/octets").asLong()).isLessThanOrEqualTo(20_000);
    }

    @Test
    void whoeverIsOverHisLimitSendsStill() throws MessagingException {
        UserId gus = user("gus");
        UserId gil = user("gil");
        programs.deliver(message(6_000), "gus@acme.example");
        limit(gus, 1_000L);

        programs.send("gus@acme.example", "gil@acme.example", "still", "here");

        assertThat(usage(gil).json().at("/messages").asLong()).isOne();
    }

    @Test
    void mailProgramsAreToldOfTheLimitAndPutNothingMoreIn() {
        UserId hal = user("hal");
        programs.deliver(message(600_000), "hal@acme.example");
        limit(hal, MEBIBYTE);
        try (Conversation imap = imap("hal")) {
            assertThat(imap.say("a2 CAPABILITY")).contains("QUOTA");
            String told = imap.say("a3 GETQUOTAROOT INBOX");
            assertThat(told).containsPattern("\\(STORAGE 5\\d\\d 1024\\)").contains("a3 OK");
            String root = root(told);
            assertThat(imap.say("a4 GETQUOTA \"" + root + "\""))
                    .containsPattern("\\(STORAGE 5\\d\\d 1024\\)");
            assertThat(imap.say("a5 SETQUOTA \"" + root + "\" (STORAGE 99999)"))
                    .startsWith("a5 NO");

            assertThat(append(imap, "Drafts", 600_000)).startsWith("a2 NO [OVERQUOTA]");
            imap.say("a6 SELECT INBOX");
            assertThat(imap.say("a7 COPY 1 Sent")).startsWith("a7 NO [OVERQUOTA]");
            assertThat(imap.say("a8 MOVE 1 Trash")).contains("a8 OK");
            limit(hal, null);
            assertThat(append(imap, "Drafts", 600_000)).startsWith("a2 OK");
            assertThat(imap.say("a9 GETQUOTAROOT INBOX")).doesNotContain("STORAGE");
        }
    }

    @Test
    void nobodyAsksForTheLimitOfAMailboxThatIsntHis() {
        UserId ina = user("ina");
        user("ivo");
        programs.deliver(message(300), "ina@acme.example");
        limit(ina, MEBIBYTE);
        String root;
        try (Conversation imap = imap("ina")) {
            String told = imap.say("a3 GETQUOTAROOT INBOX");
            root = root(told);
        }
        try (Conversation imap = imap("ivo")) {
            assertThat(imap.say("a4 GETQUOTA \"" + root + "\"")).startsWith("a4 NO");
            assertThat(imap.say("a4 GETQUOTA \"nothing\"")).doesNotContain("STORAGE");
        }
    }

    @Test
    void whatIsPutIntoASharedMailboxCountsThere() {
        user("joe");
        UserId kai = user("kai");
        Browser.Answer made =
                owner.post(
                        organization + "/mailboxes",
                        Map.of("name", "Desk", "address", "desk@acme.example"));
        UserId desk = UserId.valueOf(made.text("id"));
        String access = organization + "/mailboxes/" + desk + "/access";
        owner.put(
                access + "/" + kai,
                Map.of(
                        "roles",
                        List.of(SystemRole.EDITOR.id().toString()),
                        "permissions",
                        List.of()),
                owner.get(access).header("ETag").orElseThrow());
        programs.deliver(message(6_000), "kai@acme.example");
        programs.deliver(message(6_000), "kai@acme.example");
        limit(desk, 10_000L);
        try (Conversation imap = imap("kai")) {
            String other = "\"Other Users.desk@acme,example.INBOX\"";
            imap.say("a3 SELECT INBOX");
            assertThat(imap.say("a4 MOVE 1 " + other)).contains("a4 OK");
            assertThat(imap.say("a5 MOVE 1 " + other)).contains("NO [OVERQUOTA]");
            assertThat(imap.say("a6 COPY 1 " + other)).contains("NO [OVERQUOTA]");
            assertThat(imap.say("a7 GETQUOTAROOT " + other)).containsPattern("\\(STORAGE \\d 9\\)");
        }
        assertCountedRight(desk);
        assertCountedRight(kai);
        assertThat(usage(kai).json().at("/messages").asLong()).isOne();
    }

    @Test
    void aMailboxOfWhichNothingIsSaidHasTheLimitOfItsOrganization() {
        OrganizationScope small = world.organization("Small");
        world.owner(small, "olga@small.example");
        Browser olga = world.signedIn("olga@small.example");
        UserId max = world.user(small, "max@small.example");
        String path = "/api/v1/organizations/" + small.organization();
        Browser.Answer read = olga.get(path);
        Map<String, Object> edit = new HashMap<>();
        for (String text : List.of("description", "timeZone", "language", "taxNumber")) {
            edit.put(text, "");
        }
        edit.put("name", "Small");
        edit.put(
                "billingAddress",
                Map.of("street", "", "city", "", "postalCode", "", "region", "", "country", ""));
        edit.put("mailboxLimitOctets", 5_000);
        edit.put("tellsOfImpersonation", false);
        assertThat(olga.put(path, edit, read.header("ETag").orElseThrow()).status()).isEqualTo(200);

        assertThat(
                        olga.get(path + "/mailboxes/" + max + "/usage")
                                .json()
                                .at("/effectiveLimitOctets")
                                .asLong())
                .isEqualTo(5_000);
        assertThat(programs.deliver(message(6_000), "max@small.example")).startsWith("552");

        edit.put("mailboxLimitOctets", -1);
        Browser.Answer refused = olga.put(path, edit, olga.get(path).header("ETag").orElseThrow());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("mailboxLimitOctets");
    }

    @Test
    void aNewUserGetsTheLimitOfTheDefaults() {
        OrganizationScope fresh = world.organization("Fresh");
        world.owner(fresh, "olga@fresh.example");
        Browser olga = world.signedIn("olga@fresh.example");
        String path = "/api/v1/organizations/" + fresh.organization();
        UserId before = world.user(fresh, "before@fresh.example");
        Browser.Answer read = olga.get(path + "/user-defaults");
        Browser.Answer saved =
                olga.put(
                        path + "/user-defaults",
                        Map.of(
                                "template",
                                Map.of("mailboxLimitOctets", 7_000),
                                "ownFields",
                                List.of()),
                        read.header("ETag").orElseThrow());
        assertThat(saved.status()).isEqualTo(200);
        String after =
                olga.post(
                                path + "/users",
                                Map.of(
                                        "address",
                                        "after@fresh.example",
                                        "password",
                                        World.PASSWORD))
                        .text("id");

        assertThat(
                        olga.get(path + "/mailboxes/" + after + "/usage")
                                .json()
                                .at("/limitOctets")
                                .asLong())
                .isEqualTo(7_000);
        assertThat(
                        olga.get(path + "/mailboxes/" + before + "/usage")
                                .json()
                                .at("/limitOctets")
                                .isNull())
                .isTrue();
    }

    @Test
    void aLimitIsAuditedAndNeedsItsPermission() {
        UserId lea = user("lea");
        user("max");
        Browser reader = world.signedIn("max@acme.example");

        assertThat(
                        reader.put(
                                        organization + "/mailboxes/" + lea + "/limit",
                                        Map.of("limitOctets", 1),
                                        "*")
                                .status())
                .isEqualTo(403);
        assertThat(limit(lea, -1L).status()).isEqualTo(422);
        assertThat(limit(new UserId(MailboxId.next().value()), 1L).status()).isEqualTo(404);
        limit(lea, 1_000L);

        assertThat(owner.get(organization + "/audit?subjectId=" + lea).response().body())
                .contains("mailboxes.limit-changed", "limitOctets", "1000");
    }
}
