package io.muster.imports;

import static io.muster.imports.CsvFixtures.WINDOWS_1252;
import static io.muster.imports.CsvFixtures.bytes;
import static io.muster.imports.CsvFixtures.dialectOf;
import static io.muster.imports.CsvFixtures.joined;
import static io.muster.imports.CsvFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DialectDetectionTests {

    private static final String GERMAN = "Username;Last name\nmueller;Müller\nweiss;Weiß\n";
    private static final String GREEK =
            "Username;Last name\ngiorgos;Παπαδόπουλος\nmaria;Παπαγεωργίου\n";

    @Test
    void knowsUtf8WithAndWithoutItsMark() {
        assertThat(dialectOf(GERMAN).encoding()).isEqualTo(CsvDialect.Encoding.UTF_8);
        assertThat(dialectOf(joined(bytes(0xEF, 0xBB, 0xBF), utf8(GERMAN))).encoding())
                .isEqualTo(CsvDialect.Encoding.UTF_8);
    }

    @Test
    void knowsUtf16ByItsMark() {
        byte[] little = GREEK.getBytes(StandardCharsets.UTF_16LE);
        byte[] big = GREEK.getBytes(StandardCharsets.UTF_16BE);
        assertThat(dialectOf(joined(bytes(0xFF, 0xFE), little)).encoding())
                .isEqualTo(CsvDialect.Encoding.UTF_16LE);
        assertThat(dialectOf(joined(bytes(0xFE, 0xFF), big)).encoding())
                .isEqualTo(CsvDialect.Encoding.UTF_16BE);
    }

    @Test
    void knowsUtf16WithoutAMarkAlsoForScriptsOtherThanLatin() {
        for (String text : new String[] {GERMAN, GREEK}) {
            assertThat(dialectOf(text.getBytes(StandardCharsets.UTF_16LE)).encoding())
                    .isEqualTo(CsvDialect.Encoding.UTF_16LE);
            assertThat(dialectOf(text.getBytes(StandardCharsets.UTF_16BE)).encoding())
                    .isEqualTo(CsvDialect.Encoding.UTF_16BE);
        }
    }

    @Test
    void takesTextThatIsNotUtf8ForWindows1252() {
        assertThat(dialectOf(GERMAN.getBytes(WINDOWS_1252)).encoding())
                .isEqualTo(CsvDialect.Encoding.WINDOWS_1252);
    }

    @Test
    void seesTheFirstUmlautEvenFarBehindTheLookAhead() {
        String rows = "Username;Last name\n" + "smith;Smith\n".repeat(20_000) + "m;Müller\n";
        assertThat(dialectOf(rows.getBytes(WINDOWS_1252)).encoding())
                .isEqualTo(CsvDialect.Encoding.WINDOWS_1252);
        assertThat(dialectOf(rows).encoding()).isEqualTo(CsvDialect.Encoding.UTF_8);
    }

    @Test
    void staysWithUtf8WhenOneRowOfManyIsBroken() {
        byte[] file = joined(utf8(GERMAN), bytes('x', ';', 0xFC, '\n'));
        assertThat(dialectOf(file).encoding()).isEqualTo(CsvDialect.Encoding.UTF_8);
    }

    @Test
    void findsCommaSemicolonAndTab() {
        assertThat(dialectOf("Username,Title\nann,Nurse\n").delimiter()).isEqualTo(',');
        assertThat(dialectOf("Username;Title\nann;Nurse\n").delimiter()).isEqualTo(';');
        assertThat(dialectOf("Username\tTitle\nann\tNurse\n").delimiter()).isEqualTo('\t');
    }

    @Test
    void passesOverDelimitersInsideQuotes() {
        assertThat(dialectOf("\"Last, first, middle\";Username\n\"A, B, C\";ann\n").delimiter())
                .isEqualTo(';');
    }

    @Test
    void prefersTheDelimiterThatGivesKnownHeaders() {
        assertThat(dialectOf("Username;First name;Salary, gross, 2026, a month\nann;Ann;1,2,3,4\n"))
                .extracting(CsvDialect::delimiter)
                .isEqualTo(';');
    }

    @Test
    void takesAFileOfOneColumnForCommas() {
        assertThat(dialectOf("Username\nann\nbob\n"))
                .isEqualTo(new CsvDialect(CsvDialect.Encoding.UTF_8, ',', false, true));
    }

    @Test
    void obeysTheFirstLineThatOnlyNamesTheDelimiter() {
        assertThat(dialectOf("sep=;\r\nUsername;Title\r\nann;a,b,c\r\n"))
                .isEqualTo(new CsvDialect(CsvDialect.Encoding.UTF_8, ';', true, true));
    }

    @Test
    void seesThatTheFirstRowIsAPersonAndNotAHeader() {
        assertThat(dialectOf("ann@acme.example,Ann\nbob@acme.example,Bob\n").header()).isFalse();
        assertThat(dialectOf("4711,Ann\n4712,Bob\n").header()).isFalse();
        assertThat(dialectOf("Benutzer,Vorname\nann,Ann\n").header()).isTrue();
    }

    @Test
    void answersForAnEmptyFileToo() {
        assertThat(dialectOf("").delimiter()).isEqualTo(',');
    }
}
