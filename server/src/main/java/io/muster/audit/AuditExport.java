package io.muster.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.muster.kernel.FormulaGuard;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
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
        "with the account of",
        "account id",
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

    /**
     * The connection may be slow: no transaction is open while it is written to.
     *
     * @param next the next entries after that number, none at the end; read in a transaction that
     *     is over then
     */
    void write(HttpServletResponse response, LongFunction<List<AuditSearch.Stored>> next)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"audit.csv\"");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try (CsvWriter csv = CsvWriter.builder().build(response.getWriter())) {
            csv.writeRecord(HEADER);
            for (List<AuditSearch.Stored> entries = next.apply(0);
                    !entries.isEmpty();
                    entries = next.apply(entries.getLast().entry().sequence())) {
                entries.forEach(stored -> csv.writeRecord(cells(stored)));
            }
        }
    }

    private static String[] cells(AuditSearch.Stored stored) {
        AuditEntry entry = stored.entry();
        String[] cells = {
            Long.toString(entry.sequence()),
            entry.at().toString(),
            entry.actorName(),
            entry.actorId().toString(),
            Objects.toString(entry.impersonatedName(), ""),
            Objects.toString(entry.impersonatedId(), ""),
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
