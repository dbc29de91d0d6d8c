package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Version;
import io.muster.mailboxes.ForwardingRepository.Stored;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads and changes where mail of a mailbox goes on to. */
@Component
class ForwardingChange {

    private final MailboxGuard guard;
    private final MailboxRepository mailboxes;
    private final ForwardingRepository repository;
    private final Reception reception;
    private final MailEngine engine;
    private final Scopes scopes;
    private final AuditLog audit;

    ForwardingChange(
            MailboxGuard guard,
            MailboxRepository mailboxes,
            ForwardingRepository repository,
            Reception reception,
            MailEngine engine,
            Scopes scopes,
            AuditLog audit) {
        this.guard = guard;
        this.mailboxes = mailboxes;
        this.repository = repository;
        this.reception = reception;
        this.engine = engine;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish to forward. */
    sealed interface Outcome {
        record Done(Stored stored) implements Outcome {}

        record ChangedMeanwhile(Stored current) implements Outcome {}

        /** Mail can't go there. */
        record Unreachable(List<FieldError> errors) implements Outcome {}

        record Refused(MailboxRule broken) implements Outcome {}
    }

    /** Nothing where there is no such mailbox. */
    Optional<Forwarding> of(OrganizationScope scope, MailboxId id) {
        return stored(scope, id).map(Stored::forwarding);
    }

    /** The same, with the number of its change. */
    Optional<Stored> stored(OrganizationScope scope, MailboxId id) {
        return scopes.in(
                scope,
                () ->
                        mailboxes
                                .find(scope, id)
                                .map(_ -> repository.stored(scope, id).orElse(Stored.NONE)));
    }

    /** That of a mailbox whose user asks himself. */
    Stored own(OrganizationId home, MailboxId id) {
        return stored(scopes.organization(scopes.machinery(), home), id).orElse(Stored.NONE);
    }

    /** Replaces all that was said of it; for messages that arrive after the commit. */
    Outcome replace(OrganizationScope scope, MailboxId id, ForwardingForm form) {
        return change(scope, id, null, form, true);
    }

    /** The same, unless somebody changed it since that version was read. */
    Outcome replace(OrganizationScope scope, MailboxId id, Version version, ForwardingForm form) {
        return change(scope, id, version, form, true);
    }

    /** What {@link #replace} would answer; changes nothing, and nobody else does before the end. */
    Outcome would(OrganizationScope scope, MailboxId id, ForwardingForm form) {
        return change(scope, id, null, form, false);
    }

    private Outcome change(
            OrganizationScope scope,
            MailboxId id,
            @Nullable Version version,
            ForwardingForm form,
            boolean writes) {
        return scopes.in(
                scope,
                () ->
                        switch (guard.lock(scope, id)) {
                            case MailboxGuard.Judged.Refused(var broken) ->
                                    new Outcome.Refused(broken);
                            case MailboxGuard.Judged.Free(var mailbox) ->
                                    change(scope, mailbox, version, form, writes);
                        });
    }

    private Outcome change(
            OrganizationScope scope,
            Mailbox mailbox,
            @Nullable Version version,
            ForwardingForm form,
            boolean writes) {
        Forwarding wanted = form.forwarding();
        Stored stored = repository.stored(scope, mailbox.id()).orElse(Stored.NONE);
        if (version != null && !version.equals(stored.version())) {
            return new Outcome.ChangedMeanwhile(stored);
        }
        List<FieldError> errors =
                form.targets().entrySet().stream()
                        .map(target -> against(mailbox, target.getKey(), target.getValue()))
                        .flatMap(Optional::stream)
                        .toList();
        // What was named once may be switched off whatever became of it since.
        if (wanted.active() && !errors.isEmpty()) {
            return new Outcome.Unreachable(errors);
        }
        Forwarding before = stored.forwarding();
        if (writes && !before.equals(wanted)) {
            repository.save(scope, mailbox.id(), wanted);
            audit.record(
                    scope,
                    Change.edited(
                            "mailboxes.forwarding-changed",
                            "mailbox",
                            mailbox.id().value(),
                            mailbox.name(),
                            before.said(),
                            wanted.said()));
        }
        return new Outcome.Done(
                writes
                        ? repository.stored(scope, mailbox.id()).orElse(Stored.NONE)
                        : new Stored(wanted, stored.version()));
    }

    private Optional<FieldError> against(Mailbox mailbox, EmailAddress target, String field) {
        return switch (reception.onward(target)) {
            case Reception.Verdict.Taken(var owner) ->
                    Objects.equals(owner.mailbox(), mailbox.id())
                            ? Optional.of(
                                    new FieldError(
                                            field,
                                            "itself",
                                            "This is an address of the mailbox itself."))
                            : Optional.empty();
            // Who is disabled now may be enabled again; until then the messages stay.
            case Reception.Verdict.Closed() -> Optional.empty();
            case Reception.Verdict.Shared(var group) ->
                    reception.admits(group, Optional.empty())
                            ? Optional.empty()
                            : Optional.of(
                                    new FieldError(
                                            field,
                                            "group-not-open",
                                            "This group doesn't take mail of anyone, so mail can't be sent on to it."));
            case Reception.Verdict.Unknown() ->
                    elsewhere(
                            mailbox.address(),
                            target,
                            field,
                            engine.reachesOthers(),
                            engine.reaches(mailbox.address(), target));
        };
    }

    /**
     * Why mail can't go on to an address that nobody has here.
     *
     * @param leaves whether mail can leave at all
     * @param reaches whether it can leave for that address
     */
    static Optional<FieldError> elsewhere(
            EmailAddress mailbox,
            EmailAddress target,
            String field,
            boolean leaves,
            boolean reaches) {
        if (target.domain().equals(mailbox.domain())) {
            return Optional.of(new FieldError(field, "unknown", "Nobody has that address here."));
        }
        if (!leaves) {
            return Optional.of(
                    new FieldError(
                            field,
                            "outgoing-mail-not-set-up",
                            "Mail to other servers isn't set up here, so it can be forwarded to addresses of this server only."));
        }
        return reaches
                ? Optional.empty()
                : Optional.of(
                        new FieldError(field, "unreachable", "Mail can't leave for that address."));
    }
}
