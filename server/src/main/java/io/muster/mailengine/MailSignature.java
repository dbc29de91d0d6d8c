package io.muster.mailengine;

import io.muster.access.Scopes;
import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.mailboxes.SenderDomains;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Signs a message for the domain of its From field (DKIM, RFC 6376), where there is a key for it:
 * that is the domain that receivers compare with (RFC 7489 3.1.1).
 */
@Component
class MailSignature {

    private static final Logger LOG = LoggerFactory.getLogger(MailSignature.class);

    /**
     * What is signed is what people see and what holds the message together. From stands there
     * twice: a second one that somebody puts in breaks the signature (RFC 6376 8.15).
     */
    private static final String FIELDS =
            "From:From:To:Cc:Subject:Date:Message-ID:Reply-To:In-Reply-To:References"
                    + ":MIME-Version:Content-Type:Content-Transfer-Encoding";

    private final SigningKeyRepository keys;
    private final SenderDomains domains;
    private final Scopes scopes;

    MailSignature(SigningKeyRepository keys, SenderDomains domains, Scopes scopes) {
        this.keys = keys;
        this.domains = domains;
        this.scopes = scopes;
    }

    /**
     * The message of an organization's user with its signature above it, or as it is where there is
     * no key for it or the domain isn't the organization's: the keys are the instance's, and a
     * signature tells everybody that the domain itself stands behind the message.
     */
    byte[] of(OrganizationId sender, byte[] message) {
        return signed(message, domain -> domains.isVouchedFor(sender, domain));
    }

    /** As {@link #of}, for a mail of the instance itself: whoever runs it chose its address. */
    byte[] ofInstance(byte[] message) {
        return signed(message, _ -> true);
    }

    private byte[] signed(byte[] message, Predicate<DomainName> mayName) {
        return domain(message)
                .filter(mayName)
                .flatMap(domain ->
                        scopes.in(scopes.machinery(), () -> keys.used(domain))
                                .map(key -> signed(message, domain, key)))
                .orElse(message);
    }

    private static byte[] signed(byte[] message, DomainName domain, SigningKeyRepository.Used key) {
        try {
            byte[] field =
                    (new DKIMSigner(template(domain, key.selector()), privateKey(key))
                                            .sign(new ByteArrayInputStream(message))
                                    + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
            byte[] signed = Arrays.copyOf(field, field.length + message.length);
            System.arraycopy(message, 0, signed, field.length, message.length);
            return signed;
        } catch (IOException | FailException | GeneralSecurityException unsigned) {
            // Mail without a signature is better than no mail.
            LOG.warn("A message of {} leaves without a signature", domain, unsigned);
            return message;
        }
    }

    private static String template(DomainName domain, String selector) {
        return "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; h=%s; bh=; b=;"
                .formatted(domain, selector, FIELDS);
    }

    private static PrivateKey privateKey(SigningKeyRepository.Used key)
            throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(key.privateKey()));
    }

    private static Optional<DomainName> domain(byte[] message) {
        try {
            String from =
                    new InternetHeaders(new ByteArrayInputStream(message)).getHeader("From", ",");
            if (from == null) {
                return Optional.empty();
            }
            InternetAddress[] addresses = InternetAddress.parseHeader(from, false);
            return addresses.length == 0
                    ? Optional.empty()
                    : EmailAddress.parse(addresses[0].getAddress()).map(EmailAddress::domain);
        } catch (MessagingException unreadable) {
            return Optional.empty();
        }
    }
}
