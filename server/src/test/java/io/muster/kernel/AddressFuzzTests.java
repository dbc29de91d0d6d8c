package io.muster.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.muster.testing.FuzzedText;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Addresses, domains and cells of files, as strangers write them. */
class AddressFuzzTests {

    @DictionaryEntries({"@", "xn--", ".example", "\u00fc", "\uff0e", "\u3002", "\u0130"})
    @FuzzTest
    void anAddressHasOneFormOrIsRefused(byte[] octets) {
        String text = FuzzedText.of(octets);
        EmailAddress.parse(text).ifPresent(AddressFuzzTests::isWellFormed);
    }

    private static void isWellFormed(EmailAddress address) {
        String form = address.toString();
        assertThat(EmailAddress.parse(form)).contains(address);
        // Only of ASCII: the long s of old print has the capital of another letter.
        String shouted =
                form.codePoints()
                        .map(c -> c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, (_, _) -> {})
                        .toString();
        assertThat(EmailAddress.parse(" " + shouted)).contains(address);
        assertThat(form).doesNotContainAnyWhitespaces().isEqualTo(form.toLowerCase(Locale.ROOT));
        assertThat(form.codePoints()).noneMatch(Character::isISOControl);
        // RFC 5321 4.5.3.1, in octets.
        assertThat(octets(address.local())).isLessThanOrEqualTo(64);
        assertThat(octets(form)).isLessThanOrEqualTo(254);
        try {
            assertThat(InternetAddress.parse(form, false))
                    .as("one recipient, whatever it looks like")
                    .singleElement()
                    .satisfies(one -> assertThat(one.getAddress()).isEqualTo(form));
        } catch (AddressException refused) {
            throw new AssertionError(form, refused);
        }
    }

    @DictionaryEntries({"xn--", ".", "\u00fc", "\uff0e", "\u3002", "\u00ad", "\u200d"})
    @FuzzTest
    void aDomainHasOneFormOrIsRefused(byte[] octets) {
        DomainName.parse(FuzzedText.of(octets))
                .ifPresent(domain -> {
                    assertThat(DomainName.parse(domain.value())).contains(domain);
                    assertThat(domain.value()).matches("[a-z0-9.-]{1,253}");
                    for (String label : domain.value().split("\\.", -1)) {
                        assertThat(label).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
                    }
                });
    }

    @DictionaryEntries({"'", "=", "+", "-", "@", "\\x09", "\uff1d"})
    @FuzzTest
    void aCellComesBackFromItsGuardAndNeverRuns(byte[] octets) {
        String cell = FuzzedText.of(octets);
        String guarded = FormulaGuard.guarded(cell);
        assertThat(FormulaGuard.plain(guarded)).isEqualTo(cell);
        assertThat(guarded).doesNotMatch("(?s)[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20].*");
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
