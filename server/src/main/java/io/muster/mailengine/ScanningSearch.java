package io.muster.mailengine;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.james.mailbox.AttachmentContentLoader;
import org.apache.james.mailbox.MailboxManager.MessageCapabilities;
import org.apache.james.mailbox.MailboxManager.SearchCapabilities;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.extractor.TextExtractor;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.store.extractor.DefaultTextExtractor;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.apache.james.mailbox.store.search.MessageSearches;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds messages by reading those of the folder, as little of each as the question needs, and one
 * portion in memory at a time. What is found is what is stored: there is no index to fall behind.
 */
final class ScanningSearch implements MessageSearchIndex {

    private static final Set<Class<? extends SearchQuery.Criterion>> ON_METADATA =
            Set.of(
                    SearchQuery.AllCriterion.class,
                    SearchQuery.UidCriterion.class,
                    SearchQuery.FlagCriterion.class,
                    SearchQuery.CustomFlagCriterion.class,
                    SearchQuery.SizeCriterion.class,
                    SearchQuery.InternalDateCriterion.class,
                    SearchQuery.ModSeqCriterion.class);

    private final StoreParts parts;
    private final TextExtractor texts = new DefaultTextExtractor();
    private final AttachmentContentLoader attachments = (_, _) -> InputStream.nullInputStream();

    ScanningSearch(StoreParts parts) {
        this.parts = parts;
    }

    @Override
    public EnumSet<SearchCapabilities> getSupportedCapabilities(
            EnumSet<MessageCapabilities> messages) {
        return EnumSet.of(
                SearchCapabilities.MultimailboxSearch,
                SearchCapabilities.PartialEmailMatch,
                SearchCapabilities.Text);
    }

    /** In the order of their numbers. */
    @Override
    public Flux<MessageUid> search(MailboxSession session, Mailbox folder, SearchQuery query) {
        return results(session, folder, query).map(SearchResult::getMessageUid);
    }

    @Override
    public Flux<MessageId> search(
            MailboxSession session, Collection<MailboxId> folders, SearchQuery query, long limit) {
        return Flux.fromIterable(folders)
                .concatMap(id ->
                        parts.getMailboxMapper(session)
                                .findMailboxById(id)
                                .flatMapMany(folder -> results(session, folder, query)))
                .flatMapIterable(result -> result.getMessageId().stream().toList())
                .take(limit);
    }

    private Flux<SearchResult> results(MailboxSession session, Mailbox folder, SearchQuery query) {
        return Mono.fromCallable(() -> scan(session, folder, query))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapIterable(found -> found);
    }

    private List<SearchResult> scan(MailboxSession session, Mailbox folder, SearchQuery query)
            throws MailboxException {
        Iterator<MailboxMessage> messages =
                parts.getMessageMapper(session)
                        .findInMailbox(folder, range(query), needed(query.getCriteria()), 0);
        List<SearchResult> found = new ArrayList<>();
        while (messages.hasNext()) {
            // One by one: the matching class would keep every message that matches.
            new MessageSearches(
                            List.of(messages.next()).iterator(), query, texts, attachments, session)
                    .forEach(found::add);
        }
        return found;
    }

    private static MessageRange range(SearchQuery query) {
        return query.getCriteria().stream()
                .filter(SearchQuery.UidCriterion.class::isInstance)
                .map(SearchQuery.UidCriterion.class::cast)
                .findFirst()
                .map(criterion -> hull(criterion.getOperator().getRange()))
                .orElseGet(MessageRange::all);
    }

    private static MessageRange hull(SearchQuery.UidRange[] ranges) {
        MessageUid from = MessageUid.MAX_VALUE;
        MessageUid to = MessageUid.MIN_VALUE;
        for (SearchQuery.UidRange range : ranges) {
            from = from.compareTo(range.getLowValue()) < 0 ? from : range.getLowValue();
            to = to.compareTo(range.getHighValue()) > 0 ? to : range.getHighValue();
        }
        return from.compareTo(to) <= 0 ? MessageRange.range(from, to) : MessageRange.all();
    }

    private static FetchType needed(List<SearchQuery.Criterion> criteria) {
        FetchType most = FetchType.METADATA;
        for (SearchQuery.Criterion criterion : criteria) {
            FetchType needed =
                    switch (criterion) {
                        case SearchQuery.ConjunctionCriterion several ->
                                needed(several.getCriteria());
                        case SearchQuery.HeaderCriterion _ -> FetchType.HEADERS;
                        default ->
                                ON_METADATA.contains(criterion.getClass())
                                        ? FetchType.METADATA
                                        : FetchType.FULL;
                    };
            if (needed == FetchType.FULL) {
                return needed;
            }
            most = needed == FetchType.HEADERS ? needed : most;
        }
        return most;
    }
}
