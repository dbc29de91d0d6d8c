package io.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.codec.binary.Base32;

/** What holds for any text that somebody may send. */
class AccessTextTests {

    private static final UserId USER = UserId.next();
    private static final UUID ROW = Ids.next();
    private static final Secrets SECRETS = new Secrets(new byte[32]);
    private static final PasswordRules RULES = new PasswordRules(CommonPasswords.shipped());

    @Provide
    Arbitrary<String> nearlyHashes() {
        return Arbitraries.of(
                        "$argon2id$v=19$m=%s,t=%s,p=1$c2FsdHNhbHQ$c2FsdHNhbHRzYWx0c2FsdA",
                        "$2b$%s$%s",
                        "$pbkdf2-sha256$i=%s$%s$IQCMqxUgxq/cCK6JyGTPu3HQOxgfKuRaekta8OVzoOA",
                        "pbkdf2_sha1$%s$%s$lezsSjFwTAArLpqSTNew3TMi5jw=",
                        "{SSHA}%s%s",
                        "$6$rounds=%s$%s")
                .flatMap(form ->
                        Arbitraries.strings()
                                .withChars("0123456789abcXYZ+/=.$,")
                                .ofMaxLength(30)
                                .list()
                                .ofSize(2)
                                .map(parts -> form.formatted(parts.toArray())));
    }

    @Property(tries = 2_000)
    void readingAHashAlwaysEndsInAVerdict(@ForAll("nearlyHashes") String text) {
        assertThat(PasswordHash.read(text)).isNotNull();
    }

    @Property
    void anyTextIsReadAsAHashOrRefused(@ForAll String text) {
        assertThat(PasswordHash.read(text)).isNotNull();
    }

    @Property
    void noTextIsATokenByChance(@ForAll String text) {
        assertThat(Tokens.hash(Tokens.Kind.API, text)).isEmpty();
        assertThat(Tokens.hash(Tokens.Kind.API, "mst_" + text)).isEmpty();
    }

    @Property
    void anyTextIsTakenAsARecoveryCodeOrNot(@ForAll String text) {
        assertThat(RecoveryCodes.hash(USER, text)).isNotNull();
    }

    @Property
    void whatIsSealedComesBackWhole(@ForAll byte[] secret) {
        assertThat(SECRETS.open(SECRETS.seal(secret, "totp", ROW), "totp", ROW)).isEqualTo(secret);
    }

    @Property(tries = 300)
    void anyPasswordGetsAVerdictAndTheSameOneInBothNormalForms(
            @ForAll @StringLength(max = 300) String password) {
        var context = new PasswordRules.Context("maria", List.of("Maria"), false, _ -> false);

        assertThat(RULES.check(PasswordPolicy.STANDARD, password, context))
                .isEqualTo(
                        RULES.check(
                                PasswordPolicy.STANDARD, PasswordHashes.normal(password), context));
    }

    @Property
    void base32ReadsBackAsTheSecret(@ForAll byte[] secret) {
        assertThat(new Base32().decode(Totp.base32(secret))).isEqualTo(secret);
        assertThat(Totp.base32(secret).getBytes(StandardCharsets.US_ASCII))
                .doesNotContain((byte) '=');
    }
}
