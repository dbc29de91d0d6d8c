package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files as other systems write them map themselves, and their rows read without a fault. */
class OtherSystemsFilesTests {

    @Test
    void readsAFileOfGoogleWorkspace() {
        assertThat(
                        read(
                                "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],"
                                        + "Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],"
                                        + "Recovery Email,Home Secondary Email,Work Secondary Email,"
                                        + "Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,"
                                        + "Work Address,Home Address,Employee ID,Employee Type,Employee Title,Manager Email,"
                                        + "Department,Cost Center,Change Password at Next Sign-In,New Status [UPLOAD ONLY]\n"
                                        + "Ann,Smith,ann@acme.example,****,,/Sales,,ann@home.example,,,,+43 1 1,+43 1 2,+43 1 3,"
                                        + "Ring 1,Gasse 2,E-17,,Nurse,,Ward 3,,True,Suspended\n"))
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry(ImportField.FIRST_NAME, "Ann"),
                                Map.entry(ImportField.LAST_NAME, "Smith"),
                                Map.entry(ImportField.ADDRESS, "ann@acme.example"),
                                Map.entry(ImportField.UNIT, "Sales"),
                                Map.entry(ImportField.RECOVERY_ADDRESS, "ann@home.example"),
                                Map.entry(ImportField.OFFICE_PHONE, "+43 1 1"),
                                Map.entry(ImportField.HOME_PHONE, "+43 1 2"),
                                Map.entry(ImportField.MOBILE_PHONE, "+43 1 3"),
                                Map.entry(ImportField.WORK_STREET, "Ring 1"),
                                Map.entry(ImportField.HOME_STREET, "Gasse 2"),
                                Map.entry(ImportField.EXTERNAL_ID, "E-17"),
                                Map.entry(ImportField.TITLE, "Nurse"),
                                Map.entry(ImportField.DEPARTMENT, "Ward 3"),
                                Map.entry(ImportField.MUST_CHANGE_PASSWORD, "true"),
                                Map.entry(ImportField.ENABLED, "false")));
    }

    @Test
    void readsAFileOfMicrosoft365() {
        assertThat(
                        read(
                                "Username,First name,Last name,Display name,Job title,Department,Office number,Office phone,"
                                        + "Mobile phone,Fax,Alternate email address,Address,City,State or province,"
                                        + "ZIP or postal code,Country or region\n"
                                        + "ann@acme.example,Ann,Smith,Ann Smith,Nurse,Ward 3,12,+43 1 1,+43 1 3,+43 1 4,"
                                        + "ann@home.example,Ring 1,Wien,Wien,1010,Austria\n"))
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry(ImportField.ADDRESS, "ann@acme.example"),
                                Map.entry(ImportField.FIRST_NAME, "Ann"),
                                Map.entry(ImportField.LAST_NAME, "Smith"),
                                Map.entry(ImportField.DISPLAY_NAME, "Ann Smith"),
                                Map.entry(ImportField.TITLE, "Nurse"),
                                Map.entry(ImportField.DEPARTMENT, "Ward 3"),
                                Map.entry(ImportField.OFFICE_PHONE, "+43 1 1"),
                                Map.entry(ImportField.MOBILE_PHONE, "+43 1 3"),
                                Map.entry(ImportField.FAX, "+43 1 4"),
                                Map.entry(ImportField.RECOVERY_ADDRESS, "ann@home.example"),
                                Map.entry(ImportField.WORK_STREET, "Ring 1"),
                                Map.entry(ImportField.WORK_CITY, "Wien"),
                                Map.entry(ImportField.WORK_REGION, "Wien"),
                                Map.entry(ImportField.WORK_POSTAL_CODE, "1010"),
                                Map.entry(ImportField.WORK_COUNTRY, "Austria")));
    }

    @Test
    void readsAFileOfMicrosoftEntra() {
        assertThat(
                        read(
                                "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,"
                                        + "accountEnabled,streetAddress,state,country,city,postalCode,telephoneNumber,mobile\n"
                                        + "ann@acme.example,Ann Smith,Smith,ann@acme.example,Ann,7,Member,Nurse,Ward 3,True,"
                                        + "Ring 1,Wien,Austria,Wien,1010,+43 1 1,+43 1 3\n"))
                .containsEntry(ImportField.ADDRESS, "ann@acme.example")
                .containsEntry(ImportField.LAST_NAME, "Smith")
                .containsEntry(ImportField.FIRST_NAME, "Ann")
                .containsEntry(ImportField.ENABLED, "true")
                .containsEntry(ImportField.WORK_STREET, "Ring 1")
                .containsEntry(ImportField.WORK_REGION, "Wien")
                .containsEntry(ImportField.OFFICE_PHONE, "+43 1 1")
                .doesNotContainKeys(ImportField.ROLES, ImportField.LOGON_NAME);
    }

    @Test
    void readsAFileOfSmarterMail() {
        assertThat(
                        read(
                                "Username;Password;Display Name;Type;Authentication Mode;Status;First Name;Last Name;Job Title;"
                                        + "Company;Work Phone;Mobile Phone;Fax;Home Address;Work Address;Reply-To Address;"
                                        + "Backup Email Address;Time Zone;Disable Password Changes;Show in Global Address List;"
                                        + "Disk Usage\n"
                                        + "ann;a quiet plum harbour;Ann Smith;User;Active Directory;Enabled;Ann;Smith;Nurse;Acme;"
                                        + "+43 1 1;+43 1 3;+43 1 4;Gasse 2;Ring 1;desk@acme.example;ann@home.example;"
                                        + "Europe/Vienna;False;True;12 MB\n"))
                .containsEntry(ImportField.LOGON_NAME, "ann")
                .containsEntry(ImportField.PASSWORD, "a quiet plum harbour")
                .containsEntry(ImportField.DISPLAY_NAME, "Ann Smith")
                .containsEntry(ImportField.SIGN_IN_METHOD, "directory")
                .containsEntry(ImportField.ENABLED, "true")
                .containsEntry(ImportField.HOME_STREET, "Gasse 2")
                .containsEntry(ImportField.WORK_STREET, "Ring 1")
                .containsEntry(ImportField.REPLY_TO, "desk@acme.example")
                .containsEntry(ImportField.RECOVERY_ADDRESS, "ann@home.example")
                .containsEntry(ImportField.PASSWORD_CHANGES_DISABLED, "false")
                .containsEntry(ImportField.IN_ADDRESS_LIST, "true")
                .doesNotContainKey(ImportField.ROLES);
    }

    @Test
    void readsAFileOfKeycloak() {
        assertThat(
                        read(
                                "id,username,email,firstName,lastName,enabled,emailVerified,createdTimestamp\n"
                                        + "7,ann,ann@acme.example,Ann,Smith,true,true,1763800000000\n"))
                .isEqualTo(
                        Map.of(
                                ImportField.LOGON_NAME,
                                "ann",
                                ImportField.ADDRESS,
                                "ann@acme.example",
                                ImportField.FIRST_NAME,
                                "Ann",
                                ImportField.LAST_NAME,
                                "Smith",
                                ImportField.ENABLED,
                                "true"));
    }

    /** What the first row says, with the columns mapped by themselves. */
    private static Map<ImportField, String> read(String file) {
        CsvFixtures.Reading reading = CsvFixtures.read(file);
        Map<ImportField, Integer> columns = new EnumMap<>(ImportField.class);
        List<@Nullable ImportField> fields =
                ColumnMapping.suggest(reading.header(), HeaderSynonyms.of(reading.header()));
        for (int column = 0; column < fields.size(); column++) {
            ImportField field = fields.get(column);
            if (field != null) {
                columns.put(field, column);
            }
        }
        assertThat(reading.rows().getFirst()).isInstanceOf(CsvRow.Cells.class);
        var reader = new RowReader(reading.header(), new ColumnMapping(columns), Set.of());
        ImportRow row = reader.read((CsvRow.Cells) reading.rows().getFirst());
        assertThat(row).isInstanceOf(ImportRow.Usable.class);
        return ((ImportRow.Usable) row).values();
    }
}
