package io.muster.imports;

import static io.muster.imports.CsvFixtures.bytes;
import static io.muster.imports.CsvFixtures.dialectOf;
import static io.muster.imports.CsvFixtures.joined;
import static io.muster.imports.CsvFixtures.read;
import static io.muster.imports.CsvFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReadingTests {

    private static final CsvDialect COMMAS =
            new CsvDialect(CsvDialect.Encoding.UTF_8, ',', false, true);

    @Test
    void readsQuotedCellsWithDelimitersQuotesAndLineEnds() {
        var file = read("Username,Notes\r\nann,\"one, \"\"two\"\"\r\nthree\"\r\nbob,four\r\n");
        assertThat(file.header()).containsExactly("Username", "Notes");
        assertThat(file.rows())
                .containsExactly(
                        new CsvRow.Cells(2, List.of("ann", "one, \"two\"\r\nthree")),
                        new CsvRow.Cells(4, List.of("bob", "four")));
    }

    @Test
    void takesEveryKindOfLineEndAndPassesOverEmptyLines() {
        for (String end : List.of("\r\n", "\n", "\r")) {
            var file = read(String.join(end, "Username,Title", "", "ann,A", ",", "  ", "bob,B"));
            assertThat(file.rows())
                    .containsExactly(
                            new CsvRow.Cells(3, List.of("ann", "A")),
                            new CsvRow.Cells(6, List.of("bob", "B")));
        }
    }

    @Test
    void readsEveryEncodingAlike() {
        String text = "Username;Last name\nm;Müller\n";
        for (byte[] bytes :
                List.of(
                        utf8(text),
                        joined(bytes(0xEF, 0xBB, 0xBF), utf8(text)),
                        text.getBytes(StandardCharsets.UTF_16LE),
                        text.getBytes(StandardCharsets.UTF_16BE),
                        joined(bytes(0xFF, 0xFE), text.getBytes(StandardCharsets.UTF_16LE)),
                        text.getBytes(CsvFixtures.WINDOWS_1252))) {
            var file = read(bytes);
            assertThat(file.header()).containsExactly("Username", "Last name");
            assertThat(file.cells()).containsExactly(List.of("m", "Müller"));
        }
    }

    @Test
    void countsTheLineThatNamesTheDelimiterAsALine() {
        var file = read("sep=;\r\nUsername;Title\r\nann;A\r\n");
        assertThat(file.rows()).containsExactly(new CsvRow.Cells(3, List.of("ann", "A")));
    }

    @Test
    void namesTheColumnsOfAFileWithoutAHeader() {
        var file = read("ann@acme.example,Ann\nbob@acme.example,Bob\n");
        assertThat(file.header()).containsExactly("Column 1", "Column 2");
        assertThat(file.rows()).hasSize(2);
    }

    @Test
    void reportsARaggedRowAndKeepsTheOthers() {
        var file = read("Username,First,Last\nann,A,B\nbob,B\ncid,C,D,E\ndan,D,E\n");
        assertThat(file.rows())
                .containsExactly(
                        new CsvRow.Cells(2, List.of("ann", "A", "B")),
                        new CsvRow.Faulty(
                                3,
                                List.of("bob", "B"),
                                "ragged",
                                "The header has 3 columns, the row 2."),
                        new CsvRow.Faulty(
                                4,
                                List.of("cid", "C", "D", "E"),
                                "ragged",
                                "The header has 3 columns, the row 4."),
                        new CsvRow.Cells(5, List.of("dan", "D", "E")));
    }

    @Test
    void passesOverEmptyCellsPastTheHeader() {
        assertThat(read("Username,Title\nann,A,,\n").cells()).containsExactly(List.of("ann", "A"));
    }

    @Test
    void saysInWhichLineAQuoteIsNeverClosed() {
        var file =
                read(
                        utf8("Username,Title\nann,A\nbob,\"B\ncid,C\n"),
                        COMMAS,
                        CsvRows.Limits.STANDARD);
        assertThat(file.rows().getFirst()).isEqualTo(new CsvRow.Cells(2, List.of("ann", "A")));
        assertThat(file.rows().getLast())
                .isInstanceOfSatisfying(
                        CsvRow.Unreadable.class,
                        end -> {
                            assertThat(end.line()).isEqualTo(3);
                            assertThat(end.code()).isEqualTo("broken-quotes");
                        });
    }

    @Test
    void saysInWhichLineACellGoesOnBehindItsClosingQuote() {
        var file =
                read(
                        utf8("Username,Title\nann,A\nbob,\"B\" or C\ncid,C\n"),
                        COMMAS,
                        CsvRows.Limits.STANDARD);
        assertThat(file.rows().getLast())
                .isEqualTo(
                        new CsvRow.Unreadable(
                                3,
                                "broken-quotes",
                                "A quoted cell of this row isn't closed, or goes on after its"
                                        + " closing quote; nothing after it can be read."));
    }

    @Test
    void reportsTheLineOfCharactersInAnotherEncoding() {
        byte[] broken =
                joined(utf8("Username,Last name\na,Müller\nb,M"), bytes(0xFC), utf8("ller\nc,C\n"));
        assertThat(read(broken).rows())
                .extracting(
                        CsvRow::line,
                        row -> row instanceof CsvRow.Faulty(_, _, String code, _) ? code : "")
                .containsExactly(tuple(2L, ""), tuple(3L, "wrong-encoding"), tuple(4L, ""));
    }

    @Test
    void reportsCharactersOfCodeZeroAndKeepsTheOtherRows() {
        var file = read("Username,Title\nann,A\0B\nbob,B\n");
        assertThat(file.rows())
                .containsExactly(
                        new CsvRow.Faulty(
                                2,
                                List.of("ann", "A\uFFFDB"),
                                "zero-character",
                                "A cell holds a character of code zero."),
                        new CsvRow.Cells(3, List.of("bob", "B")));
    }

    @Test
    void holdsEachRowToItsLimits() {
        var limits = new CsvRows.Limits(3, 10, 20);
        var file =
                read(
                        utf8(
                                "Username,Title,Notes\n"
                                        + "ann,12345678901,x\n"
                                        + "bob,1234567890,1234567890\n"
                                        + "cid,1,2,3\n"
                                        + "dan,1234567890,x\n"),
                        COMMAS,
                        limits);
        assertThat(file.rows())
                .extracting(
                        row -> row instanceof CsvRow.Faulty(_, _, String code, _) ? code : "good")
                .containsExactly("cell-too-long", "row-too-long", "too-many-columns", "good");
    }

    @Test
    void refusesAFileWithNoRows() {
        for (String nothing : List.of("", "\n\n", ",,\n")) {
            assertThat(read(utf8(nothing), dialectOf(nothing), CsvRows.Limits.STANDARD).rows())
                    .containsExactly(new CsvRow.Unreadable(1, "empty", "The file holds no rows."));
        }
    }
}
