package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.directories.DirectoryWalk.Walked;
import io.muster.directories.SyncComparison.Compared;
import io.muster.directories.SyncDifference.Kind;
import io.muster.directories.SyncRun.State;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import io.muster.notifications.Audience;
import io.muster.notifications.Notice;
import io.muster.notifications.NoticeKind;
import io.muster.notifications.Notices;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads a directory and notes what differs from its users. No transaction is open while the
 * directory is waited for. A run that ends with its server has changed nobody.
 */
@Component
class SyncReading {

    private static final Logger LOG = LoggerFactory.getLogger(SyncReading.class);

    private static final int PORTION = 1_000;

    private final DirectoryActs acts;
    private final DirectoryRepository directories;
    private final DirectoryWalk walk;
    private final SyncComparison comparison;
    private final SyncRepository repository;
    private final DifferenceRepository differences;
    private final LinkedUsers linked;
    private final Notices notices;
    private final Scopes scopes;
    private final AuditLog audit;

    SyncReading(
            DirectoryActs acts,
            DirectoryRepository directories,
            DirectoryWalk walk,
            SyncComparison comparison,
            SyncRepository repository,
            DifferenceRepository differences,
            LinkedUsers linked,
            Notices notices,
            Scopes scopes,
            AuditLog audit) {
        this.acts = acts;
        this.directories = directories;
        this.walk = walk;
        this.comparison = comparison;
        this.repository = repository;
        this.differences = differences;
        this.linked = linked;
        this.notices = notices;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** The run was ended by somebody else, so that what is read is nobody's. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Reads to the end, however it comes.
     *
     * @param applying applies what was found, in the transaction that notes it
     */
    void read(
            OrganizationScope scope,
            Directory directory,
            SyncRunId id,
            boolean creates,
            Consumer<SyncRun> applying) {
        try {
            int[] newcomers = new int[1];
            Walked walked =
                    walk.walk(
                            directory.settings(),
                            acts.secret(directory),
                            some -> newcomers[0] += compared(scope, directory, id, creates, some));
            scopes.run(scope, () -> end(scope, directory, id, walked, newcomers[0], applying));
        } catch (DirectoryFailure failure) {
            failed(scope, directory, id, failure.fault().name());
        } catch (Ended _) {
            LOG.info("A sync of directory {} was ended", directory.id());
        } catch (RuntimeException fault) {
            LOG.warn("A sync of directory {} broke off", directory.id(), fault);
            failed(scope, directory, id, "BROKEN_OFF");
        }
    }

    private int compared(
            OrganizationScope scope,
            Directory directory,
            SyncRunId id,
            boolean creates,
            List<SeenEntry> entries) {
        return scopes.in(
                scope,
                () -> {
                    if (!repository.alive(scope, id)) {
                        throw new Ended();
                    }
                    if (entries.isEmpty()) {
                        return 0;
                    }
                    Compared compared = comparison.compare(scope, directory, creates, entries);
                    differences.insert(scope, id, compared.differences());
                    return compared.newcomers();
                });
    }

    private void end(
            OrganizationScope scope,
            Directory directory,
            SyncRunId id,
            Walked walked,
            int newcomers,
            Consumer<SyncRun> applying) {
        Optional<Directory> now = directories.lock(scope, directory.id());
        if (now.isEmpty()) {
            return;
        }
        if (!now.get().version().equals(directory.version())) {
            failed(scope, directory, id, "SETTINGS_CHANGED");
            return;
        }
        Map<String, UserId> present = linked.present(scope, directory.id());
        Set<String> gone = new HashSet<>(present.keySet());
        gone.removeAll(walked.ids());
        int vanished = vanished(scope, directory, id, walked, present, gone);
        int lately = vanished == 0 ? 0 : linked.vanishedLately(scope, directory.id());
        Optional<SyncGuard> guard =
                SyncGuard.against(walked, present.size() + lately, vanished + lately);
        if (!repository.compared(
                scope,
                id,
                guard.isPresent() ? State.STOPPED : State.COMPARED,
                guard.map(SyncGuard::name).orElse(""),
                walked.entries(),
                present.size(),
                newcomers)) {
            throw new Ended();
        }
        SyncRun run = repository.find(scope, directory.id(), id).orElseThrow();
        if (guard.isEmpty() && run.toApply() == 0) {
            repository.turn(scope, id, State.COMPARED, State.DONE, "", null);
        } else if (guard.isEmpty() && run.applies()) {
            applying.accept(run);
        }
        tell(scope, directory, run);
    }

    /** How many are gone; where not all was read nobody can say so. */
    private int vanished(
            OrganizationScope scope,
            Directory directory,
            SyncRunId id,
            Walked walked,
            Map<String, UserId> present,
            Set<String> gone) {
        if (walked.cut() || walked.withoutId() > 0) {
            return 0;
        }
        int vanished = 0;
        List<UserId> users = gone.stream().map(present::get).filter(Objects::nonNull).toList();
        for (int i = 0; i < users.size(); i += PORTION) {
            List<SyncDifference> some =
                    comparison.vanished(
                            scope,
                            directory,
                            users.subList(i, Math.min(i + PORTION, users.size())));
            differences.insert(scope, id, some);
            vanished += (int) some.stream().filter(one -> one.kind() == Kind.VANISHED).count();
        }
        return vanished;
    }

    /** Ends a run that found nothing out. */
    void failed(OrganizationScope scope, Directory directory, SyncRunId id, String reason) {
        scopes.run(
                scope,
                () -> {
                    if (repository.compared(scope, id, State.FAILED, reason, 0, 0, 0)) {
                        repository
                                .find(scope, directory.id(), id)
                                .ifPresent(run -> tell(scope, directory, run));
                    }
                });
    }

    /**
     * The account of the directory was used; what keeps people from being followed is told once.
     */
    private void tell(OrganizationScope scope, Directory directory, SyncRun run) {
        Map<String, Object> told = new HashMap<>();
        run.counts().forEach((kind, number) -> told.put(kind.name(), number));
        told.put("outcome", run.reason().isEmpty() ? run.state().name() : run.reason());
        told.put("entries", run.entries());
        audit.record(
                scope,
                Change.done(
                        "directories.compared",
                        "directory",
                        directory.id().value(),
                        directory.settings().name(),
                        Map.of(),
                        told));
        if (!run.applies() || run.reason().isEmpty()) {
            return;
        }
        boolean known =
                repository
                        .before(scope, directory.id(), run.id())
                        .filter(before -> before.reason().equals(run.reason()))
                        .isPresent();
        if (!known) {
            notices.tell(
                    scope,
                    Audience.holders(Permission.DIRECTORIES_MANAGE),
                    new Notice(
                            NoticeKind.DIRECTORY_SYNC_STOPPED,
                            Notice.Severity.WARNING,
                            Map.of(
                                    "directoryId",
                                    directory.id().toString(),
                                    "directory",
                                    directory.settings().name(),
                                    "reason",
                                    run.reason(),
                                    "vanished",
                                    run.count(Kind.VANISHED),
                                    "linked",
                                    run.linked())));
        }
    }
}
