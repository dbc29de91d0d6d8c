package io.muster.imports;

import io.muster.access.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.springframework.stereotype.Component;

/**
 * Puts the rows of a file into blocks and takes them out again. Blocks are compressed and sealed
 * with the instance's key: a file of users may hold their passwords, and a copy of the database
 * alone must not give them away.
 */
@Component
class RowBlocks {

    /** As many rows as one step of a job handles. */
    static final int MOST_ROWS = 1_000;

    /** Past so many characters a block is full, so that wide rows don't fill the memory. */
    static final int MOST_CHARACTERS = 512 * 1024;

    private static final String PURPOSE = "import";
    private static final int GOOD = 0;
    private static final int FAULTY = 1;

    private final Secrets secrets;

    RowBlocks(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Some rows of a file.
     *
     * @param first the number of the first one, counted from 1
     */
    record Block(long first, List<CsvRow> rows) {
        Block {
            rows = List.copyOf(rows);
        }
    }

    String seal(ImportId id, Block block) {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            out.writeInt(block.rows().size());
            for (CsvRow row : block.rows()) {
                write(out, row);
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        } finally {
            deflater.end();
        }
        return secrets.seal(bytes.toByteArray(), PURPOSE, id.value());
    }

    Block open(ImportId id, long first, String sealed) {
        byte[] content = secrets.open(sealed, PURPOSE, id.value());
        try (var in =
                new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(content)))) {
            int count = in.readInt();
            List<CsvRow> rows = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                rows.add(read(in));
            }
            return new Block(first, rows);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static void write(DataOutputStream out, CsvRow row) throws IOException {
        switch (row) {
            case CsvRow.Cells(long line, List<String> cells) -> {
                out.writeByte(GOOD);
                out.writeLong(line);
                write(out, cells);
            }
            case CsvRow.Faulty(long line, List<String> cells, String code, String message) -> {
                out.writeByte(FAULTY);
                out.writeLong(line);
                write(out, cells);
                write(out, List.of(code, message));
            }
            case CsvRow.Unreadable _ ->
                    throw new IllegalArgumentException("a file that can't be read is not kept");
        }
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(octets.length);
            out.write(octets);
        }
    }

    private static CsvRow read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        long line = in.readLong();
        List<String> cells = readTexts(in);
        if (kind == GOOD) {
            return new CsvRow.Cells(line, cells);
        }
        List<String> fault = readTexts(in);
        return new CsvRow.Faulty(line, cells, fault.getFirst(), fault.getLast());
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
