package io.muster.imports;

import io.muster.imports.RowBlocks.Block;
import io.muster.kernel.SentBody;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in: it lies in the temporary folder, readable by this process' user only, until
 * its rows are in the database, some seconds at most. No transaction is open while it arrives.
 */
final class Upload implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final long size;
    private final FileFormat format;
    private final CsvDialect dialect;

    private Upload(Path file, long size, FileFormat format, CsvDialect dialect) {
        this.file = file;
        this.size = size;
        this.format = format;
        this.dialect = dialect;
    }

    /** What is known better than the detector does; null where it is to find out. */
    record Dictated(
            CsvDialect.@Nullable Encoding encoding,
            @Nullable Character delimiter,
            @Nullable Boolean header) {

        CsvDialect over(CsvDialect detected) {
            return new CsvDialect(
                    encoding == null ? detected.encoding() : encoding,
                    delimiter == null ? detected.delimiter() : delimiter,
                    detected.hint(),
                    header == null ? detected.header() : header);
        }
    }

    /**
     * Takes the file to its end.
     *
     * @param largest bytes
     * @return nothing when the file is larger
     */
    static Optional<Upload> receive(InputStream in, long largest, Dictated dictated)
            throws IOException {
        Path file = Files.createTempFile("muster-import", ".users");
        boolean taken = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            var detector = new DialectDetector(HeaderSynonyms.GENERAL);
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int read = in.read(buffer); read != -1; read = in.read(buffer)) {
                size += read;
                if (size > largest) {
                    SentBody.passOver(in, largest);
                    return Optional.empty();
                }
                detector.look(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            FileFormat format = detector.format();
            CsvDialect dialect =
                    switch (format) {
                        case CSV -> dictated.over(detector.dialect());
                        // What a CSV file is said to be is nothing to JSON, which has one form.
                        case JSON -> detector.jsonDialect();
                    };
            // Not a moment earlier: whatever is thrown above, no passwords stay behind.
            taken = true;
            return Optional.of(new Upload(file, size, format, dialect));
        } finally {
            if (!taken) {
                Files.delete(file);
            }
        }
    }

    long size() {
        return size;
    }

    FileFormat format() {
        return format;
    }

    CsvDialect dialect() {
        return dialect;
    }

    /**
     * What reading the whole file gave.
     *
     * @param end why reading ended before the end of the file, null when it didn't
     */
    record Contents(List<String> header, long rows, CsvRow.@Nullable Unreadable end) {}

    /** Reads the file to its end, for its columns and its faults. */
    Contents look() {
        if (format == FileFormat.JSON && dialect.encoding() != CsvDialect.Encoding.UTF_8) {
            return new Contents(
                    List.of(),
                    0,
                    new CsvRow.Unreadable(
                            1,
                            "wrong-encoding",
                            "A JSON file is written in UTF-8 (RFC 8259 8.1)."));
        }
        return read(null, _ -> {});
    }

    /**
     * Reads the file again and hands its rows on in blocks.
     *
     * @param found what {@link #look} found
     * @throws IllegalStateException when the second reading gives anything else: rows that are
     *     missing at the end would never be missed
     */
    void forward(Contents found, Consumer<Block> sink) {
        Contents again = read(found.header(), sink);
        if (!again.equals(found)) {
            throw new IllegalStateException(
                    "read again, the file has %,d rows instead of %,d and ends with %s"
                            .formatted(again.rows(), found.rows(), again.end()));
        }
    }

    private Contents read(@Nullable List<String> header, Consumer<Block> sink) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                FileRows rows = open(in, header)) {
            var packer = new Packer(sink);
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                if (row.get() instanceof CsvRow.Unreadable end) {
                    return new Contents(rows.header(), packer.rows, end);
                }
                packer.add(row.get());
            }
            packer.flush();
            return new Contents(rows.header(), packer.rows, null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private FileRows open(InputStream in, @Nullable List<String> header) throws IOException {
        return switch (format) {
            case CSV -> CsvRows.open(in, dialect, CsvRows.Limits.STANDARD);
            case JSON ->
                    header == null
                            ? JsonRows.open(in, CsvRows.Limits.STANDARD)
                            : JsonRows.open(in, header, CsvRows.Limits.STANDARD);
        };
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private static final class Packer {
        private final Consumer<Block> sink;
        private List<CsvRow> waiting = new ArrayList<>();
        private long characters;
        private long rows;

        Packer(Consumer<Block> sink) {
            this.sink = sink;
        }

        void add(CsvRow row) {
            waiting.add(row);
            rows++;
            characters += row.cells().stream().mapToLong(String::length).sum();
            if (waiting.size() == RowBlocks.MOST_ROWS || characters >= RowBlocks.MOST_CHARACTERS) {
                flush();
            }
        }

        void flush() {
            if (!waiting.isEmpty()) {
                sink.accept(new Block(rows - waiting.size() + 1, waiting));
                waiting = new ArrayList<>();
                characters = 0;
            }
        }
    }
}
