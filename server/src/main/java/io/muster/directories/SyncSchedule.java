package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.directories.SyncRepository.Due;
import io.muster.jobs.RecurringWork;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Begins the syncs whose time has come, each with what may be done by whoever answers for the
 * directory. What finds no place to read waits for the next time.
 */
@Component
class SyncSchedule implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(SyncSchedule.class);

    private static final int PORTION = 100;

    /** When somebody who found no place to read tries again. */
    private static final Duration NO_PLACE = Duration.ofMinutes(1);

    private final SyncRepository repository;
    private final DirectoryRepository directories;

    /** Starts jobs, which the machinery that runs this is part of. */
    private final ObjectProvider<SyncRunning> running;

    private final Vouching vouching;
    private final Scopes scopes;

    SyncSchedule(
            SyncRepository repository,
            DirectoryRepository directories,
            ObjectProvider<SyncRunning> running,
            Vouching vouching,
            Scopes scopes) {
        this.repository = repository;
        this.directories = directories;
        this.running = running;
        this.vouching = vouching;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "directories.sync";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void run() {
        scopes.run(scopes.machinery(), repository::endDead);
        for (Due due : scopes.in(scopes.machinery(), () -> repository.due(PORTION))) {
            try {
                begin(due);
            } catch (RuntimeException fault) {
                LOG.warn(
                        "The sync of directory {} waits for its next turn", due.directory(), fault);
                later(due, null);
            }
        }
    }

    private void begin(Due due) {
        OrganizationScope whole = scopes.organization(scopes.machinery(), due.organization());
        Optional<Directory> found =
                scopes.in(whole, () -> directories.find(whole, due.directory()));
        if (found.isEmpty() || scopes.isSwitchedOff(due.organization())) {
            // Whoever can't begin must not stand in front of those who can.
            later(due, null);
            return;
        }
        Optional<OrganizationScope> answering =
                vouching.answerable(found.get(), due.organization(), found.get().settings().name());
        OrganizationScope scope = answering.orElse(whole);
        scopes.run(
                scope,
                () -> {
                    Optional<Directory> directory = directories.lock(scope, due.directory());
                    if (directory.isEmpty()) {
                        return;
                    }
                    boolean takes =
                            answering.isEmpty()
                                    ? running.getObject()
                                            .refuse(scope, directory.get(), "NOBODY_ANSWERS")
                                    : !(running.getObject()
                                                    .begin(scope, directory.get(), true, true)
                                            instanceof SyncRunning.Begun.NoPlace);
                    repository.takeTurn(scope, due.directory(), takes ? null : NO_PLACE);
                });
    }

    /**
     * @param pause until it is tried again; null for the pause between two runs
     */
    private void later(Due due, @Nullable Duration pause) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), due.organization());
        scopes.run(scope, () -> repository.takeTurn(scope, due.directory(), pause));
    }
}
