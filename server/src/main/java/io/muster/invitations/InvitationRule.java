package io.muster.invitations;

import io.muster.kernel.Problem;
import java.util.Locale;

/** What stands against inviting somebody, or against an act on an invitation. */
enum InvitationRule {
    ONESELF,
    MEMBER,
    DISABLED,
    DELETED,
    SHARED_ADDRESS,
    INVITED,
    NOT_PENDING,
    EXPIRED,
    TOO_EARLY,
    TOO_MANY_MAILS,
    TOO_MANY_PENDING,
    FOR_ANOTHER_ADDRESS,
    NOT_HERE_BY_INVITATION,
    CORPORATE,
    REGISTERED,
    DOMAIN_NOT_IN_USE,
    ORGANIZATION_OFF,
    REGISTRATION_OFF,
    CODE_TOO_EARLY,
    TOO_MANY_CODES;

    /** How it is called in outcomes of jobs: {@code invitations.too-early}. */
    String code() {
        return "invitations." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

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
            case SHARED_ADDRESS ->
                    Problem.of(
                            409,
                            "invitations:shared-address",
                            "No person's address",
                            "This is the address of a shared mailbox or a group of your organization. Invite a person.");
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
                            "A mail to this address was asked for a moment ago. Wait a minute before the next.");
            case TOO_MANY_MAILS ->
                    Problem.of(
                            429,
                            "invitations:too-many-mails",
                            "Too many invitations at once",
                            "You or your organization sent as many invitations as are allowed in an hour. Go on later.");
            case TOO_MANY_PENDING ->
                    Problem.of(
                            409,
                            "invitations:too-many-pending",
                            "Too many wait for an answer",
                            "As many invitations of your organization wait for an answer as are allowed. Revoke some first.");
            case FOR_ANOTHER_ADDRESS ->
                    Problem.of(
                            409,
                            "invitations:for-another-address",
                            "The invitation is for another address",
                            "It was sent to an address that isn't yours, or that your organization hasn't proved. Sign in with the account of that address, or ask to be invited at yours.");
            case NOT_HERE_BY_INVITATION ->
                    Problem.of(
                            409,
                            "invitations:no-guest",
                            "Not here by invitation",
                            "This person is at home in the organization, or has no place in it.");
            case CORPORATE ->
                    Problem.of(
                            409,
                            "invitations:corporate",
                            "A corporate user stays",
                            "The address lies in a domain of the organization. Roles and access to mailboxes can be taken away, the place can't.");
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
            case REGISTRATION_OFF ->
                    Problem.of(
                            409,
                            "invitations:registration-off",
                            "No registration here",
                            "Accounts are made by administrators and by invitation here.");
            case CODE_TOO_EARLY ->
                    Problem.of(
                            409,
                            "invitations:code-too-early",
                            "Wait a minute",
                            "A code was sent to this address a moment ago. Look for the mail, or wait a minute before you ask for another.");
            case TOO_MANY_CODES ->
                    Problem.of(
                            429,
                            "invitations:too-many-codes",
                            "Too many codes",
                            "Too many codes were asked for with this address, or from where you are. Try again in an hour.");
        };
    }
}
