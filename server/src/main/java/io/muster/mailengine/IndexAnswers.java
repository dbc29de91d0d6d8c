package io.muster.mailengine;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the index says of one folder.
 *
 * @param upTo the number up to which it knows all messages
 * @param having who has what was asked; what it can't tell is missing
 * @param cut messages of which it knows the beginning only
 */
record IndexAnswers(long upTo, Map<Written, Set<Long>> having, Set<Long> cut) {

    static final IndexAnswers NONE = new IndexAnswers(0, Map.of(), Set.of());

    enum Answer {
        YES,
        NO,
        /** Its content tells. */
        UNCLEAR;

        static Answer of(boolean yes) {
            return yes ? YES : NO;
        }
    }

    Answer of(Written written, long uid) {
        Set<Long> those = having.get(written);
        if (those == null || uid > upTo) {
            return Answer.UNCLEAR;
        }
        if (those.contains(uid)) {
            return written.certain() ? Answer.YES : Answer.UNCLEAR;
        }
        return cut.contains(uid) ? Answer.UNCLEAR : Answer.NO;
    }

    /** Those indexed that may match; nothing where all may. */
    Optional<Set<Long>> mayHave(Written written) {
        return Optional.ofNullable(having.get(written))
                .map(those -> {
                    Set<Long> all = new HashSet<>(those);
                    all.addAll(cut);
                    return all;
                });
    }
}
