package io.muster.mailengine;

import io.muster.mailboxes.MailboxOwner;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;

/** Changes of the index up to a commit. */
final class IndexUpdate {

    /** So many messages are written before a commit. */
    private static final int PORTION = 2_000;

    /** When more of a folder are missing it is built anew. */
    private static final int FEW = 100;

    private final OpenIndex index;
    private final MailStore store;
    private final IndexRows rows;
    private int written;

    IndexUpdate(OpenIndex index, MailStore store, IndexRows rows) {
        this.index = index;
        this.store = store;
        this.rows = rows;
    }

    boolean isLarge() {
        return written >= PORTION;
    }

    void commit() throws IOException {
        if (written > 0) {
            index.commit(store.together(rows::origin));
            written = 0;
        }
    }

    /** All folders of a mailbox, and those that it had. */
    void follow(MailboxOwner owner) throws IOException {
        List<IndexRows.Folder> folders = store.in(owner.organization(), () -> rows.folders(owner));
        Set<FolderId> before = new HashSet<>();
        try (IndexView view = index.view()) {
            before.addAll(view.folders(owner.mailbox().value()));
        }
        folders.forEach(folder -> before.remove(folder.id()));
        forgetThoseGone(before);
        for (IndexRows.Folder folder : folders) {
            follow(folder);
        }
    }

    /** Folders that no longer exist. */
    void forgetThoseGone() throws IOException {
        Set<FolderId> all;
        try (IndexView view = index.view()) {
            all = new HashSet<>(view.folders());
        }
        forgetThoseGone(all);
    }

    private void forgetThoseGone(Set<FolderId> folders) throws IOException {
        if (folders.isEmpty()) {
            return;
        }
        // A folder that was handed over is followed with its new mailbox.
        Set<FolderId> existing = store.together(() -> rows.existing(folders));
        for (FolderId folder : folders) {
            if (!existing.contains(folder)) {
                index.forget(folder);
                written++;
            }
        }
    }

    /** Adds what came since, takes out what is gone. */
    void follow(IndexRows.Folder folder) throws IOException {
        Known known = known(folder.id());
        if (known.upTo() > folder.lastUid()) {
            // Numbers that the store has yet to give: the index is of another past.
            index.forget(folder.id());
            written++;
            addFrom(folder, 0);
            return;
        }
        if (known.upTo() == 0 && folder.lastUid() == 0) {
            return;
        }
        long added = addFrom(folder, known.upTo());
        if (known.count() + added != folder.messages()) {
            compare(folder, known.upTo());
        }
    }

    private record Known(long upTo, int count) {}

    private Known known(FolderId folder) throws IOException {
        try (IndexView view = index.view()) {
            OptionalLong upTo = view.upTo(folder);
            return new Known(upTo.orElse(0), upTo.isPresent() ? view.count(folder) : 0);
        }
    }

    /** Builds a mailbox anew; until it is through, searches read what isn't in yet. */
    long buildAnew(MailboxOwner owner) throws IOException {
        List<IndexRows.Folder> folders = store.in(owner.organization(), () -> rows.folders(owner));
        try (IndexView view = index.view()) {
            for (FolderId folder : view.folders(owner.mailbox().value())) {
                index.forget(folder);
                written++;
            }
        }
        for (IndexRows.Folder folder : folders) {
            index.forget(folder.id());
            written++;
        }
        commit();
        long messages = 0;
        for (IndexRows.Folder folder : folders) {
            messages += addFrom(folder, 0);
        }
        commit();
        return messages;
    }

    /** Returns how many were added. */
    private long addFrom(IndexRows.Folder folder, long upTo) throws IOException {
        long added = 0;
        if (folder.lastUid() > upTo) {
            var reading = new MessageReading(store, folder.id().organization());
            for (List<Long> uids :
                    reading.portions(folder.id(), between(upTo, folder.lastUid()), 0)) {
                for (MailboxMessage message : reading.numbered(folder.id(), uids, FetchType.FULL)) {
                    add(folder.id(), message);
                    added++;
                }
                if (isLarge()) {
                    index.place(folder.id(), folder.owner(), uids.getLast());
                    commit();
                }
            }
        }
        index.place(folder.id(), folder.owner(), folder.lastUid());
        written++;
        return added;
    }

    private static MessageRange between(long after, long upTo) {
        return MessageRange.range(MessageUid.of(after + 1), MessageUid.of(upTo));
    }

    private void add(FolderId folder, MailboxMessage message) throws IOException {
        index.add(folder, message.getUid().asLong(), MessageText.of(message, MessageText.INDEXED));
        written++;
    }

    /** Message by message, up to a number to which all should be in. */
    private void compare(IndexRows.Folder folder, long upTo) throws IOException {
        Set<Long> surplus;
        try (IndexView view = index.view()) {
            surplus = new HashSet<>(view.all(folder.id()));
        }
        Set<Long> missing =
                store.in(folder.id().organization(), () -> rows.uids(folder.id(), upTo));
        Set<Long> stored = Set.copyOf(missing);
        missing.removeAll(surplus);
        surplus.removeIf(uid -> uid > upTo || stored.contains(uid));
        index.remove(folder.id(), surplus);
        written += surplus.size();
        if (missing.size() > FEW) {
            index.forget(folder.id());
            addFrom(folder, 0);
            return;
        }
        var reading = new MessageReading(store, folder.id().organization());
        for (long uid : missing) {
            for (MailboxMessage message :
                    reading.numbered(folder.id(), List.of(uid), FetchType.FULL)) {
                add(folder.id(), message);
            }
        }
    }
}
