package io.muster.directories;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificates that a directory's own one must lead to. */
final class Authorities {

    private static final int MOST = 20;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private final List<Certificate> certificates;

    private Authorities(List<Certificate> certificates) {
        this.certificates = certificates;
    }

    /** Nothing for a text that is not certificates in PEM form, or more than 20. */
    static Optional<Authorities> parse(String pem) {
        if (pem.isBlank()) {
            return Optional.of(new Authorities(List.of()));
        }
        // The reader passes over what it doesn't know, and takes other forms than PEM.
        if (!pem.contains(BEGIN)) {
            return Optional.empty();
        }
        try {
            var found =
                    new ArrayList<Certificate>(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificates(
                                            new ByteArrayInputStream(
                                                    pem.getBytes(StandardCharsets.UTF_8))));
            return found.isEmpty() || found.size() > MOST
                    ? Optional.empty()
                    : Optional.of(new Authorities(found));
        } catch (CertificateException _) {
            return Optional.empty();
        }
    }

    /** Trusts these alone; without any, those that the machine trusts. */
    SSLContext context() {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private @Nullable KeyStore store() throws GeneralSecurityException, IOException {
        if (certificates.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority" + i, certificates.get(i));
        }
        return store;
    }

    /** SHA-256 of each, by which people tell them apart. */
    List<String> fingerprints() {
        return certificates.stream().map(Authorities::fingerprint).toList();
    }

    private static String fingerprint(Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
