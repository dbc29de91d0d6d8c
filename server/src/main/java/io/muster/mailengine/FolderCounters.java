package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.UidProvider;
import org.springframework.dao.EmptyResultDataAccessException;

/** The numbers of messages (RFC 9051 2.3.1.1) and of changes (RFC 7162) of each folder. */
final class FolderCounters implements UidProvider, ModSeqProvider {

    private final MailStore store;

    FolderCounters(MailStore store) {
        this.store = store;
    }

    /** The last number given to a message, and to a change. */
    record Counted(long uid, long modseq) {}

    /** The next number of a change, within a transaction. */
    static Counted next(MailStore store, FolderId folder) {
        return count(store, folder, 0, 1);
    }

    private static Counted count(MailStore store, FolderId folder, int messages, int changes) {
        return store.sql(
                        """
                        UPDATE mail_folders SET last_uid = last_uid + :messages, last_modseq = last_modseq + :changes
                        WHERE organization_id = :organization AND id = :folder
                        RETURNING last_uid, last_modseq
                        """)
                .param("messages", messages)
                .param("changes", changes)
                .param("organization", folder.organization().value())
                .param("folder", folder.value())
                .query((row, _) -> new Counted(row.getLong(1), row.getLong(2)))
                .single();
    }

    /**
     * Holds the folder until the end of the transaction. Everybody who changes messages takes it
     * first, so that no two wait for each other.
     */
    static void lock(MailStore store, FolderId folder) {
        store.sql(
                        """
                        SELECT 1 FROM mail_folders WHERE organization_id = :organization AND id = :folder
                        FOR NO KEY UPDATE
                        """)
                .param("organization", folder.organization().value())
                .param("folder", folder.value())
                .query((_, _) -> 1)
                .optional();
    }

    /** In one order, so that two who need the same folders don't wait for each other. */
    static void lockAll(MailStore store, Collection<FolderId> folders) {
        folders.stream()
                .distinct()
                .sorted(Delivery.IN_ORDER)
                .forEach(folder ->
                        store.<Boolean>in(
                                folder.organization(),
                                () -> {
                                    lock(store, folder);
                                    return true;
                                }));
    }

    /** Nothing for a folder that never had a message. */
    static Optional<Long> lastUid(MailStore store, FolderId folder) {
        return last(store, folder).map(Counted::uid).filter(uid -> uid > 0);
    }

    static long lastModSeq(MailStore store, FolderId folder) {
        return last(store, folder).map(Counted::modseq).orElse(0L);
    }

    private static Optional<Counted> last(MailStore store, FolderId folder) {
        return store.sql(
                        """
                        SELECT last_uid, last_modseq FROM mail_folders
                        WHERE organization_id = :organization AND id = :folder
                        """)
                .param("organization", folder.organization().value())
                .param("folder", folder.value())
                .query((row, _) -> new Counted(row.getLong(1), row.getLong(2)))
                .optional();
    }

    @Override
    public MessageUid nextUid(Mailbox folder) throws MailboxException {
        return nextUid(folder.getMailboxId());
    }

    @Override
    public MessageUid nextUid(MailboxId folder) throws MailboxException {
        return MessageUid.of(counted(folder, () -> count(store, FolderId.of(folder), 1, 0)).uid());
    }

    @Override
    public ModSeq nextModSeq(Mailbox folder) throws MailboxException {
        return nextModSeq(folder.getMailboxId());
    }

    @Override
    public ModSeq nextModSeq(MailboxId folder) throws MailboxException {
        return ModSeq.of(counted(folder, () -> next(store, FolderId.of(folder))).modseq());
    }

    private Counted counted(MailboxId folder, Supplier<Counted> work) throws MailboxException {
        try {
            return store.in(FolderId.of(folder).organization(), work);
        } catch (EmptyResultDataAccessException _) {
            throw new MailboxNotFoundException(folder);
        }
    }

    @Override
    public Optional<MessageUid> lastUid(Mailbox folder) {
        FolderId id = FolderId.of(folder.getMailboxId());
        OrganizationId organization = id.organization();
        return store.in(organization, () -> lastUid(store, id)).map(MessageUid::of);
    }

    @Override
    public ModSeq highestModSeq(Mailbox folder) {
        return highestModSeq(folder.getMailboxId());
    }

    @Override
    public ModSeq highestModSeq(MailboxId folder) {
        FolderId id = FolderId.of(folder);
        return ModSeq.of(store.in(id.organization(), () -> lastModSeq(store, id)));
    }
}
