package io.muster.mailengine;

import io.muster.kernel.InstanceKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The key and certificate of the mail ports: those named in the settings, else some that were made
 * at the first start. Nobody can tell those from an impostor's, but passwords travel encrypted.
 */
final class MailTls {

    private static final String ALIAS = "mail";

    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

    private MailTls() {}

    /**
     * @throws IllegalStateException when the files can't be read, or one is named without the
     *     other, in a plain sentence
     */
    static SSLContext context(MailSettings settings, Path data, InstanceKey key) {
        Path certificate = settings.certificate();
        Path privateKey = settings.privateKey();
        // One alone would be ignored, and clients would meet a certificate that nobody vouches for.
        if ((certificate == null) != (privateKey == null)) {
            throw new IllegalStateException(
                    certificate == null
                            ? "muster.mail.private-key is set, but not muster.mail.certificate"
                            : "muster.mail.certificate is set, but not muster.mail.private-key");
        }
        try {
            char[] password =
                    Base64.getEncoder().encodeToString(key.derive("mail-key-store")).toCharArray();
            KeyStore store =
                    certificate == null || privateKey == null
                            ? made(data.resolve("secrets/mail.p12"), settings.hostname(), password)
                            : read(certificate, privateKey, password);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException fault) {
            throw new IllegalStateException(
                    "the key and certificate of the mail ports can't be used: "
                            + fault.getMessage(),
                    fault);
        }
    }

    private static KeyStore read(Path certificate, Path privateKey, char[] password)
            throws IOException, GeneralSecurityException {
        Certificate[] chain;
        try (InputStream in = Files.newInputStream(certificate)) {
            chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .toArray(Certificate[]::new);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, key(Files.readString(privateKey)), password, chain);
        return store;
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        byte[] encoded =
                Base64.getMimeDecoder().decode(pem.replaceAll("(?m)^-----.*-----$", "").strip());
        GeneralSecurityException last =
                new InvalidKeySpecException("no unencrypted key of PKCS #8");
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException other) {
                last = other;
            }
        }
        throw last;
    }

    private static KeyStore made(Path file, String hostname, char[] password)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            make(file, hostname, password);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    /** With the JDK's own tool: the JDK has no other way to sign a certificate. */
    private static void make(Path file, String hostname, char[] password) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        ProcessBuilder tool =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + hostname,
                        "-ext",
                        "SAN=dns:" + hostname,
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        unfinished.toString(),
                        "-storepass:env",
                        "MUSTER_MAIL_STORE");
        tool.environment().put("MUSTER_MAIL_STORE", new String(password));
        run(tool.redirectErrorStream(true));
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
        Files.move(unfinished, file);
    }

    private static void run(ProcessBuilder tool) throws IOException {
        Process process = tool.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("keytool: " + said.strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
