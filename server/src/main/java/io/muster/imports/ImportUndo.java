package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.audit.AuditLog;
import io.muster.imports.Imports.Start;
import io.muster.imports.UserImport.Kind;
import io.muster.jobs.Jobs;
import io.muster.kernel.Change;
import io.muster.kernel.JobId;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Begins the undo of an import, and the check before it. What it does is in {@link UndoPass}. */
@Component
class ImportUndo {

    private final ImportRepository repository;
    private final Imports imports;
    private final Jobs jobs;
    private final AuditLog audit;

    ImportUndo(ImportRepository repository, Imports imports, Jobs jobs, AuditLog audit) {
        this.repository = repository;
        this.imports = imports;
        this.jobs = jobs;
        this.audit = audit;
    }

    /** Begins to say what undo would take back. */
    Start check(OrganizationScope scope, ImportId id) {
        return start(scope, id, Kind.UNDO_CHECK);
    }

    /** Begins to take back what the last check was about. */
    Start undo(OrganizationScope scope, ImportId id) {
        return start(scope, id, Kind.UNDO);
    }

    private Start start(OrganizationScope scope, ImportId id, Kind kind) {
        return imports.startIdle(
                scope,
                id,
                file -> {
                    if (file.undoable() == 0) {
                        return new Start.NothingToUndo();
                    }
                    return kind == Kind.UNDO && !checked(file)
                            ? new Start.NotChecked()
                            : begin(scope, file, kind);
                });
    }

    /** Runs add to what can be undone and undos take from it, so the number tells an old check. */
    private static boolean checked(UserImport file) {
        return file.pass(Kind.UNDO_CHECK)
                .filter(check -> check.counts().all() == file.undoable())
                .isPresent();
    }

    private Start begin(OrganizationScope scope, UserImport file, Kind kind) {
        JobId job =
                jobs.start(
                        scope,
                        kind == Kind.UNDO ? UndoWork.UNDO : UndoWork.CHECK,
                        new ImportWork.Parameters(file.id()),
                        file.undoable());
        repository.begin(scope, file.id(), kind, job, file.version());
        audit.record(
                scope,
                Change.done(
                        kind == Kind.UNDO ? "imports.undone" : "imports.undo-checked",
                        "import",
                        file.id().value(),
                        file.fileName(),
                        Map.of(),
                        Map.of("jobId", job.toString())));
        return new Start.Started(job);
    }
}
