package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.UserId;
import io.muster.users.AddressRule;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A personal mailbox for a user who was made without one, over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/{userId}/mailbox")
class LateMailboxEndpoint {

    private final LateMailboxes mailboxes;

    LateMailboxEndpoint(LateMailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    /**
     * Gives a personal mailbox to a user who was made without one; from then on mail for his
     * address is taken. Nothing changes where he has one.
     */
    @Needs(Permission.MAILBOXES_MANAGE)
    @PostMapping
    ResponseEntity<Void> give(OrganizationScope scope, @PathVariable UserId userId) {
        return switch (mailboxes.give(scope, userId)) {
            case LateMailboxes.Outcome.Done(var mailbox) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/organizations/%s/mailboxes/%s"
                                                    .formatted(scope.organization(), mailbox)))
                            .build();
            case LateMailboxes.Outcome.NoSuchUser() -> throw Problem.notFound("user").refusal();
            case LateMailboxes.Outcome.OutOfPlace(var broken) -> throw AddressRule.refusal(broken);
        };
    }
}
