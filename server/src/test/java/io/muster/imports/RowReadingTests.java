package io.muster.imports;

import static io.muster.imports.ImportField.ADDRESS;
import static io.muster.imports.ImportField.ENABLED;
import static io.muster.imports.ImportField.LOGON_NAME;
import static io.muster.imports.ImportField.PASSWORD;
import static io.muster.imports.ImportField.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowReadingTests {

    @Test
    void readsEachCellIntoTheOneFormThatIsStored() {
        assertThat(
                        values(
                                Map.of(
                                        LOGON_NAME,
                                        " Ann.Smith ",
                                        ADDRESS,
                                        "Ann@ACME.example",
                                        ENABLED,
                                        "Suspended",
                                        UNIT,
                                        "/Sales/ North /Team 1/",
                                        ImportField.LANGUAGE,
                                        "de_at",
                                        ImportField.TIME_ZONE,
                                        "europe/vienna",
                                        ImportField.SIGN_IN_METHOD,
                                        "Active Directory",
                                        ImportField.NOTES,
                                        "one\r\ntwo")))
                .isEqualTo(
                        Map.of(
                                LOGON_NAME,
                                "ann.smith",
                                ADDRESS,
                                "ann@acme.example",
                                ENABLED,
                                "false",
                                UNIT,
                                "Sales/North/Team 1",
                                ImportField.LANGUAGE,
                                "de-AT",
                                ImportField.TIME_ZONE,
                                "Europe/Vienna",
                                ImportField.SIGN_IN_METHOD,
                                "directory",
                                ImportField.NOTES,
                                "one\ntwo"));
    }

    @Test
    void leavesOutTheSettingsWhoseCellsAreEmpty() {
        assertThat(values(Map.of(LOGON_NAME, "ann", ImportField.TITLE, "  ")))
                .isEqualTo(Map.of(LOGON_NAME, "ann"));
    }

    @Test
    void takesAPasswordAsItIsWithItsSpaces() {
        assertThat(values(Map.of(LOGON_NAME, "ann", PASSWORD, " two words ")))
                .containsEntry(PASSWORD, " two words ");
    }

    @Test
    void takesOffTheApostropheThatKeepsASpreadsheetFromCounting() {
        assertThat(values(Map.of(LOGON_NAME, "ann", ImportField.MOBILE_PHONE, "'+43 1 234")))
                .containsEntry(ImportField.MOBILE_PHONE, "+43 1 234");
    }

    @Test
    void takesAUsernameThatIsAnAddressForTheAddress() {
        assertThat(values(Map.of(LOGON_NAME, "Ann@acme.example")))
                .isEqualTo(Map.of(ADDRESS, "ann@acme.example"));
    }

    @Test
    void refusesAUsernameThatIsAnotherAddressThanTheEmailAddress() {
        assertThat(faults(Map.of(LOGON_NAME, "ann@acme.example", ADDRESS, "a@acme.example")))
                .extracting(ImportRow.Fault::code)
                .containsExactly("two-addresses");
        assertThat(values(Map.of(LOGON_NAME, "ann@acme.example", ADDRESS, "ANN@acme.example")))
                .isEqualTo(Map.of(ADDRESS, "ann@acme.example"));
    }

    @Test
    void refusesARowThatIsNobodys() {
        assertThat(faults(Map.of(LOGON_NAME, "", ImportField.TITLE, "Nurse")))
                .extracting(ImportRow.Fault::column, ImportRow.Fault::code)
                .containsExactly(tuple("Username", "required"));
    }

    @Test
    void namesEveryFaultOfARow() {
        var row =
                Map.of(
                        LOGON_NAME,
                        "a b",
                        ADDRESS,
                        "ann@",
                        ENABLED,
                        "perhaps",
                        ImportField.TITLE,
                        "x".repeat(256),
                        ImportField.WEB_PAGE,
                        "javascript:alert(1)",
                        ImportField.TIME_ZONE,
                        "Middle Earth",
                        ImportField.LANGUAGE,
                        "?",
                        ImportField.FIRST_NAME,
                        "a\nb",
                        ImportField.SIGN_IN_METHOD,
                        "knock",
                        UNIT,
                        "x".repeat(65));
        assertThat(faults(row))
                .extracting(ImportRow.Fault::column, ImportRow.Fault::code)
                .containsExactlyInAnyOrder(
                        tuple("Username", "not-a-logon-name"),
                        tuple("E-mail address", "not-an-address"),
                        tuple("Enabled", "unknown-value"),
                        tuple("Title", "too-long"),
                        tuple("Web page", "not-a-web-page"),
                        tuple("Time zone", "unknown-value"),
                        tuple("Language", "unknown-value"),
                        tuple("First name", "control-character"),
                        tuple("Sign-in method", "unknown-value"),
                        tuple("Unit", "too-long"));
    }

    @Test
    void readsAnActionWithoutRegardToCaseSpacesAndHyphens() {
        for (String word : List.of("Create or update", "create_or_update", "UPSERT")) {
            assertThat(values(Map.of(LOGON_NAME, "ann", ImportField.ACTION, word)))
                    .containsEntry(ImportField.ACTION, "create or update");
        }
        assertThat(values(Map.of(LOGON_NAME, "ann", ImportField.ACTION, " Delete ")))
                .containsEntry(ImportField.ACTION, "delete");
    }

    @Test
    void refusesAnUnknownActionAndSaysNothingOfCellsThatMayNotCount() {
        assertThat(
                        faults(
                                Map.of(
                                        LOGON_NAME,
                                        "a b",
                                        ImportField.ACTION,
                                        "promote",
                                        ENABLED,
                                        "perhaps")))
                .extracting(ImportRow.Fault::column, ImportRow.Fault::code)
                .containsExactly(
                        tuple("Action", "unknown-action"), tuple("Username", "not-a-logon-name"));
    }

    @Test
    void readsOfARowThatActsOnlyWhatTheActionNeeds() {
        assertThat(
                        values(
                                Map.of(
                                        LOGON_NAME,
                                        "ann",
                                        ImportField.ACTION,
                                        "disable",
                                        ENABLED,
                                        "perhaps",
                                        ImportField.ALLOW_INCOMING,
                                        "yes",
                                        UNIT,
                                        "Sales")))
                .isEqualTo(
                        Map.of(
                                LOGON_NAME,
                                "ann",
                                ImportField.ACTION,
                                "disable",
                                ImportField.ALLOW_INCOMING,
                                "true"));
        assertThat(faults(Map.of(LOGON_NAME, "ann", ImportField.ACTION, "move", UNIT, "/")))
                .extracting(ImportRow.Fault::column, ImportRow.Fault::code)
                .containsExactly(tuple("Unit", "unit-missing"));
    }

    @Test
    void refusesAPasswordBesideAHash() {
        assertThat(faults(Map.of(LOGON_NAME, "ann", PASSWORD, "x", ImportField.PASSWORD_HASH, "y")))
                .extracting(ImportRow.Fault::code)
                .containsExactly("two-passwords");
    }

    @Test
    void readsSeveralRolesFromOneCell() {
        assertThat(values(Map.of(LOGON_NAME, "ann", ImportField.ROLES, "Help desk;; R\\;D")))
                .containsEntry(ImportField.ROLES, "Help desk; R\\;D");
        assertThat(EscapedList.split("Help desk; R\\;D", ';')).containsExactly("Help desk", "R;D");
    }

    private Map<ImportField, String> values(Map<ImportField, String> cells) {
        assertThat(read(cells)).isInstanceOf(ImportRow.Usable.class);
        return ((ImportRow.Usable) read(cells)).values();
    }

    private List<ImportRow.Fault> faults(Map<ImportField, String> cells) {
        assertThat(read(cells)).isInstanceOf(ImportRow.Refused.class);
        return ((ImportRow.Refused) read(cells)).faults();
    }

    private ImportRow read(Map<ImportField, String> cells) {
        ImportField[] fields = cells.keySet().toArray(ImportField[]::new);
        var header = Arrays.stream(fields).map(ImportField::header).toList();
        var row = Arrays.stream(fields).map(cells::get).toList();
        return new RowReader(header, mapping(fields), Set.of()).read(new CsvRow.Cells(2, row));
    }

    private static ColumnMapping mapping(ImportField... fields) {
        Map<ImportField, Integer> columns = new EnumMap<>(ImportField.class);
        for (int i = 0; i < fields.length; i++) {
            columns.put(fields[i], i);
        }
        return new ColumnMapping(columns);
    }
}
