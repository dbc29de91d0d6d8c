package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.imports.CsvFixtures.Reading;
import io.muster.kernel.FormulaGuard;
import io.muster.testing.FuzzedText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Files that are CSV, or pretend to be. */
class CsvFuzzTests {

    /** Small enough that a few octets break each of them. */
    private static final CsvRows.Limits NARROW = new CsvRows.Limits(5, 20, 60);

    private static final Set<String> FAULTS =
            Set.of(
                    "ragged",
                    "too-many-columns",
                    "cell-too-long",
                    "row-too-long",
                    "zero-character",
                    "wrong-encoding");
    private static final Set<String> ENDS = Set.of("empty", "broken-quotes", "row-too-long");

    @DictionaryEntries({
        "sep=;\\x0A",
        "\\x0D\\x0A",
        "\\\"\\\"",
        "\\\",\\\"",
        ";",
        "\\x09",
        "\u00fc",
        "Username",
        "E-mail"
    })
    @FuzzTest
    void aFileIsRowsWithinTheLimitsOrRefused(byte[] file) throws IOException {
        CsvDialect dialect = dialectOf(file, file.length);
        assertThat(CsvFixtures.dialectOf(file)).isEqualTo(dialect);
        assertThat(dialectOf(file, 1)).as("arriving octet by octet").isEqualTo(dialect);
        for (CsvRows.Limits limits : List.of(NARROW, CsvRows.Limits.STANDARD)) {
            Reading whole = CsvFixtures.read(file, dialect, limits);
            // Files are closed by JSON's first letters too; then another reader has them.
            assertThat(inPieces(file, dialect, limits)).as("read octet by octet").isEqualTo(whole);
            isWithin(limits, whole, file.length);
        }
    }

    private static void isWithin(CsvRows.Limits limits, Reading reading, int octets) {
        assertThat(reading.rows()).hasSizeLessThanOrEqualTo(octets + 1);
        assertThat(reading.header()).hasSizeLessThanOrEqualTo(limits.columns());
        long line = 0;
        for (int i = 0; i < reading.rows().size(); i++) {
            CsvRow row = reading.rows().get(i);
            assertThat(row.line()).isGreaterThan(line == 0 ? 0 : line - 1);
            line = row.line();
            assertThat(row.cells()).hasSizeLessThanOrEqualTo(limits.columns());
            assertThat(row.cells()).allMatch(cell -> cell.length() <= limits.cell());
            assertThat(row.cells().stream().mapToInt(String::length).sum())
                    .isLessThanOrEqualTo(limits.row());
            assertThat(row.cells()).noneMatch(cell -> cell.indexOf('\0') >= 0);
            switch (row) {
                case CsvRow.Cells cells -> {
                    assertThat(cells.cells()).hasSameSizeAs(reading.header());
                    assertThat(cells.cells()).noneMatch(cell -> cell.indexOf('\uFFFD') >= 0);
                }
                case CsvRow.Faulty(_, _, var code, _) -> assertThat(code).isIn(FAULTS);
                case CsvRow.Unreadable(_, var code, _) -> {
                    assertThat(i).as("nothing follows").isEqualTo(reading.rows().size() - 1);
                    // A header that can't be used says which of the faults of a row it has.
                    assertThat(ENDS.contains(code) || (i == 0 && FAULTS.contains(code))).isTrue();
                }
            }
        }
    }

    @DictionaryEntries({
        "'",
        "=",
        "\\x09",
        "\\\"",
        ";",
        ",",
        "\\x0D\\x0A",
        "\\x1F",
        "\\x1E",
        "\uFEFF"
    })
    @FuzzTest
    void whatIsWrittenIsReadBackAlikeAndNeverRuns(byte[] octets) throws IOException {
        List<List<String>> rows = rows(octets);
        for (char delimiter : new char[] {',', ';', '\t'}) {
            var out = new ByteArrayOutputStream();
            try (var writer = new CsvFileWriter(out, delimiter, octets.length % 2 == 0)) {
                writer.write(List.of("Username", "First name", "Notes"));
                rows.forEach(writer::write);
            }
            assertThat(CsvFixtures.dialectOf(out.toByteArray()))
                    .isEqualTo(new CsvDialect(CsvDialect.Encoding.UTF_8, delimiter, false, true));
            assertThat(plain(CsvFixtures.read(out.toByteArray()))).isEqualTo(rows);
        }
    }

    /** Even cells below headers that nobody can read; each has been a row of a file. */
    @DictionaryEntries({"Error", "'=", "\\\"", ";", "\\x0D\\x0A", "\\x1F", "\\x1E"})
    @FuzzTest
    void anErrorFileGivesTheRowsBack(byte[] octets) throws IOException {
        List<List<String>> rows = rows(octets);
        var out = new ByteArrayOutputStream();
        try (var file = new ErrorFile(out, List.of("Username", "Error", "Notes"), ';')) {
            for (List<String> row : rows) {
                file.add(
                        row.stream().map(FormulaGuard::guarded).toList(), List.of("No.", "Never."));
            }
        }
        Reading again = CsvFixtures.read(out.toByteArray());
        assertThat(again.header()).containsExactly("Username", "Notes", "Error");
        assertThat(plain(again))
                .isEqualTo(
                        rows.stream()
                                .map(row -> List.of(row.get(0), row.get(2), "No. Never."))
                                .toList());
    }

    /** Three cells each, of which the first is never blank: rows with nothing are passed over. */
    private static List<List<String>> rows(byte[] octets) {
        List<List<String>> rows = new ArrayList<>();
        String text =
                new String(octets, StandardCharsets.UTF_8).replace("\0", "").replace("\uFFFD", "");
        for (String row : text.split("\u001E", -1)) {
            List<String> cells = new ArrayList<>(Arrays.asList(row.split("\u001F", 3)));
            cells.set(0, "n" + cells.getFirst());
            while (cells.size() < 3) {
                cells.add("");
            }
            rows.add(cells);
        }
        return rows;
    }

    private static List<List<String>> plain(Reading reading) {
        return reading.cells().stream()
                .map(row -> row.stream().map(FormulaGuard::plain).toList())
                .toList();
    }

    @DictionaryEntries({"\\\\", ";", "; ", "\\\\;", "\\\\\\\\"})
    @FuzzTest
    void namesInOneCellAreReadBackAlike(byte[] octets) {
        String text = FuzzedText.of(octets);
        for (char separator : new char[] {';', '/'}) {
            List<String> names = EscapedList.split(text, separator);
            assertThat(EscapedList.split(EscapedList.join(names, separator), separator))
                    .isEqualTo(names);
        }
    }

    private static CsvDialect dialectOf(byte[] file, int piece) {
        var detector = new DialectDetector(HeaderSynonyms.GENERAL);
        for (int at = 0; at < file.length; at += piece) {
            detector.look(file, at, Math.min(piece, file.length - at));
        }
        return detector.dialect();
    }

    private static Reading inPieces(byte[] file, CsvDialect dialect, CsvRows.Limits limits)
            throws IOException {
        try (var rows = CsvRows.open(new Trickle(file), dialect, limits)) {
            return CsvFixtures.toTheEnd(rows);
        }
    }

    /** A file that arrives octet by octet. */
    static final class Trickle extends ByteArrayInputStream {
        Trickle(byte[] file) {
            super(file);
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1));
        }
    }
}
