package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.imports.CsvFixtures.Reading;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.FormulaGuard;
import io.muster.organizations.UnitPath;
import io.muster.testing.FuzzedText;
import io.muster.users.LogonName;
import io.muster.users.SignInMethod;
import io.muster.users.UserProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What rows of strangers' files say, below headers of theirs. */
class RowFuzzTests {

    /** A header and rows, as a file of CSV. */
    @DictionaryEntries({
        "Username", "E-mail address", "Action", "create", "delete", "move", "disable", "Unit",
                "Roles",
        "Birthday", "1980-12-31", "Language", "de-AT", "Time zone", "Web page", "Enabled", "\\x0A",
                "Notes",
        "User principal name", "Account enabled", "local_part", "\\\\N", "[Required]", "attributes."
    })
    @FuzzTest
    void aRowIsUsableOrRefusedWithReasons(byte[] file) throws IOException {
        Reading reading = CsvFixtures.read(file);
        List<String> header = reading.header();
        List<@Nullable ImportField> fields =
                ColumnMapping.suggest(header, HeaderSynonyms.of(header));
        fitsAgain(header, fields);
        if (!(ColumnMapping.check(header, fields)
                instanceof ColumnMapping.Check.Usable(var mapping))) {
            return;
        }
        var reader = new RowReader(header, mapping, Set.of());
        for (CsvRow row : reading.rows()) {
            assertThat(reader.name(row)).hasSizeLessThanOrEqualTo(254);
            if (row instanceof CsvRow.Cells cells) {
                switch (reader.read(cells)) {
                    case ImportRow.Usable usable -> canBeStored(usable.values());
                    case ImportRow.Refused(long line, var faults) -> {
                        assertThat(line).isEqualTo(row.line());
                        assertThat(faults).isNotEmpty();
                    }
                }
            }
        }
    }

    /** A mapping that was saved for a file is the mapping of the next file like it. */
    private static void fitsAgain(List<String> header, List<@Nullable ImportField> fields) {
        List<SavedMapping.Column> columns = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            columns.add(new SavedMapping.Column(header.get(i), fields.get(i)));
        }
        var saved =
                new SavedMapping(
                        new SavedMappingId(new UUID(0, 1)),
                        new SavedMapping.Content(
                                "HR",
                                columns,
                                UserImport.Existing.UPDATE,
                                false,
                                UserImport.NewPasswords.NONE),
                        1,
                        "Ann",
                        Instant.EPOCH);
        SavedMapping.Fit fit = saved.fit(header);
        assertThat(fit.fields()).isEqualTo(fields);
        assertThat(fit.missing()).isEmpty();
        assertThat(fit.added()).isEmpty();
    }

    /** The field by its name in the API, then a cell. */
    @DictionaryEntries({
        "logonName",
        "address",
        "unit",
        "roles",
        "language",
        "timeZone",
        "webPage",
        "birthday",
        "notes",
        "signInMethod",
        "action",
        "\u0130",
        "http://",
        "-x-",
        "de_AT",
        "+10000-01-01"
    })
    @FuzzTest
    void aCellHasOneFormOrAFault(byte[] octets) throws IOException {
        List<String> lines = FuzzedText.lines(octets, 2);
        String text = lines.getLast().replace("\0", "").replace("\uD800", "");
        for (ImportField field :
                ImportField.ofKey(lines.getFirst())
                        .map(List::of)
                        .orElse(List.of(ImportField.values()))) {
            String cell = field.keepsSpaces() ? text : text.strip();
            if (!cell.isEmpty()
                    && CellRules.read(field, cell) instanceof CellRules.Reading.Value(var value)) {
                canBeStored(Map.of(field, value));
            }
        }
    }

    private static void canBeStored(Map<ImportField, String> values) throws IOException {
        for (var setting : values.entrySet()) {
            ImportField field = setting.getKey();
            String value = setting.getValue();
            assertThat(CellRules.read(field, value))
                    .as("the stored form of %s, read once more", field)
                    .isEqualTo(new CellRules.Reading.Value(value));
            assertThat(value).isNotEmpty().doesNotContain("\0");
            switch (field.kind()) {
                case USERNAME -> {
                    if (value.contains("@")) {
                        assertThat(EmailAddress.valueOf(value)).hasToString(value);
                    } else {
                        assertThat(new LogonName(value)).hasToString(value);
                    }
                }
                case ADDRESS -> assertThat(EmailAddress.valueOf(value)).hasToString(value);
                case UNIT_PATH -> assertThat(UnitPath.parse(value)).get().hasToString(value);
                case ROLE_NAMES ->
                        assertThat(EscapedList.join(EscapedList.split(value, ';'), ';'))
                                .isEqualTo(value);
                case FLAG, STATE -> assertThat(value).isIn("true", "false");
                case SIGN_IN_METHOD ->
                        assertThat(SignInMethod.valueOf(value.toUpperCase(Locale.ROOT)))
                                .isIn((Object[]) SignInMethod.values());
                case ACTION -> assertThat(RowAction.of(values).word()).isEqualTo(value);
                case SIZE -> assertThat(value).matches("default|unlimited|[1-9][0-9]* ([KMGT]i)?B");
                case ADDRESSES ->
                        assertThat(MailboxCells.text(MailboxCells.addresses(value)))
                                .isEqualTo(value);
                case LINE, LINES, PASSWORD, WEB_PAGE, DATE, EXPIRY, TIME_ZONE, LANGUAGE ->
                        assertThat(value.codePointCount(0, value.length()))
                                .isLessThanOrEqualTo(field.most());
            }
        }
        UserProfile profile = ProfileFields.with(UserProfile.named("Ann", "Smith"), values);
        assertThat(ProfileFields.with(profile, values)).isEqualTo(profile);
        comesBackFromAFile(values);
    }

    /** What an export writes is what an import of it reads. */
    private static void comesBackFromAFile(Map<ImportField, String> values) throws IOException {
        List<ImportField> fields = new ArrayList<>(values.keySet());
        if (fields.stream().noneMatch(ImportField::identifies)) {
            return;
        }
        var out = new ByteArrayOutputStream();
        try (var writer = new CsvFileWriter(out, ',', true)) {
            writer.write(fields.stream().map(ImportField::header).toList());
            writer.write(fields.stream().map(values::get).toList());
        }
        Reading again =
                CsvFixtures.read(
                        out.toByteArray(),
                        new CsvDialect(CsvDialect.Encoding.UTF_8, ',', false, true),
                        CsvRows.Limits.STANDARD);
        assertThat(again.cells())
                .singleElement()
                .satisfies(row ->
                        assertThat(row.stream().map(FormulaGuard::plain).toList())
                                .isEqualTo(fields.stream().map(values::get).toList()));
        assertThat(ColumnMapping.suggest(again.header(), HeaderSynonyms.of(again.header())))
                .isEqualTo(fields);
    }
}
