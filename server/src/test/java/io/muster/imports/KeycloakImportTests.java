package io.muster.imports;

import static io.muster.imports.CsvFixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.muster.testing.Browser.Answer;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The export of a realm, from its upload to the sign-in of its users with their old passwords. */
@MusterTest
class KeycloakImportTests {

    private static final String PASSWORD = "a quiet plum harbour";
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired private World world;

    private ImportDesk desk;
    private String domain;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
        domain = desk.domain();
    }

    @Test
    void isRecognisedAndMapsItself() {
        var file = uploaded(realm(ann()));
        JsonNode read = file.read().json();
        assertThat(read.at("/format").asString()).isEqualTo("JSON");
        assertThat(read.at("/system").asString()).isEqualTo("KEYCLOAK");
        assertThat(read.at("/rows").asLong()).isEqualTo(1);
        assertThat(read.at("/lacksTemporaryPassword").asBoolean()).isFalse();
        assertThat(mapped(read))
                .isEqualTo(
                        Map.of(
                                "username",
                                "logonName",
                                "email",
                                "address",
                                "firstName",
                                "firstName",
                                "lastName",
                                "lastName",
                                "enabled",
                                "enabled",
                                "attributes.department",
                                "department",
                                "credentials.hash",
                                "passwordHash"));
        assertThat(file.at("/first-rows").response().body()).doesNotContain("pbkdf2");
    }

    @Test
    void showsNoSecretAmongItsFirstRowsWhereverItStands() {
        var file =
                uploaded(
                        realm(
                                with(
                                        ann(),
                                        Map.of(
                                                "totpSecret",
                                                "hidden-1",
                                                "credentials",
                                                Map.of("value", "hidden-2"),
                                                "attributes",
                                                Map.of(
                                                        "department",
                                                        List.of("Ward 3"),
                                                        "password",
                                                        List.of("hidden-3"),
                                                        "token",
                                                        List.of("hidden-4"),
                                                        "totpSecret",
                                                        List.of("hidden-5"),
                                                        "vpn",
                                                        Map.of("secret", "hidden-6"),
                                                        "secret",
                                                        Map.of("vpn", "hidden-7"))))));
        assertThat(file.at("/first-rows").response().body())
                .contains("Ward 3", "ann@" + domain)
                .doesNotContain("hidden");
    }

    @Test
    void letsItsUsersInWithTheirOldPasswords() {
        imported(
                realm(
                        ann(),
                        user("sha512", pbkdf2("pbkdf2-sha512", "SHA512", 64)),
                        user("sha1", pbkdf2("pbkdf2", "SHA1", 64)),
                        user("argon", argon2()),
                        user("bcrypt", bcrypt())));
        for (String name : List.of("ann", "sha512", "sha1", "argon", "bcrypt")) {
            assertThat(signIn(name, PASSWORD)).as(name).isEqualTo("200 SIGNED_IN");
            assertThat(signIn(name, "another password")).as(name).startsWith("401");
        }
        JsonNode ann = desk.user("ann@" + domain);
        assertThat(ann.at("/profile/department").asString()).isEqualTo("Ward 3");
        assertThat(ann.at("/logonName").asString()).isEqualTo("ann." + domain);
    }

    @Test
    void keepsWhoIsDisabledOutAndAsksWhoMustChangeHisPasswordForANewOne() {
        imported(
                realm(
                        with(ann(), Map.of("enabled", false)),
                        with(
                                user("bob", argon2()),
                                Map.of("requiredActions", List.of("UPDATE_PASSWORD"))),
                        user(
                                "cid",
                                Map.of("type", "password", "value", PASSWORD, "temporary", true))));
        assertThat(signIn("ann", PASSWORD)).startsWith("401");
        assertThat(signIn("bob", PASSWORD)).isEqualTo("200 NEW_PASSWORD");
        assertThat(signIn("cid", PASSWORD)).isEqualTo("200 NEW_PASSWORD");
    }

    @Test
    void bringsNoSecondFactorAndLetsWhoHasNoPasswordWaitForOne() {
        imported(
                realm(
                        with(
                                user("ann", argon2()),
                                Map.of(
                                        "credentials",
                                        List.of(
                                                Map.of(
                                                        "type",
                                                        "otp",
                                                        "secretData",
                                                        "{\"value\":\"JBSWY3DPEHPK3PXP\"}"),
                                                argon2()))),
                        with(
                                user("bob", argon2()),
                                Map.of(
                                        "credentials",
                                        List.of(),
                                        "federatedIdentities",
                                        List.of(
                                                Map.of(
                                                        "identityProvider",
                                                        "acme",
                                                        "userId",
                                                        "7"))))));
        assertThat(signIn("ann", PASSWORD)).isEqualTo("200 SIGNED_IN");
        assertThat(desk.user("bob@" + domain).at("/state").asString())
                .isEqualTo("WAITING_FOR_PASSWORD");
    }

    @Test
    void handsRowsInErrorBackAsCsvToBeMendedAndImportedAgain() {
        var scrypt =
                Map.of(
                        "type",
                        "password",
                        "secretData",
                        "{\"value\":\"QUJD\",\"salt\":\"QUJD\"}",
                        "credentialData",
                        "{\"algorithm\":\"scrypt\"}");
        var file =
                imported(
                        realm(
                                ann(),
                                user("bob", scrypt),
                                Map.of(
                                        "username",
                                        "service-account-x",
                                        "serviceAccountClientId",
                                        "x")));
        assertThat(file.read().json().at("/run/counts/created").asLong()).isEqualTo(1);
        assertThat(file.verdicts("RUN"))
                .extracting(verdict -> verdict.replaceAll("^[0-9]+ ", ""))
                .containsExactly("CREATE", "ERROR unknown-scheme", "ERROR service-account");
        String errors = file.errors();
        assertThat(errors).contains("bob@" + domain, "no scheme known").doesNotContain("ann@");
        var mended =
                desk.imported(
                        errors.replace("{scrypt}QUJD", "")
                                .lines()
                                .filter(line -> !line.contains("service-account"))
                                .reduce("", (one, other) -> one + other + "\r\n"));
        assertThat(mended.read().text("format")).isEqualTo("CSV");
        assertThat(mended.verdicts("RUN")).containsExactly("2 CREATE");
    }

    private ImportDesk.File uploaded(Map<String, ?> realm) {
        return desk.taken(desk.upload("acme-realm.json", utf8(JSON.writeValueAsString(realm))));
    }

    private ImportDesk.File imported(Map<String, ?> realm) {
        var file = uploaded(realm);
        file.check();
        file.run();
        return file;
    }

    private static Map<String, ?> realm(Map<?, ?>... users) {
        return Map.of(
                "realm",
                "acme",
                "roles",
                Map.of("realm", List.of(Map.of("name", "offline_access"))),
                "users",
                List.of(users));
    }

    private Map<String, ?> ann() {
        return with(
                user("ann", pbkdf2("pbkdf2-sha256", "SHA256", 32)),
                Map.of(
                        "attributes",
                        Map.of("department", List.of("Ward 3")),
                        "emailVerified",
                        true,
                        "totp",
                        false));
    }

    private Map<String, ?> user(String name, Map<String, ?> credential) {
        return Map.of(
                "username",
                name + "." + domain,
                "email",
                name + "@" + domain,
                "firstName",
                "Ann",
                "lastName",
                "Smith",
                "enabled",
                true,
                "credentials",
                List.of(credential),
                "realmRoles",
                List.of("default-roles-acme", "offline_access"),
                "groups",
                List.of("/Sales"));
    }

    private static Map<String, ?> with(Map<String, ?> user, Map<String, ?> more) {
        var all = new HashMap<String, Object>(user);
        all.putAll(more);
        return all;
    }

    private static Map<String, ?> pbkdf2(String algorithm, String digest, int length) {
        return hashed(
                ImportedHashes.pbkdf2(digest, PASSWORD, 27_500, length),
                Map.of("hashIterations", 27_500, "algorithm", algorithm));
    }

    private static Map<String, ?> argon2() {
        return hashed(
                ImportedHashes.argon2(PASSWORD, 7_168, 5),
                Map.of(
                        "hashIterations",
                        5,
                        "algorithm",
                        "argon2",
                        "additionalParameters",
                        Map.of(
                                "hashLength",
                                List.of("32"),
                                "memory",
                                List.of("7168"),
                                "type",
                                List.of("id"),
                                "version",
                                List.of("1.3"),
                                "parallelism",
                                List.of("1"))));
    }

    private static Map<String, ?> bcrypt() {
        return Map.of(
                "type",
                "password",
                "secretData",
                JSON.writeValueAsString(
                        Map.of("value", ImportedHashes.bcrypt("$2a$", PASSWORD), "salt", "")),
                "credentialData",
                "{\"hashIterations\":10,\"algorithm\":\"bcrypt\"}");
    }

    private static Map<String, ?> hashed(byte[] value, Map<String, ?> how) {
        return Map.of(
                "type",
                "password",
                "secretData",
                JSON.writeValueAsString(
                        Map.of(
                                "value",
                                ImportedHashes.base64(value),
                                "salt",
                                ImportedHashes.salt(),
                                "additionalParameters",
                                Map.of())),
                "credentialData",
                JSON.writeValueAsString(how));
    }

    /** The status, and what is still asked for. */
    private String signIn(String name, String password) {
        Answer answer = world.browser().signIn(name + "@" + domain, password);
        return answer.status() + " " + answer.text("next");
    }

    private static Map<String, String> mapped(JsonNode read) {
        var mapped = new HashMap<String, String>();
        read.at("/columns")
                .forEach(column -> {
                    if (!column.at("/field").isNull()) {
                        mapped.put(column.at("/name").asString(), column.at("/field").asString());
                    }
                });
        return mapped;
    }
}
