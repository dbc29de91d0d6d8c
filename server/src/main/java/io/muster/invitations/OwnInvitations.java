package io.muster.invitations;

import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Sha256;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.users.Guests;
import io.muster.users.Registering;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/**
 * What somebody was invited to. An invitation is for whoever has its address: it is shown to, and
 * answered by, a user of that address who proved that mail to it reaches him, and whose address is
 * to be trusted. Else an administrator who makes a user with somebody else's address could answer
 * in that one's place.
 */
@Component
class OwnInvitations {

    private final InvitationRepository repository;
    private final Places places;
    private final Guests guests;
    private final Registering registering;
    private final AddressTrust trust;
    private final Organizations organizations;
    private final Scopes scopes;

    OwnInvitations(
            InvitationRepository repository,
            Places places,
            Guests guests,
            Registering registering,
            AddressTrust trust,
            Organizations organizations,
            Scopes scopes) {
        this.repository = repository;
        this.places = places;
        this.guests = guests;
        this.registering = registering;
        this.trust = trust;
        this.organizations = organizations;
        this.scopes = scopes;
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
                            address(me).map(repository::waitingFor).orElse(List.of()).stream()
                                    .map(this::offer)
                                    .toList(),
                            repository.acceptedBy(actor.user()).stream().map(this::offer).toList());
                });
    }

    private Optional<EmailAddress> address(Optional<Guests.Person> person) {
        return person.filter(Guests.Person::proven)
                .filter(trust::of)
                .flatMap(one -> Optional.ofNullable(one.address()));
    }

    private Offer offer(Invitation invitation) {
        return new Offer(
                invitation,
                organizations.find(whole(invitation)).map(Organization::name).orElse(""));
    }

    /** The token of a mail proves that its address is the user's; false when it doesn't. */
    boolean prove(Actor actor, String token) {
        return scopes.in(
                scopes.machinery(),
                () ->
                        repository
                                .ofToken(Sha256.of(token))
                                .flatMap(invitation ->
                                        guests.person(actor.user())
                                                .filter(me ->
                                                        invitation.address().equals(me.address()))
                                                .map(me ->
                                                        registering.proven(
                                                                scopes.organization(
                                                                        scopes.machinery(),
                                                                        me.home()),
                                                                me.user(),
                                                                invitation.address())))
                                .orElse(false));
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
                            .filter(invitation ->
                                    me.proven()
                                            && invitation.address().equals(me.address())
                                            && trust.of(me))
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
