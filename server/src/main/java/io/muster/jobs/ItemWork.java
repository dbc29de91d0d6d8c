package io.muster.jobs;

import io.muster.access.Permission;
import java.util.List;
import java.util.UUID;

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
     * Handles the items, set-based where it can; returns exactly one outcome for each, in any
     * order.
     */
    List<Outcome> handle(JobRun run, List<Item> items);

    /**
     * @param name what people call the subject, kept in the result even after it is gone
     */
    record Item(long number, UUID subject, String name) {}

    /** How it ended for one item. */
    enum Verdict {
        DONE,
        UNCHANGED,
        SKIPPED,
        FAILED
    }

    /**
     * @param reason a stable code ({@code users.primary-administrator}), empty when done
     * @param message a sentence for people, empty when done
     */
    record Outcome(long number, Verdict verdict, String reason, String message) {

        public static Outcome done(Item item) {
            return new Outcome(item.number(), Verdict.DONE, "", "");
        }

        public static Outcome unchanged(Item item, String reason, String message) {
            return new Outcome(item.number(), Verdict.UNCHANGED, reason, message);
        }

        public static Outcome skipped(Item item, String reason, String message) {
            return new Outcome(item.number(), Verdict.SKIPPED, reason, message);
        }

        public static Outcome failed(Item item, String reason, String message) {
            return new Outcome(item.number(), Verdict.FAILED, reason, message);
        }
    }
}
