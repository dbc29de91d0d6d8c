package io.muster.mailengine;

import io.muster.mailengine.MessageText.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/**
 * The index as it was at one commit. Every question names the folder, and with it the organization:
 * nobody finds anything elsewhere.
 */
final class IndexView implements AutoCloseable {

    /** Messages in the index. */
    private static final int MANY = 1_000_000;

    /** Longer texts are looked for by reading; a question of Lucene's has at most 1,024 terms. */
    private static final int LONGEST = 1_000;

    private final SearcherManager searchers;
    private final IndexSearcher searcher;

    IndexView(SearcherManager searchers, IndexSearcher searcher) {
        this.searchers = searchers;
        this.searcher = searcher;
    }

    List<LeafReaderContext> leaves() {
        return searcher.getIndexReader().leaves();
    }

    /** The number up to which all messages of a folder are in; nothing where none is. */
    OptionalLong upTo(FolderId folder) throws IOException {
        OptionalLong[] found = {OptionalLong.empty()};
        each(
                new TermQuery(new Term(OpenIndex.PLACE, folder.serialize())),
                OpenIndex.UP_TO,
                (_, upTo) -> found[0] = OptionalLong.of(upTo));
        return found[0];
    }

    /** Those of a folder that have the text; nothing where that can't be told. */
    Optional<Set<Long>> having(FolderId folder, Written written) throws IOException {
        int[] text = written.text().codePoints().toArray();
        if (text.length == 0 || text.length > LONGEST) {
            return Optional.empty();
        }
        // What begins with so little is all over the index of everybody: the folder is read.
        if (text.length < OpenIndex.GRAM && searcher.getIndexReader().maxDoc() > MANY) {
            return Optional.empty();
        }
        var anywhere = new BooleanQuery.Builder();
        for (Part part : written.parts()) {
            anywhere.add(having(MailIndex.field(part), text), Occur.SHOULD);
        }
        return Optional.of(uids(folder, anywhere.build()));
    }

    /** Three characters overlap or touch, so that together they are the text. */
    private static Query having(String field, int[] text) {
        if (text.length < OpenIndex.GRAM) {
            // Each text ends with as many NULs as make every character the first of three.
            return new PrefixQuery(new Term(field, new String(text, 0, text.length)));
        }
        var sideBySide = new PhraseQuery.Builder();
        int last = text.length - OpenIndex.GRAM;
        for (int at = 0; at < last; at += OpenIndex.GRAM) {
            sideBySide.add(new Term(field, new String(text, at, OpenIndex.GRAM)), at);
        }
        sideBySide.add(new Term(field, new String(text, last, OpenIndex.GRAM)), last);
        return sideBySide.build();
    }

    /** Those of a folder of which not all is in. */
    Set<Long> cut(FolderId folder) throws IOException {
        return uids(folder, new TermQuery(new Term(OpenIndex.CUT, OpenIndex.CUT)));
    }

    /** All of a folder that are in. */
    Set<Long> all(FolderId folder) throws IOException {
        Set<Long> uids = new HashSet<>();
        each(of(folder), OpenIndex.UID, (_, uid) -> uids.add(uid));
        return uids;
    }

    int count(FolderId folder) throws IOException {
        return searcher.count(of(folder));
    }

    private Set<Long> uids(FolderId folder, Query query) throws IOException {
        Set<Long> uids = new HashSet<>();
        each(
                new BooleanQuery.Builder()
                        .add(of(folder), Occur.FILTER)
                        .add(query, Occur.FILTER)
                        .build(),
                OpenIndex.UID,
                (_, uid) -> uids.add(uid));
        return uids;
    }

    private static Query of(FolderId folder) {
        return new TermQuery(new Term(OpenIndex.FOLDER, folder.serialize()));
    }

    /** The folders that are in, in whole or in part. */
    List<FolderId> folders() throws IOException {
        return folders(new FieldExistsQuery(OpenIndex.UP_TO));
    }

    /** Those that were this owner's when they were indexed last. */
    List<FolderId> folders(UUID owner) throws IOException {
        return folders(new TermQuery(new Term(OpenIndex.OWNER, owner.toString())));
    }

    private List<FolderId> folders(Query query) throws IOException {
        List<FolderId> folders = new ArrayList<>();
        var names = new FolderId.Factory();
        var stored = searcher.storedFields();
        each(
                query,
                OpenIndex.UP_TO,
                (document, _) -> {
                    Document place = stored.document(document);
                    folders.add(names.fromString(place.get(OpenIndex.PLACE)));
                });
        return folders;
    }

    private interface Sink {
        void take(int document, long value) throws IOException;
    }

    /** The value of a field in all documents that match and have one. */
    private void each(Query query, String field, Sink sink) throws IOException {
        Weight weight =
                searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            NumericDocValues values = DocValues.getNumeric(leaf.reader(), field);
            Bits live = leaf.reader().getLiveDocs();
            DocIdSetIterator documents = scorer.iterator();
            for (int document = documents.nextDoc();
                    document != DocIdSetIterator.NO_MORE_DOCS;
                    document = documents.nextDoc()) {
                if ((live == null || live.get(document)) && values.advanceExact(document)) {
                    sink.take(leaf.docBase + document, values.longValue());
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        searchers.release(searcher);
    }
}
