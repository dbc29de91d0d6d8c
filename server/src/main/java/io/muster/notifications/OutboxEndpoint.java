package io.muster.notifications;

import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Outgoing mails for the system administrator. */
@RestController
@RequestMapping("/api/v1/outbox")
class OutboxEndpoint {

    private final OutboxRepository repository;
    private final Outbox outbox;
    private final MailBodies bodies;
    private final Scopes scopes;
    private final AuditLog audit;

    OutboxEndpoint(
            OutboxRepository repository,
            Outbox outbox,
            MailBodies bodies,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.outbox = outbox;
        this.bodies = bodies;
        this.scopes = scopes;
        this.audit = audit;
    }

    record MailCount(long count) {}

    /**
     * A mail with its text.
     *
     * @param text null when it is forgotten: after the hand-over, or once its link is over
     */
    record ReadMail(OutboxMail mail, @Nullable String text, @Nullable String html) {}

    /** Lists mails, newest first. */
    @Needs(Permission.INSTANCE_OUTBOX)
    @GetMapping
    Page<OutboxMail> list(
            InstanceScope scope,
            @RequestParam(required = false) @Nullable MailState state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Keyset keyset = Keyset.byId("outbox", limit, cursor);
        return scopes.in(scope, () -> repository.list(keyset, state));
    }

    @Needs(Permission.INSTANCE_OUTBOX)
    @GetMapping("/count")
    MailCount count(
            InstanceScope scope, @RequestParam(required = false) @Nullable MailState state) {
        return new MailCount(scopes.in(scope, () -> repository.count(state)));
    }

    /** Shows a mail. Its text may open an account, so who reads it stands in the audit log. */
    @Needs(Permission.INSTANCE_OUTBOX)
    @GetMapping("/{mailId}")
    ReadMail read(InstanceScope scope, @PathVariable OutgoingId mailId) {
        return scopes.in(
                scope,
                () -> {
                    OutboxMail mail = repository.find(mailId).orElseThrow(OutboxEndpoint::none);
                    MailBodies.Body body =
                            repository
                                    .body(mailId)
                                    .map(sealed -> bodies.open(mailId, sealed))
                                    .orElse(null);
                    if (body == null) {
                        return new ReadMail(mail, null, null);
                    }
                    record(scope, "notifications.mail-read", mail);
                    return new ReadMail(mail, body.text(), body.html());
                });
    }

    /** Tries a mail again at once; 409 when it is sent, on its way, or its text is forgotten. */
    @Needs(Permission.INSTANCE_OUTBOX)
    @PostMapping("/{mailId}/resend")
    @ResponseStatus(HttpStatus.OK)
    OutboxMail resend(InstanceScope scope, @PathVariable OutgoingId mailId) {
        return scopes.in(
                scope,
                () -> {
                    OutboxMail mail = repository.find(mailId).orElseThrow(OutboxEndpoint::none);
                    if (!repository.resend(mailId, outbox.held())) {
                        throw Problem.of(
                                        409,
                                        "notifications:not-resendable",
                                        "This mail can't be sent again",
                                        "It is sent, on its way, held, or its text is forgotten.")
                                .with(Map.of("state", mail.state().name()))
                                .refusal();
                    }
                    record(scope, "notifications.mail-resent", mail);
                    return repository.find(mailId).orElseThrow();
                });
    }

    private void record(InstanceScope scope, String action, OutboxMail mail) {
        audit.record(
                scope,
                Change.done(
                        action,
                        "mail",
                        mail.id().value(),
                        mail.to(),
                        Map.of(),
                        Map.of("template", mail.template(), "state", mail.state().name())));
    }

    private static RuntimeException none() {
        return Problem.notFound("mail").refusal();
    }
}
