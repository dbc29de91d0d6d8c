package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.directories.DirectoryBrowsing.Newcomer;
import io.muster.directories.DirectoryBrowsing.People;
import io.muster.directories.PendingEntries.Pending;
import io.muster.jobs.JobEnded;
import io.muster.jobs.Jobs;
import io.muster.kernel.Change;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Begins to make users of the people of a directory. */
@Component
class DirectoryImports {

    private static final int PORTION = 1_000;

    private final DirectoryBrowsing browsing;
    private final PendingEntries pending;
    private final Jobs jobs;
    private final Scopes scopes;
    private final AuditLog audit;

    DirectoryImports(
            DirectoryBrowsing browsing,
            PendingEntries pending,
            Jobs jobs,
            Scopes scopes,
            AuditLog audit) {
        this.browsing = browsing;
        this.pending = pending;
        this.jobs = jobs;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * A job at work.
     *
     * @param total how many entries it treats
     * @param here how many are left alone because they are here already
     * @param cut whether the directory has more, for another import
     */
    record Started(JobId job, int total, int here, boolean cut) {}

    /** Reads the entries anew, so that what becomes of them is what the directory says now. */
    Started start(
            OrganizationScope scope,
            DirectoryId id,
            EntryQuery query,
            DirectoryImportWork.Options options) {
        People people = browsing.browse(scope, id, query, options.addressAsName());
        List<Pending> entries =
                people.newcomers().stream()
                        .map(Newcomer::entry)
                        .map(entry -> new Pending(UserId.next(), entry))
                        .toList();
        return scopes.in(
                scope,
                () -> {
                    JobId job =
                            jobs.start(
                                    scope,
                                    DirectoryImportWork.KIND,
                                    options,
                                    DirectoryImportWork.PORTION,
                                    (begun, items) -> {
                                        for (int i = 0; i < entries.size(); i += PORTION) {
                                            List<Pending> some =
                                                    entries.subList(
                                                            i,
                                                            Math.min(i + PORTION, entries.size()));
                                            pending.insert(scope, begun, some);
                                            items.add(
                                                    some.stream()
                                                            .map(DirectoryImports::subject)
                                                            .toList());
                                        }
                                    });
                    audit.record(
                            scope,
                            Change.done(
                                    "directories.imported",
                                    "directory",
                                    id.value(),
                                    people.directory().settings().name(),
                                    Map.of(),
                                    Map.of("jobId", job.toString(), "entries", entries.size())));
                    return new Started(job, entries.size(), people.here(), people.cut());
                });
    }

    private static Jobs.Subject subject(Pending one) {
        AttributeMapping values = one.entry().values();
        return new Jobs.Subject(
                one.user().value(),
                values.logonName().isEmpty() ? one.entry().name() : values.logonName());
    }

    /** What was not treated, because the job was stopped, isn't kept. */
    @EventListener
    void forget(JobEnded ended) {
        if (ended.job().kind().equals(DirectoryImportWork.KIND)) {
            scopes.run(ended.scope(), () -> pending.delete(ended.scope(), ended.job().id()));
        }
    }
}
