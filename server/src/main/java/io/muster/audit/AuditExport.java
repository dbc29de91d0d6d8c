package io.muster.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.muster.kernel.FormulaGuard;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Writes entries as CSV (RFC 4180, UTF-8), with their hashes, so that the chain can be proved from
 * the file too.
 */
@Component
class AuditExport {

    private static final String[] HEADER = {
        "sequence",
        "at",
        "actor",
        "actor id",
        "channel",
        "address",
        "action",
        "subject type",
        "subject",
        "subject id",
        "before",
        "after",
        "outcome",
        "previous hash",
        "hash"
    };

    void write(HttpServletResponse response, Consumer<Consumer<AuditSearch.Stored>> rows)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"audit.csv\"");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try (CsvWriter csv = CsvWriter.builder().build(response.getWriter())) {
            csv.writeRecord(HEADER);
            rows.accept(stored -> csv.writeRecord(cells(stored)));
        }
    }

    private static String[] cells(AuditSearch.Stored stored) {
        AuditEntry entry = stored.entry();
        String[] cells = {
            Long.toString(entry.sequence()),
            entry.at().toString(),
            entry.actorName(),
            entry.actorId().toString(),
            entry.channel(),
            entry.address(),
            entry.action(),
            entry.subjectType(),
            entry.subjectName(),
            entry.subjectId() == null ? "" : entry.subjectId().toString(),
            entry.before(),
            entry.after(),
            entry.outcome(),
            AuditEndpoint.hex(stored.previousHash()),
            AuditEndpoint.hex(stored.hash())
        };
        return Arrays.stream(cells).map(FormulaGuard::guarded).toArray(String[]::new);
    }
}
