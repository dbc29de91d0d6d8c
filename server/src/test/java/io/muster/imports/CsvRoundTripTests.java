package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.FormulaGuard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class CsvRoundTripTests {

    @Property
    void whatIsWrittenIsReadBackAlike(
            @ForAll @Size(min = 1, max = 8) List<@From("row") List<String>> rows,
            @ForAll("delimiter") char delimiter,
            @ForAll boolean mark)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = new CsvFileWriter(out, delimiter, mark)) {
            writer.write(List.of("Username", "First name", "Notes"));
            rows.forEach(writer::write);
        }
        var dialect = CsvFixtures.dialectOf(out.toByteArray());
        assertThat(dialect)
                .isEqualTo(new CsvDialect(CsvDialect.Encoding.UTF_8, delimiter, false, true));
        assertThat(plain(CsvFixtures.read(out.toByteArray()).cells())).isEqualTo(rows);
    }

    @Property
    void aCellIsWrittenAloneAsItIsInItsRow(@ForAll("cell") String cell, @ForAll boolean first)
            throws IOException {
        var out = new ByteArrayOutputStream();
        String begun = first ? "#" + cell : cell;
        try (var writer = new CsvFileWriter(out, ',', false)) {
            writer.write(first ? List.of(begun, "x") : List.of("x", begun));
        }
        String alone = new String(CsvFileWriter.cell(begun, first), StandardCharsets.UTF_8);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(first ? alone + ",x\r\n" : "x," + alone + "\r\n");
    }

    @Property
    void noCellThatIsWrittenRunsAsAFormula(@ForAll("cell") String cell) {
        assertThat(FormulaGuard.guarded(cell)).doesNotMatch("(?s)[=+\\-@\t\r\n].*");
        assertThat(FormulaGuard.plain(FormulaGuard.guarded(cell))).isEqualTo(cell);
    }

    @Property
    void namesInOneCellAreReadBackAlike(
            @ForAll @Size(max = 6) List<@From("name") String> names, @ForAll boolean path) {
        char separator = path ? '/' : ';';
        assertThat(EscapedList.split(EscapedList.join(names, separator), separator))
                .isEqualTo(names);
    }

    @Property
    void readingAnyBytesEndsInRows(@ForAll byte[] file) {
        assertThat(CsvFixtures.read(file).rows()).doesNotContainNull();
    }

    @Provide
    Arbitrary<Character> delimiter() {
        return Arbitraries.of(',', ';', '\t');
    }

    @Provide
    Arbitrary<String> cell() {
        return Arbitraries.strings()
                .withChars("'\"=+-@,;\t\r\nab \u00fc\u20ac\uff1d")
                .ofMaxLength(12)
                .map(cell -> cell.length() == 3 ? cell + "\uD83D\uDE00" : cell);
    }

    @Provide
    Arbitrary<String> name() {
        return Arbitraries.strings()
                .withChars("ab \\/;,")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(name -> "n" + name + "n");
    }

    /** Never blank, for blank rows are passed over. */
    @Provide
    Arbitrary<List<String>> row() {
        return cell().list()
                .ofSize(2)
                .map(cells -> {
                    List<String> row = new ArrayList<>(cells);
                    row.addFirst("ann");
                    return row;
                });
    }

    private static List<List<String>> plain(List<List<String>> rows) {
        return rows.stream().map(row -> row.stream().map(FormulaGuard::plain).toList()).toList();
    }
}
