package io.muster.directories;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import io.muster.directories.LinkedUsers.NamedUser;
import io.muster.domains.DomainHolder;
import io.muster.domains.Domains;
import io.muster.kernel.DomainName;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Names as directories have them, {@code DOMAIN\\name} and {@code name@domain}. Whoever manages an
 * organization can give its directory any base; so who has proved a domain has the names in it, and
 * those below it, to himself.
 */
@Component
class DirectoryNames {

    private final LinkedUsers links;
    private final Domains domains;

    DirectoryNames(LinkedUsers links, Domains domains) {
        this.links = links;
        this.domains = domains;
    }

    /**
     * @param isShort whether the first part of the domain's name may stand for it, as in Windows
     */
    private record Asked(String person, String domain, boolean isShort) {

        static Optional<Asked> of(String name) {
            int backslash = name.indexOf('\\');
            int at = name.lastIndexOf('@');
            if (backslash >= 1) {
                String domain = name.substring(0, backslash).toLowerCase(Locale.ROOT);
                return Optional.of(
                        new Asked(name.substring(backslash + 1), domain, !domain.contains(".")));
            }
            return at < 1
                    ? Optional.empty()
                    : Optional.of(
                            new Asked(
                                    name.substring(0, at),
                                    name.substring(at + 1).toLowerCase(Locale.ROOT),
                                    false));
        }

        boolean fits(String other) {
            return !domain.isEmpty()
                    && (other.equals(domain) || (isShort && other.startsWith(domain + ".")));
        }
    }

    /** Whose name it is; nobody's where it fits several. In a transaction of the machinery. */
    Optional<UserId> whose(String name) {
        return Asked.of(name).flatMap(this::whose);
    }

    private Optional<UserId> whose(Asked asked) {
        // Looked for first, so that others can't have so many of that name that he isn't read.
        Optional<OrganizationId> only = asked.isShort() ? Optional.empty() : holder(asked.domain());
        List<NamedUser> all =
                links.named(asked.person(), only.orElse(null)).stream()
                        .filter(one -> asked.fits(domainOf(one.base())))
                        .toList();
        Map<DomainName, DomainHolder> holders =
                domains.holders(
                        all.stream()
                                .flatMap(one -> withThoseAbove(domainOf(one.base())))
                                .collect(Collectors.toSet()));
        List<NamedUser> own =
                all.stream()
                        .filter(one ->
                                holder(domainOf(one.base()), holders)
                                        .filter(one.organization()::equals)
                                        .isPresent())
                        .toList();
        // A short name fits domains that somebody proved and others that nobody did.
        List<NamedUser> fitting =
                own.isEmpty()
                        ? all.stream()
                                .filter(one -> holder(domainOf(one.base()), holders).isEmpty())
                                .toList()
                        : ofTheFirst(own, holders);
        return fitting.size() == 1 ? Optional.of(fitting.getFirst().user()) : Optional.empty();
    }

    /**
     * Those of the organization that proved its domain first: domains of many may begin with the
     * same part, and whoever comes later must not make the names of others ambiguous.
     */
    private List<NamedUser> ofTheFirst(List<NamedUser> own, Map<DomainName, DomainHolder> holders) {
        if (own.stream().map(NamedUser::organization).distinct().count() < 2) {
            return own;
        }
        Map<DomainName, Instant> proved = domains.provedAt(holders.keySet());
        Comparator<NamedUser> earlier =
                Comparator.comparing(one ->
                        held(domainOf(one.base()), holders).map(proved::get).orElse(Instant.MAX));
        NamedUser first = Collections.min(own, earlier);
        return own.stream().filter(one -> one.organization().equals(first.organization())).toList();
    }

    private Optional<OrganizationId> holder(String domain) {
        Set<DomainName> names = withThoseAbove(domain).collect(Collectors.toSet());
        return holder(domain, domains.holders(names));
    }

    /** Who has proved it, or the nearest above it: directories often are named so. */
    private static Optional<OrganizationId> holder(
            String domain, Map<DomainName, DomainHolder> holders) {
        return held(domain, holders).map(holders::get).map(DomainHolder::organization);
    }

    private static Optional<DomainName> held(String domain, Map<DomainName, DomainHolder> holders) {
        return withThoseAbove(domain).filter(holders::containsKey).findFirst();
    }

    /** The domain first; none of a single part, which nobody can prove. */
    private static Stream<DomainName> withThoseAbove(String domain) {
        return Stream.iterate(
                        domain,
                        name -> name.contains("."),
                        name -> name.substring(name.indexOf('.') + 1))
                .map(DomainName::parse)
                .flatMap(Optional::stream);
    }

    /** {@code example.test} for what ends with {@code dc=example,dc=test}. */
    private static String domainOf(String base) {
        try {
            return Arrays.stream(new DN(base).getRDNs())
                    .filter(part -> part.hasAttribute("dc"))
                    .map(RDN::getAttributeValues)
                    .map(values -> values[0].toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining("."));
        } catch (LDAPException _) {
            return "";
        }
    }
}
