package io.muster.domains;

import io.muster.kernel.DomainName;
import java.util.List;
import org.springframework.stereotype.Component;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.NoSuchDomainException;

/** Asks the name service. It may take its time, so no transaction is open meanwhile. */
@Component
class ProofCheck {

    private final NameLookup names;

    ProofCheck(NameLookup names) {
        this.names = names;
    }

    /** Whether there is such a domain at all. */
    enum Existence {
        THERE,
        NOT_THERE,
        UNANSWERED
    }

    Existence existence(DomainName domain) {
        try {
            names.records(domain.value(), Type.SOA);
            return Existence.THERE;
        } catch (NoSuchDomainException none) {
            return Existence.NOT_THERE;
        } catch (NameLookup.Unanswered unanswered) {
            return Existence.UNANSWERED;
        }
    }

    Finding look(Proof proof) {
        try {
            List<String> said =
                    names.records(proof.host(), proof.method().type()).stream()
                            .map(Proof::said)
                            .filter(value -> !value.isEmpty())
                            .toList();
            if (said.isEmpty()) {
                return Finding.of(Finding.Outcome.MISSING);
            }
            return new Finding(
                    said.stream().anyMatch(proof::isTold)
                            ? Finding.Outcome.FOUND
                            : Finding.Outcome.DIFFERENT,
                    said);
        } catch (NoSuchDomainException none) {
            return Finding.of(Finding.Outcome.MISSING);
        } catch (NameLookup.Unanswered unanswered) {
            return Finding.of(Finding.Outcome.UNANSWERED);
        }
    }
}
