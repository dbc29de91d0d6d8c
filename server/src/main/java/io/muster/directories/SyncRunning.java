package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.directories.SyncRun.State;
import io.muster.jobs.JobEnded;
import io.muster.jobs.JobState;
import io.muster.jobs.Jobs;
import io.muster.kernel.Change;
import io.muster.kernel.JobId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Begins and ends syncs; runs in its caller's transaction. */
@Component
class SyncRunning {

    private static final int PORTION = 1_000;

    private final SyncReading reading;
    private final SyncRepository repository;
    private final DifferenceRepository differences;
    private final ReadingPlaces places;
    private final Jobs jobs;
    private final Scopes scopes;
    private final AuditLog audit;

    SyncRunning(
            SyncReading reading,
            SyncRepository repository,
            DifferenceRepository differences,
            ReadingPlaces places,
            Jobs jobs,
            Scopes scopes,
            AuditLog audit) {
        this.reading = reading;
        this.repository = repository;
        this.differences = differences;
        this.places = places;
        this.jobs = jobs;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of a wish to begin. */
    sealed interface Begun {
        record Reading(SyncRunId run) implements Begun {}

        /** Another run of the directory is at work. */
        record AtWork() implements Begun {}

        /** So many directories are being read that this one has to wait. */
        record NoPlace() implements Begun {}
    }

    /** Begins to read after the transaction at hand, for which the directory is locked. */
    Begun begin(OrganizationScope scope, Directory directory, boolean applies, boolean scheduled) {
        if (!places.take(scope.organization())) {
            return new Begun.NoPlace();
        }
        // Before anything that can fail: whatever becomes of it, the place is given back.
        AtomicReference<@Nullable Runnable> reader = new AtomicReference<>();
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCompletion(int status) {
                        begin(scope, status == STATUS_COMMITTED ? reader.get() : null);
                    }
                });
        SyncRunId id = SyncRunId.next();
        if (!repository.begin(scope, id, directory, applies, scheduled)) {
            return new Begun.AtWork();
        }
        boolean creates =
                repository
                        .settings(scope, directory.id())
                        .orElse(SyncSettings.USUAL)
                        .createsUsers();
        repository.forget(scope, directory.id());
        reader.set(() -> read(scope, directory, id, creates));
        return new Begun.Reading(id);
    }

    private void begin(OrganizationScope scope, @Nullable Runnable reader) {
        boolean started = false;
        try {
            if (reader != null) {
                Thread.ofVirtual().name("directory-sync").start(reader);
                started = true;
            }
        } finally {
            if (!started) {
                places.leave(scope.organization());
            }
        }
    }

    /** Notes a run that can't begin; always true, for it is over. */
    boolean refuse(OrganizationScope scope, Directory directory, String reason) {
        SyncRunId id = SyncRunId.next();
        if (repository.begin(scope, id, directory, true, true)) {
            repository.forget(scope, directory.id());
            reading.failed(scope, directory, id, reason);
        }
        return true;
    }

    private void read(OrganizationScope scope, Directory directory, SyncRunId id, boolean creates) {
        try {
            reading.read(scope, directory, id, creates, run -> apply(scope, directory, run));
        } finally {
            places.leave(scope.organization());
        }
    }

    /** Starts the job that applies what differs; false while another run is at work. */
    boolean apply(OrganizationScope scope, Directory directory, SyncRun run) {
        JobId job =
                jobs.start(
                        scope,
                        DirectorySyncWork.KIND,
                        new DirectorySyncWork.Options(
                                directory.id(), run.id(), run.settings().number()),
                        DirectorySyncWork.PORTION,
                        items -> list(scope, run.id(), items));
        // The end of the log is taken last: everybody waits for it.
        boolean turned = repository.turn(scope, run.id(), run.state(), State.APPLYING, "", job);
        Map<String, Object> told = new HashMap<>();
        run.counts().forEach((kind, number) -> told.put(kind.name(), number));
        told.put("jobId", job.toString());
        told.put("approved", run.reason());
        audit.record(
                scope,
                Change.done(
                        "directories.synced",
                        "directory",
                        directory.id().value(),
                        directory.settings().name(),
                        Map.of(),
                        told));
        return turned;
    }

    private void list(OrganizationScope scope, SyncRunId run, Jobs.Items items) {
        UUID last = null;
        List<SyncDifference> some;
        do {
            some = differences.toApply(scope, run, last, PORTION);
            items.add(some.stream().map(one -> new Jobs.Subject(one.id(), one.name())).toList());
            last = some.isEmpty() ? last : some.getLast().id();
        } while (some.size() == PORTION);
    }

    /** A run is over with its job. */
    @EventListener
    void end(JobEnded ended) {
        if (!ended.job().kind().equals(DirectorySyncWork.KIND)) {
            return;
        }
        OrganizationScope scope = ended.scope();
        scopes.run(
                scope,
                () ->
                        repository
                                .ofJob(scope, ended.job().id())
                                .ifPresent(run ->
                                        repository.turn(
                                                scope,
                                                run.id(),
                                                State.APPLYING,
                                                State.DONE,
                                                ended.job().state() == JobState.COMPLETED
                                                        ? ""
                                                        : ended.job().state().name(),
                                                null)));
    }
}
