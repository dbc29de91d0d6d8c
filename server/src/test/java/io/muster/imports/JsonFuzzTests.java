package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.access.Passwords;
import io.muster.imports.CsvFixtures.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that are JSON, or pretend to be. */
class JsonFuzzTests {

    private static final CsvRows.Limits NARROW = new CsvRows.Limits(5, 20, 60);

    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final Set<String> FAULTS =
            Set.of(
                    "duplicate-key",
                    "broken-credential",
                    "service-account",
                    "cell-too-long",
                    "row-too-long",
                    "zero-character",
                    "wrong-encoding");
    private static final Set<String> ENDS =
            Set.of(
                    "empty",
                    "broken-json",
                    "cut-off",
                    "no-users",
                    "not-a-user",
                    "too-deep",
                    "cell-too-long",
                    "row-too-long",
                    "too-many-columns",
                    "duplicate-key",
                    "wrong-encoding");

    @DictionaryEntries({
        "users",
        "username",
        "attributes",
        "credentials",
        "password",
        "secretData",
        "credentialData",
        "hashIterations",
        "algorithm",
        "additionalParameters",
        "serviceAccountClientId",
        "requiredActions",
        "\\\\u0000",
        "\\\\ud800",
        "null",
        "1e9"
    })
    @FuzzTest
    void aFileIsUsersWithinTheLimitsOrRefused(byte[] file) throws IOException {
        for (CsvRows.Limits limits : List.of(NARROW, CsvRows.Limits.STANDARD)) {
            Reading look = read(new ByteArrayInputStream(file), limits);
            assertThat(read(new CsvFuzzTests.Trickle(file), limits))
                    .as("read octet by octet")
                    .isEqualTo(look);
            isWithin(limits, look, file.length);
            Reading rows = read(new ByteArrayInputStream(file), look.header(), limits);
            assertThat(rows.rows()).hasSameSizeAs(look.rows());
            for (int i = 0; i < rows.rows().size(); i++) {
                CsvRow row = rows.rows().get(i);
                assertThat(told(row))
                        .as("the same as at first sight")
                        .isEqualTo(told(look.rows().get(i)));
                if (!(row instanceof CsvRow.Unreadable)) {
                    assertThat(row.cells()).hasSameSizeAs(look.header());
                }
            }
            isWithin(limits, rows, file.length);
        }
        agreesWithAStrictReader(file);
    }

    /** Which file of users it is, another reader must find too. */
    private static void agreesWithAStrictReader(byte[] file) throws IOException {
        Reading look = read(new ByteArrayInputStream(file), CsvRows.Limits.STANDARD);
        boolean wholly = look.rows().stream().allMatch(CsvRow.Cells.class::isInstance);
        if (!wholly || look.rows().isEmpty()) {
            return;
        }
        JsonNode tree;
        try {
            tree = STRICT.readTree(CsvFixtures.text(file));
        } catch (JacksonException _) {
            // Stricter than we are: a name twice in what is passed over.
            return;
        }
        JsonNode users = tree.isArray() ? tree : tree.path("users");
        assertThat(users.isArray()).isTrue();
        assertThat(look.rows().size()).isLessThanOrEqualTo(users.size());
    }

    private static void isWithin(CsvRows.Limits limits, Reading reading, int octets) {
        assertThat(reading.rows()).hasSizeLessThanOrEqualTo(octets + 1);
        assertThat(reading.header()).hasSizeLessThanOrEqualTo(limits.columns());
        assertThat(reading.header()).allMatch(JsonCells::isReadable).doesNotHaveDuplicates();
        for (int i = 0; i < reading.rows().size(); i++) {
            CsvRow row = reading.rows().get(i);
            assertThat(row.line()).isPositive();
            assertThat(row.cells()).noneMatch(cell -> cell.indexOf('\0') >= 0);
            // One more for the apostrophe that keeps another one.
            assertThat(row.cells()).allMatch(cell -> cell.length() <= limits.cell() + 1);
            switch (row) {
                case CsvRow.Cells cells ->
                        assertThat(cells.cells()).allMatch(JsonCells::isReadable);
                case CsvRow.Faulty(_, _, var code, _) -> assertThat(code).isIn(FAULTS);
                case CsvRow.Unreadable(_, var code, _) -> {
                    assertThat(i).as("nothing follows").isEqualTo(reading.rows().size() - 1);
                    assertThat(code).isIn(ENDS);
                }
            }
            for (String cell : row.cells()) {
                Passwords.hashFaults("hash", cell)
                        .forEach(fault -> assertThat(fault.code()).isNotBlank());
            }
        }
    }

    private record Told(long line, String code) {}

    private static Told told(CsvRow row) {
        return new Told(
                row.line(),
                switch (row) {
                    case CsvRow.Cells _ -> "good";
                    case CsvRow.Faulty(_, _, var code, _) -> code;
                    case CsvRow.Unreadable(_, var code, _) -> code;
                });
    }

    private static Reading read(InputStream file, CsvRows.Limits limits) throws IOException {
        try (var rows = JsonRows.open(file, limits)) {
            return CsvFixtures.toTheEnd(rows);
        }
    }

    private static Reading read(InputStream file, List<String> columns, CsvRows.Limits limits)
            throws IOException {
        try (var rows = JsonRows.open(file, columns, limits)) {
            return CsvFixtures.toTheEnd(rows);
        }
    }
}
