package io.muster.invitations;

import io.muster.access.Actor;
import io.muster.access.SignedIn;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the caller was invited to. */
@RestController
@RequestMapping("/api/v1/me/invitations")
class OwnInvitationEndpoint {

    private final OwnInvitations own;

    OwnInvitationEndpoint(OwnInvitations own) {
        this.own = own;
    }

    record OfferedMailbox(MailboxId mailboxId, String name) {

        static List<OfferedMailbox> of(List<PromisedMailbox> mailboxes) {
            return mailboxes.stream()
                    .map(one -> new OfferedMailbox(one.mailboxId(), one.name()))
                    .toList();
        }
    }

    /**
     * @param invitedBy what people called the inviter then
     * @param mailboxes to which the invitation gives access
     * @param acceptedAt null as long as it waits for an answer
     */
    record OwnInvitation(
            InvitationId id,
            OrganizationId organizationId,
            String organizationName,
            String invitedBy,
            List<OfferedMailbox> mailboxes,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant acceptedAt) {

        static OwnInvitation of(OwnInvitations.Offer offer) {
            Invitation invitation = offer.invitation();
            return new OwnInvitation(
                    invitation.id(),
                    invitation.organization(),
                    offer.organization(),
                    invitation.inviterName(),
                    OfferedMailbox.of(invitation.promise().mailboxes()),
                    invitation.createdAt(),
                    invitation.expiresAt(),
                    invitation.endedAt());
        }
    }

    /**
     * @param addressProven whether it is proved that mail to the caller's address reaches him; as
     *     long as it isn't, nothing is pending
     * @param addressTrusted whether the organization that manages the caller has proved the domain
     *     of the address, or mail to the caller comes from another server; as long as not, nothing
     *     is pending
     * @param pending those that wait for an answer, newest first, at most 100
     * @param accepted those by which he has a place in another organization
     */
    record OwnInvitationsView(
            boolean addressProven,
            boolean addressTrusted,
            List<OwnInvitation> pending,
            List<OwnInvitation> accepted) {}

    /**
     * @param token from the link in the mail
     */
    record InvitationProof(String token) {}

    /**
     * @param missing mailboxes that were promised and don't exist any more
     */
    record AcceptedInvitation(List<OfferedMailbox> missing) {}

    /** Also by a token, like accepting and declining: one that may do all that its user may. */
    @SignedIn(tokens = true, wholeTokens = true)
    @GetMapping
    OwnInvitationsView list(Actor actor) {
        OwnInvitations.Mine mine = own.of(actor);
        return new OwnInvitationsView(
                mine.proven(),
                mine.trusted(),
                mine.pending().stream().map(OwnInvitation::of).toList(),
                mine.accepted().stream().map(OwnInvitation::of).toList());
    }

    /**
     * Takes the proof that the mail of an invitation reached the caller at his address, or at an
     * alias of his in a domain that his organization has proved.
     */
    @SignedIn
    @PostMapping("/proof")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void prove(Actor actor, @RequestBody InvitationProof request) {
        switch (own.prove(actor, request.token())) {
            case GIVEN -> {}
            case NO_SUCH_LINK -> throw InvitationProblems.noSuchLink().refusal();
            case FOR_ANOTHER_ADDRESS ->
                    throw InvitationRule.FOR_ANOTHER_ADDRESS.problem().refusal();
        }
    }

    /** Gives the caller a place in the organization, with what was promised as it is now. */
    @SignedIn(tokens = true, wholeTokens = true)
    @PostMapping("/{invitationId}/accept")
    @ResponseStatus(HttpStatus.OK)
    AcceptedInvitation accept(Actor actor, @PathVariable InvitationId invitationId) {
        return new AcceptedInvitation(OfferedMailbox.of(done(own.accept(actor, invitationId))));
    }

    /** Declines; nothing is given, and the inviter is told. */
    @SignedIn(tokens = true, wholeTokens = true)
    @PostMapping("/{invitationId}/decline")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decline(Actor actor, @PathVariable InvitationId invitationId) {
        done(own.decline(actor, invitationId));
    }

    /**
     * Gives up the place that came by an accepted invitation, with all rights and access to
     * mailboxes there; not possible for the last owner.
     */
    @SignedIn
    @PostMapping("/{invitationId}/leave")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Actor actor, @PathVariable InvitationId invitationId) {
        done(own.leave(actor, invitationId));
    }

    private static List<PromisedMailbox> done(OwnInvitations.Outcome outcome) {
        return switch (outcome) {
            case OwnInvitations.Outcome.Done(var gone) -> gone;
            case OwnInvitations.Outcome.NotFound() ->
                    throw Problem.notFound("invitation").refusal();
            case OwnInvitations.Outcome.Refused(var rule) -> throw rule.problem().refusal();
            case OwnInvitations.Outcome.PlaceKept(var why) ->
                    throw InvitationProblems.kept(why).refusal();
        };
    }
}
