package io.muster.mailengine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.MailboxManager.MessageCapabilities;
import org.apache.james.mailbox.MailboxManager.SearchCapabilities;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.apache.lucene.store.AlreadyClosedException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds messages. What is asked of words is answered by the index as far as that goes; everything
 * else, and every message that isn't indexed yet, is read from the store, as little of each as the
 * question needs. So answers are complete however far the index is, and nothing is found that isn't
 * stored.
 */
final class MailSearch implements MessageSearchIndex {

    /** Whole messages in memory at once, in octets; a larger one comes alone. */
    private static final long PORTION = 4L << 20;

    private final MailStore store;
    private final StoreParts parts;
    private final MailIndex index;

    MailSearch(MailStore store, StoreParts parts, MailIndex index) {
        this.store = store;
        this.parts = parts;
        this.index = index;
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
        return results(session, folder, query).map(MailboxMessage::getUid);
    }

    @Override
    public Flux<MessageId> search(
            MailboxSession session, Collection<MailboxId> folders, SearchQuery query, long limit) {
        return Flux.fromIterable(folders)
                .concatMap(id ->
                        parts.getMailboxMapper(session)
                                .findMailboxById(id)
                                .flatMapMany(folder -> results(session, folder, query)))
                .map(MailboxMessage::getMessageId)
                .take(limit);
    }

    private Flux<MailboxMessage> results(
            MailboxSession session, Mailbox folder, SearchQuery query) {
        return Mono.fromCallable(() -> find(session, folder, query))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapIterable(found -> found);
    }

    /** What was found, without its content. */
    private List<MailboxMessage> find(MailboxSession session, Mailbox folder, SearchQuery query)
            throws MailboxException, IOException {
        FolderId id = FolderId.seenBy(store.owners(), session.getUser(), folder);
        var reading = new MessageReading(store, id.organization());
        var question = new SearchQuestion(query, session);
        IndexAnswers answers = question.written().isEmpty() ? IndexAnswers.NONE : ask(id, question);
        List<MailboxMessage> found = new ArrayList<>();
        List<MailboxMessage> unclear = new ArrayList<>();
        for (MailboxMessage message : metadata(reading, id, question, answers)) {
            switch (question.answer(message, answers)) {
                case YES -> found.add(message);
                case UNCLEAR -> unclear.add(message);
                case NO -> {
                    // Neither read nor found.
                }
            }
        }
        for (List<Long> uids : portions(unclear, question.needed())) {
            for (MailboxMessage message : reading.numbered(id, uids, question.needed())) {
                if (question.isAnsweredBy(message)) {
                    found.add(message);
                }
            }
        }
        found.sort(Comparator.comparing(MailboxMessage::getUid));
        return found;
    }

    private static List<MailboxMessage> metadata(
            MessageReading reading, FolderId id, SearchQuestion question, IndexAnswers answers) {
        MessageRange range = question.range();
        Optional<Set<Long>> only = question.onlyThese(answers);
        if (only.isEmpty()) {
            return reading.inRange(id, range, FetchType.METADATA, 0);
        }
        long from = MessageReading.from(range);
        long to = MessageReading.to(range);
        List<MailboxMessage> messages =
                new ArrayList<>(
                        reading.numbered(
                                id,
                                only.get().stream()
                                        .filter(uid ->
                                                uid >= from && uid <= Math.min(to, answers.upTo()))
                                        .toList(),
                                FetchType.METADATA));
        long notIndexed = Math.max(from, answers.upTo() + 1);
        if (notIndexed <= to) {
            messages.addAll(
                    reading.inRange(
                            id,
                            MessageRange.range(MessageUid.of(notIndexed), MessageUid.of(to)),
                            FetchType.METADATA,
                            0));
        }
        return messages;
    }

    /** Nothing where the index fails: then all is read. */
    private IndexAnswers ask(FolderId folder, SearchQuestion question) {
        Optional<OpenIndex> open = index.open();
        if (open.isEmpty()) {
            return IndexAnswers.NONE;
        }
        try (IndexView view = open.get().view()) {
            long upTo = view.upTo(folder).orElse(0);
            if (upTo == 0) {
                return IndexAnswers.NONE;
            }
            Map<Written, Set<Long>> having = new HashMap<>();
            for (Written written : question.written()) {
                Optional<Set<Long>> those = view.having(folder, written);
                those.ifPresent(uids -> having.put(written, uids));
            }
            return new IndexAnswers(upTo, having, view.cut(folder));
        } catch (IOException | AlreadyClosedException fault) {
            index.suspect(fault);
            return IndexAnswers.NONE;
        }
    }

    private static List<List<Long>> portions(List<MailboxMessage> messages, FetchType needed) {
        List<List<Long>> portions = new ArrayList<>();
        long octets = PORTION;
        for (MailboxMessage message : messages) {
            long size =
                    needed == FetchType.FULL
                            ? message.getFullContentOctets()
                            : message.getHeaderOctets();
            octets += size;
            if (octets > PORTION) {
                portions.add(new ArrayList<>());
                octets = size;
            }
            portions.getLast().add(message.getUid().asLong());
        }
        return portions;
    }
}
