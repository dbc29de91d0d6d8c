package io.muster.mailengine;

import io.muster.access.Scopes;
import io.muster.kernel.MailboxId;
import io.muster.mailboxes.MailboxOwner;
import io.muster.webmail.StoredMail;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the webmail reads and changes: the store that mail programs see, by the same ways. */
@Component
class Webmail implements StoredMail {

    private final WebmailRows rows;
    private final StandardFolders standardFolders;
    private final MemoryRoom room = MemoryRoom.ofThisMachine();

    Webmail(Scopes scopes, JdbcClient jdbc) {
        var store = new MailStore(scopes, jdbc, Owners.BY_ID);
        this.rows = new WebmailRows(store);
        this.standardFolders = new StandardFolders(store);
    }

    @Override
    public void provide(MailboxOwner viewer, MailboxId mailbox) {
        standardFolders.provide(new MailboxOwner(mailbox, viewer.organization()));
    }

    @Override
    public List<Folder> folders(MailboxOwner viewer, MailboxId mailbox) {
        return rows.folders(viewer, mailbox);
    }

    @Override
    public Map<UUID, Long> unseen(MailboxOwner viewer, Collection<UUID> folders) {
        return rows.unseen(viewer, folders);
    }

    @Override
    public String state(MailboxOwner viewer, MailboxId mailbox) {
        return rows.state(viewer, mailbox);
    }

    @Override
    public Optional<Folder> folder(MailboxOwner viewer, UUID id) {
        return rows.folder(viewer, id);
    }

    @Override
    public Map<MailboxId, Long> octets(MailboxOwner viewer, Collection<MailboxId> mailboxes) {
        return rows.octets(viewer, mailboxes);
    }

    @Override
    public List<Glance> list(MailboxOwner viewer, Folder folder, Wanted wanted) {
        return rows.list(viewer, folder, wanted);
    }

    @Override
    public long count(MailboxOwner viewer, Folder folder, Wanted wanted) {
        return rows.count(viewer, folder, wanted);
    }

    @Override
    public List<Glance> thread(MailboxOwner viewer, MailboxId mailbox, UUID thread, int most) {
        return rows.thread(viewer, mailbox, thread, most);
    }

    @Override
    public List<Long> search(MailboxOwner viewer, Folder folder, List<String> words) {
        return List.of();
    }

    @Override
    public <T> Optional<T> read(
            MailboxOwner viewer, Folder folder, long uid, Function<Whole, T> reading) {
        return rows.size(viewer, folder, uid)
                .flatMap(size ->
                        room.holding(
                                size,
                                () ->
                                        Optional.ofNullable(rows.whole(viewer, folder, uid))
                                                .map(reading)));
    }
}
