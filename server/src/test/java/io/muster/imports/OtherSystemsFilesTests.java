package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"crypt, PASSWORD_HASH", "SHA-1, PASSWORD_HASH", "'', PASSWORD", "none, PASSWORD"})
    void takesAPasswordOfGoogleWorkspaceForAHashWhereItsFunctionIsNamed(
            String function, ImportField field) {
        Map<ImportField, String> read =
                read(
                        "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],"
                                + "Password Hash Function [UPLOAD ONLY]\n"
                                + "Ann,Smith,ann@acme.example,$6$salt$hash,"
                                + function
                                + "\n");
        assertThat(read)
                .containsEntry(field, "$6$salt$hash")
                .hasSize(4)
                .doesNotContainKey(ImportField.PASSWORD_FUNCTION);
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
                                        + "Disk Usage;Max Mailbox Size\n"
                                        + "ann;a quiet plum harbour;Ann Smith;User;Active Directory;Enabled;Ann;Smith;Nurse;Acme;"
                                        + "+43 1 1;+43 1 3;+43 1 4;Gasse 2;Ring 1;desk@acme.example;ann@home.example;"
                                        + "Europe/Vienna;False;True;12 MB;500\n"))
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
                .containsEntry(ImportField.MAILBOX_LIMIT, "500 MiB")
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

    @Test
    void readsTheUsersThatTheAdminCenterOfMicrosoft365Exports() {
        assertThat(
                        read(
                                "Block credential,City,Department,Display name,First name,Last name,Licenses,Mobile Phone,Office,"
                                        + "Phone number,Postal code,Preferred language,State,Street address,Title,"
                                        + "Usage location,User principal name,When created\n"
                                        + "True,Wien,Ward 3,Ann Smith,Ann,Smith,E3,+43 1 3,12,+43 1 1,1010,de-AT,Wien,Ring 1,"
                                        + "Nurse,AT,ann@acme.example,2024-01-31 10:00:00Z\n"))
                .containsEntry(ImportField.ADDRESS, "ann@acme.example")
                .containsEntry(ImportField.ENABLED, "false")
                .containsEntry(ImportField.TITLE, "Nurse")
                .containsEntry(ImportField.LANGUAGE, "de-AT");
    }

    @Test
    void readsTheMailboxesOfMailcow() {
        String header =
                "username\tpassword\tname\tdescription\tmailbox_path_prefix\tquota\tlocal_part\tdomain\tattributes"
                        + "\tkind\tmultiple_bookings\tauthsource\tcreated\tmodified\tactive\n";
        String hash = "{BLF-CRYPT}$2y$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS";
        assertThat(
                        read(
                                header
                                        + "ann@acme.example\t"
                                        + hash
                                        + "\tAnn Smith\tNULL\t/var/vmail/\t3221225472\tann\tacme.example\t{}"
                                        + "\t\t-1\tmailcow\t2024-01-31 10:00:00\tNULL\t2\n"))
                .isEqualTo(
                        Map.of(
                                ImportField.ADDRESS,
                                "ann@acme.example",
                                ImportField.PASSWORD_HASH,
                                hash,
                                ImportField.DISPLAY_NAME,
                                "Ann Smith",
                                ImportField.ENABLED,
                                "false",
                                ImportField.MAILBOX_LIMIT,
                                "3 GiB"));
    }

    @Test
    void readsTheSwitchesThatMailcowTellsOfEachMailbox() {
        assertThat(
                        read(
                                "username,local_part,domain,active_int,quota,attributes.imap_access,attributes.smtp_access\n"
                                        + "ann@acme.example,ann,acme.example,1,0,1,0\n"))
                .containsEntry(ImportField.MAILBOX_LIMIT, "unlimited")
                .containsEntry(ImportField.IMAP, "true")
                .containsEntry(ImportField.SUBMISSION, "false");
    }

    @Test
    void readsTheFurtherAddressesOfMicrosoft365() {
        assertThat(
                        read(
                                "Block credential,Display name,Proxy addresses,User principal name\n"
                                        + "False,Ann,SMTP:ann@acme.example+smtp:ann+news@acme.example+smtp:a@b.onmicrosoft.com"
                                        + "+SIP:ann@acme.example,ann@acme.example\n"))
                .containsEntry(ImportField.ALIASES, "ann+news@acme.example;ann@acme.example");
    }

    @Test
    void readsTheMailboxesOfPostfixAdmin() {
        assertThat(
                        read(
                                "\"username\",\"password\",\"name\",\"maildir\",\"quota\",\"local_part\",\"domain\",\"created\","
                                        + "\"modified\",\"active\",\"phone\",\"email_other\",\"token\",\"totp_secret\"\n"
                                        + "\"ann@acme.example\",\"{SSHA256}CjjqPXPYGjVMmTRdzHN2UTPdg0XIYl0HWPy+0QwtTBRzYWx0c2FsdA==\","
                                        + "\"Ann Smith\",\"acme.example/ann/\",\"0\",\"ann\",\"acme.example\",\"2024-01-31\","
                                        + "\"2024-01-31\",\"t\",\"+43 1 1\",\"ann@home.example\",\"\",\"\\N\"\n"))
                .isEqualTo(
                        Map.of(
                                ImportField.ADDRESS,
                                "ann@acme.example",
                                ImportField.PASSWORD_HASH,
                                "{SSHA256}CjjqPXPYGjVMmTRdzHN2UTPdg0XIYl0HWPy+0QwtTBRzYWx0c2FsdA==",
                                ImportField.DISPLAY_NAME,
                                "Ann Smith",
                                ImportField.ENABLED,
                                "true",
                                ImportField.OFFICE_PHONE,
                                "+43 1 1",
                                ImportField.RECOVERY_ADDRESS,
                                "ann@home.example",
                                ImportField.MAILBOX_LIMIT,
                                "unlimited"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    MUSTER           | Username,E-mail address,Display name,Password changes disabled,Allow incoming messages
                    GOOGLE_WORKSPACE | First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required]
                    MICROSOFT_365    | Username,First name,Last name,Display name,Alternate email address,ZIP or postal code
                    MICROSOFT_365    | Block credential,Display name,User principal name
                    MICROSOFT_ENTRA  | userPrincipalName,displayName,surname,mail,givenName,id,userType,accountEnabled
                    SMARTERMAIL      | Username,Password,Authentication Mode,Disable Password Changes
                    KEYCLOAK         | id,username,email,firstName,lastName,enabled,emailVerified,createdTimestamp
                    KEYCLOAK         | username,credentials.hash
                    MAILCOW          | username,password,name,mailbox_path_prefix,quota,local_part,domain,active
                    MAILCOW          | username,active,active_int,domain,name,local_part,quota
                    POSTFIXADMIN     | username,password,name,maildir,quota,local_part,domain,active
                                     | Username,Password,First name
                    """)
    void saysWhichSystemWroteTheFile(@Nullable KnownSystem system, String header) {
        assertThat(KnownSystem.of(List.of(header.split(",", -1))))
                .isEqualTo(Optional.ofNullable(system));
    }

    @Test
    void fillsProfilesFromAttributesButNeverWhoSomebodyIsOrWhatHeMay() {
        assertThat(
                        ColumnMapping.suggest(
                                List.of(
                                        "attributes.email",
                                        "attributes.roles",
                                        "attributes.enabled",
                                        "attributes.department",
                                        "attributes.locality",
                                        "attributes.phoneNumber",
                                        "username",
                                        "emailVerified"),
                                HeaderSynonyms.of(
                                        List.of(
                                                "attributes.locality",
                                                "username",
                                                "emailVerified"))))
                .containsExactly(
                        null,
                        null,
                        null,
                        ImportField.DEPARTMENT,
                        ImportField.WORK_CITY,
                        ImportField.OFFICE_PHONE,
                        ImportField.LOGON_NAME,
                        null);
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
