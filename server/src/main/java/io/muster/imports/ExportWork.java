package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.imports.ExportLines.Part;
import io.muster.imports.Exports.Export;
import io.muster.jobs.JobRun;
import io.muster.jobs.JobWork;
import io.muster.kernel.UserId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The job that writes users to a file, some thousand a step, each step a block of the file. */
@Component
class ExportWork implements JobWork {

    static final String KIND = "users.export";

    /** While one part of a step becomes text the database already reads the next. */
    private static final int PART = 5_000;

    private static final int PARTS = 4;

    /** Past so many octets a step takes no further part: users may have long notes. */
    private static final long ENOUGH = 8 * 1024 * 1024;

    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final ExportRepository repository;
    private final ExportLines lines;
    private final JsonMapper json;

    ExportWork(ExportRepository repository, ExportLines lines, JsonMapper json) {
        this.repository = repository;
        this.lines = lines;
        this.json = json;
    }

    /** What the job is given at its start. */
    record Parameters(UUID exportId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_EXPORT;
    }

    @Override
    public Step step(JobRun job) {
        OrganizationScope scope = job.scope();
        UUID id = json.readValue(job.parameters(), Parameters.class).exportId();
        Optional<Export> found = repository.find(scope, id);
        if (found.isEmpty()) {
            return Step.brokenOff(job, ImportWork.GONE);
        }
        Export export = found.get();
        List<Part> parts = parts(scope, export);
        boolean finished = parts.getLast().asked() < PART;
        boolean first = job.position() == 0;
        long rows = parts.stream().mapToLong(Part::rows).sum();
        long asked = parts.stream().mapToLong(Part::asked).sum();
        if (asked > 0 || first) {
            UserId last = last(export, parts);
            repository.append(scope, export, job.position(), content(parts, first), rows, last);
        }
        return new Step(rows, asked - rows, 0, job.position() + 1, finished);
    }

    /** At least one; the last may be empty. */
    private List<Part> parts(OrganizationScope scope, Export export) {
        ExportLines.Frame frame = lines.frame(scope);
        List<Part> parts = new ArrayList<>();
        UserId last = export.lastUser();
        long size = 0;
        Part part;
        do {
            part = lines.next(scope, export, frame, last, PART);
            parts.add(part);
            size += part.size();
            last = part.last();
        } while (part.asked() == PART && parts.size() < PARTS && size < ENOUGH);
        return parts;
    }

    private static UserId last(Export export, List<Part> parts) {
        UserId last = export.lastUser() == null ? NOBODY : export.lastUser();
        for (Part part : parts) {
            last = part.last() == null ? last : part.last();
        }
        return last;
    }

    private static byte[] content(List<Part> parts, boolean first) {
        var all = new ByteArrayOutputStream();
        if (first) {
            all.writeBytes(ExportText.header());
        }
        parts.forEach(part -> all.writeBytes(part.text().join()));
        return all.toByteArray();
    }
}
