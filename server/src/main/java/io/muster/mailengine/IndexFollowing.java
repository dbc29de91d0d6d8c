package io.muster.mailengine;

import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.mailboxes.MailboxOwner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Brings the search index after the store: what the notes of changes name, what somebody wants
 * built anew, and at the start whatever it lacks. Safe to be killed: the index says itself how far
 * it is, and notes go after its commit.
 */
@Component
class IndexFollowing implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFollowing.class);

    /** So many mailboxes go with one commit. */
    private static final int CHANGES = 200;

    private static final int FOLDERS = 500;

    /** So long one run goes on while there is something to do. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final UUID FIRST = new UUID(0, 0);

    private final MailIndex index;
    private final MailStore store;
    private final IndexRows rows;

    /** The folder up to which all were compared since the start; null when they all were. */
    private volatile @Nullable UUID compared = FIRST;

    private boolean checked;

    IndexFollowing(MailIndex index, Scopes scopes, JdbcClient jdbc) {
        this.index = index;
        this.store = new MailStore(scopes, jdbc, Owners.BY_ID);
        this.rows = new IndexRows(jdbc);
    }

    @Override
    public String name() {
        return "mailengine.follow-index";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public synchronized void run() {
        Optional<OpenIndex> open = index.open();
        if (open.isEmpty()) {
            startOver();
            return;
        }
        try {
            if (!isStillRight(open.get())) {
                return;
            }
            long end = System.nanoTime() + TURN.toNanos();
            boolean more = true;
            while (more && System.nanoTime() < end) {
                more = step(open.get());
            }
            index.worked();
        } catch (IOException | AlreadyClosedException fault) {
            startOver();
            index.recover(fault);
        } catch (DataAccessException | TransactionException away) {
            // What was committed is right; it goes on there when the database is back.
            index.giveUp();
            throw away;
        } catch (RuntimeException fault) {
            // What is half written must not get into the next commit.
            startOver();
            index.giveUp();
            throw fault;
        }
    }

    private void startOver() {
        checked = false;
        compared = FIRST;
    }

    /**
     * At the start, and after a search met a fault. Otherwise the next run begins with an empty
     * one.
     */
    private boolean isStillRight(OpenIndex open) throws IOException {
        if (checked && !index.isSuspected()) {
            return true;
        }
        if (!checked && !origin().canHave(open.told()) && !open.told().isEmpty()) {
            LOG.warn(
                    "The search index of mail is of another database, of a later state of this one or of another version:"
                            + " it is built anew from the store");
            startOver();
            index.beginAnew();
            return false;
        }
        if (!checked && open.told().isEmpty()) {
            LOG.info("The search index of mail is new: it is built from the store");
        }
        open.check();
        index.trusted();
        checked = true;
        return true;
    }

    private MailIndex.Origin origin() {
        return store.together(rows::origin);
    }

    /** One piece of work; false where nothing is left to do. */
    private boolean step(OpenIndex open) throws IOException {
        boolean followed = followChanges(open);
        boolean built = buildAnew(open);
        boolean missing = compare(open);
        return followed || built || missing;
    }

    private boolean followChanges(OpenIndex open) throws IOException {
        List<IndexRows.Changed> changes = store.together(() -> rows.changed(CHANGES));
        if (changes.isEmpty()) {
            return false;
        }
        var update = new IndexUpdate(open, store, rows);
        for (IndexRows.Changed change : changes) {
            update.follow(change.owner());
        }
        update.commit();
        store.<Boolean>together(() -> {
            rows.followed(changes);
            return true;
        });
        return changes.size() == CHANGES;
    }

    /** The next mailbox that somebody wants indexed anew. */
    private boolean buildAnew(OpenIndex open) throws IOException {
        Optional<IndexRows.Wanted> wanted = store.together(rows::begin);
        if (wanted.isEmpty()) {
            return false;
        }
        MailboxOwner owner = wanted.get().owner();
        long messages = new IndexUpdate(open, store, rows).buildAnew(owner);
        store.<Boolean>together(() -> {
            rows.done(wanted.get(), messages);
            return true;
        });
        return true;
    }

    /** All folders once, in portions: after a start, or from nothing. */
    private boolean compare(OpenIndex open) throws IOException {
        UUID after = compared;
        if (after == null) {
            return false;
        }
        var update = new IndexUpdate(open, store, rows);
        if (after.equals(FIRST)) {
            update.forgetThoseGone();
        }
        List<IndexRows.Folder> folders = store.together(() -> rows.foldersAfter(after, FOLDERS));
        UUID last = after;
        for (IndexRows.Folder folder : folders) {
            update.follow(folder);
            // A rest of a portion is no loss: those before are in.
            last = folder.id().value();
            if (update.isLarge()) {
                break;
            }
        }
        update.commit();
        compared = last;
        if (folders.isEmpty()) {
            compared = null;
            LOG.info("The search index of mail has all that is stored");
        }
        return !folders.isEmpty();
    }

    /** Changed mailboxes that it still has to follow. */
    long waiting() {
        return store.together(rows::waiting);
    }

    /** Whether it compared all folders since the start. */
    boolean isComplete() {
        return compared == null;
    }
}
