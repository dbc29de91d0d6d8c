package io.muster.invitations;

import io.muster.access.Actor;
import io.muster.access.Journal;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.PersonalMails;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.roles.Grants;
import io.muster.users.Guests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The places that people get by invitation: how they begin, and how they end. */
@Component
class Places {

    private final InvitationRepository repository;
    private final Guests guests;
    private final Grants grants;
    private final PromisedMailboxes mailboxes;
    private final Organizations organizations;
    private final PersonalMails mails;
    private final Answers answers;
    private final Scopes scopes;
    private final Journal journal;

    Places(
            InvitationRepository repository,
            Guests guests,
            Grants grants,
            PromisedMailboxes mailboxes,
            Organizations organizations,
            PersonalMails mails,
            Answers answers,
            Scopes scopes,
            Journal journal) {
        this.repository = repository;
        this.guests = guests;
        this.grants = grants;
        this.mailboxes = mailboxes;
        this.organizations = organizations;
        this.mails = mails;
        this.answers = answers;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** Locks the mailboxes that are promised, for whoever locks the end of the audit log next. */
    void hold(OrganizationScope scope, Invitation invitation) {
        mailboxes.hold(scope, invitation.promise().mailboxes());
    }

    /**
     * Gives what was promised, as it is now; the invitation is locked.
     *
     * @param scope the whole of the organization
     * @return the mailboxes that are gone meanwhile
     */
    List<PromisedMailbox> begin(
            OrganizationScope scope, Invitation invitation, Actor actor, String name) {
        return scopes.in(
                scope,
                () -> {
                    UserId user = actor.user();
                    // Roles and grants are locked before mailboxes, and these before the end of the
                    // audit log.
                    grants.hold(scope);
                    hold(scope, invitation);
                    guests.join(scope, user);
                    grants.welcome(
                            scope,
                            user,
                            name,
                            invitation.promise().roles(),
                            invitation.promise().permissions());
                    List<PromisedMailbox> gone =
                            mailboxes.give(scope, user, invitation.promise().mailboxes());
                    repository.end(scope, invitation.id(), InvitationState.ACCEPTED, user);
                    record(scope, actor, "invitations.accepted", invitation);
                    answers.accepted(scope, invitation, name, gone);
                    return gone;
                });
    }

    void decline(OrganizationScope scope, Invitation invitation, Actor actor, String name) {
        scopes.run(
                scope,
                () -> {
                    repository.end(scope, invitation.id(), InvitationState.DECLINED, null);
                    record(scope, actor, "invitations.declined", invitation);
                    answers.declined(scope, invitation, name);
                });
    }

    /** What became of the wish to end a place. */
    sealed interface Ending {
        record Ended() implements Ending {}

        record NoGuest() implements Ending {}

        /** His address is in a domain of the organization, so he is its user for good. */
        record Corporate() implements Ending {}

        record Refused(Grants.Outcome.Refused why) implements Ending {}
    }

    /** An administrator ends the place of somebody of another home. */
    Ending remove(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    Ending ending = end(scope, scope.actor(), user, false);
                    if (ending instanceof Ending.Ended) {
                        mails.write(
                                scope,
                                user,
                                MailTemplate.REMOVED_FROM_ORGANIZATION,
                                Map.of(
                                        "organization",
                                        organizations
                                                .find(scope)
                                                .map(Organization::name)
                                                .orElse(""),
                                        "by",
                                        scope.actor().name()));
                    }
                    return ending;
                });
    }

    /** Somebody gives his place up. */
    Ending leave(OrganizationScope scope, Actor actor) {
        return scopes.in(scope, () -> end(scope, actor, actor.user(), true));
    }

    private Ending end(OrganizationScope scope, Actor actor, UserId user, boolean own) {
        Guests.Person person = guests.among(scope, List.of(user)).get(user);
        if (person == null) {
            return new Ending.NoGuest();
        }
        if (guests.isCorporate(scope, user)) {
            return new Ending.Corporate();
        }
        Map<String, Object> before = new LinkedHashMap<>(grants.told(scope, user));
        before.put("mailboxes", mailboxes.namesOf(scope, user));
        if (grants.dismiss(scope, user, own) instanceof Grants.Outcome.Refused refused) {
            return new Ending.Refused(refused);
        }
        guests.leave(scope, user);
        repository.left(scope, user);
        journal.record(
                actor,
                scope.organization(),
                List.of(
                        Change.done(
                                own ? "invitations.left" : "invitations.guest-removed",
                                "user",
                                user.value(),
                                person.name(),
                                before,
                                Map.of())));
        return new Ending.Ended();
    }

    private void record(
            OrganizationScope scope, Actor actor, String action, Invitation invitation) {
        journal.record(
                actor,
                scope.organization(),
                List.of(
                        Change.done(
                                action,
                                "invitation",
                                invitation.id().value(),
                                invitation.address().toString(),
                                Map.of(),
                                Map.of())));
    }
}
