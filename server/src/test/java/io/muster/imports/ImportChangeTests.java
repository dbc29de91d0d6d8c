package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An import that was stopped, went on, and touched somebody twice. */
class ImportChangeTests {

    private static final UserId ANN = UserId.next();
    private static final RoleId AUDITOR = RoleId.next();
    private static final RoleId HELP_DESK = RoleId.next();

    @Test
    void leadsBackToWhatWasBeforeTheFirst() {
        ImportChange both =
                changed(2, Map.of(ImportField.TITLE, "Nurse"), Map.of(ImportField.TITLE, "Doctor"))
                        .and(
                                changed(
                                        3,
                                        Map.of(ImportField.TITLE, "Doctor"),
                                        Map.of(ImportField.TITLE, "Chief")),
                                2,
                                0);
        assertThat(both.before()).isEqualTo(Map.of(ImportField.TITLE, "Nurse"));
        assertThat(both.after()).isEqualTo(Map.of(ImportField.TITLE, "Chief"));
        assertThat(both.version()).isEqualTo(3);
    }

    @Test
    void leadsBackToWhatSomebodyWroteInBetween() {
        ImportChange both =
                changed(2, Map.of(ImportField.TITLE, "Nurse"), Map.of(ImportField.TITLE, "Doctor"))
                        .and(
                                changed(
                                        4,
                                        Map.of(ImportField.TITLE, "Midwife"),
                                        Map.of(ImportField.TITLE, "Doctor")),
                                3,
                                0);
        assertThat(both.before()).isEqualTo(Map.of(ImportField.TITLE, "Midwife"));
    }

    @Test
    void keepsTheSettingsAndRolesOfBoth() {
        ImportChange both =
                changed(2, Map.of(ImportField.TITLE, ""), Map.of(ImportField.TITLE, "Doctor"))
                        .and(
                                new ImportChange(
                                        0,
                                        5,
                                        "ann",
                                        ANN,
                                        false,
                                        3,
                                        1,
                                        Map.of(ImportField.FAX, "1"),
                                        Map.of(ImportField.FAX, "2"),
                                        List.of(HELP_DESK)),
                                2,
                                0);
        assertThat(both.before()).isEqualTo(Map.of(ImportField.TITLE, "", ImportField.FAX, "1"));
        assertThat(both.roles()).containsExactly(AUDITOR, HELP_DESK);
    }

    @Test
    void isNothingWhenTheSecondTookTheFirstBack() {
        ImportChange first =
                changed(2, Map.of(ImportField.TITLE, ""), Map.of(ImportField.TITLE, "Doctor"));
        ImportChange back =
                changed(3, Map.of(ImportField.TITLE, "Doctor"), Map.of(ImportField.TITLE, ""));
        assertThat(first.and(back, 2, 0).before()).isEmpty();
    }

    @Test
    void goesOnCountingWhomItMadeAsItsOwnUnlessSomebodyElseChangedHim() {
        ImportChange made =
                new ImportChange(1, 2, "ann", ANN, true, 1, 0, Map.of(), Map.of(), List.of());
        ImportChange later =
                changed(2, Map.of(ImportField.TITLE, ""), Map.of(ImportField.TITLE, "Doctor"));
        assertThat(made.and(later, 1, 0).version()).isEqualTo(2);
        assertThat(made.and(later, 1, 0).created()).isTrue();
        assertThat(made.and(later, 7, 0).version()).isEqualTo(1);
        assertThat(made.and(later, 1, 3).version()).isEqualTo(1);
    }

    private static ImportChange changed(
            int version, Map<ImportField, String> before, Map<ImportField, String> after) {
        return new ImportChange(
                1, 2, "ann", ANN, false, version, 0, before, after, List.of(AUDITOR));
    }
}
