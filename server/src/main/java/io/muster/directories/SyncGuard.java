package io.muster.directories;

import java.util.Optional;

/** Why a sync stops before it disables anybody. */
enum SyncGuard {
    /** The server kept entries back. */
    CUT(false),
    /** Entries don't show their ids, so nobody can tell whose are gone. */
    UNREADABLE(false),
    /** The directory has nobody, though users come from it. */
    EMPTY(true),
    /** More are gone than go on one day. */
    MANY_VANISHED(true);

    static final int MOST_VANISHED = 50;
    static final int MOST_PERCENT = 5;

    private final boolean approvable;

    SyncGuard(boolean approvable) {
        this.approvable = approvable;
    }

    /** Whether somebody may say that it is right so. */
    boolean isApprovable() {
        return approvable;
    }

    /**
     * What an answer of a directory is worth.
     *
     * @param linked users whose entries were there a day ago
     * @param vanished those of them whose entries are not in the answer, or went on the last day:
     *     many runs of a day take together no more than one
     */
    static Optional<SyncGuard> against(DirectoryWalk.Walked walked, int linked, int vanished) {
        if (walked.cut()) {
            return Optional.of(CUT);
        }
        if (walked.withoutId() > 0) {
            return Optional.of(UNREADABLE);
        }
        if (walked.entries() == 0 && linked > 0) {
            return Optional.of(EMPTY);
        }
        return vanished > MOST_VANISHED || 100L * vanished > (long) MOST_PERCENT * linked
                ? Optional.of(MANY_VANISHED)
                : Optional.empty();
    }
}
