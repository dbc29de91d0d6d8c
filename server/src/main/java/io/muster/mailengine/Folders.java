package io.muster.mailengine;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.mail.Flags;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNameException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.exception.OverQuotaException;
import org.apache.james.mailbox.exception.ReadOnlyException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.store.JVMMailboxPathLocker;
import org.apache.james.mailbox.store.MailboxManagerConfiguration;
import org.apache.james.mailbox.store.MessageFactory;
import org.apache.james.mailbox.store.MessageStorer;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.StoreMailboxAnnotationManager;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.apache.james.mailbox.store.StoreMessageManager;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.event.EventFactory;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.NaiveThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.mail.model.impl.MessageParser;
import org.apache.james.mailbox.store.quota.NoQuotaManager;
import org.apache.james.mailbox.store.quota.QuotaChecker;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** James's management of folders over our store. */
class Folders extends StoreMailboxManager {

    private static final EnumSet<MailboxCapabilities> CAPABILITIES =
            EnumSet.allOf(MailboxCapabilities.class);
    private static final EnumSet<MessageCapabilities> OF_MESSAGES =
            EnumSet.of(MessageCapabilities.UniqueID);

    private final PreDeletionHooks deletions;

    Folders(
            StoreParts parts,
            SessionProvider sessions,
            StoreMailboxAnnotationManager annotations,
            EventBus events,
            StoreRightManager rights,
            QuotaComponents quotas,
            MessageSearchIndex search,
            PreDeletionHooks deletions,
            Clock clock) {
        super(
                parts,
                sessions,
                new JVMMailboxPathLocker(),
                new MessageParser(),
                new StoredMessageId.Factory(),
                annotations,
                events,
                rights,
                quotas,
                search,
                MailboxManagerConfiguration.DEFAULT,
                deletions,
                new NaiveThreadIdGuessingAlgorithm(),
                clock);
        this.deletions = deletions;
    }

    @Override
    public EnumSet<MailboxCapabilities> getSupportedMailboxCapabilities() {
        return CAPABILITIES;
    }

    @Override
    public EnumSet<MessageCapabilities> getSupportedMessageCapabilities() {
        return OF_MESSAGES;
    }

    /** RFC 3501 6.3.5: what is below the inbox stays there when the inbox is renamed. */
    @Override
    public Mono<List<MailboxRenamedResult>> renameMailboxReactive(
            MailboxPath from, MailboxPath to, RenameOption option, MailboxSession session) {
        return from.isInbox() && from.belongsTo(session) && to.belongsTo(session)
                ? renameInbox(from, to.sanitize(session.getPathDelimiter()), session)
                : super.renameMailboxReactive(from, to, option, session);
    }

    private Mono<List<MailboxRenamedResult>> renameInbox(
            MailboxPath from, MailboxPath to, MailboxSession session) {
        try {
            to.assertAcceptable(session.getPathDelimiter());
        } catch (MailboxNameException unacceptable) {
            return Mono.error(unacceptable);
        }
        MailboxMapper folders = getMapperFactory().getMailboxMapper(session);
        return folders.findMailboxByPath(from)
                .switchIfEmpty(Mono.error(() -> new MailboxNotFoundException(from)))
                .flatMap(inbox -> {
                    inbox.setName(to.getName());
                    return folders.rename(inbox);
                })
                .flatMap(id ->
                        getEventBus()
                                .dispatch(
                                        EventFactory.mailboxRenamed()
                                                .randomEventId()
                                                .mailboxSession(session)
                                                .mailboxId(id)
                                                .oldPath(from)
                                                .newPath(to)
                                                .build(),
                                        new MailboxIdRegistrationKey(id))
                                .thenReturn(List.of(new MailboxRenamedResult(id, from, to))));
    }

    @Override
    public StoreMessageManager createMessageManager(Mailbox folder, MailboxSession session) {
        return new Messages(
                folder,
                getQuotaComponents().getQuotaManager(),
                new MessageStorer.WithoutAttachment(
                        getMapperFactory(),
                        getMessageIdFactory(),
                        new MessageFactory.StoreMessageFactory(),
                        getThreadIdGuessingAlgorithm(),
                        getClock()));
    }

    /**
     * The messages of a folder, of which new ones are stored in a particular way, which sees to the
     * limits itself.
     */
    StoreMessageManager messages(Mailbox folder, MessageStorer storer) {
        return new Messages(folder, new NoQuotaManager(), storer);
    }

    /**
     * The messages of a folder. James asks for rights on the folder only; RFC 4314 4 wants them for
     * each flag, so no flag is announced, and therefore taken, that the session may not set.
     */
    private final class Messages extends StoreMessageManager {

        private final Mailbox folder;

        Messages(Mailbox folder, QuotaManager quotas, MessageStorer storer) {
            super(
                    OF_MESSAGES,
                    getMapperFactory(),
                    getMessageSearchIndex(),
                    getEventBus(),
                    getLocker(),
                    folder,
                    quotas,
                    getQuotaComponents().getQuotaRootResolver(),
                    configuration.getBatchSizes(),
                    getStoreRightManager(),
                    deletions,
                    storer);
            this.folder = folder;
        }

        @Override
        public Flags getPermanentFlags(MailboxSession session) {
            Flags flags = new Flags(super.getPermanentFlags(session));
            flags.add(Flags.Flag.USER);
            if (isOwner(session)) {
                return flags;
            }
            return SettableFlags.of(getStoreRightManager().myRights(folder, session)).of(flags);
        }

        /** Leaves flags that the session may not set as they are, also where all are replaced. */
        @Override
        public Publisher<Map<MessageUid, Flags>> setFlagsReactive(
                Flags flags, FlagsUpdateMode mode, MessageRange range, MailboxSession session) {
            if (mode != FlagsUpdateMode.REPLACE || isOwner(session)) {
                return super.setFlagsReactive(flags, mode, range, session);
            }
            if (!isWriteable(session)) {
                return Mono.error(new ReadOnlyException(folder.generateAssociatedPath()));
            }
            SettableFlags settable =
                    SettableFlags.of(getStoreRightManager().myRights(folder, session));
            MessageMapper messages = getMapperFactory().getMessageMapper(session);
            return messages.executeReactive(
                            messages.updateFlagsReactive(
                                    folder, settable.replacement(flags), range))
                    .flatMap(updates -> tell(updates, session));
        }

        private Mono<Map<MessageUid, Flags>> tell(
                List<UpdatedFlags> updates, MailboxSession session) {
            return getEventBus()
                    .dispatch(
                            EventFactory.flagsUpdated()
                                    .randomEventId()
                                    .mailboxSession(session)
                                    .mailbox(folder)
                                    .updatedFlags(updates)
                                    .build(),
                            new MailboxIdRegistrationKey(folder.getMailboxId()))
                    .thenReturn(
                            updates.stream()
                                    .collect(
                                            Collectors.toMap(
                                                    UpdatedFlags::getUid,
                                                    UpdatedFlags::getNewFlags)));
        }

        @Override
        public Flux<MessageUid> expungeReactive(MessageRange range, MailboxSession session) {
            return may(Right.PerformExpunge, session)
                    ? super.expungeReactive(range, session)
                    : Flux.error(new ReadOnlyException(folder.generateAssociatedPath()));
        }

        /** Whoever may change nothing leaves it recent, and reads all the same. */
        @Override
        protected Mono<List<MessageUid>> recent(
                MessageManager.MailboxMetaData.RecentMode mode, MailboxSession session)
                throws MailboxException {
            boolean resets = mode == MessageManager.MailboxMetaData.RecentMode.RESET;
            return super.recent(
                    resets && !isWriteable(session)
                            ? MessageManager.MailboxMetaData.RecentMode.RETRIEVE
                            : mode,
                    session);
        }

        @Override
        public AppendResult appendMessage(AppendCommand command, MailboxSession session)
                throws MailboxException {
            if (!may(Right.Insert, session)) {
                throw new ReadOnlyException(folder.generateAssociatedPath());
            }
            return super.appendMessage(command, session);
        }

        @Override
        public Publisher<AppendResult> appendMessageReactive(
                AppendCommand command, MailboxSession session) {
            return may(Right.Insert, session)
                    ? super.appendMessageReactive(command, session)
                    : Mono.error(new ReadOnlyException(folder.generateAssociatedPath()));
        }

        @Override
        public Mono<List<MessageRange>> copyTo(
                MessageRange range, StoreMessageManager to, MailboxSession session) {
            return mayInsert(to, session)
                    ? super.copyTo(range, to, session)
                            .doOnError(OverQuotaException.class, _ -> ImapLimits.noteFull(session))
                    : Mono.error(new ReadOnlyException(folder.generateAssociatedPath()));
        }

        @Override
        public Mono<List<MessageRange>> moveTo(
                MessageRange range, StoreMessageManager to, MailboxSession session) {
            boolean may =
                    mayInsert(to, session)
                            && may(Right.DeleteMessages, session)
                            && may(Right.PerformExpunge, session);
            return may
                    ? fitting(range, to, session)
                            .then(super.moveTo(range, to, session))
                            .doOnError(OverQuotaException.class, _ -> ImapLimits.noteFull(session))
                    : Mono.error(new ReadOnlyException(folder.generateAssociatedPath()));
        }

        /** James takes it that nothing grows where something is moved. */
        private Mono<Void> fitting(
                MessageRange range, StoreMessageManager to, MailboxSession session) {
            Mailbox target = ((Messages) to).folder;
            if (target.getUser().equals(folder.getUser())) {
                return Mono.empty();
            }
            return getMapperFactory()
                    .getMessageMapper(session)
                    .findInMailboxReactive(folder, range, FetchType.METADATA, -1)
                    .map(MailboxMessage::getFullContentOctets)
                    .collectList()
                    .flatMap(sizes -> Mono.fromCallable(() -> checked(target, sizes)))
                    .then();
        }

        private boolean checked(Mailbox target, List<Long> sizes) throws MailboxException {
            new QuotaChecker(
                            getQuotaComponents().getQuotaManager(),
                            getQuotaComponents().getQuotaRootResolver(),
                            target)
                    .tryAddition(sizes.size(), sizes.stream().mapToLong(Long::longValue).sum());
            return true;
        }

        private static boolean mayInsert(StoreMessageManager to, MailboxSession session) {
            return to instanceof Messages messages && messages.may(Right.Insert, session);
        }

        private boolean may(Right right, MailboxSession session) {
            return isOwner(session)
                    || getStoreRightManager().myRights(folder, session).contains(right);
        }

        private boolean isOwner(MailboxSession session) {
            return OwnRights.hasAll(folder, session.getUser());
        }
    }
}
