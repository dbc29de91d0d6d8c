package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.ImportPass.Decision;
import io.muster.imports.ImportPass.Decisions;
import io.muster.imports.ImportPass.Numbered;
import io.muster.imports.RowBlocks.Block;
import io.muster.imports.UserImport.Counts;
import io.muster.imports.UserImport.Kind;
import io.muster.jobs.JobRun;
import io.muster.jobs.JobWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs that carry a file through a check or a run, some hundred rows a step. What a step does
 * to users and its verdicts commit together, so a killed server neither loses a row nor does one
 * twice.
 */
final class ImportWork implements JobWork {

    static final String CHECK = "imports.check";
    static final String RUN = "imports.run";

    /** Why a job ends whose import, or export, was removed under it. */
    static final String GONE = "imports.removed";

    /** A step with passwords to hash is short: a hash takes some hundredths of a second. */
    private static final int MOST_PASSWORDS = 100;

    private final Kind kind;
    private final ImportRepository imports;
    private final VerdictRepository verdicts;
    private final ImportPass pass;
    private final ImportRun run;
    private final JsonMapper json;

    private ImportWork(
            Kind kind,
            ImportRepository imports,
            VerdictRepository verdicts,
            ImportPass pass,
            ImportRun run,
            JsonMapper json) {
        this.kind = kind;
        this.imports = imports;
        this.verdicts = verdicts;
        this.pass = pass;
        this.run = run;
        this.json = json;
    }

    /** What the job is given at its start. */
    record Parameters(ImportId importId) {}

    /** One bean for each kind of job. */
    @Configuration(proxyBeanMethods = false)
    static class Kinds {

        @Bean
        ImportWork checkOfFiles(
                ImportRepository imports,
                VerdictRepository verdicts,
                ImportPass pass,
                ImportRun run,
                JsonMapper json) {
            return new ImportWork(Kind.CHECK, imports, verdicts, pass, run, json);
        }

        @Bean
        ImportWork runOfFiles(
                ImportRepository imports,
                VerdictRepository verdicts,
                ImportPass pass,
                ImportRun run,
                JsonMapper json) {
            return new ImportWork(Kind.RUN, imports, verdicts, pass, run, json);
        }
    }

    @Override
    public String kind() {
        return kind == Kind.RUN ? RUN : CHECK;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_IMPORT;
    }

    @Override
    public Step step(JobRun job) {
        OrganizationScope scope = job.scope();
        ImportId id = json.readValue(job.parameters(), Parameters.class).importId();
        Optional<UserImport> found = imports.find(scope, id);
        if (found.isEmpty()) {
            return Step.brokenOff(job, GONE);
        }
        UserImport file = found.get();
        List<Numbered> rows = next(scope, file, job.position());
        List<Verdict> made = rows.isEmpty() ? List.of() : handle(scope, file, rows);
        long position = rows.isEmpty() ? job.position() : rows.getLast().number();
        boolean finished = rows.isEmpty() || position >= file.rows();
        if (finished) {
            verdicts.dropClaims(scope, id, kind);
        }
        Counts counts = Counts.of(made);
        return new Step(counts.done(), counts.skipped(), counts.failed(), position, finished);
    }

    private List<Verdict> handle(OrganizationScope scope, UserImport file, List<Numbered> rows) {
        Decisions decisions = pass.decide(scope, file, kind, rows);
        List<Verdict> made =
                kind == Kind.RUN
                        ? run.run(scope, file, decisions)
                        : decisions.rows().stream().map(Decision::verdict).toList();
        verdicts.save(scope, file.id(), kind, made);
        imports.count(scope, file.id(), kind, Counts.of(made));
        long passwords = ImportRun.toHash(decisions.rows()).size();
        if (passwords > 0) {
            imports.countPasswords(scope, file.id(), kind, passwords);
        }
        return made;
    }

    private List<Numbered> next(OrganizationScope scope, UserImport file, long position) {
        Optional<Block> block = imports.block(scope, file.id(), position + 1);
        if (block.isEmpty()) {
            return List.of();
        }
        boolean hashes = kind == Kind.RUN && file.options().fields().contains(ImportField.PASSWORD);
        int most = hashes ? MOST_PASSWORDS : RowBlocks.MOST_ROWS;
        long first = block.get().first();
        List<CsvRow> rows = block.get().rows();
        List<Numbered> next = new ArrayList<>();
        for (int i = (int) (position + 1 - first); i < rows.size() && next.size() < most; i++) {
            next.add(new Numbered(first + i, rows.get(i)));
        }
        return next;
    }
}
