package io.muster.imports;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files as people upload them, and what reading them gives. */
final class CsvFixtures {

    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private CsvFixtures() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** The dialect of a file that arrives in pieces of uneven length. */
    static CsvDialect dialectOf(byte[] file) {
        var detector = new DialectDetector(HeaderSynonyms.GENERAL);
        int piece = 7;
        for (int at = 0; at < file.length; at += piece, piece = piece % 4_000 + 13) {
            detector.look(file, at, Math.min(piece, file.length - at));
            if (at + piece >= file.length) {
                break;
            }
        }
        return detector.dialect();
    }

    static CsvDialect dialectOf(String text) {
        return dialectOf(utf8(text));
    }

    /** A file read to its end. */
    record Reading(List<String> header, List<CsvRow> rows) {

        List<List<String>> cells() {
            return rows.stream()
                    .map(row -> row instanceof CsvRow.Cells good ? good.cells() : List.<String>of())
                    .toList();
        }
    }

    static Reading read(byte[] file) {
        return read(file, dialectOf(file), CsvRows.Limits.STANDARD);
    }

    static Reading read(String text) {
        return read(utf8(text));
    }

    static Reading read(byte[] file, CsvDialect dialect, CsvRows.Limits limits) {
        try (var rows = CsvRows.open(new ByteArrayInputStream(file), dialect, limits)) {
            return toTheEnd(rows);
        } catch (IOException fromMemory) {
            throw new UncheckedIOException(fromMemory);
        }
    }

    static Reading toTheEnd(FileRows rows) {
        List<CsvRow> all = new ArrayList<>();
        for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
            all.add(row.get());
        }
        return new Reading(rows.header(), all);
    }
}
