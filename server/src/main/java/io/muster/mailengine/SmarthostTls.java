package io.muster.mailengine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whom the certificate of the smarthost must come from. */
final class SmarthostTls {

    private static final String SETTING = "muster.mail.smarthost.trusted-certificates";

    private SmarthostTls() {}

    /**
     * Trusts the certificates of the settings alone; without any, those that the machine trusts.
     *
     * @throws IllegalStateException when they can't be used, in a plain sentence
     */
    static SSLSocketFactory sockets(SmarthostSettings settings) {
        Path file = settings.trustedCertificates();
        if (file == null) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            List<Certificate> certificates = certificates(file);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("trusted" + i, certificates.get(i));
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException fault) {
            throw new IllegalStateException(
                    SETTING + " can't be used: " + file + ": " + fault.getMessage(), fault);
        }
    }

    private static List<Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        byte[] pem = Files.readAllBytes(file);
        List<Certificate> certificates =
                List.copyOf(
                        CertificateFactory.getInstance("X.509")
                                .generateCertificates(new ByteArrayInputStream(pem)));
        if (certificates.isEmpty()) {
            throw new IOException("there is no certificate in it");
        }
        return certificates;
    }
}
