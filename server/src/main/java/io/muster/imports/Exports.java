package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.Change;
import io.muster.kernel.Ids;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import io.muster.users.AllUsers;
import io.muster.users.UserSelection;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Files of users on their way out: made by a job, kept for some days, fetched as often as wanted.
 */
@Component
class Exports {

    private static final int MOST_LISTED = 50;

    private final ExportRepository repository;
    private final AllUsers users;
    private final Jobs jobs;
    private final Scopes scopes;
    private final AuditLog audit;

    Exports(ExportRepository repository, AllUsers users, Jobs jobs, Scopes scopes, AuditLog audit) {
        this.repository = repository;
        this.users = users;
        this.jobs = jobs;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * A file of users.
     *
     * @param rows how many users are in it by now
     * @param size bytes by now
     * @param lastUser the last of them, null before the first
     * @param selected whether it is for some users, not for all
     */
    record Export(
            UUID id,
            JobId job,
            UserId createdBy,
            String createdByName,
            Instant createdAt,
            long rows,
            long size,
            @Nullable UserId lastUser,
            boolean selected) {}

    /**
     * Begins to write users to a file, as a job.
     *
     * @param selection whom; null for all of the organization
     */
    Export start(OrganizationScope scope, @Nullable UserSelection selection) {
        return scopes.in(
                scope,
                () -> {
                    UUID id = Ids.next();
                    var count = new AtomicLong();
                    JobId job =
                            jobs.startListed(
                                    scope,
                                    ExportWork.KIND,
                                    new ExportWork.Parameters(id),
                                    made -> {
                                        repository.insert(scope, id, made, selection != null);
                                        count.set(
                                                selection == null
                                                        ? users.count(scope)
                                                        : select(scope, id, selection));
                                        return count.get();
                                    });
                    record(
                            scope,
                            "users.exported",
                            id,
                            Map.of(
                                    "jobId",
                                    job.toString(),
                                    "users",
                                    count.get(),
                                    "all",
                                    selection == null));
                    return repository.find(scope, id).orElseThrow();
                });
    }

    /** Notes whom a selection means, portion by portion: it may be a million. */
    private long select(OrganizationScope scope, UUID id, UserSelection selection) {
        var count = new AtomicLong();
        users.selected(
                scope,
                selection,
                portion -> {
                    repository.select(scope, id, portion);
                    count.addAndGet(portion.size());
                });
        return count.get();
    }

    Optional<Export> find(OrganizationScope scope, UUID id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    /** The newest ones, newest first. */
    List<Export> newest(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.newest(scope, MOST_LISTED));
    }

    Optional<Job> job(OrganizationScope scope, Export export) {
        return jobs.find(scope, export.job());
    }

    /** Writes the finished file, block by block; fetching is noted in the audit log. */
    void write(OrganizationScope scope, Export export, OutputStream out) throws IOException {
        scopes.run(
                scope,
                () ->
                        record(
                                scope,
                                "users.export-fetched",
                                export.id(),
                                Map.of("rows", export.rows())));
        long number = 0;
        Optional<byte[]> block = block(scope, export, number);
        while (block.isPresent()) {
            out.write(block.get());
            number++;
            block = block(scope, export, number);
        }
    }

    private Optional<byte[]> block(OrganizationScope scope, Export export, long number) {
        return scopes.in(scope, () -> repository.block(scope, export.id(), number));
    }

    private void record(
            OrganizationScope scope, String action, UUID id, Map<String, Object> after) {
        audit.record(scope, Change.done(action, "export", id, "", Map.of(), after));
    }
}
