package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.directories.DirectoryRule.Verdict;
import io.muster.kernel.Problem.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tries directories out for administrators, before and after they are saved. */
@Component
class DirectoryTesting {

    /** A test can take a minute or two; a few at once are enough for people. */
    private static final int AT_ONCE = 4;

    private final DirectoryActs acts;
    private final DirectoryTrial trial;
    private final Semaphore running = new Semaphore(AT_ONCE);

    DirectoryTesting(DirectoryActs acts, DirectoryTrial trial) {
        this.acts = acts;
        this.trial = trial;
    }

    /** What became of a test. */
    sealed interface Outcome {
        record Tested(DirectoryReport report) implements Outcome {}

        record Invalid(List<FieldError> errors) implements Outcome {}

        record Gone() implements Outcome {}

        /** So many run already that this one didn't. */
        record Busy() implements Outcome {}
    }

    Outcome saved(OrganizationScope scope, DirectoryId id) {
        Optional<Directory> found = acts.find(scope, id);
        return found.isEmpty()
                ? new Outcome.Gone()
                : run(scope, id, found.get().settings(), acts.secret(found.get()));
    }

    /**
     * Tests what was not saved yet.
     *
     * @param id of the directory that is being changed, whose secret is used where none is given;
     *     null for a new one
     */
    Outcome wanted(OrganizationScope scope, @Nullable DirectoryId id, DirectoryWish wish) {
        Directory before = id == null ? null : acts.find(scope, id).orElse(null);
        if (id != null && before == null) {
            return new Outcome.Gone();
        }
        return switch (DirectoryRule.decide(wish, before)) {
            case Verdict.Refused(var errors) -> new Outcome.Invalid(errors);
            case Verdict.Accepted accepted ->
                    run(
                            scope,
                            id,
                            accepted.settings(),
                            accepted.keepsSecret() && before != null
                                    ? acts.secret(before)
                                    : accepted.secret());
        };
    }

    private Outcome run(
            OrganizationScope scope,
            @Nullable DirectoryId id,
            DirectorySettings settings,
            @Nullable String secret) {
        if (!running.tryAcquire()) {
            return new Outcome.Busy();
        }
        try {
            // No transaction is open while another server is waited for.
            DirectoryReport report = trial.run(settings, secret);
            acts.tried(scope, id, settings, report);
            return new Outcome.Tested(report);
        } finally {
            running.release();
        }
    }
}
