package io.muster.invitations;

import io.muster.access.Actor;
import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.domains.DomainHolder;
import io.muster.domains.DomainState;
import io.muster.domains.Domains;
import io.muster.invitations.RegistrationCodeRepository.Proved;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Sha256;
import io.muster.kernel.UserId;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.roles.Grants;
import io.muster.users.Guests;
import io.muster.users.Registering;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * People register by the link of an invitation, or by themselves with a code: with an organization
 * of their own, or in the one that manages their address's domain, and with what was promised. The
 * link, as the code, proves the address.
 */
@Component
class Registrations {

    /** How many names are tried for an organization whose founder named none. */
    private static final int NAMES = 50;

    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 200;

    private final InvitationRepository repository;
    private final RegistrationCodes codes;
    private final Registering registering;
    private final Organizations organizations;
    private final Domains domains;
    private final Grants grants;
    private final Guests guests;
    private final Places places;
    private final Scopes scopes;
    private final AuditLog audit;

    Registrations(
            InvitationRepository repository,
            RegistrationCodes codes,
            Registering registering,
            Organizations organizations,
            Domains domains,
            Grants grants,
            Guests guests,
            Places places,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.codes = codes;
        this.registering = registering;
        this.organizations = organizations;
        this.domains = domains;
        this.grants = grants;
        this.guests = guests;
        this.places = places;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * What somebody may register by.
     *
     * @param invitation whose link it is; null for who proved his address by a code
     * @param proved the proof by a code; null for a link
     */
    record Ticket(EmailAddress address, @Nullable Invitation invitation, @Nullable Proved proved) {

        Instant expiresAt() {
            return invitation == null
                    ? Objects.requireNonNull(proved).expiresAt()
                    : invitation.expiresAt();
        }

        static Ticket of(Invitation invitation) {
            return new Ticket(invitation.address(), invitation, null);
        }

        static Ticket of(Proved proved) {
            return new Ticket(proved.address(), null, proved);
        }
    }

    /** What a link leads to. */
    sealed interface Look {
        /**
         * @param organization into which he is invited; null where nobody invited him
         * @param home the organization that manages his domain; null where he gets one of his own
         */
        record Open(Ticket ticket, @Nullable String organization, @Nullable String home)
                implements Look {}

        record NoSuchLink() implements Look {}

        record Refused(InvitationRule rule) implements Look {}
    }

    /**
     * @param organization what his own is to be called; empty to have it called after him
     */
    record Wish(String firstName, String lastName, String password, String organization) {
        @Override
        public String toString() {
            return "Wish[" + firstName + " " + lastName + "]";
        }
    }

    /** What became of it. */
    sealed interface Outcome {
        /**
         * @param gone the mailboxes that were promised and are no more
         */
        record Registered(EmailAddress address, List<PromisedMailbox> gone) implements Outcome {}

        record NotOpen(Look why) implements Outcome {}

        record Unfit(List<FieldError> errors) implements Outcome {}
    }

    Look look(String token) {
        return scopes.in(scopes.machinery(), () -> look(ticket(token)));
    }

    private Optional<Ticket> ticket(String token) {
        return repository
                .ofToken(Sha256.of(token))
                .map(Ticket::of)
                .or(() -> codes.ofToken(token).map(Ticket::of));
    }

    private Look look(Optional<Ticket> found) {
        if (found.isEmpty()) {
            return new Look.NoSuchLink();
        }
        Ticket ticket = found.get();
        Invitation invitation = ticket.invitation();
        if (invitation != null && invitation.state() == InvitationState.EXPIRED) {
            return new Look.Refused(InvitationRule.EXPIRED);
        }
        if (invitation == null && !codes.open()) {
            return new Look.Refused(InvitationRule.REGISTRATION_OFF);
        }
        if (guests.ofAddress(ticket.address()).isPresent()) {
            return new Look.Refused(InvitationRule.REGISTERED);
        }
        Optional<Organization> inviting =
                Optional.ofNullable(invitation)
                        .flatMap(one -> organizations.find(whole(one)))
                        .filter(Organization::active);
        if (invitation != null && inviting.isEmpty()) {
            return new Look.Refused(InvitationRule.ORGANIZATION_OFF);
        }
        String name = inviting.map(Organization::name).orElse(null);
        Optional<DomainHolder> holder = domains.holder(ticket.address().domain());
        if (holder.isEmpty()) {
            return new Look.Open(ticket, name, null);
        }
        return holder.filter(held -> held.state() == DomainState.ACTIVE)
                .flatMap(held ->
                        organizations.find(
                                scopes.organization(scopes.machinery(), held.organization())))
                .filter(Organization::active)
                .<Look>map(home -> new Look.Open(ticket, name, home.name()))
                .orElseGet(() -> new Look.Refused(InvitationRule.DOMAIN_NOT_IN_USE));
    }

    /** Makes the account and what belongs to it. */
    Outcome register(String token, Wish wish, String from) {
        if (!(look(token) instanceof Look.Open open)) {
            return new Outcome.NotOpen(look(token));
        }
        Registering.Person person =
                new Registering.Person(
                        wish.firstName(),
                        wish.lastName(),
                        open.ticket().address(),
                        wish.password());
        return switch (registering.judge(person)) {
            case Registering.Judgement.Unfit(var errors) -> new Outcome.Unfit(errors);
            case Registering.Judgement.Fit fit -> make(token, wish, fit, from);
        };
    }

    private Outcome make(String token, Wish wish, Registering.Judgement.Fit fit, String from) {
        InstanceScope machinery = scopes.machinery();
        return scopes.in(
                machinery,
                () -> {
                    Optional<Ticket> held = ticket(token).flatMap(this::hold);
                    if (!(look(held) instanceof Look.Open open)) {
                        return new Outcome.NotOpen(look(held));
                    }
                    Ticket ticket = open.ticket();
                    holdOrganizations(ticket);
                    UserId user = UserId.next();
                    Optional<OrganizationScope> home = home(ticket.address(), wish);
                    if (home.isEmpty()) {
                        return new Outcome.Unfit(
                                List.of(
                                        new FieldError(
                                                "organization", "taken", "That name is taken.")));
                    }
                    if (!registering.register(home.get(), user, fit)) {
                        throw InvitationRule.REGISTERED.problem().refusal();
                    }
                    if (open.home() == null) {
                        grants.makeOwner(home.get(), user);
                    }
                    String name = (wish.firstName().strip() + " " + wish.lastName().strip());
                    Actor actor = new Actor(user, name, Actor.Channel.CONSOLE, from);
                    record(actor, home.get(), ticket.address());
                    Optional.ofNullable(ticket.proved()).ifPresent(codes::use);
                    Invitation invitation = ticket.invitation();
                    return new Outcome.Registered(
                            ticket.address(),
                            invitation == null
                                    ? List.of()
                                    : places.begin(whole(invitation), invitation, actor, name));
                });
    }

    /**
     * Meanwhile the link may have been used, or the invitation revoked: who comes second waits for
     * the row and then finds no such link.
     */
    private Optional<Ticket> hold(Ticket ticket) {
        Invitation invitation = ticket.invitation();
        Proved proved = ticket.proved();
        if (invitation != null) {
            return repository
                    .lock(whole(invitation), invitation.id())
                    .filter(Invitation::open)
                    .map(Ticket::of);
        }
        return Optional.ofNullable(proved).flatMap(codes::lock).map(Ticket::of);
    }

    private void record(Actor actor, OrganizationScope home, EmailAddress address) {
        audit.record(
                actor,
                home.organization(),
                List.of(
                        Change.done(
                                "users.registered",
                                "user",
                                actor.user().value(),
                                actor.name(),
                                Map.of(),
                                Map.of("address", address.toString()))));
    }

    /**
     * Locks what two organizations have, in one order: somebody of the one may register by an
     * invitation of the other just now. Grants are locked before mailboxes, and these before the
     * end of the audit log. An organization of his own nobody else knows yet.
     */
    private void holdOrganizations(Ticket ticket) {
        InstanceScope machinery = scopes.machinery();
        Set<OrganizationId> concerned = new TreeSet<>(Comparator.comparing(OrganizationId::value));
        Invitation invitation = ticket.invitation();
        if (invitation != null) {
            concerned.add(invitation.organization());
        }
        domains.holder(ticket.address().domain())
                .ifPresent(held -> concerned.add(held.organization()));
        concerned.forEach(one -> grants.hold(scopes.organization(machinery, one)));
        if (invitation != null) {
            places.hold(whole(invitation), invitation);
        }
        audit.hold(machinery, concerned);
    }

    /** Where he is at home; nothing when the name that he chose is taken. */
    private Optional<OrganizationScope> home(EmailAddress address, Wish wish) {
        InstanceScope machinery = scopes.machinery();
        Optional<DomainHolder> holder = domains.holder(address.domain());
        if (holder.isPresent()) {
            return holder.map(held -> scopes.organization(machinery, held.organization()));
        }
        if (!wish.organization().isEmpty()) {
            return created(organizations.createForStranger(machinery, wish.organization()));
        }
        String name = (wish.firstName().strip() + " " + wish.lastName().strip()).strip();
        String base =
                name.length() < SHORTEST_NAME
                        ? address.toString()
                        : name.substring(0, Math.min(name.length(), LONGEST_NAME));
        for (int number = 1; number <= NAMES; number++) {
            String tried = number == 1 ? base : base + " " + number;
            Optional<OrganizationScope> made =
                    created(organizations.createForStranger(machinery, tried));
            if (made.isPresent()) {
                return made;
            }
        }
        return created(
                organizations.createForStranger(machinery, base + " " + OrganizationId.next()));
    }

    private static Optional<OrganizationScope> created(Organizations.Creation creation) {
        return switch (creation) {
            case Organizations.Creation.Created(var scope) -> Optional.of(scope);
            case Organizations.Creation.NameTaken() -> Optional.empty();
        };
    }

    private OrganizationScope whole(Invitation invitation) {
        return scopes.organization(scopes.machinery(), invitation.organization());
    }
}
