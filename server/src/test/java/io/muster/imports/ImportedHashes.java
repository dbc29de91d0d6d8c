package io.muster.imports;

import static io.muster.imports.CsvFixtures.utf8;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import de.mkammerer.argon2.Argon2Version;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Hashes of passwords, as other systems make and write them. */
final class ImportedHashes {

    private static final byte[] SALT = utf8("NaCl-of-sixteen!");

    private ImportedHashes() {}

    /** The octets alone. */
    static byte[] pbkdf2(String digest, String password, int iterations, int length) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest)
                    .generateSecret(
                            new PBEKeySpec(password.toCharArray(), SALT, iterations, length * 8))
                    .getEncoded();
        } catch (GeneralSecurityException broken) {
            throw new AssertionError(broken);
        }
    }

    /** The octets alone: 32 of Argon2id, version 1.3. */
    static byte[] argon2(String password, int memory, int passes) {
        return Argon2Factory.createAdvanced(Argon2Types.ARGON2id)
                .hashAdvanced(passes, memory, 1, utf8(password), SALT, 32, Argon2Version.V13)
                .getRaw();
    }

    static String argon2Phc(Argon2Types type, String password) {
        return Argon2Factory.createAdvanced(type)
                .hashAdvanced(3, 1024, 2, utf8(password), SALT, 32, Argon2Version.V13)
                .getEncoded();
    }

    static String bcrypt(String start, String password) {
        return start + BCrypt.hashpw(password, BCrypt.gensalt(4)).substring(4);
    }

    static String ssha(String scheme, String digest, String password) {
        try {
            var digesting = MessageDigest.getInstance(digest);
            digesting.update(utf8(password));
            byte[] hash = digesting.digest(SALT);
            return scheme + base64(CsvFixtures.joined(hash, SALT));
        } catch (GeneralSecurityException broken) {
            throw new AssertionError(broken);
        }
    }

    static String sha512Crypt(String password) {
        return Sha2Crypt.sha512Crypt(utf8(password), "$6$rounds=1000$saltsalt");
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    /** A PHC string of PBKDF2. */
    static String pbkdf2Phc(String scheme, String digest, String password) {
        Base64.Encoder unpadded = Base64.getEncoder().withoutPadding();
        return "$%s$i=1000$%s$%s"
                .formatted(
                        scheme,
                        unpadded.encodeToString(SALT),
                        unpadded.encodeToString(pbkdf2(digest, password, 1_000, 32)));
    }

    static String salt() {
        return base64(SALT);
    }
}
