package io.muster.domains;

import io.muster.kernel.DomainName;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names can be an organization's own. */
final class PublicName {

    /** Names of machines, networks and other systems, never of the public tree (RFC 6761). */
    private static final Set<String> SPECIAL =
            Set.of(
                    "localhost",
                    "local",
                    "internal",
                    "lan",
                    "home",
                    "corp",
                    "arpa",
                    "onion",
                    "invalid",
                    "alt");

    private PublicName() {}

    /**
     * @throws Refusal 422 for a text that is no name, or one that nobody can own
     */
    static DomainName required(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw refused("required", "Say which domain.");
        }
        DomainName name =
                DomainName.parse(text)
                        .orElseThrow(
                                () -> refused("format", "This is no domain, such as example.org."));
        if (name.value().length() > Proof.LONGEST_DOMAIN) {
            throw refused(
                    "too-long",
                    "At most %d characters, so that the record's name fits."
                            .formatted(Proof.LONGEST_DOMAIN));
        }
        String last = name.value().substring(name.value().lastIndexOf('.') + 1);
        boolean isPublic =
                name.value().contains(".")
                        && last.matches("[a-z][a-z0-9-]*[a-z0-9]")
                        && !SPECIAL.contains(last);
        if (!isPublic) {
            throw refused("not-public", "This is no public domain, such as example.org.");
        }
        if (FreeMail.is(name)) {
            throw refused(
                    "free-mail",
                    "Anybody gets an address in this domain, so it can't be an organization's.");
        }
        return name;
    }

    private static Refusal refused(String code, String message) {
        return Problem.invalid("name", code, message).refusal();
    }
}
