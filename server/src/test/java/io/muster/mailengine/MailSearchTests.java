package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxOwner;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.search.BodyTerm;
import jakarta.mail.search.FromStringTerm;
import jakarta.mail.search.SearchTerm;
import jakarta.mail.search.SubjectTerm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.model.SearchQuery.AddressType;
import org.apache.lucene.store.AlreadyClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is found of what is written in messages, however far the index is. */
@MusterTest
class MailSearchTests {

    private static final String LATIN =
            "Subject: =?iso-8859-1?Q?Gr=FC=DFe_aus_Bern?=\r\n"
                    + "From: =?utf-8?B?SsO2cmcgS8O2aGxlcg==?= <jk@elsewhere.example>\r\n"
                    + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
                    + "Content-Transfer-Encoding: quoted-printable\r\n\r\nDie =DCbersetzung ist fer=\r\ntig.";

    private static final String CYRILLIC =
            "Subject: two\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Transfer-Encoding: base64\r\n\r\n"
                    + base64("Договор подписан, 会議は金曜日です");

    private static final String HTML =
            "Subject: three\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                    + "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                    + "<style>zebra {}</style><p>Quartals<b>bericht</b> &uuml;ber\r\nM&auml;rkte</p>\r\n"
                    + "--b\r\nContent-Type: application/pdf\r\n"
                    + "Content-Disposition: attachment; filename*=utf-8''Jahresabschlu%C3%9F.pdf\r\n"
                    + "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--";

    @Autowired World world;
    @Autowired EmbeddedMail mail;
    @Autowired Scopes scopes;
    @Autowired JdbcClient jdbc;
    @TempDir Path data;

    private MailPrograms programs;
    private OrganizationScope acme;
    private String ann;
    private MailboxOwner owner;
    private MailStore store;
    private StoreParts parts;
    private MailIndex index;
    private IndexFollowing following;

    @BeforeEach
    void aUserWithMailAndAnIndexOfOnesOwn() {
        programs = new MailPrograms(mail);
        acme = world.organization("Acme " + UserId.next());
        ann = "ann@d" + UserId.next() + ".example";
        UserId user = world.user(acme, ann);
        owner = new MailboxOwner(user, acme.organization());
        store = new MailStore(scopes, jdbc, Owners.BY_ID);
        parts = new StoreParts(store, Clock.systemUTC());
        open();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void open() {
        index = new MailIndex(data);
        following = new IndexFollowing(index, scopes, jdbc);
    }

    @AfterEach
    void closeIt() {
        index.destroy();
    }

    private void deliver(String content) {
        assertThat(programs.deliver(content, ann)).startsWith("250");
    }

    private void noteChanges() {
        store.<Boolean>together(() -> {
            new UsageRows(jdbc).takeChanged(1_000);
            return true;
        });
    }

    /** Until nothing is left to do. */
    private void follow() {
        noteChanges();
        do {
            following.run();
        } while (!following.isComplete() || following.waiting() > 0);
    }

    private MailboxSession session() {
        return MailLayer.sessionOf(Owners.BY_ID.name(owner));
    }

    private Mailbox inbox() {
        return parts.getMailboxMapper(session())
                .findMailboxByPath(MailboxPath.inbox(session()))
                .blockOptional()
                .orElseThrow();
    }

    private List<Long> found(SearchQuery.Criterion... criteria) {
        return found(index, inbox(), SearchQuery.of(criteria));
    }

    private List<Long> found(MailIndex by, Mailbox folder, SearchQuery query) {
        return new MailSearch(store, parts, by)
                .search(session(), folder, query)
                .map(MessageUid::asLong)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private long indexedUpTo() throws IOException {
        try (IndexView view = index.open().orElseThrow().view()) {
            return view.upTo(FolderId.of(inbox().getMailboxId())).orElse(0);
        }
    }

    private List<Integer> byProgram(SearchTerm term) throws MessagingException {
        try (Store opened = programs.mailbox(ann)) {
            Folder folder = opened.getFolder("INBOX");
            folder.open(Folder.READ_ONLY);
            return Arrays.stream(folder.search(term)).map(Message::getMessageNumber).toList();
        }
    }

    @Test
    void findsAnyPartOfTheTextHoweverItIsEncoded() throws Exception {
        deliver(LATIN);
        deliver(CYRILLIC);
        deliver(HTML);
        // Not indexed yet, then indexed: nobody notices.
        for (long indexed : new long[] {0, 3}) {
            assertThat(indexedUpTo()).isEqualTo(indexed);
            assertThat(found(SearchQuery.bodyContains("ÜBERSETZ"))).containsExactly(1L);
            assertThat(found(SearchQuery.bodyContains("ist fertig."))).containsExactly(1L);
            assertThat(found(SearchQuery.subject("grüsse AUS"))).containsExactly(1L);
            assertThat(found(SearchQuery.address(AddressType.From, "jörg kö"))).containsExactly(1L);
            assertThat(found(SearchQuery.bodyContains("подпис"))).containsExactly(2L);
            assertThat(found(SearchQuery.bodyContains("会議"))).containsExactly(2L);
            assertThat(found(SearchQuery.bodyContains("議"))).containsExactly(2L);
            assertThat(found(SearchQuery.bodyContains("quartalsbericht über märkte")))
                    .containsExactly(3L);
            assertThat(found(SearchQuery.bodyContains("zebra"))).isEmpty();
            assertThat(found(SearchQuery.mailContains("jahresabschluß"))).containsExactly(3L);
            assertThat(found(SearchQuery.mailContains("bern"))).containsExactly(1L);
            assertThat(found(SearchQuery.bodyContains("bern"))).isEmpty();
            assertThat(found(SearchQuery.not(SearchQuery.bodyContains("über"))))
                    .containsExactly(2L);
            follow();
        }
    }

    @Test
    void answersMailPrograms() throws Exception {
        deliver(LATIN);
        deliver(CYRILLIC);
        assertThat(byProgram(new BodyTerm("Договор"))).containsExactly(2);
        assertThat(byProgram(new SubjectTerm("grüße"))).containsExactly(1);
        assertThat(byProgram(new FromStringTerm("köhler"))).containsExactly(1);
        assertThat(byProgram(new BodyTerm("fertig"))).containsExactly(1);
    }

    @Test
    void forgetsWhatIsDeletedOrMovedAway() throws Exception {
        deliver("Subject: one\r\n\r\nzanzibar");
        deliver("Subject: two\r\n\r\nzanzibar");
        deliver("Subject: three\r\n\r\nzanzibar");
        follow();
        try (Store opened = programs.mailbox(ann)) {
            Folder folder = opened.getFolder("INBOX");
            folder.open(Folder.READ_WRITE);
            folder.copyMessages(new Message[] {folder.getMessage(2)}, opened.getFolder("Archive"));
            folder.getMessage(1).setFlag(Flags.Flag.DELETED, true);
            folder.getMessage(2).setFlag(Flags.Flag.DELETED, true);
            folder.close(true);
        }

        assertThat(found(SearchQuery.bodyContains("zanzibar"))).containsExactly(3L);
        follow();
        assertThat(found(SearchQuery.bodyContains("zanzibar"))).containsExactly(3L);
        try (IndexView view = index.open().orElseThrow().view()) {
            assertThat(view.all(FolderId.of(inbox().getMailboxId()))).containsExactly(3L);
        }
        assertThat(
                        found(
                                index,
                                folder("Archive"),
                                SearchQuery.of(SearchQuery.bodyContains("nziba"))))
                .containsExactly(1L);
    }

    private Mailbox folder(String name) {
        return parts.getMailboxMapper(session())
                .findMailboxByPath(MailboxPath.forUser(session().getUser(), name))
                .blockOptional()
                .orElseThrow();
    }

    @Test
    void keepsNothingOfAMailboxThatIsGone() throws Exception {
        deliver("Subject: one\r\n\r\nzanzibar");
        follow();
        FolderId gone = FolderId.of(inbox().getMailboxId());
        scopes.run(acme, () -> mail.forget(acme, List.of(owner.user())));

        follow();

        try (IndexView view = index.open().orElseThrow().view()) {
            assertThat(view.all(gone)).isEmpty();
            assertThat(view.upTo(gone)).isEmpty();
        }
    }

    @Test
    void findsWhatItFoundBeforeWhenFoldersChangeTheirNameOrIdentity() throws Exception {
        deliver("Subject: one\r\n\r\nzanzibar");
        follow();
        Mailbox before = inbox();
        scopes.run(acme, () -> mail.renew(acme, owner.mailbox()));
        assertThat(found(SearchQuery.bodyContains("zanzi"))).containsExactly(1L);
        try (Store opened = programs.mailbox(ann)) {
            assertThat(opened.getFolder("INBOX").renameTo(opened.getFolder("Old"))).isTrue();
        }
        deliver("Subject: two\r\n\r\nzanzibar");
        follow();

        assertThat(found(SearchQuery.subject("two"))).containsExactly(1L);
        assertThat(found(SearchQuery.subject("one"))).isEmpty();
        assertThat(found(index, before, SearchQuery.of(SearchQuery.bodyContains("nzib"))))
                .containsExactly(1L);
    }

    @Test
    void isBuiltAnewWhenItsFilesAreDamagedOrGone() throws Exception {
        deliver(LATIN);
        deliver(HTML);
        follow();
        List<Long> expected = found(SearchQuery.bodyContains("über"));
        assertThat(expected).containsExactly(1L, 2L);
        for (String ending : new String[] {"", "segments"}) {
            index.destroy();
            damage(ending);
            open();

            assertThat(found(SearchQuery.bodyContains("über"))).isEqualTo(expected);
            follow();
            assertThat(found(SearchQuery.bodyContains("über"))).isEqualTo(expected);
            assertThat(indexedUpTo()).isEqualTo(2);
        }
        index.destroy();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(data)) {
                    Files.delete(file);
                }
            }
        }
        open();
        follow();
        assertThat(indexedUpTo()).isEqualTo(2);
    }

    /** Cuts files of the index short. */
    private void damage(String beginning) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("mail-index"))) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(beginning) && Files.size(file) > 0) {
                    byte[] whole = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
                }
            }
        }
    }

    @Test
    void goesOnWhereItWasAfterTheServerWasKilled() throws Exception {
        deliver(LATIN);
        follow();
        deliver(CYRILLIC);
        // Written, but not committed.
        OpenIndex open = index.open().orElseThrow();
        open.place(FolderId.of(inbox().getMailboxId()), owner.mailbox().value(), 2);
        open.close();
        open();

        assertThat(indexedUpTo()).isEqualTo(1);
        assertThat(found(SearchQuery.bodyContains("договор"))).containsExactly(2L);
        follow();
        assertThat(indexedUpTo()).isEqualTo(2);
        assertThat(found(SearchQuery.bodyContains("договор"))).containsExactly(2L);
    }

    @Test
    void isKeptWhenTheServerStopsOrTheDiskIsFullWhileItIsWritten() throws Exception {
        deliver(LATIN);
        follow();
        index.recover(new IOException("No space left on device"));
        assertThat(indexedUpTo()).isEqualTo(1);
        index.destroy();
        index.recover(new AlreadyClosedException("the server stops"));
        open();

        assertThat(indexedUpTo()).isEqualTo(1);
    }

    @Test
    void isOfNoUseToADatabaseThatWasTakenBackToAnEarlierDay() {
        var now = new MailIndex.Origin("1/2/3", 1_000);

        assertThat(now.canHave(new MailIndex.Origin("1/2/3", 1_000).told())).isTrue();
        assertThat(now.canHave(new MailIndex.Origin("1/2/3", 1_001).told())).isFalse();
        assertThat(now.canHave(new MailIndex.Origin("1/2/4", 10).told())).isFalse();
    }

    @Test
    void neverFindsMailOfAnotherOrganization() {
        deliver("Subject: secret\r\n\r\nzanzibar");
        follow();
        Mailbox hers = inbox();
        OrganizationScope other = world.organization("Other " + UserId.next());
        owner =
                new MailboxOwner(
                        world.user(other, "eve@e" + UserId.next() + ".example"),
                        other.organization());

        assertThatThrownBy(() ->
                        found(index, hers, SearchQuery.of(SearchQuery.bodyContains("zanzibar"))))
                .hasMessageContaining("not the user's");
        assertThatThrownBy(() -> found(index, hers, SearchQuery.matchAll()))
                .hasMessageContaining("not the user's");
    }

    @Test
    void readsTheRestOfTextsThatAreTooLongForTheIndex() throws Exception {
        String line = "0123456789 abcdefghijklmnopqrstuvwxyz 0123456789 abcdefghijklmno\r\n";
        deliver("Subject: long\r\n\r\nfirst words\r\n" + line.repeat(5_000) + "last words");
        follow();

        assertThat(indexedUpTo()).isEqualTo(1);
        assertThat(found(SearchQuery.bodyContains("first words"))).containsExactly(1L);
        assertThat(found(SearchQuery.bodyContains("last words"))).containsExactly(1L);
        assertThat(found(SearchQuery.bodyContains("no such words"))).isEmpty();
    }

    @Test
    void answersAsReadingDoesWhateverIsAsked() throws Exception {
        var random = new Random(7);
        List<String> texts = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            String text = text(random, 3 + random.nextInt(60));
            String subject = text(random, 1 + random.nextInt(10)).strip();
            texts.add(text);
            deliver(
                    "Subject: =?utf-8?B?%s?=\r\nMessage-ID: <%d@a>\r\nX-Tag: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                    .formatted(
                                            base64(subject),
                                            number,
                                            number % 3 == 0 ? "abc" : "cab")
                            + "Content-Transfer-Encoding: base64\r\n\r\n"
                            + base64(text));
        }
        follow();
        assertThat(indexedUpTo()).isEqualTo(40);
        var none = new MailIndex(data.resolve("none"));
        Mailbox inbox = inbox();
        for (int number = 0; number < 200; number++) {
            SearchQuery query = SearchQuery.of(criterion(random, 2), criterion(random, 1));
            assertThat(found(index, inbox, query))
                    .as(query.toString())
                    .isEqualTo(found(none, inbox, query));
            String words = text(random, 1 + random.nextInt(5));
            List<Long> expected = new ArrayList<>();
            for (int at = 0; at < texts.size(); at++) {
                if ((" " + FoldedText.fold(texts.get(at)) + " ").contains(FoldedText.fold(words))) {
                    expected.add(at + 1L);
                }
            }
            assertThat(found(SearchQuery.bodyContains(words))).as(words).isEqualTo(expected);
        }
        none.destroy();
    }

    /** Of few letters, so that parts of them are in others. */
    private static String text(Random random, int length) {
        String[] letters = {"a", "b", "c", "A", "é", "e", "ß", "s", " ", "会", "𝄞", "и"};
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < length; at++) {
            text.append(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static SearchQuery.Criterion criterion(Random random, int depth) {
        String words = text(random, 1 + random.nextInt(4)).replace(" ", "a");
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> SearchQuery.bodyContains(words);
            case 1 -> SearchQuery.mailContains(words);
            case 2 -> SearchQuery.subject(words);
            case 3 ->
                    random.nextBoolean()
                            ? SearchQuery.mimeMessageID("<1")
                            : SearchQuery.headerContains(
                                    "X-Tag", random.nextBoolean() ? "ab" : "ca");
            case 4 ->
                    SearchQuery.uid(
                            new SearchQuery.UidRange(
                                    MessageUid.of(1 + random.nextInt(20)), MessageUid.of(30)));
            case 5 -> SearchQuery.sizeGreaterThan(random.nextInt(600));
            case 6 -> SearchQuery.or(criterion(random, depth - 1), criterion(random, depth - 1));
            case 7 -> SearchQuery.and(criterion(random, depth - 1), criterion(random, depth - 1));
            default -> SearchQuery.not(criterion(random, depth - 1));
        };
    }
}
