package io.muster.domains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.domains.Finding.Outcome;
import io.muster.kernel.DomainName;
import io.muster.testing.NameServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What records prove, asked of a real name server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofCheckTests {

    private static final String TOKEN = Proof.newToken();
    private static final String OTHER = Proof.newToken();

    private NameServer server;
    private ProofCheck check;

    @BeforeAll
    void aNameServer() {
        server =
                NameServer.of(
                        Map.of(
                                "acme.example",
                                """
                                _muster-verify IN TXT "v=spf1 -all"
                                _muster-verify IN TXT "%1$s"
                                _muster-verify.pieces IN TXT "%2$s" "%3$s"
                                _muster-verify.others IN TXT "google-site-verification=x"
                                _muster-verify.alias IN CNAME _muster-verify
                                _muster-verify.upper IN TXT "%4$s"
                                _muster-verify-%1$s IN CNAME %1$s.muster-verify.invalid.
                                _muster-verify-%1$s.astray IN CNAME elsewhere.example.
                                _muster-verify-%1$s.text IN TXT "%1$s.muster-verify.invalid"
                                *.wild IN TXT "everything"
                                *.wildalias IN CNAME acme.example.
                                www IN A 192.0.2.1
                                lame IN NS ns.elsewhere.example.
                                """
                                        .formatted(
                                                TOKEN,
                                                TOKEN.substring(0, 10),
                                                TOKEN.substring(10),
                                                TOKEN.toUpperCase(java.util.Locale.ROOT)),
                                "xn--bcher-kva.example",
                                "_muster-verify IN TXT \"%s\"\n".formatted(TOKEN),
                                "broken.example",
                                ""));
        check = asking(server.address());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void findsTheTextAmongOthers() {
        Finding finding = txt("acme.example");
        assertThat(finding.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(finding.values()).containsExactlyInAnyOrder("v=spf1 -all", TOKEN);
    }

    @Test
    void readsATextInPieces() {
        assertThat(txt("pieces.acme.example").outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void followsAnAliasToTheText() {
        assertThat(txt("alias.acme.example").outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void findsTheTextOfADomainInAnotherScript() {
        assertThat(txt("bücher.example").outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void isNotProvedByATextThatSaysSomethingElse() {
        Finding finding = txt("others.acme.example");
        assertThat(finding.outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(finding.values()).containsExactly("google-site-verification=x");
        assertThat(check.look(proof("acme.example", Proof.Method.TXT, OTHER)).outcome())
                .as("what was told another organization")
                .isEqualTo(Outcome.DIFFERENT);
        assertThat(txt("upper.acme.example").outcome()).isEqualTo(Outcome.DIFFERENT);
    }

    @Test
    void isNotProvedByWildcards() {
        assertThat(txt("wild.acme.example").outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(cname("wildalias.acme.example").outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(cname("wild.acme.example").outcome()).isEqualTo(Outcome.MISSING);
    }

    @Test
    void findsTheAlias() {
        assertThat(cname("acme.example").outcome()).isEqualTo(Outcome.FOUND);
    }

    @Test
    void isNotProvedByAnAliasThatPointsElsewhere() {
        Finding finding = cname("astray.acme.example");
        assertThat(finding.outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(finding.values()).containsExactly("elsewhere.example");
        assertThat(cname("text.acme.example").outcome())
                .as("a text where the alias should be")
                .isEqualTo(Outcome.MISSING);
    }

    @Test
    void tellsMissingFromUnanswered() {
        assertThat(txt("nothing.acme.example").outcome()).isEqualTo(Outcome.MISSING);
        assertThat(txt("www.acme.example").outcome()).isEqualTo(Outcome.MISSING);
        assertThat(txt("broken.example").outcome()).as("SERVFAIL").isEqualTo(Outcome.UNANSWERED);
        assertThat(txt("lame.acme.example").outcome())
                .as("a referral")
                .isEqualTo(Outcome.UNANSWERED);
        assertThat(txt("strange.test").outcome()).as("REFUSED").isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void takesASilentNameServerForUnanswered() throws IOException {
        try (var silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(
                            asking("127.0.0.1:" + silent.getLocalPort())
                                    .look(proof("acme.example", Proof.Method.TXT, TOKEN))
                                    .outcome())
                    .isEqualTo(Outcome.UNANSWERED);
        }
    }

    @Test
    void tellsWhetherThereIsSuchADomain() {
        assertThat(check.existence(new DomainName("acme.example")))
                .isEqualTo(ProofCheck.Existence.THERE);
        assertThat(check.existence(new DomainName("www.acme.example")))
                .isEqualTo(ProofCheck.Existence.THERE);
        assertThat(check.existence(new DomainName("nothing.acme.example")))
                .isEqualTo(ProofCheck.Existence.NOT_THERE);
        assertThat(check.existence(new DomainName("broken.example")))
                .isEqualTo(ProofCheck.Existence.UNANSWERED);
    }

    @Test
    void isNeverTheSameForTwoAndFitsANameOfTheLongestDomain() {
        assertThat(TOKEN).isNotEqualTo(OTHER).matches("[a-z2-7]{32}");
        DomainName longest = new DomainName(("a".repeat(48) + ".").repeat(4) + "x".repeat(4));
        assertThat(longest.value()).hasSize(Proof.LONGEST_DOMAIN);
        assertThat(proof(longest.value(), Proof.Method.CNAME, TOKEN).host().length())
                .isLessThanOrEqualTo(253);
    }

    @Test
    void showsOfStrangersRecordsOnlySoMuch() {
        Finding finding =
                new Finding(
                        Outcome.DIFFERENT,
                        java.util.Collections.nCopies(50, "line\nbreak" + "x".repeat(1_000)));
        assertThat(finding.values())
                .hasSize(10)
                .allSatisfy(value -> assertThat(value).hasSize(255).doesNotContain("\n"));
    }

    @Test
    void refusesASettingThatIsNoAddress() {
        assertThatThrownBy(() -> asking("dns.example:53"))
                .hasMessageContaining("muster.dns.server");
    }

    private Finding txt(String domain) {
        return check.look(proof(domain, Proof.Method.TXT, TOKEN));
    }

    private Finding cname(String domain) {
        return check.look(proof(domain, Proof.Method.CNAME, TOKEN));
    }

    private static Proof proof(String domain, Proof.Method method, String token) {
        return new Proof(new DomainName(domain), method, token);
    }

    private static ProofCheck asking(String server) {
        return new ProofCheck(new NameLookup(new DnsSettings(server)));
    }
}
