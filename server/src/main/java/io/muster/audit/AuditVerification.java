package io.muster.audit;

import io.muster.audit.AuditSearch.Filter;
import io.muster.audit.AuditSearch.Stored;
import io.muster.audit.Checkpoints.Checkpoint;
import io.muster.kernel.OrganizationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Proves a chain: every entry's content against its hash, every hash against the one before, the
 * end against the noted end, and all of it against the signed checkpoints outside the database.
 */
@Component
class AuditVerification {

    private static final int MOST_FAULTS = 100;

    private final AuditSearch search;
    private final AuditRepository repository;
    private final Checkpoints checkpoints;

    AuditVerification(AuditSearch search, AuditRepository repository, Checkpoints checkpoints) {
        this.search = search;
        this.repository = repository;
        this.checkpoints = checkpoints;
    }

    /** What is wrong at a place of the chain. */
    enum Kind {
        /** The content is not what was hashed. */
        CHANGED,
        /** An entry is missing or stands at another place. */
        GAP,
        /** The entry does not follow the one before it. */
        BROKEN_LINK,
        /** Entries at the end are missing. */
        TRUNCATED,
        /** The chain is sound in itself but not the one that was signed: it was computed anew. */
        RECOMPUTED,
        /** The file of checkpoints was tampered with. */
        FORGED_CHECKPOINT
    }

    record Fault(long sequence, Kind kind) {}

    /**
     * @param faults the first hundred
     * @param lastSigned the highest sequence that a checkpoint vouches for, 0 when there is none
     *     yet
     */
    record Result(boolean valid, long entries, long lastSigned, List<Fault> faults) {}

    /** Needs a transaction around it. */
    Result verify(OrganizationId organization) {
        // First the file, then the rows: a chain only grows, so an entry written meanwhile is no
        // fault.
        Checkpoints.Found found = checkpoints.of(organization);
        Walk walk = new Walk(found.checkpoints());
        search.stream(organization, Filter.ALL, walk::entry);
        repository.head(organization).ifPresent(head -> walk.end(head.sequence(), head.hash()));
        walk.leftOver();
        if (found.forged() > 0) {
            walk.fault(0, Kind.FORGED_CHECKPOINT);
        }
        return new Result(
                walk.faults.isEmpty(), walk.entries, walk.lastSigned, List.copyOf(walk.faults));
    }

    private static final class Walk {

        private final Map<Long, String> signed = new HashMap<>();
        private final List<Fault> faults = new ArrayList<>();
        private long entries;
        private long expected = 1;
        private long lastSigned;
        private byte[] previous = AuditRepository.START.clone();

        Walk(List<Checkpoint> checkpoints) {
            checkpoints.forEach(checkpoint -> {
                signed.put(checkpoint.sequence(), checkpoint.hash());
                lastSigned = Math.max(lastSigned, checkpoint.sequence());
            });
        }

        void entry(Stored stored) {
            long sequence = stored.entry().sequence();
            entries++;
            if (sequence != expected) {
                fault(expected, Kind.GAP);
            } else if (!Arrays.equals(previous, stored.previousHash())) {
                fault(sequence, Kind.BROKEN_LINK);
            }
            if (!Arrays.equals(stored.entry().hash(stored.previousHash()), stored.hash())) {
                fault(sequence, Kind.CHANGED);
            }
            String vouched = signed.remove(sequence);
            if (vouched != null && !vouched.equals(HexFormat.of().formatHex(stored.hash()))) {
                fault(sequence, Kind.RECOMPUTED);
            }
            previous = stored.hash();
            expected = sequence + 1;
        }

        void end(long sequence, byte[] hash) {
            if (sequence >= expected) {
                fault(expected, Kind.TRUNCATED);
            } else if (sequence == expected - 1 && !Arrays.equals(hash, previous)) {
                fault(sequence, Kind.BROKEN_LINK);
            }
        }

        /** Checkpoints of entries that are not there. */
        void leftOver() {
            if (signed.keySet().stream().anyMatch(sequence -> sequence >= expected)) {
                fault(expected, Kind.TRUNCATED);
            }
        }

        void fault(long sequence, Kind kind) {
            if (faults.size() < MOST_FAULTS && !faults.contains(new Fault(sequence, kind))) {
                faults.add(new Fault(sequence, kind));
            }
        }
    }
}
