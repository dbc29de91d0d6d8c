package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.Problem.FieldError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnMappingTests {

    @Test
    void mapsColumnsByTheirHeadersWithoutCaseSpacesUnderscoresHyphensAndDots() {
        assertThat(suggest("USER_NAME", "e-mail.address", "First Name", "last-name", "Shoe size"))
                .containsExactly(
                        ImportField.LOGON_NAME,
                        ImportField.ADDRESS,
                        ImportField.FIRST_NAME,
                        ImportField.LAST_NAME,
                        null);
    }

    @Test
    void mapsASettingOnceAndOurOwnHeaderBeforeASynonym() {
        assertThat(suggest("Login", "Account", "Username"))
                .containsExactly(null, null, ImportField.LOGON_NAME);
        assertThat(suggest("Login", "Account")).containsExactly(ImportField.LOGON_NAME, null);
    }

    @Test
    void mapsEveryHeaderOfAnExportedFile() {
        for (ImportField field : ImportField.values()) {
            assertThat(suggest(field.header())).containsExactly(field);
            assertThat(suggest(field.key())).containsExactly(field);
        }
    }

    @Test
    void passesOverTheColumnsThatOnlyTell() {
        assertThat(suggest("Error", "Last sign-in", "Created", "Account state"))
                .containsOnlyNulls();
    }

    @Test
    void knowsAnotherSystemsHeadersByATableOfTheirOwn() {
        var synonyms =
                HeaderSynonyms.GENERAL.with(
                        Map.of("Login", ImportField.EXTERNAL_ID, "Org", ImportField.UNIT));
        assertThat(ColumnMapping.suggest(List.of("login", "org", "City"), synonyms))
                .containsExactly(ImportField.EXTERNAL_ID, ImportField.UNIT, ImportField.WORK_CITY);
    }

    @Test
    void isUsableWithAUsernameOrAnEmailAddress() {
        var header = List.of("a", "b");
        assertThat(check(header, ImportField.LOGON_NAME, null))
                .isInstanceOfSatisfying(
                        ColumnMapping.Check.Usable.class,
                        usable ->
                                assertThat(usable.mapping().columns())
                                        .isEqualTo(Map.of(ImportField.LOGON_NAME, 0)));
        assertThat(check(header, null, ImportField.ADDRESS))
                .isInstanceOf(ColumnMapping.Check.Usable.class);
    }

    @Test
    void isRefusedWithoutAUsernameNamingTheMissingSetting() {
        assertThat(check(List.of("a", "b"), ImportField.TITLE, null))
                .isEqualTo(
                        new ColumnMapping.Check.Refused(
                                List.of(
                                        new FieldError(
                                                "columns",
                                                "username-missing",
                                                "Say which column is the Username or the E-mail"
                                                        + " address."))));
    }

    @Test
    void isRefusedWhenTwoColumnsFillOneSetting() {
        assertThat(check(List.of("a", "b"), ImportField.LOGON_NAME, ImportField.LOGON_NAME))
                .isEqualTo(
                        new ColumnMapping.Check.Refused(
                                List.of(
                                        new FieldError(
                                                "columns[1]",
                                                "mapped-twice",
                                                "Username is filled by column \"a\" already."))));
    }

    @Test
    void isRefusedWhenItIsForAnotherNumberOfColumns() {
        assertThat(check(List.of("a", "b"), ImportField.LOGON_NAME))
                .isInstanceOfSatisfying(
                        ColumnMapping.Check.Refused.class,
                        refused ->
                                assertThat(refused.errors())
                                        .extracting(FieldError::code)
                                        .containsExactly("wrong-number"));
    }

    private static List<@Nullable ImportField> suggest(String... header) {
        return ColumnMapping.suggest(List.of(header), HeaderSynonyms.GENERAL);
    }

    private static ColumnMapping.Check check(List<String> header, @Nullable ImportField... fields) {
        return ColumnMapping.check(header, Arrays.asList(fields));
    }
}
