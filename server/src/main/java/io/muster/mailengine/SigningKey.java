package io.muster.mailengine;

import io.muster.kernel.DomainName;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key with which mail of a domain is signed (DKIM, RFC 6376).
 *
 * @param selector names it among the keys of the domain
 * @param publicKey as it stands in the name service, base64
 * @param signing whether mail is signed with it now
 * @param finding what the name service had at the last look; null before the first
 * @param checkedAt when that was
 */
record SigningKey(
        UUID id,
        DomainName domain,
        String selector,
        String publicKey,
        boolean signing,
        @Nullable Finding finding,
        @Nullable Instant checkedAt,
        Instant createdAt) {

    /** What stands in the name service. */
    enum Finding {
        /** The record, with this key. */
        FOUND,
        /** No record. */
        MISSING,
        /** A record that isn't this one. */
        DIFFERENT,
        /** The name service didn't answer. */
        UNANSWERED
    }

    /** Where the record stands (RFC 6376 3.6.2.1). */
    String recordName() {
        return selector + "._domainkey." + domain;
    }

    /** What it says (RFC 6376 3.6.1). */
    String recordValue() {
        return "v=DKIM1; k=rsa; p=" + publicKey;
    }

    /** Whether a text found there is this key's record: spaces and other tags don't matter. */
    boolean isTold(String found) {
        String plain = found.replaceAll("\\s", "");
        boolean revoked = false;
        boolean same = false;
        for (String tag : plain.split(";", -1)) {
            same |= tag.equals("p=" + publicKey);
            revoked |=
                    tag.toLowerCase(Locale.ROOT).startsWith("k=") && !tag.equalsIgnoreCase("k=rsa");
        }
        return same && !revoked;
    }
}
