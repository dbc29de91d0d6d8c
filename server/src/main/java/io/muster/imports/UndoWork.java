package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.UndoPass.Undoing;
import io.muster.imports.UserImport.Counts;
import io.muster.imports.UserImport.Kind;
import io.muster.jobs.JobRun;
import io.muster.jobs.JobWork;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs that say what undo of an import would take back, and take it back, some hundred users a
 * step with the last of the import first. What a step does to users and its verdicts commit
 * together, so a killed server neither forgets a user nor undoes anything twice.
 */
final class UndoWork implements JobWork {

    static final String CHECK = "imports.undo-check";
    static final String UNDO = "imports.undo";

    private static final int PORTION = 1_000;

    private final Kind kind;
    private final ImportRepository imports;
    private final ImportChangeRepository changes;
    private final VerdictRepository verdicts;
    private final UndoPass pass;
    private final UndoRun run;
    private final JsonMapper json;

    private UndoWork(
            Kind kind,
            ImportRepository imports,
            ImportChangeRepository changes,
            VerdictRepository verdicts,
            UndoPass pass,
            UndoRun run,
            JsonMapper json) {
        this.kind = kind;
        this.imports = imports;
        this.changes = changes;
        this.verdicts = verdicts;
        this.pass = pass;
        this.run = run;
        this.json = json;
    }

    /** One bean for each kind of job. */
    @Configuration(proxyBeanMethods = false)
    static class Kinds {

        @Bean
        UndoWork checkOfUndo(
                ImportRepository imports,
                ImportChangeRepository changes,
                VerdictRepository verdicts,
                UndoPass pass,
                UndoRun run,
                JsonMapper json) {
            return new UndoWork(Kind.UNDO_CHECK, imports, changes, verdicts, pass, run, json);
        }

        @Bean
        UndoWork undoOfImports(
                ImportRepository imports,
                ImportChangeRepository changes,
                VerdictRepository verdicts,
                UndoPass pass,
                UndoRun run,
                JsonMapper json) {
            return new UndoWork(Kind.UNDO, imports, changes, verdicts, pass, run, json);
        }
    }

    @Override
    public String kind() {
        return kind == Kind.UNDO ? UNDO : CHECK;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_IMPORT;
    }

    @Override
    public Step step(JobRun job) {
        OrganizationScope scope = job.scope();
        ImportId id = json.readValue(job.parameters(), ImportWork.Parameters.class).importId();
        if (imports.find(scope, id).isEmpty()) {
            return Step.brokenOff(job, ImportWork.GONE);
        }
        List<ImportChange> portion = changes.backwards(scope, id, job.position(), PORTION);
        if (portion.isEmpty()) {
            return new Step(0, 0, 0, job.position(), true);
        }
        List<Undoing> decided = pass.decide(scope, portion);
        List<Verdict> made =
                kind == Kind.UNDO
                        ? run.run(scope, id, decided)
                        : decided.stream().map(Undoing::verdict).toList();
        Counts counts = Counts.of(made);
        verdicts.save(scope, id, kind, made);
        imports.count(scope, id, kind, counts);
        return new Step(
                counts.done(),
                counts.skipped(),
                counts.failed(),
                portion.getLast().place(),
                portion.size() < PORTION);
    }
}
