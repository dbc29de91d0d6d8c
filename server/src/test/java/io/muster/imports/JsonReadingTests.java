package io.muster.imports;

import static io.muster.imports.CsvFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.FormulaGuard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users in JSON are the same rows as users in CSV. */
class JsonReadingTests {

    @Test
    void readsTheUsersOfARealmAndNothingElseOfIt() {
        assertThat(
                        users(
                                """
                                {
                                  "realm": "acme",
                                  "roles": {"realm": [{"name": "users", "users": [{"username": "no"}]}]},
                                  "users": [
                                    {"username": "ann", "email": "ann@acme.example", "enabled": true},
                                    {"username": "bob", "enabled": false, "lastName": null}
                                  ],
                                  "clients": [{"clientId": "x", "redirectUris": ["*"]}]
                                }
                                """))
                .containsExactly(
                        Map.of("username", "ann", "email", "ann@acme.example", "enabled", "true"),
                        Map.of("username", "bob", "enabled", "false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"username\":\"ann\"}]",
                "{\"users\":[{\"username\":\"ann\"}]}",
                "\uFEFF \n { \"ifResourceExists\" : \"SKIP\", \"users\" : [ { \"username\" : \"ann\" } ] }\n",
                "{\"users\":null,\"users\":[{\"username\":\"ann\"},{},{\"username\":null}]}"
            })
    void readsAListAloneOrInAnObjectAndPassesOverUsersWithNothingInThem(String file) {
        assertThat(FileFormat.of(file)).isEqualTo(FileFormat.JSON);
        assertThat(users(file)).containsExactly(Map.of("username", "ann"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Username,Title\nann,Nurse", "[Name],[Title]\nann,Nurse", "{Name}\nann", ""})
    void takesOtherFilesForCsv(String file) {
        assertThat(FileFormat.of(file)).isEqualTo(FileFormat.CSV);
    }

    @Test
    void namesMembersOfObjectsByTheirPathAndPutsListsIntoOneCell() {
        assertThat(
                        users(
                                """
                                [{"username": "ann", "attributes": {"department": ["Ward 3"], "tags": ["a;b", "c"],
                                  "deep": {"er": 7}}, "federatedIdentities": [{"userId": "x"}], "notBefore": 1.50}]
                                """))
                .containsExactly(
                        Map.of(
                                "username",
                                "ann",
                                "attributes.department",
                                "Ward 3",
                                "attributes.tags",
                                "a\\;b; c",
                                "attributes.deep.er",
                                "7",
                                "notBefore",
                                "1.50"));
    }

    @Test
    void namesTheLineInWhichAUserBegins() {
        assertThat(read("[\n{\"a\":1},\n\n{\n\"a\":2}\n]").stream().map(CsvRow::line))
                .containsExactly(2L, 4L);
    }

    @Test
    void keepsAValueAsItIsThatLooksLikeAFormulaOrStartsWithAnApostrophe() {
        CsvRow.Cells row = (CsvRow.Cells) read("[{\"a\":\"=1+1\",\"b\":\"'=1\"}]").getFirst();
        assertThat(FormulaGuard.plain(row.cells().get(0))).isEqualTo("=1+1");
        assertThat(FormulaGuard.plain(row.cells().get(1))).isEqualTo("'=1");
    }

    @Test
    void readsThePasswordThatKeycloakHashed() {
        assertThat(
                        users(
                                credentials(
                                        """
                                        {"type": "otp", "secretData": "{\\"value\\":\\"JBSWY3DPEHPK3PXP\\"}"},
                                        {"type": "password", "userLabel": "Mine", "priority": 10,
                                         "secretData": "{\\"value\\":\\"QUJD/+==\\",\\"salt\\":\\"c2FsdA==\\",\\"additionalParameters\\":{}}",
                                         "credentialData": "{\\"hashIterations\\":27500,\\"algorithm\\":\\"pbkdf2-sha256\\"}"},
                                        {"type": "password", "secretData": "{\\"value\\":\\"older\\"}"}
                                        """)))
                .containsExactly(
                        Map.of(
                                "username",
                                "ann",
                                "credentials.hash",
                                "$pbkdf2-sha256$i=27500$c2FsdA$QUJD/+"));
        assertThat(
                        hash(
                                """
                                {"type": "password", "secretData": "{\\"value\\":\\"QUJD\\",\\"salt\\":\\"c2FsdA==\\"}",
                                 "credentialData": "{\\"hashIterations\\":5,\\"algorithm\\":\\"argon2\\",\\"additionalParameters\\":\
                                {\\"hashLength\\":[\\"32\\"],\\"memory\\":[\\"7168\\"],\\"type\\":[\\"id\\"],\\"version\\":[\\"1.3\\"],\\"parallelism\\":[\\"2\\"]}}"}
                                """))
                .isEqualTo("$argon2id$v=19$m=7168,t=5,p=2$c2FsdA$QUJD");
        assertThat(
                        hash(
                                """
                                {"type": "password", "hashedSaltedValue": "QUJD", "salt": "c2FsdA==", "hashIterations": 20000,
                                 "algorithm": "pbkdf2"}
                                """))
                .isEqualTo("$pbkdf2$i=20000$c2FsdA$QUJD");
        assertThat(
                        hash(
                                """
                                {"type": "password", "secretData": "{\\"value\\":\\"QUJD\\"}",
                                 "credentialData": "{\\"algorithm\\":\\"scrypt\\"}"}
                                """))
                .isEqualTo("{scrypt}QUJD");
    }

    @Test
    void readsAPasswordInClearAndWhoMustChangeIt() {
        assertThat(
                        users(
                                """
                                [{"username": "ann", "requiredActions": ["VERIFY_EMAIL", "UPDATE_PASSWORD"],
                                  "credentials": [{"type": "password", "value": "a quiet plum", "temporary": true}]},
                                 {"username": "bob", "requiredActions": [], "credentials": []}]
                                """))
                .containsExactly(
                        Map.of(
                                "username",
                                "ann",
                                "requiredActions",
                                "VERIFY_EMAIL; UPDATE_PASSWORD",
                                "credentials.temporary",
                                "yes",
                                "credentials.password",
                                "a quiet plum"),
                        Map.of("username", "bob"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"password\"}",
                "{\"type\": \"password\", \"secretData\": \"no json\", \"credentialData\": \"{}\"}",
                "{\"type\": \"password\", \"secretData\": \"[1]\"}",
                "{\"type\": \"password\", \"secretData\": \"{\\\"value\\\":\\\"QUJD\\\"}\"}"
            })
    void takesAPasswordThatIsNotWrittenAsKeycloakWritesOneForAnErrorOfItsRow(String credential) {
        assertThat(read(credentials(credential)))
                .singleElement()
                .isInstanceOfSatisfying(
                        CsvRow.Faulty.class,
                        row -> assertThat(row.code()).isEqualTo("broken-credential"));
    }

    @Test
    void takesTheAccountOfAProgramForAnErrorOfItsRow() {
        assertThat(
                        read(
                                "[{\"username\":\"service-account-x\",\"serviceAccountClientId\":\"x\"},{\"username\":\"ann\"}]"))
                .satisfiesExactly(
                        first ->
                                assertThat(((CsvRow.Faulty) first).code())
                                        .isEqualTo("service-account"),
                        second -> assertThat(second).isInstanceOf(CsvRow.Cells.class));
    }

    private static String credentials(String credentials) {
        return "[{\"username\": \"ann\", \"credentials\": [" + credentials + "]}]";
    }

    private static String hash(String credential) {
        return users(credentials(credential)).getFirst().getOrDefault("credentials.hash", "");
    }

    /** The users, each with the cells in which something stands. */
    private static List<Map<String, String>> users(String file) {
        List<String> header = header(file);
        return read(file).stream()
                .map(row -> {
                    assertThat(row).isInstanceOf(CsvRow.Cells.class);
                    assertThat(row.cells()).hasSameSizeAs(header);
                    Map<String, String> user = new HashMap<>();
                    for (int column = 0; column < header.size(); column++) {
                        if (!row.cells().get(column).isEmpty()) {
                            user.put(header.get(column), row.cells().get(column));
                        }
                    }
                    return user;
                })
                .toList();
    }

    private static List<String> header(String file) {
        try (var rows =
                JsonRows.open(new ByteArrayInputStream(utf8(file)), CsvRows.Limits.STANDARD)) {
            while (rows.next().isPresent()) {
                assertThat(rows.header()).isNotNull();
            }
            return rows.header();
        } catch (IOException fromMemory) {
            throw new UncheckedIOException(fromMemory);
        }
    }

    private static List<CsvRow> read(String file) {
        try (var rows =
                JsonRows.open(
                        new ByteArrayInputStream(utf8(file)),
                        header(file),
                        CsvRows.Limits.STANDARD)) {
            List<CsvRow> all = new ArrayList<>();
            for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                all.add(row.get());
            }
            return all;
        } catch (IOException fromMemory) {
            throw new UncheckedIOException(fromMemory);
        }
    }
}
