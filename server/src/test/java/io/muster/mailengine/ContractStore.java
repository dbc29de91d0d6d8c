package io.muster.mailengine;

import io.muster.access.Scopes;
import io.muster.kernel.Ids;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxLimits;
import io.muster.mailboxes.MailboxOwner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.events.InVMEventBus;
import org.apache.james.events.MemoryEventDeadLetters;
import org.apache.james.events.RetryBackoffConfiguration;
import org.apache.james.events.delivery.InVmEventDelivery;
import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.extension.PreDeletionHook;
import org.apache.james.mailbox.manager.ManagerTestProvisionner;
import org.apache.james.mailbox.store.FakeAuthenticator;
import org.apache.james.mailbox.store.FakeAuthorizator;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.SessionProviderImpl;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.utils.UpdatableTickingClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Our store under James's own tests, which name users as they like. Each has an organization of its
 * own, so that it begins empty.
 */
final class ContractStore {

    /**
     * What the running server lends; James's tests make themselves and can't be handed anything.
     */
    record Parts(Scopes scopes, JdbcClient jdbc, MailboxLimits limits, MailIndex index) {}

    private static @Nullable Parts parts;

    final OrganizationId organization = new OrganizationId(Ids.next());
    final UpdatableTickingClock clock = new UpdatableTickingClock(Instant.now());
    final MailStore store;
    final StoreParts mappers;

    ContractStore() {
        Parts lent = lent();
        store = new MailStore(lent.scopes(), lent.jdbc(), new ByName(organization));
        mappers = new StoreParts(store, clock);
    }

    static void lend(@Nullable Parts server) {
        parts = server;
    }

    private static Parts lent() {
        Parts lent = parts;
        if (lent == null) {
            throw new IllegalStateException("no server runs");
        }
        return lent;
    }

    /** Users by whatever name, all of one organization. */
    private record ByName(OrganizationId organization, Map<MailboxOwner, Username> names)
            implements Owners {

        ByName(OrganizationId organization) {
            this(organization, new ConcurrentHashMap<>());
        }

        @Override
        public MailboxOwner owner(Username name) {
            var owner =
                    new MailboxOwner(
                            new UserId(
                                    UUID.nameUUIDFromBytes(
                                            (organization + name.asString())
                                                    .getBytes(StandardCharsets.UTF_8))),
                            organization);
            names.put(owner, name);
            return owner;
        }

        @Override
        public Username name(MailboxOwner owner) {
            return names.getOrDefault(owner, BY_ID.name(owner));
        }
    }

    FolderId newFolder() {
        return new FolderId(organization, Ids.next());
    }

    /** Whose folders most of those tests are about. */
    static MailboxSession benwa() {
        return MailboxSessionUtil.create(Username.of("benwa"));
    }

    static EventBus events() {
        return new InVMEventBus(
                new InVmEventDelivery(new RecordingMetricFactory()),
                RetryBackoffConfiguration.DEFAULT,
                new MemoryEventDeadLetters());
    }

    MailLayer layer() {
        return layer(Set.of());
    }

    MailLayer layer(Set<PreDeletionHook> deletions) {
        var users = new FakeAuthenticator();
        users.addUser(ManagerTestProvisionner.USER, ManagerTestProvisionner.USER_PASS);
        users.addUser(ManagerTestProvisionner.OTHER_USER, ManagerTestProvisionner.OTHER_USER_PASS);
        return layer(
                users,
                FakeAuthorizator.defaultReject(),
                deletions,
                new MailLayer.AnnotationLimits(3, 30));
    }

    MailLayer layer(
            Authenticator authenticator,
            Authorizator authorizator,
            Set<PreDeletionHook> deletions,
            MailLayer.AnnotationLimits annotations) {
        Parts lent = lent();
        return MailLayer.over(
                store,
                new SessionProviderImpl(authenticator, authorizator),
                events(),
                new PreDeletionHooks(deletions, new RecordingMetricFactory()),
                annotations,
                lent.limits(),
                lent.index(),
                clock);
    }
}
