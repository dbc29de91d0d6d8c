package io.muster.mailengine;

import java.time.Clock;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.UidProvider;
import org.apache.james.mailbox.store.user.SubscriptionMapper;

/**
 * Hands James the parts of the store. Each statement is held to the organization of the folder that
 * it is about: the home of the session's user, or one in which he is a guest.
 */
final class StoreParts extends MailboxSessionMapperFactory {

    private final MailStore store;
    private final Clock clock;
    private final FolderCounters counters;

    StoreParts(MailStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.counters = new FolderCounters(store);
    }

    /** The names under which a user sees folders of others. */
    OthersFolders others(MailboxSession session) {
        return new OthersFolders(store, MailLayer.viewer(store, session));
    }

    @Override
    public MailboxMapper createMailboxMapper(MailboxSession session) {
        return new FolderRows(
                store, MailLayer.viewer(store, session), MailLayer.isOfPerson(session));
    }

    @Override
    public MessageMapper createMessageMapper(MailboxSession session) {
        return new MessageRows(store, session.getUser(), clock);
    }

    /** JMAP alone finds messages by their ids, wherever they are. */
    @Override
    public MessageIdMapper createMessageIdMapper(MailboxSession session) {
        throw new UnsupportedOperationException("messages are found in their folders");
    }

    @Override
    public AnnotationMapper createAnnotationMapper(MailboxSession session) {
        return new AnnotationRows(store);
    }

    @Override
    public SubscriptionMapper createSubscriptionMapper(MailboxSession session) {
        return new SubscriptionRows(store, MailLayer.viewer(store, session));
    }

    @Override
    public UidProvider getUidProvider() {
        return counters;
    }

    @Override
    public ModSeqProvider getModSeqProvider() {
        return counters;
    }
}
