package io.muster.mailengine;

import io.muster.access.Scopes;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import io.muster.mailboxes.MailboxOwner;
import io.muster.webmail.FolderRole;
import io.muster.webmail.StoredMail;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the webmail reads and changes: the store that mail programs see, by the same ways. */
@Component
class Webmail implements StoredMail {

    private final EmbeddedMail mail;
    private final MailStore store;
    private final WebmailRows rows;
    private final StandardFolders standardFolders;
    private final MemoryRoom room = MemoryRoom.ofThisMachine();

    Webmail(EmbeddedMail mail, Scopes scopes, JdbcClient jdbc) {
        this.mail = mail;
        this.store = new MailStore(scopes, jdbc, Owners.BY_ID);
        this.rows = new WebmailRows(store);
        this.standardFolders = new StandardFolders(store);
    }

    @Override
    public void provide(MailboxOwner viewer, MailboxOwner mailbox) {
        standardFolders.provide(mailbox);
    }

    @Override
    public List<Folder> folders(MailboxOwner viewer, MailboxOwner mailbox) {
        return rows.folders(viewer, mailbox);
    }

    @Override
    public Map<UUID, Long> unseen(MailboxOwner viewer, Collection<Folder> folders) {
        return rows.unseen(folders);
    }

    @Override
    public String state(MailboxOwner viewer, MailboxOwner mailbox) {
        return rows.state(mailbox);
    }

    @Override
    public Optional<Folder> folder(MailboxOwner viewer, UUID id) {
        return rows.folder(viewer, id);
    }

    @Override
    public Map<MailboxId, Long> octets(MailboxOwner viewer, Collection<MailboxOwner> mailboxes) {
        return rows.octets(mailboxes);
    }

    @Override
    public List<Glance> list(MailboxOwner viewer, Folder folder, Wanted wanted) {
        return rows.list(folder, wanted);
    }

    @Override
    public long count(MailboxOwner viewer, Folder folder, Wanted wanted) {
        return rows.count(folder, wanted);
    }

    @Override
    public List<Glance> thread(MailboxOwner viewer, MailboxOwner mailbox, UUID thread, int most) {
        return rows.thread(mailbox, thread, most);
    }

    @Override
    public List<Long> search(MailboxOwner viewer, Folder folder, List<String> words) {
        return acts().search(viewer, folder, words);
    }

    /** Changes go the ways of the servers, so that their sessions see them. */
    private RunningServers servers() {
        return mail.servers()
                .orElseThrow(() ->
                        Problem.of(
                                        503,
                                        "mailengine:not-served",
                                        "Mail isn't served now",
                                        "The server runs without mail. Messages can be read and nothing can be changed.")
                                .refusal());
    }

    private WebmailActs acts() {
        return new WebmailActs(servers().mail(), store);
    }

    @Override
    public FolderChange create(MailboxOwner viewer, MailboxOwner mailbox, String name) {
        return acts().create(viewer, mailbox, name);
    }

    @Override
    public FolderChange rename(MailboxOwner viewer, Folder folder, String name) {
        return acts().rename(viewer, folder, name);
    }

    @Override
    public FolderChange delete(MailboxOwner viewer, Folder folder) {
        return acts().delete(viewer, folder);
    }

    @Override
    public Folder standard(MailboxOwner viewer, MailboxOwner mailbox, FolderRole role) {
        standardFolders.provide(mailbox, role.folder());
        return rows.folders(viewer, mailbox).stream()
                .filter(folder -> folder.name().equals(role.folder()))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("folder").refusal());
    }

    @Override
    public int mark(MailboxOwner viewer, Folder folder, Collection<Long> uids, Marking marking) {
        return acts().mark(viewer, folder, uids, marking);
    }

    @Override
    public Move move(MailboxOwner viewer, Folder from, Collection<Long> uids, Folder to) {
        return acts().move(viewer, from, uids, to);
    }

    @Override
    public int deleteForGood(MailboxOwner viewer, Folder folder, Collection<Long> uids) {
        return acts().delete(viewer, folder, uids);
    }

    @Override
    public List<Long> uids(MailboxOwner viewer, Folder folder, boolean unseen, int most) {
        return rows.uids(folder, unseen, most);
    }

    @Override
    public <T> Optional<T> read(
            MailboxOwner viewer, Folder folder, long uid, Function<Whole, T> reading) {
        return rows.size(folder, uid)
                .flatMap(size ->
                        room.holding(
                                size,
                                () -> Optional.ofNullable(rows.whole(folder, uid)).map(reading)));
    }

    @Override
    public long largest() {
        return sending().largest();
    }

    @Override
    public Keeping keepDraft(MailboxOwner viewer, Folder folder, byte[] content) {
        return sending().keepDraft(viewer, folder, content);
    }

    @Override
    public Sending send(MailboxOwner viewer, Outgoing message, Runnable alongside) {
        return sending().send(viewer, message, alongside);
    }

    private WebmailSending sending() {
        RunningServers servers = servers();
        return new WebmailSending(servers.mail(), servers.submission(), store);
    }

    @Override
    public <T> T holding(long octets, Supplier<T> work) {
        return room.holding(octets, work);
    }
}
