package io.muster.imports;

import static io.muster.imports.CsvFixtures.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.FormulaGuard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorFileTests {

    @Test
    void holdsTheCellsAsTheyCameAndTheReasonsLast() throws IOException {
        byte[] file =
                errors(
                        List.of("Username", "Notes"),
                        List.of("a b", "x;y"),
                        List.of("Bad name.", "Bad day."));
        assertThat(new String(file, StandardCharsets.UTF_8))
                .isEqualTo("\uFEFFUsername;Notes;Error\r\na b;\"x;y\";Bad name. Bad day.\r\n");
    }

    @Test
    void mapsItselfWhenImportedAgain() throws IOException {
        var again = read(errors(List.of("Username", "Notes"), List.of("a", "b"), List.of("No.")));
        assertThat(ColumnMapping.suggest(again.header(), HeaderSynonyms.GENERAL))
                .containsExactly(ImportField.LOGON_NAME, ImportField.NOTES, null);
    }

    @Test
    void replacesTheReasonsOfAnEarlierErrorFile() throws IOException {
        var again =
                read(
                        errors(
                                List.of("Username", "Error", "Notes"),
                                List.of("a", "old", "b"),
                                List.of("new")));
        assertThat(again.header()).containsExactly("Username", "Notes", "Error");
        assertThat(again.cells()).containsExactly(List.of("a", "b", "new"));
    }

    @Test
    void keepsCellsPastTheHeaderForMending() throws IOException {
        byte[] file =
                errors(
                        List.of("Username", "Notes"),
                        List.of("ann", "x", "left", "over"),
                        List.of("Ragged."));
        assertThat(new String(file, StandardCharsets.UTF_8)).contains("ann;x;Ragged.;left;over");
    }

    @Test
    void isSafeToOpenAndGivesTheSameCellsBack() throws IOException {
        var header = List.of("Username", "Notes");
        for (String cell : List.of("=1+1", "'=1+1", "@x", "-1", "+43 1", "'quoted'", "\tx")) {
            var again = read(errors(header, List.of("ann", cell), List.of("No.")));
            String written = again.cells().getFirst().get(1);
            assertThat(written).doesNotMatch("(?s)[=+\\-@\t\r].*");
            assertThat(FormulaGuard.plain(written)).isEqualTo(FormulaGuard.plain(cell));
        }
    }

    private static byte[] errors(List<String> header, List<String> cells, List<String> reasons)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (var file = new ErrorFile(out, header, ';')) {
            file.add(cells, reasons);
        }
        return out.toByteArray();
    }
}
