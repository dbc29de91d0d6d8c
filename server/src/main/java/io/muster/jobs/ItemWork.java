package io.muster.jobs;

import io.muster.access.Permission;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One kind of job over items listed at its start, most often users. A module has a Spring bean for
 * each.
 *
 * <p>Items come in portions, each portion in one transaction; when a portion fails as a whole, its
 * items are tried one by one, so that one bad item stops nothing.
 */
public interface ItemWork {

    /** Stable and unique: {@code users.disable}. */
    String kind();

    /**
     * The right that the starter must hold at every portion. When he loses it, the job ends with
     * that as its reason.
     */
    Permission needs();

    /**
     * Whether two portions may be handled at the same time, each in a transaction of its own. For
     * work that judges each item alone and that all portions take their locks for in the same
     * order.
     */
    default boolean sideBySide() {
        return false;
    }

    /**
     * How long the job rests before it handles the portion that begins with this item; asked again
     * after the rest. While it rests other jobs have its place, and it survives the end of the
     * server.
     *
     * @param run its position is the item before which the job rested last, 0 when it never did
     */
    default Duration restBefore(JobRun run, long item) {
        return Duration.ZERO;
    }

    /**
     * Handles the items, set-based where it can; returns exactly one outcome for each, in any
     * order.
     */
    List<Outcome> handle(JobRun run, List<Item> items);

    /**
     * @param name what people call the subject, kept in the result even after it is gone
     * @param kept in an undo what the subject goes back to, as the outcome told it; else null
     */
    record Item(long number, UUID subject, String name, @Nullable String kept) {}

    /** How it ended for one item. */
    enum Verdict {
        DONE,
        UNCHANGED,
        SKIPPED,
        FAILED
    }

    /**
     * @param reason a stable code ({@code users.primary-administrator}), empty when wholly done
     * @param message a sentence for people, empty when done
     * @param kept JSON: what the subject had before of that which was changed, for an undo; null
     *     when there is nothing to go back to
     */
    record Outcome(
            long number, Verdict verdict, String reason, String message, @Nullable String kept) {

        public static Outcome done(Item item) {
            return done(item, null);
        }

        /** Done, and can be undone. */
        public static Outcome done(Item item, @Nullable String kept) {
            return new Outcome(item.number(), Verdict.DONE, "", "", kept);
        }

        /** Done, but for something that the reason tells. */
        public static Outcome partly(Item item, String reason, String message) {
            return new Outcome(item.number(), Verdict.DONE, reason, message, null);
        }

        public static Outcome unchanged(Item item, String reason, String message) {
            return new Outcome(item.number(), Verdict.UNCHANGED, reason, message, null);
        }

        public static Outcome skipped(Item item, String reason, String message) {
            return new Outcome(item.number(), Verdict.SKIPPED, reason, message, null);
        }

        public static Outcome failed(Item item, String reason, String message) {
            return new Outcome(item.number(), Verdict.FAILED, reason, message, null);
        }
    }
}
