package io.muster.mailengine;

import java.util.Objects;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManagerStressContract;
import org.apache.james.mailbox.MailboxManagerTest;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.mailbox.store.AbstractMessageManagerTest;
import org.apache.james.mailbox.store.MessageManagerTestSystem;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.model.AnnotationMapperTest;
import org.apache.james.mailbox.store.mail.model.MailboxMapperTest;
import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageMapperTest;
import org.apache.james.mailbox.store.mail.model.MessageMoveTest;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.SubscriptionMapperTest;
import org.apache.james.utils.UpdatableTickingClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** James's own tests of what stands behind its interfaces, held against our store. */
final class StoreContracts {

    private StoreContracts() {}

    static class FolderRowsContract extends MailboxMapperTest {
        private final ContractMappers mappers = new ContractMappers();

        @Override
        protected MailboxMapper createMailboxMapper() {
            return mappers.createMailboxMapper();
        }

        @Override
        protected MailboxId generateId() {
            return mappers.generateId();
        }
    }

    static class MessageRowsContract extends MessageMapperTest {
        private final ContractMappers mappers = new ContractMappers();

        @Override
        protected MapperProvider createMapperProvider() {
            return mappers;
        }

        @Override
        protected UpdatableTickingClock updatableTickingClock() {
            return mappers.store().clock;
        }
    }

    static class MessageMoveContract extends MessageMoveTest {
        @Override
        protected MapperProvider createMapperProvider() {
            return new ContractMappers();
        }
    }

    static class AnnotationRowsContract extends AnnotationMapperTest {
        private int folders;
        private final ContractStore store = new ContractStore();

        @Override
        protected AnnotationMapper createAnnotationMapper() {
            return store.mappers.createAnnotationMapper(ContractStore.benwa());
        }

        @Override
        protected MailboxId generateMailboxId() {
            return store.mappers
                    .createMailboxMapper(ContractStore.benwa())
                    .create(
                            MailboxPath.forUser(Username.of("benwa"), "folder" + folders++),
                            UidValidity.of(1))
                    .blockOptional()
                    .orElseThrow()
                    .getMailboxId();
        }
    }

    static class SubscriptionRowsContract extends SubscriptionMapperTest {
        private final ContractStore store = new ContractStore();

        @Override
        protected SubscriptionMapper createSubscriptionMapper() {
            return store.mappers.createSubscriptionMapper(ContractStore.benwa());
        }
    }

    static class FoldersContract extends MailboxManagerTest<Folders> {
        private @Nullable MailLayer layer;

        private MailLayer layer() {
            MailLayer made = layer;
            if (made == null) {
                made = new ContractStore().layer(preDeletionHooks());
                layer = made;
            }
            return made;
        }

        @Override
        protected Folders provideMailboxManager() {
            return layer().folders();
        }

        @Override
        protected SubscriptionManager provideSubscriptionManager() {
            return layer().subscriptions();
        }

        @Override
        protected EventBus retrieveEventBus(Folders folders) {
            return layer().events();
        }
    }

    static class MessagesContract extends AbstractMessageManagerTest {
        @BeforeEach
        void over() throws Exception {
            Folders folders = new ContractStore().layer(Set.of()).folders();
            setup(
                    new MessageManagerTestSystem(folders) {
                        @Override
                        public Mailbox createMailbox(MailboxPath path, MailboxSession session)
                                throws MailboxException {
                            folders.createMailbox(path, session);
                            return Objects.requireNonNull(folders.getMailbox(path, session))
                                    .getMailboxEntity();
                        }
                    });
        }
    }

    static class StressContract implements MailboxManagerStressContract<Folders> {
        private final MailLayer layer = new ContractStore().layer();

        @Override
        public Folders getManager() {
            return layer.folders();
        }

        @Override
        public EventBus retrieveEventBus() {
            return layer.events();
        }
    }
}
