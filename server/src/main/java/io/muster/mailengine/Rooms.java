package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import io.muster.mailboxes.MailboxLimits;
import io.muster.mailboxes.MailboxOwner;
import java.util.UUID;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.model.Quota;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.QuotaManager;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** How much is in mailboxes and how much still fits. Sizes are limited, numbers of messages not. */
final class Rooms implements QuotaManager {

    private final MailStore store;
    private final MailboxLimits limits;

    Rooms(MailStore store, MailboxLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /**
     * @param limit in octets; 0 is without limit
     * @param octets of all messages
     */
    record Room(long limit, long messages, long octets) {

        boolean fits(long size) {
            return limit == 0 || octets + size <= limit;
        }

        /** Whether it would fit into the mailbox if nothing were in it. */
        boolean couldFit(long size) {
            return limit == 0 || size <= limit;
        }
    }

    /** The room in a mailbox now. */
    Room of(MailboxOwner owner) {
        long limit = limits.octets(owner);
        // Nobody asks how much is in where anything fits.
        return limit == 0 ? new Room(0, 0, 0) : now(owner, limit);
    }

    /** The limit, for {@link #now} later. */
    long limit(MailboxOwner owner) {
        return limits.octets(owner);
    }

    /** The room under a limit, as the transaction at work sees it. */
    Room now(MailboxOwner owner, long limit) {
        OrganizationId organization = owner.organization();
        UUID id = owner.mailbox().value();
        return store.in(
                organization,
                () ->
                        store.sql(
                                        """
                                        SELECT coalesce(sum(messages), 0) AS messages, coalesce(sum(octets), 0) AS octets
                                        FROM mail_folders WHERE organization_id = :organization AND owner_id = :owner
                                        """)
                                .param("organization", organization.value())
                                .param("owner", id)
                                .query((row, _) ->
                                        new Room(
                                                limit,
                                                row.getLong("messages"),
                                                row.getLong("octets")))
                                .single());
    }

    @Override
    public Quotas getQuotas(QuotaRoot root) {
        MailboxOwner owner = QuotaRoots.owner(store.owners(), root);
        Room room = now(owner, limits.octets(owner));
        return new Quotas(
                Quota.<QuotaCountLimit, QuotaCountUsage>builder()
                        .used(QuotaCountUsage.count(room.messages()))
                        .computedLimit(QuotaCountLimit.unlimited())
                        .build(),
                Quota.<QuotaSizeLimit, QuotaSizeUsage>builder()
                        .used(QuotaSizeUsage.size(room.octets()))
                        .computedLimit(
                                room.limit() == 0
                                        ? QuotaSizeLimit.unlimited()
                                        : QuotaSizeLimit.size(room.limit()))
                        .build());
    }

    @Override
    public Quota<QuotaCountLimit, QuotaCountUsage> getMessageQuota(QuotaRoot root) {
        return getQuotas(root).getMessageQuota();
    }

    @Override
    public Quota<QuotaSizeLimit, QuotaSizeUsage> getStorageQuota(QuotaRoot root) {
        return getQuotas(root).getStorageQuota();
    }

    @Override
    public Publisher<Quotas> getQuotasReactive(QuotaRoot root) {
        return Mono.fromCallable(() -> getQuotas(root)).subscribeOn(Schedulers.boundedElastic());
    }
}
