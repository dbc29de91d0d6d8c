package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.domains.DnsSettings;
import io.muster.domains.NameLookup;
import io.muster.kernel.UserId;
import io.muster.testing.NameService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;

/** What is noted of a stranger's message. */
class SenderEvidenceTests {

    private static final String HOST = "mail.muster.example";

    private final NameService names = NameService.shared();
    private final SenderEvidence evidence =
            new SenderEvidence(HOST, new NameLookup(new DnsSettings(names.address())));
    private final String domain = "e" + UserId.next() + ".example";

    @Test
    void tellsWhetherTheClientMaySendForTheDomain() {
        names.text(domain, "v=spf1 ip4:198.51.100.7 mx -all");
        names.exchange(domain, 10, "mx." + domain);
        names.host("mx." + domain, "198.51.100.8");

        assertThat(noted("198.51.100.7", "ann@" + domain, message()))
                .contains("spf=pass smtp.mailfrom=ann@" + domain);
        assertThat(noted("198.51.100.8", "ann@" + domain, message())).contains("spf=pass");
        assertThat(noted("203.0.113.9", "ann@" + domain, message())).contains("spf=fail");
        assertThat(noted("203.0.113.9", "ann@none." + domain, message())).contains("spf=none");
    }

    @Test
    void asksForTheNameOfTheClientWhereThereIsNoSender() {
        names.text("mx." + domain, "v=spf1 ip4:198.51.100.7 -all");

        assertThat(noted("198.51.100.7", "", message()))
                .contains("spf=pass smtp.helo=mx." + domain);
    }

    @Test
    void tellsWhetherTheSignatureHolds() throws IOException, FailException {
        String signed = signed(message(), domain);

        assertThat(noted("203.0.113.9", "ann@" + domain, signed))
                .contains("dkim=pass header.d=" + domain);
        assertThat(noted("203.0.113.9", "ann@" + domain, signed.replace("Hello", "Hallo")))
                .contains("dkim=fail header.d=" + domain);
        assertThat(noted("203.0.113.9", "ann@" + domain, message())).contains("dkim=none");
        assertThat(noted("203.0.113.9", "ann@" + domain, "DKIM-Signature: v=1;\r\n" + message()))
                .contains("dkim=permerror");
        assertThat(
                        noted(
                                "203.0.113.9",
                                "ann@" + domain,
                                "DKIM-Signature: v=1;\r\n".repeat(6) + message()))
                .contains("dkim=policy");
    }

    @Test
    void tellsWhetherWhatPeopleSeeIsWhatWasProved() throws IOException, FailException {
        names.text(domain, "v=spf1 ip4:198.51.100.7 -all");
        names.text("bounces." + domain, "v=spf1 ip4:198.51.100.7 -all");
        String other = "o" + UserId.next() + ".example";
        names.text(other, "v=spf1 ip4:198.51.100.7 -all");
        assertThat(noted("198.51.100.7", "ann@" + domain, message()))
                .contains("dmarc=none header.from=" + domain);

        names.text("_dmarc." + domain, "v=DMARC1; p=reject");

        assertThat(noted("198.51.100.7", "ann@" + domain, message())).contains("dmarc=pass");
        assertThat(noted("198.51.100.7", "ann@bounces." + domain, message()))
                .as("of the same registered domain")
                .contains("dmarc=pass");
        assertThat(noted("198.51.100.7", "ann@" + other, message())).contains("dmarc=fail");
        assertThat(noted("203.0.113.9", "ann@" + other, signed(message(), domain)))
                .as("by its signature alone")
                .contains("dmarc=pass");
        assertThat(noted("203.0.113.9", "ann@" + other, signed(message(), other)))
                .contains("dkim=pass", "dmarc=fail");
    }

    @Test
    void heedsADomainThatWantsExactlyItself() {
        names.text("bounces." + domain, "v=spf1 ip4:198.51.100.7 -all");
        names.text("_dmarc." + domain, "v=DMARC1; p=none; aspf=s");

        assertThat(noted("198.51.100.7", "ann@bounces." + domain, message()))
                .contains("dmarc=fail");
    }

    @Test
    void readsNoHeaderWithoutEnd() {
        assertThat(noted("203.0.113.9", "ann@none." + domain, "a:\r\n".repeat(100_000) + message()))
                .startsWith("Authentication-Results: " + HOST + ";\r\n spf=none")
                .contains("dkim=policy;\r\n dmarc=permerror\r\na:\r\n");
    }

    @Test
    void saysSoWhereTheNameServiceDoesNotAnswer() {
        names.failing(domain);
        names.failing("_dmarc." + domain);

        assertThat(noted("198.51.100.7", "ann@" + domain, message()))
                .contains("spf=temperror", "dmarc=temperror");
    }

    @Test
    void leavesNothingThatSomebodyElseNotedInOurName() {
        String forged =
                """
                Authentication-Results: mail.muster.example; spf=pass\r
                Authentication-Results: (a;b) "mail\\.muster.example"; dmarc=pass\r
                Subject: first\r
                Authentication-Results:\r
                \t(x) MAIL.muster.example;\r
                \tdmarc=pass\r
                authentication-results : other.example; spf=softfail\r
                """;

        String noted = noted("203.0.113.9", "ann@none." + domain, forged + message());

        assertThat(noted)
                .startsWith("Authentication-Results: mail.muster.example;\r\n spf=none")
                .containsOnlyOnce("mail.muster.example")
                .contains("Subject: first\r\nauthentication-results : other.example; spf=softfail")
                .endsWith("\r\n\r\nHello\r\n");
    }

    @Test
    void writesNothingThatAStrangerChoseIntoTheHeaderUnchecked() {
        String noted = noted("203.0.113.9", "x; spf=pass\r\nX-Evil: 1", "", message());

        assertThat(noted).doesNotContain("X-Evil").doesNotContain("spf=pass");
    }

    private String message() {
        return "From: Ann <ann@%s>\r\nTo: bob@muster.example\r\nSubject: Hi\r\n\r\nHello\r\n"
                .formatted(domain);
    }

    private String noted(String client, String sender, String message) {
        return noted(client, "mx." + domain, sender, message);
    }

    private String noted(String client, String helo, String sender, String message) {
        byte[] content = message.getBytes(StandardCharsets.UTF_8);
        String field =
                evidence.found(
                        new SenderEvidence.Envelope(InetAddress.ofLiteral(client), helo, sender),
                        () -> new ByteArrayInputStream(content));
        return new String(evidence.above(field, content), StandardCharsets.UTF_8);
    }

    private String signed(String message, String signer) throws IOException, FailException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            String selector = "k" + UserId.next();
            names.text(
                    selector + "._domainkey." + signer,
                    "v=DKIM1; p="
                            + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
            return new DKIMSigner(
                                    "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; h=From:Subject; bh=; b=;"
                                            .formatted(signer, selector),
                                    pair.getPrivate())
                            .sign(
                                    new ByteArrayInputStream(
                                            message.getBytes(StandardCharsets.UTF_8)))
                    + "\r\n"
                    + message;
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
