package io.muster.mailengine;

import io.muster.mailengine.MessageText.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index while it is open. A message is a document, found by its folder; so is the place up to
 * which a folder is indexed, which is written together with the messages and so is never ahead of
 * them. One thread writes; what it wrote is seen at once and all together when it commits.
 */
final class OpenIndex {

    /** Another one when texts are read in another way: what was indexed before is of no use. */
    static final String FORMAT = "1";

    static final int GRAM = 3;

    static final String FOLDER = "folder";
    static final String UID = "uid";
    static final String CUT = "cut";
    private static final String KEY = "key";
    static final String PLACE = "place";
    static final String OWNER = "owner";
    static final String UP_TO = "upTo";

    private static final Logger LOG = LoggerFactory.getLogger(OpenIndex.class);

    private static final int MEMORY_MIB = 16;

    private static final FieldType WORDS = words();

    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private OpenIndex(FSDirectory directory, IndexWriter writer, SearcherManager searchers) {
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
    }

    private static FieldType words() {
        var words = new FieldType();
        words.setTokenized(true);
        // Positions tell whether the grams of a text stand side by side: no message is read again.
        words.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        words.setOmitNorms(true);
        words.freeze();
        return words;
    }

    /** Cuts texts into all runs of three characters. */
    private static final class Grams extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            return new TokenStreamComponents(new NGramTokenizer(GRAM, GRAM));
        }
    }

    static OpenIndex of(Path folder) throws IOException {
        FSDirectory directory = FSDirectory.open(folder);
        try {
            var writer =
                    new IndexWriter(
                            directory,
                            new IndexWriterConfig(new Grams())
                                    .setRAMBufferSizeMB(MEMORY_MIB)
                                    .setCommitOnClose(false));
            try {
                return new OpenIndex(
                        directory, writer, new SearcherManager(writer, new SearcherFactory()));
            } catch (IOException | RuntimeException fault) {
                writer.rollback();
                throw fault;
            }
        } catch (IOException | RuntimeException fault) {
            directory.close();
            throw fault;
        }
    }

    /** What was told at the last commit. */
    Map<String, String> told() {
        Map<String, String> told = new HashMap<>();
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            data.forEach(entry -> told.put(entry.getKey(), entry.getValue()));
        }
        return told;
    }

    /** Reads all files and compares their sums. */
    void check() throws IOException {
        IndexView view = view();
        try (view) {
            for (LeafReaderContext leaf : view.leaves()) {
                leaf.reader().checkIntegrity();
            }
        }
    }

    /** The state of the last commit, until it is closed. */
    IndexView view() throws IOException {
        return new IndexView(searchers, searchers.acquire());
    }

    void add(FolderId folder, long uid, MessageText text) throws IOException {
        var document = new Document();
        document.add(new StringField(KEY, key(folder, uid), Field.Store.NO));
        document.add(new StringField(FOLDER, folder.serialize(), Field.Store.NO));
        document.add(new NumericDocValuesField(UID, uid));
        if (text.cut()) {
            document.add(new StringField(CUT, CUT, Field.Store.NO));
        }
        for (Map.Entry<Part, String> part : text.texts().entrySet()) {
            document.add(new Field(MailIndex.field(part.getKey()), part.getValue(), WORDS));
        }
        writer.updateDocument(new Term(KEY, key(folder, uid)), document);
    }

    /** Notes that all messages of the folder up to this number are in. */
    void place(FolderId folder, UUID owner, long upTo) throws IOException {
        var document = new Document();
        document.add(new StringField(PLACE, folder.serialize(), Field.Store.YES));
        document.add(new StringField(OWNER, owner.toString(), Field.Store.YES));
        document.add(new NumericDocValuesField(UP_TO, upTo));
        writer.updateDocument(new Term(PLACE, folder.serialize()), document);
    }

    void remove(FolderId folder, Collection<Long> uids) throws IOException {
        writer.deleteDocuments(
                uids.stream().map(uid -> new Term(KEY, key(folder, uid))).toArray(Term[]::new));
    }

    void forget(FolderId folder) throws IOException {
        writer.deleteDocuments(
                new Term(FOLDER, folder.serialize()), new Term(PLACE, folder.serialize()));
    }

    /** What was written becomes durable, and is seen by whoever searches from now on. */
    void commit(MailIndex.Origin origin) throws IOException {
        writer.setLiveCommitData(origin.told().entrySet());
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    private static String key(FolderId folder, long uid) {
        return folder.serialize() + "/" + uid;
    }

    /** Whatever wasn't committed is given up: it is in the store. */
    void close() {
        try {
            // Each, also where one before fails: a lock that stays would keep it closed for good.
            IOUtils.close(searchers, writer::rollback, directory);
        } catch (IOException | RuntimeException fault) {
            LOG.warn("The search index of mail wasn't closed cleanly", fault);
        }
    }
}
