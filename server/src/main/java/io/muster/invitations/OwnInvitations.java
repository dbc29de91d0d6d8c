package io.muster.invitations;

import io.muster.access.Actor;
import io.muster.access.Journal;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Sha256;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.users.Guests;
import io.muster.users.Registering;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What somebody was invited to. An invitation is for whoever has its address: it is shown to, and
 * answered by, a user of that address, or of that alias, who proved that mail to it reaches him,
 * and whose address is to be trusted. Else an administrator who makes a user with somebody else's
 * address could answer in that one's place.
 */
@Component
class OwnInvitations {

    private final InvitationRepository repository;
    private final InvitationMailRepository sending;
    private final Places places;
    private final Guests guests;
    private final Registering registering;
    private final AddressTrust trust;
    private final Organizations organizations;
    private final Scopes scopes;
    private final Journal journal;

    OwnInvitations(
            InvitationRepository repository,
            InvitationMailRepository sending,
            Places places,
            Guests guests,
            Registering registering,
            AddressTrust trust,
            Organizations organizations,
            Scopes scopes,
            Journal journal) {
        this.repository = repository;
        this.sending = sending;
        this.places = places;
        this.guests = guests;
        this.registering = registering;
        this.trust = trust;
        this.organizations = organizations;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** An invitation and what its organization is called. */
    record Offer(Invitation invitation, String organization) {}

    /**
     * @param proven whether the address was proved; as long as not, nothing is pending
     * @param trusted whether the address says who he is; as long as not, nothing is pending
     */
    record Mine(boolean proven, boolean trusted, List<Offer> pending, List<Offer> accepted) {}

    Mine of(Actor actor) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Optional<Guests.Person> me = guests.person(actor.user());
                    return new Mine(
                            me.filter(Guests.Person::proven).isPresent(),
                            me.filter(trust::of).isPresent(),
                            me.map(this::waitingFor).orElse(List.of()).stream()
                                    .map(this::offer)
                                    .toList(),
                            repository.acceptedBy(actor.user()).stream().map(this::offer).toList());
                });
    }

    /** Those to his own address, and those to an alias of his that a link has proved. */
    private List<Invitation> waitingFor(Guests.Person me) {
        EmailAddress address = me.address();
        List<Invitation> own =
                address != null && me.proven() && trust.of(me)
                        ? repository.waitingFor(address)
                        : List.of();
        return Stream.concat(
                        own.stream(),
                        repository.provedBy(me.user()).stream()
                                .filter(invitation -> !invitation.address().equals(address))
                                .filter(invitation -> isAliasOf(me, invitation.address())))
                .sorted(Comparator.comparing((Invitation one) -> one.id().value()).reversed())
                .toList();
    }

    private boolean isAliasOf(Guests.Person me, EmailAddress address) {
        return guests.ofAlias(address)
                .filter(owner -> owner.user().equals(me.user()))
                .filter(owner -> trust.ofAlias(owner, address))
                .isPresent();
    }

    private boolean isFor(Guests.Person me, Invitation invitation) {
        return invitation.address().equals(me.address())
                ? me.proven() && trust.of(me)
                : me.user().equals(invitation.provedBy()) && isAliasOf(me, invitation.address());
    }

    private Offer offer(Invitation invitation) {
        return new Offer(
                invitation,
                organizations.find(whole(invitation)).map(Organization::name).orElse(""));
    }

    /** What a token proved. */
    enum Proof {
        /** That mail to the address of the invitation reaches the user. */
        GIVEN,
        NO_SUCH_LINK,
        /** It isn't the user's, neither as his own address nor as an alias that says who he is. */
        FOR_ANOTHER_ADDRESS
    }

    /** Takes the token of a mail as the proof that its address is the user's. */
    Proof prove(Actor actor, String token) {
        return scopes.in(
                scopes.machinery(),
                () ->
                        repository
                                .ofToken(Sha256.of(token))
                                .map(invitation ->
                                        prove(
                                                actor,
                                                guests.person(actor.user()).orElseThrow(),
                                                invitation))
                                .orElse(Proof.NO_SUCH_LINK));
    }

    private Proof prove(Actor actor, Guests.Person me, Invitation invitation) {
        EmailAddress address = invitation.address();
        if (address.equals(me.address())) {
            OrganizationScope home = scopes.organization(scopes.machinery(), me.home());
            if (!me.proven() && registering.proven(home, me.user(), address)) {
                record(actor, me, "users.address-verified", address);
            }
            return Proof.GIVEN;
        }
        if (!isAliasOf(me, address)) {
            return Proof.FOR_ANOTHER_ADDRESS;
        }
        if (sending.proved(whole(invitation), invitation.id(), me.user())) {
            record(actor, me, "invitations.alias-proved", address);
        }
        return Proof.GIVEN;
    }

    private void record(Actor actor, Guests.Person me, String action, EmailAddress address) {
        journal.record(
                actor,
                me.home(),
                List.of(
                        Change.done(
                                action,
                                "user",
                                me.user().value(),
                                me.name(),
                                Map.of(),
                                Map.of("address", address.toString()))));
    }

    /** What became of an answer. */
    sealed interface Outcome {
        /**
         * @param gone the mailboxes that were promised and are no more
         */
        record Done(List<PromisedMailbox> gone) implements Outcome {}

        record NotFound() implements Outcome {}

        record Refused(InvitationRule rule) implements Outcome {}

        record PlaceKept(Places.Ending why) implements Outcome {}
    }

    Outcome accept(Actor actor, InvitationId id) {
        return answer(
                actor,
                id,
                (invitation, me) -> {
                    if (!organizations
                            .find(whole(invitation))
                            .filter(Organization::active)
                            .isPresent()) {
                        return new Outcome.Refused(InvitationRule.ORGANIZATION_OFF);
                    }
                    return new Outcome.Done(
                            places.begin(whole(invitation), invitation, actor, me.name()));
                });
    }

    Outcome decline(Actor actor, InvitationId id) {
        return answer(
                actor,
                id,
                (invitation, me) -> {
                    places.decline(whole(invitation), invitation, actor, me.name());
                    return new Outcome.Done(List.of());
                });
    }

    /** One that is for somebody else is answered as one that doesn't exist. */
    private Outcome answer(
            Actor actor, InvitationId id, BiFunction<Invitation, Guests.Person, Outcome> act) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Guests.Person me = guests.person(actor.user()).orElseThrow();
                    return repository
                            .any(id)
                            .filter(invitation -> isFor(me, invitation))
                            .flatMap(invitation -> repository.lock(whole(invitation), id))
                            .map(invitation ->
                                    switch (invitation.state()) {
                                        case PENDING -> act.apply(invitation, me);
                                        case EXPIRED -> new Outcome.Refused(InvitationRule.EXPIRED);
                                        case ACCEPTED, DECLINED, REVOKED, LEFT ->
                                                new Outcome.Refused(InvitationRule.NOT_PENDING);
                                    })
                            .orElseGet(Outcome.NotFound::new);
                });
    }

    /** Gives up the place that came by an invitation. */
    Outcome leave(Actor actor, InvitationId id) {
        return scopes.in(
                scopes.machinery(),
                () ->
                        repository
                                .any(id)
                                .filter(invitation ->
                                        invitation.state() == InvitationState.ACCEPTED
                                                && actor.user().equals(invitation.user()))
                                .map(invitation ->
                                        switch (places.leave(whole(invitation), actor)) {
                                            case Places.Ending.Ended() ->
                                                    new Outcome.Done(List.of());
                                            case Places.Ending kept -> new Outcome.PlaceKept(kept);
                                        })
                                .orElseGet(Outcome.NotFound::new));
    }

    private OrganizationScope whole(Invitation invitation) {
        return scopes.organization(scopes.machinery(), invitation.organization());
    }
}
