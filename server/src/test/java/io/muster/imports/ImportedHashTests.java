package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The password hash that a file brings, from the file to the hash that a sign-in leaves. */
@MusterTest
class ImportedHashTests {

    private static final String PASSWORD = "a quiet plum harbour";
    private static final String OURS = "$argon2id$v=19$m=19456,t=2,p=1$";

    @Autowired private World world;

    private ImportDesk desk;
    private String domain;

    @BeforeEach
    void anOwnerAtTheDesk() {
        desk = ImportDesk.ofAnOwner(world);
        domain = desk.domain();
    }

    @Test
    void ofEverySchemeLetsTheUserInAndIsReplacedByOursAtTheFirstSignIn() {
        Map<String, String> schemes = schemes();
        imported(schemes, "no");
        schemes.forEach((name, hash) -> {
            Stored imported = stored(name);
            assertThat(imported.hash()).as(name).isEqualTo(hash);

            assertThat(signIn(name, "another password").status()).as(name).isEqualTo(401);
            assertThat(stored(name)).as(name).isEqualTo(imported);

            Browser first = world.browser();
            assertThat(first.signIn(name + "@" + domain, PASSWORD).text("next"))
                    .as(name)
                    .isEqualTo("SIGNED_IN");
            Stored after = stored(name);
            assertThat(after.hash()).as(name).startsWith(OURS);
            assertThat(after.mustChange()).as(name).isFalse();
            assertThat(after.setAt()).as(name).isEqualTo(imported.setAt());

            assertThat(signIn(name, PASSWORD).text("next")).as(name).isEqualTo("SIGNED_IN");
            assertThat(signIn(name, "another password").status()).as(name).isEqualTo(401);
            assertThat(stored(name)).as(name).isEqualTo(after);
            assertThat(first.get("/api/v1/me").status()).as(name).isEqualTo(200);
        });
    }

    @Test
    void isReplacedAlsoWhenThePasswordMustBeChangedAndThatStaysSo() {
        imported(Map.of("ann", ImportedHashes.bcrypt("$2y$", PASSWORD)), "yes");
        for (int i = 0; i < 2; i++) {
            Browser browser = world.browser();
            assertThat(browser.signIn("ann@" + domain, PASSWORD).text("next"))
                    .isEqualTo("NEW_PASSWORD");
            assertThat(browser.get("/api/v1/me").status()).isEqualTo(401);
            assertThat(stored("ann").hash()).startsWith(OURS);
            assertThat(stored("ann").mustChange()).isTrue();
        }
    }

    @Test
    void ofOurOwnSchemeAndCostStaysAsItIs() {
        desk.imported("E-mail,Password\nann@%s,%s\n".formatted(domain, PASSWORD));
        String made = stored("ann").hash();
        imported(Map.of("bob", made), "no");
        assertThat(signIn("bob", PASSWORD).text("next")).isEqualTo("SIGNED_IN");
        assertThat(stored("bob").hash()).isEqualTo(made);
    }

    @Test
    void thatNobodyKnowsIsAnErrorOfItsRowAndOfNoOther() {
        var file =
                desk.imported(
                        """
                        E-mail;Password hash
                        ann@%1$s;$1$salt$qJH7.N4xYta3aEG/dfqo/0
                        bob@%1$s;{SSHA}46BnfO
                        cid@%1$s;$2b$17$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS
                        dan@%1$s;%2$s
                        """
                                .formatted(domain, ImportedHashes.sha512Crypt(PASSWORD)));
        assertThat(file.verdicts("RUN"))
                .containsExactly(
                        "2 ERROR unknown-scheme",
                        "3 ERROR malformed",
                        "4 ERROR too-costly",
                        "5 CREATE");
        assertThat(file.at("/verdicts?pass=RUN").response().body()).doesNotContain("qJH7");
    }

    private static Map<String, String> schemes() {
        Map<String, String> schemes = new LinkedHashMap<>();
        schemes.put("argon2i", ImportedHashes.argon2Phc(Argon2Types.ARGON2i, PASSWORD));
        schemes.put("argon2d", ImportedHashes.argon2Phc(Argon2Types.ARGON2d, PASSWORD));
        schemes.put("argon2id", ImportedHashes.argon2Phc(Argon2Types.ARGON2id, PASSWORD));
        schemes.put("bcrypt2a", ImportedHashes.bcrypt("$2a$", PASSWORD));
        schemes.put("bcrypt2b", ImportedHashes.bcrypt("$2b$", PASSWORD));
        schemes.put("bcrypt2y", ImportedHashes.bcrypt("{BLF-CRYPT}$2y$", PASSWORD));
        schemes.put("pbkdf2sha1", ImportedHashes.pbkdf2Phc("pbkdf2", "SHA1", PASSWORD));
        schemes.put("pbkdf2sha256", ImportedHashes.pbkdf2Phc("pbkdf2-sha256", "SHA256", PASSWORD));
        schemes.put("pbkdf2sha512", ImportedHashes.pbkdf2Phc("pbkdf2-sha512", "SHA512", PASSWORD));
        schemes.put("ssha", ImportedHashes.ssha("{SSHA}", "SHA-1", PASSWORD));
        schemes.put("ssha256", ImportedHashes.ssha("{SSHA256}", "SHA-256", PASSWORD));
        schemes.put("ssha512", ImportedHashes.ssha("{SSHA512}", "SHA-512", PASSWORD));
        schemes.put("sha512crypt", ImportedHashes.sha512Crypt(PASSWORD));
        schemes.put("dovecot", "{SHA512-CRYPT}" + ImportedHashes.sha512Crypt(PASSWORD));
        return schemes;
    }

    private void imported(Map<String, String> hashes, String mustChange) {
        var rows = new StringBuilder("E-mail;Password hash;Must change password\n");
        hashes.forEach((name, hash) ->
                rows.append("%s@%s;%s;%s\n".formatted(name, domain, hash, mustChange)));
        var file = desk.file(rows.toString());
        file.check();
        assertThat(file.run().at("/created").asInt()).isEqualTo(hashes.size());
    }

    private Browser.Answer signIn(String name, String password) {
        return world.browser().signIn(name + "@" + domain, password);
    }

    private record Stored(String hash, boolean mustChange, OffsetDateTime setAt) {}

    private Stored stored(String name) {
        return TestDatabase.owner()
                .sql(
                        """
                        SELECT password_hash, must_change, password_set_at FROM sign_in_accounts
                        WHERE user_id = :user
                        """)
                .param("user", UUID.fromString(desk.user(name + "@" + domain).at("/id").asString()))
                .query((row, _) ->
                        new Stored(
                                row.getString("password_hash"),
                                row.getBoolean("must_change"),
                                row.getObject("password_set_at", OffsetDateTime.class)))
                .single();
    }
}
