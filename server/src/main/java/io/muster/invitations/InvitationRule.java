package io.muster.invitations;

import io.muster.kernel.Problem;

/** What stands against inviting somebody, or against an act on an invitation. */
enum InvitationRule {
    ONESELF,
    MEMBER,
    DISABLED,
    DELETED,
    INVITED,
    NOT_PENDING,
    EXPIRED,
    TOO_EARLY,
    NOT_HERE_BY_INVITATION,
    REGISTERED,
    DOMAIN_NOT_IN_USE,
    ORGANIZATION_OFF;

    Problem problem() {
        return switch (this) {
            case ONESELF ->
                    Problem.of(
                            409,
                            "invitations:oneself",
                            "You can't invite yourself",
                            "You have a place here already.");
            case MEMBER ->
                    Problem.of(
                            409,
                            "invitations:member",
                            "Here already",
                            "This person has a place in the organization. Change the rights on the person's page.");
            case DISABLED ->
                    Problem.of(
                            409,
                            "invitations:disabled",
                            "Here already, but disabled",
                            "This person has a place in the organization and is disabled. Enable the user instead.");
            case DELETED ->
                    Problem.of(
                            409,
                            "invitations:deleted",
                            "Here already, but deleted",
                            "This person is a deleted user of the organization. Restore the user instead.");
            case INVITED ->
                    Problem.of(
                            409,
                            "invitations:invited",
                            "Invited already",
                            "An invitation to this address waits for an answer. Send it again, change or revoke it.");
            case NOT_PENDING ->
                    Problem.of(
                            409,
                            "invitations:not-pending",
                            "It doesn't wait any more",
                            "The invitation was answered or revoked.");
            case EXPIRED ->
                    Problem.of(
                            409,
                            "invitations:expired",
                            "Too late",
                            "The invitation has expired. Ask whoever sent it for another.");
            case TOO_EARLY ->
                    Problem.of(
                            409,
                            "invitations:too-early",
                            "Wait a minute",
                            "This invitation was sent a moment ago. Wait a minute before you send it again.");
            case NOT_HERE_BY_INVITATION ->
                    Problem.of(
                            409,
                            "invitations:no-guest",
                            "Not here by invitation",
                            "This person is at home in the organization, or has no place in it.");
            case REGISTERED ->
                    Problem.of(
                            409,
                            "invitations:registered",
                            "You have an account",
                            "There is an account with this address. Sign in, and answer the invitation on your page.");
            case DOMAIN_NOT_IN_USE ->
                    Problem.of(
                            409,
                            "invitations:domain-not-in-use",
                            "No registration with this address",
                            "An organization manages this domain and doesn't let anybody register in it now. Ask its administrators.");
            case ORGANIZATION_OFF ->
                    Problem.of(
                            409,
                            "invitations:organization-off",
                            "The organization is switched off",
                            "Nobody can join this organization now.");
        };
    }
}
