package io.muster.imports;

import static io.muster.imports.CsvFixtures.dialectOf;
import static io.muster.imports.CsvFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to do harm end in a refusal or in errors of rows, with memory that stays flat. */
class HostileFileTests {

    @Test
    void refusesAMillionColumns() {
        byte[] file = utf8("Username" + ",".repeat(1_000_000) + "\nann\n");
        assertThat(codes(new Repeated(file, new byte[0], 0), commas()))
                .containsExactly("row-too-long");
        assertThat(codes(new Repeated(file, new byte[0], 0), dialectOf(file)))
                .containsExactly("cell-too-long");
    }

    @Test
    void refusesACellWithoutEnd() {
        byte[] head = utf8("Username,Notes\nann,");
        assertThat(codes(new Repeated(head, utf8("x".repeat(1_000)), 1_000_000), dialectOf(head)))
                .containsExactly("broken-quotes");
    }

    @Test
    void refusesAQuoteWithoutEnd() {
        byte[] head = utf8("Username,Notes\nann,\"");
        assertThat(codes(new Repeated(head, utf8("a,b\n".repeat(100)), 1_000_000), commas()))
                .containsExactly("broken-quotes");
    }

    @Test
    void refusesARowWithoutEnd() {
        byte[] head = utf8("Username,Notes\nann");
        assertThat(codes(new Repeated(head, utf8("x,".repeat(100)), 1_000_000), dialectOf(head)))
                .containsExactly("row-too-long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x,", "\"a,b\n", "\0", "\u00FC", "=1+1", "\"\""})
    void readsAFewMebibytesOfAFileWithoutEndAndNoMore(String endless) {
        byte[] head = utf8("Username,Notes\nann," + (endless.startsWith("\"") ? "\"" : ""));
        byte[] body = utf8(endless.replaceFirst("^\"(?=a)", "").repeat(100));
        var file = new Repeated(head, body, 1_000_000_000);
        assertThat(codes(file, commas())).hasSize(1).doesNotContain("good");
        assertThat(file.position()).isLessThan(16L << 20);
    }

    @Test
    void keepsOfARowNoMoreThanItsLimits() {
        byte[] head = utf8("Username,Notes\n");
        var wide = new Repeated(head, utf8("x,".repeat(1_500) + "\n"), 10);
        var large = new Repeated(head, utf8(("x".repeat(60_000) + ",").repeat(9) + "\n"), 10);
        assertThat(rows(wide)).hasSize(10).allMatch(row -> row.cells().size() <= 1_000);
        assertThat(rows(large))
                .hasSize(10)
                .allMatch(row -> row.cells().stream().mapToInt(String::length).sum() <= 256 * 1024);
    }

    @Test
    void readsOnPastManyWideRowsWithoutKeepingThem() {
        byte[] head = utf8("Username,Notes\n");
        var codes =
                codes(new Repeated(head, utf8("x,".repeat(1_500) + "\n"), 2_000), dialectOf(head));
        assertThat(codes).hasSize(2_000).containsOnly("too-many-columns");
    }

    @Test
    void keepsMemoryFlatOverAFileOfManyRows() {
        byte[] head = utf8("Username,Notes\n");
        var file = new Repeated(head, utf8("ann,\"" + "x".repeat(5_000) + "\"\n"), 60_000);
        long before = heap();
        int rows = count(file);
        assertThat(rows).isEqualTo(60_000);
        assertThat(heap() - before).isLessThan(64L << 20);
    }

    private static CsvDialect commas() {
        return new CsvDialect(CsvDialect.Encoding.UTF_8, ',', false, true);
    }

    private static List<String> codes(InputStream file, CsvDialect dialect) {
        try (var rows = CsvRows.open(file, dialect, CsvRows.Limits.STANDARD)) {
            return Stream.generate(rows::next)
                    .takeWhile(Optional::isPresent)
                    .map(row ->
                            switch (row.get()) {
                                case CsvRow.Cells _ -> "good";
                                case CsvRow.Faulty(_, _, String code, _) -> code;
                                case CsvRow.Unreadable(_, String code, _) -> code;
                            })
                    .toList();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<CsvRow> rows(InputStream file) {
        try (var rows = CsvRows.open(file, commas(), CsvRows.Limits.STANDARD)) {
            return Stream.generate(rows::next)
                    .takeWhile(Optional::isPresent)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static int count(InputStream file) {
        try (var rows = CsvRows.open(file, commas(), CsvRows.Limits.STANDARD)) {
            int count = 0;
            while (rows.next().isPresent()) {
                count++;
            }
            return count;
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
