package io.muster.mailengine;

import com.google.common.net.InternetDomainName;
import io.muster.domains.NameLookup;
import io.muster.kernel.DomainName;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.NoSuchDomainException;

/**
 * Whether what was proved is the domain that people see in the From field, as the domain's own
 * record asks (DMARC, RFC 7489).
 */
record DmarcCheck(NameLookup names) {

    /**
     * @param from the domain of the From field
     * @param sender the domain for which SPF passed
     * @param signers the domains whose signature holds
     * @return a result of RFC 7489 11.2
     */
    String result(DomainName from, Optional<String> sender, Collection<String> signers) {
        try {
            Optional<Map<String, String>> record = record(from.value());
            if (record.isEmpty()) {
                record = registered(from.value()).flatMap(this::recordUnchecked);
            }
            if (record.isEmpty()) {
                return "none";
            }
            Map<String, String> tags = record.get();
            boolean bySender =
                    sender.filter(domain -> isAligned(from, domain, strict(tags, "aspf")))
                            .isPresent();
            boolean bySignature =
                    signers.stream()
                            .anyMatch(domain -> isAligned(from, domain, strict(tags, "adkim")));
            return bySender || bySignature ? "pass" : "fail";
        } catch (NameLookup.Unanswered | Silent unanswered) {
            return "temperror";
        }
    }

    private Optional<Map<String, String>> recordUnchecked(String domain) {
        try {
            return record(domain);
        } catch (NameLookup.Unanswered unanswered) {
            throw new Silent();
        }
    }

    private static final class Silent extends RuntimeException {}

    /** More than one record is as good as none (RFC 7489 6.6.3). */
    private Optional<Map<String, String>> record(String domain) throws NameLookup.Unanswered {
        try {
            List<String> found =
                    names.records("_dmarc." + domain, Type.TXT).stream()
                            .filter(TXTRecord.class::isInstance)
                            .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                            .filter(text -> text.startsWith("v=DMARC1"))
                            .toList();
            return found.size() == 1 ? Optional.of(tags(found.getFirst())) : Optional.empty();
        } catch (NoSuchDomainException none) {
            return Optional.empty();
        }
    }

    private static Map<String, String> tags(String record) {
        Map<String, String> tags = new HashMap<>();
        Arrays.stream(record.split(";", -1))
                .map(tag -> tag.split("=", 2))
                .filter(tag -> tag.length == 2)
                .forEach(tag ->
                        tags.putIfAbsent(tag[0].strip().toLowerCase(Locale.ROOT), tag[1].strip()));
        return tags;
    }

    private static boolean strict(Map<String, String> tags, String tag) {
        return tags.getOrDefault(tag, "r").equalsIgnoreCase("s");
    }

    /** The same domain, or one of the same registered domain unless that isn't enough. */
    private static boolean isAligned(DomainName from, String domain, boolean strict) {
        String other = domain.toLowerCase(Locale.ROOT);
        return from.value().equals(other)
                || (!strict
                        && registered(from.value())
                                .filter(own -> registered(other).filter(own::equals).isPresent())
                                .isPresent());
    }

    /** By the public suffix list. */
    private static Optional<String> registered(String domain) {
        if (!InternetDomainName.isValid(domain)) {
            return Optional.empty();
        }
        InternetDomainName name = InternetDomainName.from(domain);
        if (name.isUnderPublicSuffix()) {
            return Optional.of(name.topPrivateDomain().toString());
        }
        // A domain of which the list knows nothing, as inside an organization.
        List<String> parts = name.parts();
        return parts.size() < 2
                ? Optional.empty()
                : Optional.of(String.join(".", parts.subList(parts.size() - 2, parts.size())));
    }
}
