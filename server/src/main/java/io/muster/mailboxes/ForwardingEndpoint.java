package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import io.muster.mailboxes.ForwardingRepository.Stored;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where mail of mailboxes goes on to, over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/mailboxes/{mailboxId}/forwarding")
class ForwardingEndpoint {

    private final ForwardingChange forwarding;

    ForwardingEndpoint(ForwardingChange forwarding) {
        this.forwarding = forwarding;
    }

    /**
     * @param targets addresses here or elsewhere, at most 20
     * @param keepCopy whether a message stays in the mailbox too
     * @param from null: from the start
     * @param until null: for ever
     * @param version the number in the entity tag
     */
    record ForwardingView(
            boolean active,
            List<EmailAddress> targets,
            boolean keepCopy,
            @Nullable Instant from,
            @Nullable Instant until,
            int version) {

        static ForwardingView of(Stored stored) {
            Forwarding forwarding = stored.forwarding();
            return new ForwardingView(
                    forwarding.active(),
                    forwarding.targets(),
                    forwarding.keepCopy(),
                    forwarding.from(),
                    forwarding.until(),
                    stored.version().number());
        }
    }

    /**
     * @param targets addresses here or elsewhere, at most 20; none only while it isn't active
     * @param keepCopy whether a message stays in the mailbox too
     * @param from null: from the start
     * @param until null: for ever
     */
    record ForwardingRequest(
            boolean active,
            List<String> targets,
            boolean keepCopy,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /** Tells where mail of a mailbox goes on to. A user's has the user's id. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping
    ResponseEntity<ForwardingView> show(
            OrganizationScope scope, @PathVariable MailboxId mailboxId) {
        return forwarding
                .stored(scope, mailboxId)
                .map(ForwardingEndpoint::ok)
                .orElseThrow(MailboxRule.GONE::refusal);
    }

    /**
     * Says where mail of a mailbox, personal or shared, goes on to: to mailboxes here at once, to
     * other servers by the queue. What no target takes stays in the mailbox, also without a copy
     * wished, and what led in a circle too. Bounces and other messages without a sender go to
     * targets here only.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PutMapping
    ResponseEntity<ForwardingView> replace(
            OrganizationScope scope,
            @PathVariable MailboxId mailboxId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ForwardingRequest request) {
        Version version = Version.required(ifMatch);
        ForwardingForm form =
                ForwardingForm.of(
                        request.active(),
                        request.targets(),
                        request.keepCopy(),
                        request.from(),
                        request.until());
        return switch (forwarding.replace(scope, mailboxId, version, form)) {
            case ForwardingChange.Outcome.Done(var done) -> ok(done);
            case ForwardingChange.Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(ForwardingView.of(current)).refusal();
            case ForwardingChange.Outcome.Unreachable(var errors) ->
                    throw Problem.invalid(errors).refusal();
            case ForwardingChange.Outcome.Refused(var broken) -> throw broken.refusal();
        };
    }

    private static ResponseEntity<ForwardingView> ok(Stored stored) {
        return ResponseEntity.ok().eTag(stored.version().tag()).body(ForwardingView.of(stored));
    }
}
