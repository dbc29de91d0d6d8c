package io.muster.invitations;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.invitations.InvitationRepository.NewInvitation;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Version;
import io.muster.roles.Grants;
import io.muster.users.Guests;
import io.muster.users.UserState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The invitations of an organization, as its administrators make and follow them. They are told
 * nothing of what an address is elsewhere: an invitation is made for whatever address, and whether
 * it belongs to somebody is looked up when its mail is written, after the answer.
 */
@Component
class Invitations {

    private final InvitationRepository repository;
    private final InvitationSettings settings;
    private final InvitationPace pace;
    private final Grants grants;
    private final PromisedMailboxes mailboxes;
    private final Guests guests;
    private final Scopes scopes;
    private final AuditLog audit;

    Invitations(
            InvitationRepository repository,
            InvitationSettings settings,
            InvitationPace pace,
            Grants grants,
            PromisedMailboxes mailboxes,
            Guests guests,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.settings = settings;
        this.pace = pace;
        this.grants = grants;
        this.mailboxes = mailboxes;
        this.guests = guests;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** Whom somebody invites. */
    record Invited(EmailAddress address, String firstName, String lastName) {}

    /** What became of the wish. */
    sealed interface Outcome {
        record Done(Invitation invitation) implements Outcome {}

        record NotFound() implements Outcome {}

        record Refused(InvitationRule rule) implements Outcome {}

        /** A right may not be promised. */
        record RightsRefused(Grants.Outcome.Refused why) implements Outcome {}

        /** Access to a mailbox may not be promised. */
        record MailboxesRefused(PromisedMailboxes.Verdict why) implements Outcome {}

        record ChangedMeanwhile(Invitation current) implements Outcome {}
    }

    /** Offers somebody a place with these rights; the mail goes out in a moment. */
    Outcome invite(OrganizationScope scope, Invited invited, Promise wanted) {
        return invite(scope, InvitationId.next(), invited, wanted);
    }

    /**
     * As {@link #invite(OrganizationScope, Invited, Promise)}, under an id that was chosen before.
     */
    Outcome invite(OrganizationScope scope, InvitationId id, Invited invited, Promise wanted) {
        return scopes.in(
                scope,
                () ->
                        judged(
                                scope,
                                wanted,
                                promise ->
                                        against(scope, invited.address())
                                                .<Outcome>map(Outcome.Refused::new)
                                                .orElseGet(() ->
                                                        insert(scope, id, invited, promise))));
    }

    /** What stands against promising this to anybody. */
    Optional<Outcome> againstPromise(OrganizationScope scope, Promise wanted) {
        return grants.againstPromising(scope, wanted.roles(), wanted.permissions())
                .<Outcome>map(Outcome.RightsRefused::new)
                .or(() ->
                        switch (mailboxes.judge(scope, wanted.mailboxes())) {
                            case PromisedMailboxes.Verdict.Fit _ -> Optional.empty();
                            case PromisedMailboxes.Verdict refusal ->
                                    Optional.of(new Outcome.MailboxesRefused(refusal));
                        });
    }

    private Outcome insert(
            OrganizationScope scope, InvitationId id, Invited invited, Promise promise) {
        pace.hold(scope);
        Optional<InvitationRule> against =
                !repository.pending(scope, List.of(invited.address())).isEmpty()
                        ? Optional.of(InvitationRule.INVITED)
                        : pace.againstAnother(scope, invited.address());
        if (against.isPresent()) {
            return new Outcome.Refused(against.get());
        }
        repository.endExpired(scope, invited.address());
        return repository
                .insert(
                        scope,
                        id,
                        new NewInvitation(
                                invited.address(),
                                invited.firstName(),
                                invited.lastName(),
                                promise,
                                scope.actor().user(),
                                scope.actor().name(),
                                settings.life()))
                .flatMap(made -> repository.find(scope, made))
                .<Outcome>map(made -> {
                    pace.asked(scope, invited.address());
                    record(scope, "invitations.sent", made, Map.of(), said(promise));
                    return new Outcome.Done(made);
                })
                .orElseGet(() -> new Outcome.Refused(InvitationRule.INVITED));
    }

    /** Only what the organization knows of its own people tells against an address. */
    private Optional<InvitationRule> against(OrganizationScope scope, EmailAddress address) {
        Optional<UserState> here =
                Optional.ofNullable(guests.statesOf(scope, List.of(address)).get(address));
        boolean oneself =
                guests.person(scope.actor().user())
                        .filter(person -> address.equals(person.address()))
                        .isPresent();
        if (oneself) {
            return Optional.of(InvitationRule.ONESELF);
        }
        if (here.isEmpty() && !guests.shared(scope, List.of(address)).isEmpty()) {
            return Optional.of(InvitationRule.SHARED_ADDRESS);
        }
        return here.map(state ->
                switch (state) {
                    case DISABLED -> InvitationRule.DISABLED;
                    case DELETED -> InvitationRule.DELETED;
                    case ACTIVE, INVITED, WAITING_FOR_PASSWORD -> InvitationRule.MEMBER;
                });
    }

    private Outcome judged(
            OrganizationScope scope, Promise wanted, Function<Promise, Outcome> act) {
        Optional<Grants.Outcome.Refused> refused =
                grants.againstPromising(scope, wanted.roles(), wanted.permissions());
        if (refused.isPresent()) {
            return new Outcome.RightsRefused(refused.get());
        }
        return switch (mailboxes.judge(scope, wanted.mailboxes())) {
            case PromisedMailboxes.Verdict.Fit(var named) ->
                    act.apply(new Promise(wanted.roles(), wanted.permissions(), named));
            case PromisedMailboxes.Verdict refusal -> new Outcome.MailboxesRefused(refusal);
        };
    }

    Optional<Invitation> find(OrganizationScope scope, InvitationId id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    Page<Invitation> list(
            OrganizationScope scope,
            Keyset keyset,
            @Nullable InvitationState state,
            String search) {
        return scopes.in(scope, () -> repository.list(scope, keyset, state, search));
    }

    long count(OrganizationScope scope, @Nullable InvitationState state, String search) {
        return scopes.in(scope, () -> repository.count(scope, state, search));
    }

    /** Promises something else instead; the mail that went out stays good. */
    Outcome change(OrganizationScope scope, InvitationId id, Version read, Promise wanted) {
        return open(
                scope,
                id,
                found -> {
                    if (!found.version().equals(read)) {
                        return new Outcome.ChangedMeanwhile(found);
                    }
                    return judged(
                            scope,
                            wanted,
                            promise -> {
                                repository.change(scope, id, promise);
                                record(
                                        scope,
                                        "invitations.changed",
                                        found,
                                        said(found.promise()),
                                        said(promise));
                                return done(scope, id);
                            });
                });
    }

    /** Sends the mail again, with a new link and new time. */
    Outcome sendAgain(OrganizationScope scope, InvitationId id) {
        return scopes.in(
                scope,
                () -> {
                    pace.hold(scope);
                    return sendAgainHeld(scope, id);
                });
    }

    private Outcome sendAgainHeld(OrganizationScope scope, InvitationId id) {
        return open(
                scope,
                id,
                found -> {
                    Optional<InvitationRule> against =
                            found.state() == InvitationState.EXPIRED
                                    ? pace.againstAnother(scope, found.address())
                                    : pace.againstMail(scope, found.address());
                    if (against.isPresent()) {
                        return new Outcome.Refused(against.get());
                    }
                    // It lives on by this: what it promises is promised anew.
                    return judged(
                            scope,
                            found.promise(),
                            _ -> {
                                repository.sendAgain(scope, id, settings.life());
                                pace.asked(scope, found.address());
                                record(scope, "invitations.sent-again", found, Map.of(), Map.of());
                                return done(scope, id);
                            });
                });
    }

    Outcome revoke(OrganizationScope scope, InvitationId id) {
        return open(
                scope,
                id,
                found -> {
                    repository.end(scope, id, InvitationState.REVOKED, null);
                    record(scope, "invitations.revoked", found, Map.of(), Map.of());
                    return done(scope, id);
                });
    }

    /**
     * Makes others who change these wait until the transaction ends. Before the first of many is
     * changed: each change takes the end of the audit log, for which whoever answers the next one
     * waits with its row in hand.
     */
    void hold(OrganizationScope scope, List<InvitationId> ids) {
        scopes.run(scope, () -> repository.lockAll(scope, ids));
    }

    private Outcome open(
            OrganizationScope scope, InvitationId id, Function<Invitation, Outcome> act) {
        return scopes.in(
                scope,
                () ->
                        repository
                                .lock(scope, id)
                                .map(found ->
                                        found.open()
                                                ? act.apply(found)
                                                : new Outcome.Refused(InvitationRule.NOT_PENDING))
                                .orElseGet(Outcome.NotFound::new));
    }

    private Outcome done(OrganizationScope scope, InvitationId id) {
        return new Outcome.Done(repository.find(scope, id).orElseThrow());
    }

    private void record(
            OrganizationScope scope,
            String action,
            Invitation invitation,
            Map<String, Object> before,
            Map<String, Object> after) {
        audit.record(
                scope,
                Change.done(
                        action,
                        "invitation",
                        invitation.id().value(),
                        invitation.address().toString(),
                        before,
                        after));
    }

    private static Map<String, Object> said(Promise promise) {
        return Map.of(
                "roles", promise.roles().stream().map(Object::toString).sorted().toList(),
                "permissions", promise.permissions().stream().map(Permission::text).toList(),
                "mailboxes", promise.mailboxes().stream().map(PromisedMailbox::name).toList());
    }
}
