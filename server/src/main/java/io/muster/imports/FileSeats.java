package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.imports.ImportPass.Decision;
import io.muster.imports.ImportRow.Fault;
import io.muster.imports.UserImport.Kind;
import io.muster.imports.Verdict.Answer;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningPlan;
import io.muster.users.UserRule;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Keeps a file from activating more users than there are seats. Rows are judged in the order of the
 * file: the first ones get what is free.
 *
 * <p>A seat that a row gives back is free when the file is done, not for a later row: so check and
 * run say the same, for in the check nothing is given back.
 */
@Component
class FileSeats {

    private static final String TALLY = "seats";

    private final Provisioning provisioning;
    private final VerdictRepository verdicts;

    FileSeats(Provisioning provisioning, VerdictRepository verdicts) {
        this.provisioning = provisioning;
        this.verdicts = verdicts;
    }

    /** Whether the row's user is made disabled for want of a seat. */
    static boolean seatless(Verdict verdict) {
        return verdict.answer() == Answer.CREATE
                && verdict.reason().equals(UserRule.NO_SEAT.code());
    }

    /** Begins to count over some rows of a pass; what earlier ones did is in the tally. */
    Count over(OrganizationScope scope, UserImport file, Kind kind, List<Candidate> candidates) {
        boolean touches =
                candidates.stream()
                        .anyMatch(one -> one.plan().takesSeat() || one.plan().freesSeat());
        if (!touches) {
            return new Count(scope, file, kind, Long.MAX_VALUE, "");
        }
        Provisioning.SeatsLeft left = provisioning.seatsLeft(scope);
        return new Count(
                scope,
                file,
                kind,
                left.limited() ? left.free() - tally(scope, file, kind) : Long.MAX_VALUE,
                left.sentence());
    }

    private long tally(OrganizationScope scope, UserImport file, Kind kind) {
        return verdicts.claimed(scope, file.id(), kind, List.of(TALLY)).getOrDefault(TALLY, 0L);
    }

    /** The rows of one portion, in the order of the file. */
    final class Count {

        private final OrganizationScope scope;
        private final UserImport file;
        private final Kind kind;
        private final String sentence;
        private long left;
        private long taken;
        private long freed;

        private Count(
                OrganizationScope scope, UserImport file, Kind kind, long left, String sentence) {
            this.scope = scope;
            this.file = file;
            this.kind = kind;
            this.left = left;
            this.sentence = sentence;
        }

        /** Why the user can't be activated, or starts disabled. */
        Optional<Fault> against(Decision decision) {
            ProvisioningPlan plan = decision.plan();
            return plan != null && decision.toDo() && plan.takesSeat() && left <= 0
                    ? Optional.of(new Fault(null, UserRule.NO_SEAT.code(), sentence))
                    : Optional.empty();
        }

        /** What is done for a row. */
        void count(Decision decision) {
            ProvisioningPlan plan = decision.plan();
            if (plan == null || !decision.toDo() || left == Long.MAX_VALUE) {
                return;
            }
            if (plan.takesSeat() && !seatless(decision.verdict())) {
                left--;
                taken++;
            } else if (plan.freesSeat()) {
                freed++;
            }
        }

        /** Tells later portions what is no longer free for them, or not yet. */
        void keep() {
            long more = kind == Kind.CHECK ? taken : freed;
            if (more > 0) {
                verdicts.add(scope, file.id(), kind, TALLY, more);
            }
        }
    }
}
