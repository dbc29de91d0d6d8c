package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.muster.domains.DnsSettings;
import io.muster.domains.NameLookup;
import io.muster.kernel.DomainName;
import io.muster.mailengine.SmarthostSettings.Security;
import io.muster.notifications.OutgoingNetworks;
import io.muster.testing.NameService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/** A smarthost that is spoken to encrypted, over real connections. */
class SmarthostTlsTests {

    private static final String ADDRESS = "127.0.0.41";
    private static final char[] KEEPER = "keeper".toCharArray();
    private static final byte[] MESSAGE =
            "Subject: safe\r\n\r\nText\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;
    private Path certificate;
    private SSLContext tls;

    @BeforeEach
    void aCertificateOfItsOwn() throws Exception {
        certificate("ip:" + ADDRESS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"STARTTLS", "TLS"})
    void getsMailAndPasswordEncryptedWhereItsCertificateIsTrusted(Security security) {
        try (OtherServer smarthost = server(security)) {
            smarthost.answering("AUTH", "235 2.7.0 fine");
            if (security == Security.STARTTLS) {
                smarthost.answering(
                        "EHLO",
                        "250-other.example\r\n250 STARTTLS",
                        "250-other.example\r\n250 AUTH PLAIN");
            } else {
                smarthost.answering("EHLO", "250-other.example\r\n250 AUTH PLAIN");
            }

            assertThat(bring(settings(security, certificate, true)))
                    .containsEntry("bob@far.example", PeerAnswer.taken("250 2.0.0 taken"));

            assertThat(smarthost.taken())
                    .singleElement()
                    .extracting(OtherServer.Taken::encrypted)
                    .isEqualTo(true);
            assertThat(smarthost.commands()).anyMatch(line -> line.startsWith("AUTH PLAIN"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"STARTTLS", "TLS"})
    void getsNothingWhereNobodyVouchesForItsCertificate(Security security) {
        try (OtherServer smarthost = server(security)) {
            isPutOff(smarthost, settings(security, null, true));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"STARTTLS", "TLS"})
    void getsNothingUnderAnotherNameUnlessNamesAreNotLookedAt(Security security) throws Exception {
        certificate("dns:other.example");
        try (OtherServer smarthost = server(security)) {
            isPutOff(smarthost, settings(security, certificate, true));

            smarthost.answering("AUTH", "235 2.7.0 fine");
            assertThat(bring(settings(security, certificate, false)).values())
                    .extracting(PeerAnswer::outcome)
                    .containsOnly(PeerAnswer.Outcome.TAKEN);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"STARTTLS", "TLS"})
    void isNotReachedInsideUnlessItsNetworkIsAllowed(Security security) {
        try (OtherServer smarthost = server(security)) {
            assertThat(bring(courier(settings(security, certificate, true), "10.0.0.0/8")).values())
                    .extracting(PeerAnswer::status)
                    .containsOnly("4.4.4");
            assertThat(smarthost.commands()).isEmpty();
        }
    }

    @Test
    void trustedCertificatesThatAreNoneStopTheStart() throws IOException {
        Path missing = folder.resolve("missing.pem");
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        for (Path file : List.of(missing, text, empty)) {
            assertThatThrownBy(() -> courier(settings(Security.TLS, file, true), "127.0.0.0/8"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "muster.mail.smarthost.trusted-certificates can't be used")
                    .hasMessageContaining(file.toString());
        }
        assertThatThrownBy(() ->
                        new SmarthostSettings(
                                ADDRESS, 25, Security.NONE, null, null, certificate, true))
                .hasMessage(
                        "muster.mail.smarthost.trusted-certificates: nothing is encrypted with security NONE");
    }

    private OtherServer server(Security security) {
        return new OtherServer(ADDRESS, tls, security == Security.TLS);
    }

    private static void isPutOff(OtherServer smarthost, SmarthostSettings settings) {
        assertThat(bring(settings).values()).extracting(PeerAnswer::status).containsOnly("4.7.5");
        assertThat(smarthost.commands())
                .noneMatch(line -> line.startsWith("MAIL") || line.startsWith("AUTH"));
    }

    private static SmarthostSettings settings(
            Security security, @Nullable Path trusted, boolean checkName) {
        return new SmarthostSettings(
                ADDRESS,
                NameService.shared().mailPort(),
                security,
                "muster",
                "secret",
                trusted,
                checkName);
    }

    private static Map<String, PeerAnswer> bring(SmarthostSettings settings) {
        return bring(courier(settings, "127.0.0.0/8"));
    }

    private static Map<String, PeerAnswer> bring(Courier courier) {
        return courier.bring(
                "ann@acme.example",
                MESSAGE,
                new DomainName("far.example"),
                List.of("bob@far.example"));
    }

    private static Courier courier(SmarthostSettings smarthost, String allowed) {
        return new Courier(
                new MailSettings(
                        true,
                        "127.0.0.1",
                        "mail.muster.example",
                        0,
                        0,
                        0,
                        0,
                        0,
                        600,
                        2000,
                        DataSize.ofMegabytes(1),
                        List.of(),
                        null,
                        null),
                new OutgoingSettings(
                        25,
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        List.of(Duration.ofMinutes(1)),
                        Duration.ofDays(5),
                        10,
                        Duration.ofDays(7),
                        null),
                smarthost,
                new OutgoingNetworks(List.of(allowed)),
                new NameLookup(new DnsSettings(null)));
    }

    /** A key and a certificate that vouches for itself, in PEM form too. */
    private void certificate(String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve(name.replace(':', '-') + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "smarthost",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=smarthost",
                                "-ext",
                                "san=" + name,
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(KEEPER))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), KEEPER);
        certificate =
                Files.writeString(
                        folder.resolve("smarthost.pem"),
                        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                                .formatted(
                                        Base64.getMimeEncoder()
                                                .encodeToString(
                                                        keys.getCertificate("smarthost")
                                                                .getEncoded())));
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, KEEPER);
        tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
    }
}
