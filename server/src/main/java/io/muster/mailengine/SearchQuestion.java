package io.muster.mailengine;

import io.muster.mailengine.IndexAnswers.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.store.extractor.DefaultTextExtractor;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.search.MessageSearches;

/**
 * What somebody looks for: criteria of which all must hold. Each is answered by what is known of a
 * message without its content, by the index, or by its content.
 */
final class SearchQuestion {

    private static final Set<Class<? extends SearchQuery.Criterion>> ON_METADATA =
            Set.of(
                    SearchQuery.AllCriterion.class,
                    SearchQuery.UidCriterion.class,
                    SearchQuery.FlagCriterion.class,
                    SearchQuery.CustomFlagCriterion.class,
                    SearchQuery.SizeCriterion.class,
                    SearchQuery.InternalDateCriterion.class,
                    SearchQuery.SaveDateCriterion.class,
                    SearchQuery.MessageIdCriterion.class,
                    SearchQuery.ThreadIdCriterion.class,
                    SearchQuery.ModSeqCriterion.class);

    private final SearchQuery query;
    private final MessageSearches single;
    private final Map<SearchQuery.Criterion, Written> written = new HashMap<>();
    private final FetchType needed;

    SearchQuestion(SearchQuery query, MailboxSession session) {
        this.query = query;
        this.single =
                new MessageSearches(
                        Collections.emptyIterator(),
                        query,
                        new DefaultTextExtractor(),
                        (_, _) -> InputStream.nullInputStream(),
                        session);
        collect(query.getCriteria());
        this.needed = needed(query.getCriteria());
    }

    private void collect(List<SearchQuery.Criterion> criteria) {
        for (SearchQuery.Criterion criterion : criteria) {
            if (criterion instanceof SearchQuery.ConjunctionCriterion several) {
                collect(several.getCriteria());
            } else {
                Written.of(criterion).ifPresent(words -> written.put(criterion, words));
            }
        }
    }

    /** What is asked of words. */
    Set<Written> written() {
        return Set.copyOf(written.values());
    }

    /** How much of a message answers all. */
    FetchType needed() {
        return needed;
    }

    private FetchType needed(List<SearchQuery.Criterion> criteria) {
        FetchType most = FetchType.METADATA;
        for (SearchQuery.Criterion criterion : criteria) {
            FetchType one = needed(criterion);
            if (one == FetchType.FULL) {
                return one;
            }
            most = one == FetchType.HEADERS ? one : most;
        }
        return most;
    }

    private FetchType needed(SearchQuery.Criterion criterion) {
        if (criterion instanceof SearchQuery.ConjunctionCriterion several) {
            return needed(several.getCriteria());
        }
        Written words = written.get(criterion);
        if (Written.plain(criterion) instanceof SearchQuery.HeaderCriterion
                || (words != null && words.inHeader())) {
            return FetchType.HEADERS;
        }
        return ON_METADATA.contains(criterion.getClass()) ? FetchType.METADATA : FetchType.FULL;
    }

    /** The numbers among which all are. */
    MessageRange range() {
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

    /** Those of the messages that the index knows which may match; nothing where all may. */
    Optional<Set<Long>> onlyThese(IndexAnswers answers) {
        Set<Long> only = null;
        for (SearchQuery.Criterion criterion : query.getCriteria()) {
            Written words = written.get(criterion);
            Optional<Set<Long>> those = words == null ? Optional.empty() : answers.mayHave(words);
            if (those.isPresent()) {
                if (only == null) {
                    only = new HashSet<>(those.get());
                } else {
                    only.retainAll(those.get());
                }
            }
        }
        return Optional.ofNullable(only);
    }

    /** The answer without the content of the message, if that tells. */
    Answer answer(MailboxMessage message, IndexAnswers answers)
            throws MailboxException, IOException {
        return all(query.getCriteria(), criterion -> leaf(criterion, message, answers));
    }

    /** The answer by the content, as much of it as is needed. */
    boolean isAnsweredBy(MailboxMessage message) throws MailboxException, IOException {
        MessageText text =
                switch (needed) {
                    case FULL -> MessageText.of(message, Integer.MAX_VALUE);
                    case METADATA, HEADERS, ATTACHMENTS_METADATA -> MessageText.ofHeader(message);
                };
        return all(query.getCriteria(), criterion -> Answer.of(holds(criterion, message, text)))
                == Answer.YES;
    }

    private boolean holds(SearchQuery.Criterion criterion, MailboxMessage message, MessageText text)
            throws MailboxException, IOException {
        Written words = written.get(criterion);
        if (words == null) {
            return isMatch(criterion, message);
        }
        return words.certain()
                ? words.isIn(text)
                : MessageText.fieldContains(
                        message,
                        ((SearchQuery.HeaderCriterion) Written.plain(criterion)).getHeaderName(),
                        words.text());
    }

    private Answer leaf(
            SearchQuery.Criterion criterion, MailboxMessage message, IndexAnswers answers)
            throws MailboxException {
        Written words = written.get(criterion);
        if (words != null) {
            return answers.of(words, message.getUid().asLong());
        }
        return ON_METADATA.contains(criterion.getClass())
                ? Answer.of(isMatch(criterion, message))
                : Answer.UNCLEAR;
    }

    private boolean isMatch(SearchQuery.Criterion criterion, MailboxMessage message)
            throws MailboxException {
        return single.isMatch(criterion, message, query.getRecentMessageUids());
    }

    private interface Leaf {
        Answer of(SearchQuery.Criterion criterion) throws MailboxException, IOException;
    }

    private static Answer one(SearchQuery.Criterion criterion, Leaf leaf)
            throws MailboxException, IOException {
        if (!(criterion instanceof SearchQuery.ConjunctionCriterion several)) {
            return leaf.of(criterion);
        }
        return switch (several.getType()) {
            case AND -> all(several.getCriteria(), leaf);
            case OR -> any(several.getCriteria(), leaf);
            case NOR ->
                    switch (any(several.getCriteria(), leaf)) {
                        case YES -> Answer.NO;
                        case NO -> Answer.YES;
                        case UNCLEAR -> Answer.UNCLEAR;
                    };
        };
    }

    private static Answer all(List<SearchQuery.Criterion> criteria, Leaf leaf)
            throws MailboxException, IOException {
        Answer all = Answer.YES;
        for (SearchQuery.Criterion criterion : criteria) {
            switch (one(criterion, leaf)) {
                case NO -> {
                    return Answer.NO;
                }
                case UNCLEAR -> all = Answer.UNCLEAR;
                case YES -> {
                    // As before.
                }
            }
        }
        return all;
    }

    private static Answer any(List<SearchQuery.Criterion> criteria, Leaf leaf)
            throws MailboxException, IOException {
        Answer any = Answer.NO;
        for (SearchQuery.Criterion criterion : criteria) {
            switch (one(criterion, leaf)) {
                case YES -> {
                    return Answer.YES;
                }
                case UNCLEAR -> any = Answer.UNCLEAR;
                case NO -> {
                    // As before.
                }
            }
        }
        return any;
    }
}
