package io.muster.invitations;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.domains.Domains;
import io.muster.invitations.InvitationList.Listed;
import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.users.Guests;
import io.muster.users.UserState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Says of each of many addresses whether it can be invited; before they are, and again at each when
 * its turn comes. As for one alone, only what the organization knows of its own people tells.
 */
@Component
class InvitationChecks {

    private final InvitationRepository repository;
    private final Guests guests;
    private final Domains domains;
    private final Scopes scopes;

    InvitationChecks(
            InvitationRepository repository, Guests guests, Domains domains, Scopes scopes) {
        this.repository = repository;
        this.guests = guests;
        this.domains = domains;
        this.scopes = scopes;
    }

    /** What is said of one. */
    enum Verdict {
        /** Will be invited. */
        FREE,
        INVALID,
        /** Stands above already. */
        TWICE,
        ONESELF,
        MEMBER,
        DISABLED,
        DELETED,
        SHARED_ADDRESS,
        /** An invitation waits for an answer. */
        INVITED,
        /** In a domain that the organization uses: such users are created. */
        OWN_DOMAIN
    }

    record Checked(Listed listed, Verdict verdict) {}

    List<Checked> check(OrganizationScope scope, List<Listed> people) {
        List<EmailAddress> addresses =
                people.stream()
                        .flatMap(one -> Stream.ofNullable(one.address()))
                        .distinct()
                        .toList();
        return scopes.in(scope, () -> check(people, known(scope, addresses)));
    }

    /** What the organization knows of the addresses. */
    private record Known(
            Map<EmailAddress, UserState> here,
            Set<EmailAddress> shared,
            Set<EmailAddress> pending,
            Set<DomainName> own,
            Optional<EmailAddress> oneself) {}

    private Known known(OrganizationScope scope, List<EmailAddress> addresses) {
        return new Known(
                guests.statesOf(scope, addresses),
                guests.shared(scope, addresses),
                repository.pending(scope, addresses),
                Set.copyOf(domains.active(scope)),
                guests.person(scope.actor().user())
                        .flatMap(person -> Optional.ofNullable(person.address())));
    }

    private static List<Checked> check(List<Listed> people, Known known) {
        Set<EmailAddress> seen = new HashSet<>();
        List<Checked> checked = new ArrayList<>(people.size());
        for (Listed one : people) {
            EmailAddress address = one.address();
            Verdict verdict =
                    address == null
                            ? Verdict.INVALID
                            : seen.add(address) ? of(address, known) : Verdict.TWICE;
            checked.add(new Checked(one, verdict));
        }
        return checked;
    }

    private static Verdict of(EmailAddress address, Known known) {
        if (known.oneself().filter(address::equals).isPresent()) {
            return Verdict.ONESELF;
        }
        UserState state = known.here().get(address);
        if (state != null) {
            return switch (state) {
                case DISABLED -> Verdict.DISABLED;
                case DELETED -> Verdict.DELETED;
                case ACTIVE, INVITED, WAITING_FOR_PASSWORD -> Verdict.MEMBER;
            };
        }
        if (known.shared().contains(address)) {
            return Verdict.SHARED_ADDRESS;
        }
        if (known.pending().contains(address)) {
            return Verdict.INVITED;
        }
        return known.own().contains(address.domain()) ? Verdict.OWN_DOMAIN : Verdict.FREE;
    }
}
