package io.muster.mailengine;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mail of an organization's users that leaves for other servers. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/mail-queue")
class MailQueueEndpoint {

    private final MailQueueRepository repository;
    private final Scopes scopes;
    private final AuditLog audit;

    MailQueueEndpoint(MailQueueRepository repository, Scopes scopes, AuditLog audit) {
        this.repository = repository;
        this.scopes = scopes;
        this.audit = audit;
    }

    record QueuedMailCount(long count) {}

    /**
     * Lists messages by recipient, newest first; those that left or failed for some days more.
     *
     * @param limit 1 to 500
     */
    @Needs(Permission.MAIL_QUEUE_READ)
    @GetMapping
    Page<QueuedMail> list(
            OrganizationScope scope,
            @RequestParam(required = false) QueuedMail.@Nullable State state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Keyset keyset = Keyset.byId("mail-queue", limit, cursor);
        return scopes.in(scope, () -> repository.list(scope, keyset, state));
    }

    /** How many the same filter finds. */
    @Needs(Permission.MAIL_QUEUE_READ)
    @GetMapping("/count")
    QueuedMailCount count(
            OrganizationScope scope,
            @RequestParam(required = false) QueuedMail.@Nullable State state) {
        return new QueuedMailCount(scopes.in(scope, () -> repository.count(scope, state)));
    }

    /** Tries one that waits again at once; 409 where it doesn't wait. */
    @Needs(Permission.MAIL_QUEUE_MANAGE)
    @PostMapping("/{queuedMailId}/retry")
    @ResponseStatus(HttpStatus.OK)
    QueuedMail retry(OrganizationScope scope, @PathVariable UUID queuedMailId) {
        return hurry(scope, queuedMailId, false);
    }

    /**
     * Ends the attempts for one that waits: its sender is told at once. 409 where it doesn't wait.
     */
    @Needs(Permission.MAIL_QUEUE_MANAGE)
    @PostMapping("/{queuedMailId}/give-up")
    @ResponseStatus(HttpStatus.OK)
    QueuedMail giveUp(OrganizationScope scope, @PathVariable UUID queuedMailId) {
        return hurry(scope, queuedMailId, true);
    }

    private QueuedMail hurry(OrganizationScope scope, UUID id, boolean giveUp) {
        return scopes.in(
                scope,
                () -> {
                    QueuedMail mail =
                            repository
                                    .find(scope, id)
                                    .orElseThrow(() -> Problem.notFound("queued mail").refusal());
                    if (!repository.hurry(scope, id, giveUp)) {
                        throw Problem.of(
                                        409,
                                        "mailengine:not-waiting",
                                        "This mail doesn't wait",
                                        "It is on its way, has left, or has failed.")
                                .with(Map.of("state", mail.state().name()))
                                .refusal();
                    }
                    audit.record(
                            scope,
                            Change.done(
                                    giveUp ? "mailengine.mail-given-up" : "mailengine.mail-retried",
                                    "queued-mail",
                                    id,
                                    mail.recipient(),
                                    Map.of(),
                                    Map.of("sender", mail.sender())));
                    return repository.find(scope, id).orElseThrow();
                });
    }
}
