package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** What mail programs see of a resync: they fetch everything anew, and lose nothing. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResyncedDevicesTests {

    private static final List<String> FOLDERS =
            List.of("INBOX", "Drafts", "Sent", "Archive", "Spam", "Trash");

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

    @Test
    void areDisconnectedFromEveryService() {
        UserId ann = world.user(acme, "ann@acme.example");
        world.user(acme, "bystander@acme.example");
        try (Conversation imap = signedIn("ann@acme.example");
                Conversation other = signedIn("bystander@acme.example");
                Conversation submission = programs.submission()) {
            imap.say("a2 SELECT INBOX");
            imap.send("a3 IDLE\r\n");
            assertThat(imap.answer()).startsWith("+");
            assertThat(submission.say(MailSubmissionTests.plain("ann@acme.example")))
                    .startsWith("235");

            resync(ann);

            assertThat(imap.ended()).isTrue();
            assertThat(submission.ended()).isTrue();
            assertThat(other.say("a2 NOOP")).contains("a2 OK");
        }
    }

    @Test
    void ofThoseWhoShareHisMailboxAreDisconnectedToo() {
        UserId ben = world.user(acme, "ben@acme.example");
        UserId cid = world.user(acme, "cid@acme.example");
        String access = organization + "/mailboxes/" + ben + "/access";
        Browser.Answer given =
                owner.put(
                        access + "/" + cid,
                        Map.of(
                                "roles",
                                List.of(SystemRole.READER.id().toString()),
                                "permissions",
                                List.of()),
                        owner.get(access).header("ETag").orElseThrow());
        assertThat(given.status()).as(given.response().body()).isBetween(200, 204);
        try (Conversation imap = signedIn("cid@acme.example")) {
            assertThat(imap.say("a2 SELECT \"Other Users.ben@acme,example.INBOX\""))
                    .contains("a2 OK");

            resync(ben);

            assertThat(imap.ended()).isTrue();
        }
    }

    /** RFC 9051 2.3.1.1: a program that sees another, greater UIDVALIDITY empties its cache. */
    @Test
    void findEveryFolderUnderAnotherIdentityWithTheSameMessages() throws MessagingException {
        UserId dora = world.user(acme, "dora@acme.example");
        IntStream.rangeClosed(1, 5)
                .forEach(number ->
                        programs.deliver(
                                "Subject: message %d\r\n\r\n.".formatted(number),
                                "dora@acme.example"));
        CachingProgram program = new CachingProgram("dora@acme.example");
        program.synchronize();
        Map<String, Long> before = Map.copyOf(program.identities);
        Map<Long, String> cached = Map.copyOf(program.messages);
        program.synchronize();
        assertThat(program.fetched).isEqualTo(5);

        resync(dora);
        program.synchronize();

        for (String folder : FOLDERS) {
            assertThat(program.identities.get(folder))
                    .isGreaterThan(before.get(folder))
                    .isLessThan(1L << 32);
        }
        assertThat(program.fetched).as("all five once more").isEqualTo(10);
        assertThat(program.messages).isEqualTo(cached);
        assertThat(programs.subjects("dora@acme.example", "INBOX"))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    /** RFC 7162 3.2.5: what a program knows under another UIDVALIDITY must not be built on. */
    @Test
    void thatOnlyAskForChangesAreToldEverythingAnew() {
        UserId emil = world.user(acme, "emil@acme.example");
        programs.deliver("Subject: one\r\n\r\n.", "emil@acme.example");
        String known;
        try (Conversation imap = signedIn("emil@acme.example")) {
            known = identity(imap.say("a2 SELECT INBOX (CONDSTORE)"));
        }
        programs.deliver("Subject: two\r\n\r\n.", "emil@acme.example");

        resync(emil);

        try (Conversation imap = signedIn("emil@acme.example")) {
            imap.say("a2 ENABLE QRESYNC");
            String selected = imap.say("a3 SELECT INBOX (QRESYNC (%s 1))".formatted(known));
            assertThat(identity(selected)).isNotEqualTo(known);
            assertThat(selected)
                    .contains("* 2 EXISTS", "HIGHESTMODSEQ", "a3 OK")
                    .doesNotContain("FETCH (", "VANISHED");
        }
    }

    @Test
    void loseNothingThatArrivesMeanwhile() throws MessagingException {
        UserId finn = world.user(acme, "finn@acme.example");
        CachingProgram program = new CachingProgram("finn@acme.example");
        program.synchronize();
        CompletableFuture<Void> mails =
                CompletableFuture.runAsync(() ->
                        IntStream.rangeClosed(1, 40)
                                .forEach(number ->
                                        assertThat(
                                                        programs.deliver(
                                                                "Subject: mail %d\r\n\r\n."
                                                                        .formatted(number),
                                                                "finn@acme.example"))
                                                .startsWith("250")));
        for (int run = 0; run < 3; run++) {
            resync(finn);
            program.synchronize();
        }
        mails.join();
        program.synchronize();

        assertThat(program.messages.values())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 40).mapToObj("mail %d"::formatted).toList());
        assertThat(programs.subjects("finn@acme.example", "INBOX"))
                .hasSize(40)
                .doesNotHaveDuplicates();
    }

    private void resync(UserId user) {
        Browser.Answer started =
                owner.post(organization + "/users/" + user + "/actions/resync", Map.of());
        assertThat(started.status()).as(started.response().body()).isEqualTo(202);
        String job = organization + "/jobs/" + started.text("jobId");
        assertThat(
                        await().atMost(Duration.ofSeconds(60))
                                .until(
                                        () -> owner.get(job).text("state"),
                                        state ->
                                                !state.equals("QUEUED")
                                                        && !state.equals("RUNNING")))
                .isEqualTo("COMPLETED");
    }

    private Conversation signedIn(String name) {
        Conversation imap = programs.imap();
        assertThat(imap.say("a1 LOGIN %s \"%s\"".formatted(name, World.PASSWORD)))
                .contains("a1 OK");
        return imap;
    }

    private static String identity(String selected) {
        Matcher found = Pattern.compile("UIDVALIDITY (\\d+)").matcher(selected);
        assertThat(found.find()).as(selected).isTrue();
        return found.group(1);
    }

    /** Keeps what it fetched of the inbox as long as the folder's identity is the same. */
    private final class CachingProgram {

        private static final Pattern SUBJECT =
                Pattern.compile("UID (\\d+) [^\\n]*\\{\\d+}\\nSubject: ([^\\n]*)");

        private final String name;
        private final Map<String, Long> identities = new TreeMap<>();
        private final Map<Long, String> messages = new TreeMap<>();
        private int fetched;

        CachingProgram(String name) {
            this.name = name;
        }

        void synchronize() {
            try (Conversation imap = signedIn(name)) {
                for (String folder : FOLDERS) {
                    long identity = Long.parseLong(identity(imap.say("a2 SELECT " + folder)));
                    boolean same = Objects.equals(identities.put(folder, identity), identity);
                    if (folder.equals("INBOX")) {
                        if (!same) {
                            messages.clear();
                        }
                        fetchAfter(imap, messages.keySet().stream().reduce(0L, Math::max));
                    }
                }
            }
        }

        private void fetchAfter(Conversation imap, long last) {
            String answer =
                    imap.say(
                            "a3 UID FETCH %d:* (UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])"
                                    .formatted(last + 1));
            Matcher message = SUBJECT.matcher(answer);
            while (message.find()) {
                long uid = Long.parseLong(message.group(1));
                if (uid > last) {
                    fetched++;
                    messages.put(uid, message.group(2).strip());
                }
            }
        }
    }
}
