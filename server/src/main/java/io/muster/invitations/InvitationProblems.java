package io.muster.invitations;

import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.RoleId;
import io.muster.roles.Grants;
import java.util.List;
import java.util.Map;

/** What this module answers when it refuses. */
final class InvitationProblems {

    private InvitationProblems() {}

    static Problem noSuchLink() {
        return Problem.of(
                404,
                "invitations:no-such-link",
                "The link is of no use",
                "It was used already, the invitation was revoked or sent again, or it is for another address.");
    }

    /**
     * @param roles as the request named them
     */
    static Problem rights(List<RoleId> roles, Grants.Outcome.Refused why) {
        return switch (why) {
            case Grants.Outcome.NoSuchRole(var role) ->
                    Problem.invalid(
                            "roles[" + roles.indexOf(role) + "]", "unknown", "No such role.");
            case Grants.Outcome.NotPermitted(var needed) -> needed.lacking();
            case Grants.Outcome.BeyondOwnRights(var missing) ->
                    Problem.of(
                                    403,
                                    "invitations:beyond-own-rights",
                                    "Beyond your own rights",
                                    "You can't promise rights that you lack. Only an owner promises ownership.")
                            .with(
                                    Map.of(
                                            "missing",
                                            missing.stream().map(Permission::text).toList()));
            case Grants.Outcome.Outranked() -> outranked();
            case Grants.Outcome.LastOwner() -> lastOwner();
            case Grants.Outcome.NoSuchUser(), Grants.Outcome.ChangedMeanwhile() ->
                    Problem.notFound("user");
        };
    }

    static Problem mailboxes(PromisedMailboxes.Verdict why) {
        return switch (why) {
            case PromisedMailboxes.Verdict.NoSuchMailbox(var place) ->
                    Problem.invalid(
                            "mailboxes[" + place + "].mailboxId", "unknown", "No such mailbox.");
            case PromisedMailboxes.Verdict.NoSuchRole(var place, _) ->
                    Problem.invalid(
                            "mailboxes[" + place + "].roles",
                            "unknown",
                            "No such role on mailboxes.");
            case PromisedMailboxes.Verdict.NotPermitted(var needed) -> needed.lacking();
            case PromisedMailboxes.Verdict.Outranked() -> outranked();
            case PromisedMailboxes.Verdict.Fit _ -> throw new IllegalStateException("not refused");
        };
    }

    static Problem kept(Places.Ending why) {
        return switch (why) {
            case Places.Ending.NoGuest() -> InvitationRule.NOT_HERE_BY_INVITATION.problem();
            case Places.Ending.Corporate() -> InvitationRule.CORPORATE.problem();
            case Places.Ending.Refused(var refused) -> rights(List.of(), refused);
            case Places.Ending.Ended() -> throw new IllegalStateException("not refused");
        };
    }

    private static Problem outranked() {
        return Problem.of(
                403,
                "invitations:outranked",
                "Higher rights than yours",
                "The rights of that user go beyond yours.");
    }

    private static Problem lastOwner() {
        return Problem.of(
                409,
                "invitations:last-owner",
                "The last owner stays",
                "Somebody else has to be an owner of the organization first.");
    }

    /** A name of a person or an organization is one line: it stands in the subjects of mails. */
    static boolean isOneLine(String name) {
        return name.chars()
                .noneMatch(letter ->
                        Character.isISOControl(letter) || letter == 0x2028 || letter == 0x2029);
    }

    static void requireOneLine(List<FieldError> errors, String field, String name) {
        if (!isOneLine(name)) {
            errors.add(
                    new FieldError(
                            field,
                            "control-character",
                            "This is one line without control characters."));
        }
    }
}
