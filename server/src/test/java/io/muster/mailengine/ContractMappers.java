package io.muster.mailengine;

import io.muster.kernel.Ids;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.store.mail.AttachmentMapper;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.model.MapperProvider;

/** The parts of our store as James's tests ask for them. */
final class ContractMappers implements MapperProvider {

    /** Above all that the store gives itself. */
    private final AtomicLong uids = new AtomicLong(1_000_000);

    private final ContractStore store = new ContractStore();

    ContractStore store() {
        return store;
    }

    @Override
    public List<Capabilities> getSupportedCapabilities() {
        return List.of(
                Capabilities.MESSAGE,
                Capabilities.MAILBOX,
                Capabilities.ANNOTATION,
                Capabilities.MOVE,
                Capabilities.UNIQUE_MESSAGE_ID,
                Capabilities.THREAD_SAFE_FLAGS_UPDATE);
    }

    @Override
    public MailboxMapper createMailboxMapper() {
        return store.mappers.createMailboxMapper(ContractStore.benwa());
    }

    @Override
    public MessageMapper createMessageMapper() {
        return store.mappers.createMessageMapper(ContractStore.benwa());
    }

    @Override
    public MessageIdMapper createMessageIdMapper() {
        throw new UnsupportedOperationException("JMAP alone needs it");
    }

    @Override
    public AttachmentMapper createAttachmentMapper() {
        throw new UnsupportedOperationException("JMAP alone needs it");
    }

    @Override
    public MailboxId generateId() {
        return store.newFolder();
    }

    @Override
    public MessageUid generateMessageUid() {
        return MessageUid.of(uids.incrementAndGet());
    }

    @Override
    public ModSeq generateModSeq(Mailbox mailbox) throws MailboxException {
        return store.mappers.getModSeqProvider().nextModSeq(mailbox);
    }

    @Override
    public ModSeq highestModSeq(Mailbox mailbox) throws MailboxException {
        return store.mappers.getModSeqProvider().highestModSeq(mailbox);
    }

    @Override
    public boolean supportPartialAttachmentFetch() {
        return false;
    }

    @Override
    public MessageId generateMessageId() {
        return new StoredMessageId(Ids.next());
    }
}
