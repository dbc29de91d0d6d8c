package io.muster.mailboxes;

import io.muster.access.Actor;
import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.SignedIn;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import io.muster.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The mailbox that a user works in first, over HTTP. */
@RestController
class DefaultMailboxEndpoint {

    private final DefaultMailboxes defaults;
    private final OpenMailboxes open;

    DefaultMailboxEndpoint(DefaultMailboxes defaults, OpenMailboxes open) {
        this.defaults = defaults;
        this.open = open;
    }

    /** A mailbox that can be chosen. */
    record DefaultMailboxChoice(MailboxId id, String name, EmailAddress address) {}

    /**
     * @param mailboxId null where it is turned off: then it is the user's own
     * @param choices the other mailboxes of his organization that he reads and that are in use, by
     *     name
     */
    record DefaultMailboxView(@Nullable MailboxId mailboxId, List<DefaultMailboxChoice> choices) {

        static DefaultMailboxView of(DefaultMailboxes.Standing standing) {
            return new DefaultMailboxView(
                    standing.chosen(),
                    standing.choices().stream()
                            .map(mailbox ->
                                    new DefaultMailboxChoice(
                                            mailbox.id(), mailbox.name(), mailbox.address()))
                            .toList());
        }
    }

    /**
     * @param mailboxId one of the choices; null turns it off
     */
    record DefaultMailboxRequest(@Nullable MailboxId mailboxId) {}

    /** Tells which mailbox a user works in first. 404 for one who has no mailbox of his own. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/api/v1/organizations/{organizationId}/users/{userId}/default-mailbox")
    DefaultMailboxView show(OrganizationScope scope, @PathVariable UserId userId) {
        return defaults.standing(scope, userId)
                .map(DefaultMailboxView::of)
                .orElseThrow(MailboxRule.GONE::refusal);
    }

    /**
     * Chooses the mailbox that a user works in first: it opens first, he writes from it first, and
     * mail to his addresses lands there; mail of this server to himself stays in his own. When he
     * may no longer read it, it is turned off.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PutMapping("/api/v1/organizations/{organizationId}/users/{userId}/default-mailbox")
    DefaultMailboxView replace(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody DefaultMailboxRequest request) {
        return answer(defaults.choose(scope, userId, request.mailboxId()));
    }

    /** Tells which mailbox one works in first. 404 for whoever has no mailbox of his own. */
    @SignedIn
    @GetMapping("/api/v1/me/default-mailbox")
    DefaultMailboxView own(Actor actor) {
        return defaults.own(viewer(actor))
                .map(DefaultMailboxView::of)
                .orElseThrow(MailboxRule.GONE::refusal);
    }

    /** Chooses the mailbox that one works in first, as an administrator does for a user. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PutMapping("/api/v1/me/default-mailbox")
    DefaultMailboxView replaceOwn(Actor actor, @RequestBody DefaultMailboxRequest request) {
        return answer(defaults.chooseOwn(viewer(actor), actor, request.mailboxId()));
    }

    private MailboxOwner viewer(Actor actor) {
        return open.viewer(actor.user()).orElseThrow(MailboxRule.GONE::refusal);
    }

    private static DefaultMailboxView answer(DefaultMailboxes.Outcome outcome) {
        return switch (outcome) {
            case DefaultMailboxes.Outcome.Done(var standing) -> DefaultMailboxView.of(standing);
            case DefaultMailboxes.Outcome.Refused(var broken) -> throw broken.refusal();
            case DefaultMailboxes.Outcome.NotOpen _ ->
                    throw Problem.invalid(
                                    "mailboxId",
                                    "not-open",
                                    "It is no mailbox in use that the user reads.")
                            .refusal();
        };
    }
}
