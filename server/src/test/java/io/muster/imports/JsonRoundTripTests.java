package io.muster.imports;

import static io.muster.imports.CsvFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.FormulaGuard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** No value of a JSON file is taken for anything but itself: passwords may begin with any sign. */
class JsonRoundTripTests {

    private static final JsonMapper JSON = new JsonMapper();

    @Property
    void everyValueIsReadAsItStandsInTheFile(@ForAll("value") String value) throws IOException {
        assertThat(read(value)).isEqualTo(value);
    }

    @Example
    void aNameThatBeginsWithAnApostropheKeepsOne() throws IOException {
        assertThat(read("'t Hooft")).isEqualTo("'t Hooft");
        assertThat(read("'=1+1")).isEqualTo("'=1+1");
        assertThat(read("''")).isEqualTo("''");
    }

    /** The value as an import takes it from its row. */
    private static String read(String value) throws IOException {
        byte[] file =
                utf8(JSON.writeValueAsString(List.of(Map.of("username", "ann", "value", value))));
        try (var rows =
                JsonRows.open(
                        new ByteArrayInputStream(file),
                        List.of("username", "value"),
                        CsvRows.Limits.STANDARD)) {
            CsvRow row = rows.next().orElseThrow();
            assertThat(row).isInstanceOf(CsvRow.Cells.class);
            return FormulaGuard.plain(row.cells().get(1));
        }
    }

    @Provide
    Arbitrary<String> value() {
        return Arbitraries.strings()
                .withChars("'\"=+-@,;\t\r\nab \u00fc\u20ac\uff1d")
                .ofMaxLength(12);
    }
}
