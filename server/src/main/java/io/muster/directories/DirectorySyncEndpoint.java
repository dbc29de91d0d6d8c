package io.muster.directories;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.directories.SyncDifference.Kind;
import io.muster.kernel.JobId;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Users follow the entries that they come from. Nothing is ever written to a directory. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/directories/{directoryId}/sync")
class DirectorySyncEndpoint {

    private final DirectorySyncs syncs;

    DirectorySyncEndpoint(DirectorySyncs syncs) {
        this.syncs = syncs;
    }

    /**
     * @param createsUsers whether users are made of entries that have none
     * @param everyMinutes null while nothing happens by itself
     * @param nextRunAt when it happens next by itself; null for never
     * @param version the number in the entity tag
     */
    record DirectorySyncSettings(
            boolean createsUsers,
            @Nullable Integer everyMinutes,
            @Nullable Instant nextRunAt,
            int version) {

        static DirectorySyncSettings of(SyncSettings settings) {
            return new DirectorySyncSettings(
                    settings.createsUsers(),
                    settings.everyMinutes(),
                    settings.nextRunAt(),
                    settings.version().number());
        }
    }

    /**
     * @param createsUsers whether users are made of entries that have none; no when it is left out
     * @param everyMinutes 15 to 1440; left out so that nothing happens by itself
     */
    record DirectorySyncSettingsRequest(
            @Nullable Boolean createsUsers, @Nullable Integer everyMinutes) {}

    /**
     * @param apply whether the differences are applied, where no guard says no; else they are shown
     */
    record DirectorySyncRequest(@Nullable Boolean apply) {}

    /**
     * @param vanished how many users are disabled because their entries are gone; needed where a
     *     guard has stopped the sync, left out elsewhere
     */
    record DirectorySyncApproval(@Nullable Integer vanished) {}

    /** How many differences there are of a kind. */
    record DirectoryDifferenceCount(Kind kind, int number) {}

    /**
     * @param applies whether the differences are applied at once, where no guard says no
     * @param scheduled whether it began by itself
     * @param reason why it failed or stopped, or that its job didn't do all; empty for others
     * @param approvable whether it was stopped and can be applied all the same
     * @param entries how many the directory has
     * @param linked users whose entries were there until then
     * @param newcomers entries that have no user
     * @param job that applies the differences; null when none does
     */
    record DirectorySyncRun(
            SyncRunId id,
            SyncRun.State state,
            String reason,
            boolean approvable,
            boolean applies,
            boolean scheduled,
            String startedBy,
            Instant startedAt,
            @Nullable Instant endedAt,
            int entries,
            int linked,
            int newcomers,
            List<DirectoryDifferenceCount> counts,
            @Nullable JobId job) {

        static DirectorySyncRun of(SyncRun run) {
            return new DirectorySyncRun(
                    run.id(),
                    run.state(),
                    run.reason(),
                    run.isApprovable(),
                    run.applies(),
                    run.scheduled(),
                    run.startedBy(),
                    run.startedAt(),
                    run.endedAt(),
                    run.entries(),
                    run.linked(),
                    run.newcomers(),
                    Arrays.stream(Kind.values())
                            .map(kind -> new DirectoryDifferenceCount(kind, run.count(kind)))
                            .toList(),
                    run.job());
        }
    }

    /**
     * What differs between an entry and its user.
     *
     * @param userId of somebody new the id that he is to have
     * @param name what the user is called here
     * @param entryName the distinguished name
     * @param fields of the user that become others
     * @param message what stands in the way, as a sentence; empty when nothing does
     */
    record DirectoryDifference(
            UUID id,
            Kind kind,
            UserId userId,
            String name,
            String entryName,
            List<String> fields,
            String message) {

        static DirectoryDifference of(SyncDifference one) {
            return new DirectoryDifference(
                    one.id(),
                    one.kind(),
                    one.user(),
                    one.name(),
                    one.entryName(),
                    one.fields(),
                    one.message());
        }
    }

    /** Tells whether and when users follow their entries by themselves. */
    @Needs(Permission.DIRECTORIES_READ)
    @GetMapping
    ResponseEntity<DirectorySyncSettings> settings(
            OrganizationScope scope, @PathVariable DirectoryId directoryId) {
        return ok(syncs.settings(scope, directoryId));
    }

    /**
     * Says whether and when users follow their entries by themselves: what is done then is done
     * with the rights of whoever configured the directory. The first time is at once.
     */
    @Needs(Permission.DIRECTORIES_MANAGE)
    @PutMapping
    ResponseEntity<DirectorySyncSettings> save(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DirectorySyncSettingsRequest request) {
        Version read = Version.required(ifMatch);
        Integer every = request.everyMinutes();
        if (every != null && (every < SyncSettings.SHORTEST || every > SyncSettings.LONGEST)) {
            throw Problem.invalid("everyMinutes", "range", "Give 15 to 1440 minutes.").refusal();
        }
        return ok(
                syncs.save(
                        scope,
                        directoryId,
                        read,
                        Boolean.TRUE.equals(request.createsUsers()),
                        every));
    }

    /**
     * Lists the syncs of a directory, newest first; the last 30 are kept.
     *
     * @param limit 1 to 500
     */
    @Needs(Permission.DIRECTORIES_READ)
    @GetMapping("/runs")
    Page<DirectorySyncRun> runs(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return syncs.list(scope, directoryId, Keyset.byId("directory-sync-runs", limit, cursor))
                .map(DirectorySyncRun::of);
    }

    /**
     * Compares a directory with the users who come from it, and applies the differences on demand.
     * A directory that is not read wholly, that has nobody, or from which more than 5 % or 50 users
     * vanished, disables nobody: the sync stops and waits for somebody to say yes. One of a
     * directory runs at a time; an organization reads 2 directories at once at most, the instance
     * 6.
     */
    @Needs(Permission.DIRECTORIES_MANAGE)
    @OncePerKey
    @PostMapping("/runs")
    ResponseEntity<DirectorySyncRun> start(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @RequestBody DirectorySyncRequest request) {
        return accepted(
                scope, syncs.start(scope, directoryId, Boolean.TRUE.equals(request.apply())));
    }

    @Needs(Permission.DIRECTORIES_READ)
    @GetMapping("/runs/{runId}")
    DirectorySyncRun run(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @PathVariable SyncRunId runId) {
        return syncs.find(scope, directoryId, runId)
                .map(DirectorySyncRun::of)
                .orElseThrow(() -> Problem.notFound("run").refusal());
    }

    /**
     * Lists what a comparison has found, in the order in which it was found.
     *
     * @param kind left out for all
     * @param limit 1 to 500
     */
    @Needs(Permission.DIRECTORIES_MANAGE)
    @GetMapping("/runs/{runId}/differences")
    Page<DirectoryDifference> differences(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @PathVariable SyncRunId runId,
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return syncs.differences(
                        scope,
                        directoryId,
                        runId,
                        kind,
                        Keyset.byId("directory-differences", limit, cursor))
                .map(DirectoryDifference::of);
    }

    /**
     * Applies what a comparison has shown, as a job: the newest one of the directory, not older
     * than a day. One that a guard has stopped is applied only with the number of users who are
     * disabled by it; one that was not read wholly never.
     */
    @Needs(Permission.DIRECTORIES_MANAGE)
    @OncePerKey
    @PostMapping("/runs/{runId}/actions/apply")
    ResponseEntity<DirectorySyncRun> apply(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @PathVariable SyncRunId runId,
            @RequestBody DirectorySyncApproval request) {
        return accepted(scope, syncs.apply(scope, directoryId, runId, request.vanished()));
    }

    private static ResponseEntity<DirectorySyncRun> accepted(OrganizationScope scope, SyncRun run) {
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/directories/%s/sync/runs/%s"
                                        .formatted(
                                                scope.organization(), run.directory(), run.id())))
                .body(DirectorySyncRun.of(run));
    }

    private static ResponseEntity<DirectorySyncSettings> ok(SyncSettings settings) {
        return ResponseEntity.ok()
                .eTag(settings.version().tag())
                .body(DirectorySyncSettings.of(settings));
    }
}
