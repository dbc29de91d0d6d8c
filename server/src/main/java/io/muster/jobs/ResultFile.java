package io.muster.jobs;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.muster.kernel.FormulaGuard;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The outcomes of a job as CSV (RFC 4180, UTF-8 with a byte order mark, without which spreadsheets
 * take it for Windows-1252). No cell runs as a formula.
 */
final class ResultFile implements Closeable {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final CsvWriter writer;

    ResultFile(OutputStream out) throws IOException {
        out.write(MARK);
        writer =
                CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(out, StandardCharsets.UTF_8);
        row(List.of("Number", "Id", "Name", "Outcome", "Reason", "Message"));
    }

    void write(JobReadRepository.JobItem item) {
        row(
                List.of(
                        String.valueOf(item.number()),
                        item.subjectId().toString(),
                        item.subjectName(),
                        item.verdict() == null ? "OPEN" : item.verdict().name(),
                        item.reason(),
                        item.message()));
    }

    private void row(List<String> cells) {
        var row = writer.writeRecord();
        cells.forEach(cell -> row.writeField(FormulaGuard.guarded(cell)));
        row.endRecord();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
