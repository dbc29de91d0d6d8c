package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.directories.SyncDifference.Kind;
import io.muster.directories.SyncRun.State;
import io.muster.kernel.Change;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import io.muster.kernel.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What administrators do so that users follow the entries that they come from. */
@Component
class DirectorySyncs {

    /** What a directory said longer ago isn't applied. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final DirectoryRepository directories;
    private final SyncRepository repository;
    private final DifferenceRepository differences;
    private final SyncRunning running;
    private final Scopes scopes;
    private final AuditLog audit;

    DirectorySyncs(
            DirectoryRepository directories,
            SyncRepository repository,
            DifferenceRepository differences,
            SyncRunning running,
            Scopes scopes,
            AuditLog audit) {
        this.directories = directories;
        this.repository = repository;
        this.differences = differences;
        this.running = running;
        this.scopes = scopes;
        this.audit = audit;
    }

    SyncSettings settings(OrganizationScope scope, DirectoryId id) {
        return scopes.in(
                scope,
                () -> {
                    demandDirectory(scope, id);
                    return stored(scope, id);
                });
    }

    /**
     * Says when it happens by itself.
     *
     * @param everyMinutes null for never
     */
    SyncSettings save(
            OrganizationScope scope,
            DirectoryId id,
            Version read,
            boolean createsUsers,
            @Nullable Integer everyMinutes) {
        return scopes.in(
                scope,
                () -> {
                    Directory directory =
                            directories.lock(scope, id).orElseThrow(DirectorySyncs::noDirectory);
                    SyncSettings before = stored(scope, id);
                    if (!before.version().equals(read)) {
                        throw Version.changedMeanwhile(
                                        DirectorySyncEndpoint.DirectorySyncSettings.of(before))
                                .refusal();
                    }
                    if (everyMinutes != null || createsUsers) {
                        demandRights(scope, createsUsers);
                    }
                    repository.save(scope, id, createsUsers, everyMinutes);
                    audit.record(
                            scope,
                            Change.done(
                                    "directories.sync-changed",
                                    "directory",
                                    id.value(),
                                    directory.settings().name(),
                                    told(before.createsUsers(), before.everyMinutes()),
                                    told(createsUsers, everyMinutes)));
                    return stored(scope, id);
                });
    }

    /** What happens by itself has the rights of another: who lets it begin could do it himself. */
    private static void demandRights(OrganizationScope scope, boolean createsUsers) {
        List<Permission> needed = new ArrayList<>();
        needed.add(Permission.USERS_EDIT);
        needed.add(Permission.USERS_DISABLE);
        if (createsUsers) {
            needed.add(Permission.USERS_CREATE);
        }
        needed.removeIf(scope::holds);
        if (!needed.isEmpty()) {
            throw DirectoryProblems.notPermitted(needed.getFirst()).refusal();
        }
    }

    private SyncSettings stored(OrganizationScope scope, DirectoryId id) {
        return repository.settings(scope, id).orElse(SyncSettings.USUAL);
    }

    private static Map<String, Object> told(boolean createsUsers, @Nullable Integer everyMinutes) {
        return Map.of(
                "createsUsers",
                createsUsers,
                "everyMinutes",
                everyMinutes == null ? "" : everyMinutes);
    }

    /**
     * Begins to compare; nobody waits for the end.
     *
     * @param applies whether the differences are applied then, where no guard says no
     */
    SyncRun start(OrganizationScope scope, DirectoryId id, boolean applies) {
        return scopes.in(
                scope,
                () -> {
                    Directory directory =
                            directories.lock(scope, id).orElseThrow(DirectorySyncs::noDirectory);
                    SyncRunId run =
                            switch (running.begin(scope, directory, applies, false)) {
                                case SyncRunning.Begun.Reading(SyncRunId begun) -> begun;
                                case SyncRunning.Begun.AtWork() ->
                                        throw DirectoryProblems.syncAtWork().refusal();
                                case SyncRunning.Begun.NoPlace() ->
                                        throw DirectoryProblems.beingRead().refusal();
                            };
                    return repository.find(scope, id, run).orElseThrow();
                });
    }

    /**
     * Applies what a comparison has shown.
     *
     * @param vanished how many users whose entries are gone are disabled, as whoever says yes has
     *     seen it; counts where a guard has stopped it
     */
    SyncRun apply(
            OrganizationScope scope, DirectoryId id, SyncRunId runId, @Nullable Integer vanished) {
        return scopes.in(
                scope,
                () -> {
                    Directory directory =
                            directories.lock(scope, id).orElseThrow(DirectorySyncs::noDirectory);
                    SyncRun run = find(scope, id, runId).orElseThrow(DirectorySyncs::noRun);
                    check(scope, directory, run);
                    int gone = run.count(Kind.VANISHED);
                    if (run.state() == State.STOPPED && (vanished == null || vanished != gone)) {
                        throw Problem.invalid(
                                        "vanished",
                                        "differs",
                                        "Give the number of users who are disabled because their entries are gone.")
                                .refusal();
                    }
                    if (!running.apply(scope, directory, run)) {
                        throw DirectoryProblems.syncAtWork().refusal();
                    }
                    return find(scope, id, runId).orElseThrow();
                });
    }

    private void check(OrganizationScope scope, Directory directory, SyncRun run) {
        if (run.state() != State.COMPARED && !run.isApprovable()) {
            throw DirectoryProblems.notApplicable(
                            "Only what was read wholly, and is not applied yet, is applied.")
                    .refusal();
        }
        SyncRun newest =
                repository
                        .list(scope, directory.id(), Keyset.byId("directory-sync-runs", 1, null))
                        .getFirst();
        boolean old = run.startedAt().isBefore(Instant.now().minus(LONGEST_WAIT));
        if (old || !newest.id().equals(run.id()) || !run.settings().equals(directory.version())) {
            throw DirectoryProblems.notApplicable(
                            "Since then the directory was compared again or changed, or a day has gone by: compare anew.")
                    .refusal();
        }
    }

    Page<SyncRun> list(OrganizationScope scope, DirectoryId id, Keyset keyset) {
        return scopes.in(
                scope,
                () -> {
                    demandDirectory(scope, id);
                    return keyset.page(
                            repository.list(scope, id, keyset), run -> run.id().toString());
                });
    }

    Optional<SyncRun> find(OrganizationScope scope, DirectoryId id, SyncRunId run) {
        return scopes.in(scope, () -> repository.find(scope, id, run));
    }

    Page<SyncDifference> differences(
            OrganizationScope scope,
            DirectoryId id,
            SyncRunId run,
            @Nullable Kind kind,
            Keyset keyset) {
        return scopes.in(
                scope,
                () -> {
                    if (find(scope, id, run).isEmpty()) {
                        throw noRun();
                    }
                    return keyset.page(
                            differences.list(scope, run, kind, keyset), one -> one.id().toString());
                });
    }

    private void demandDirectory(OrganizationScope scope, DirectoryId id) {
        if (directories.find(scope, id).isEmpty()) {
            throw noDirectory();
        }
    }

    private static Refusal noDirectory() {
        return Problem.notFound("directory").refusal();
    }

    private static Refusal noRun() {
        return Problem.notFound("run").refusal();
    }
}
