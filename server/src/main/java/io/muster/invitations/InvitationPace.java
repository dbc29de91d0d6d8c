package io.muster.invitations;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.domains.Domains;
import io.muster.kernel.EmailAddress;
import io.muster.organizations.Organizations;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How many mails of invitations an organization sends, and how many wait for an answer. Counted by
 * organization and address, not by invitation: whoever revokes one or declines it makes no room for
 * the next.
 */
@Component
class InvitationPace {

    /** Nobody fills a stranger's mailbox. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final int PORTION = 10;

    /** Of an organization that a stranger made for himself, until it has proved a domain. */
    private static final int OF_STRANGERS = 20;

    private final InvitationMailRepository mails;
    private final InvitationRepository invitations;
    private final InvitationSettings settings;
    private final Organizations organizations;
    private final Domains domains;
    private final Scopes scopes;

    InvitationPace(
            InvitationMailRepository mails,
            InvitationRepository invitations,
            InvitationSettings settings,
            Organizations organizations,
            Domains domains,
            Scopes scopes) {
        this.mails = mails;
        this.invitations = invitations;
        this.settings = settings;
        this.organizations = organizations;
        this.domains = domains;
        this.scopes = scopes;
    }

    /**
     * Makes others who invite in the organization wait until the transaction ends. Before the row
     * of an invitation is locked.
     */
    void hold(OrganizationScope scope) {
        mails.lock(scope);
    }

    /** What stands against one invitation more. */
    Optional<InvitationRule> againstAnother(OrganizationScope scope, EmailAddress address) {
        return againstMail(scope, address)
                .or(() ->
                        invitations.pending(scope) < settings.pending()
                                ? Optional.empty()
                                : Optional.of(InvitationRule.TOO_MANY_PENDING));
    }

    /** What stands against a mail to the address now. */
    Optional<InvitationRule> againstMail(OrganizationScope scope, EmailAddress address) {
        if (mails.askedFor(scope, address, PAUSE)) {
            return Optional.of(InvitationRule.TOO_EARLY);
        }
        return room(scope) > 0 ? Optional.empty() : Optional.of(InvitationRule.TOO_MANY_MAILS);
    }

    /** How many mails more the actor may ask for within this hour. */
    long room(OrganizationScope scope) {
        InvitationMailRepository.LastHour used = mails.lastHour(scope, scope.actor().user());
        long own = settings.hourlyOfOne() - used.own();
        return Math.min(hourly(scope) - used.all(), own);
    }

    private int hourly(OrganizationScope scope) {
        return organizations.provedDomainsOnly(scope) && !domains.has(scope)
                ? Math.min(OF_STRANGERS, settings.hourly())
                : settings.hourly();
    }

    /** As {@link #room}, for whoever only wants to know. */
    long roomNow(OrganizationScope scope) {
        return Math.max(0, scopes.in(scope, () -> room(scope)));
    }

    /** How many invitations of a job are made in one transaction. */
    int portion() {
        return Math.min(PORTION, Math.min(settings.hourly(), settings.hourlyOfOne()));
    }

    /**
     * Whether a portion of a job may begin, whomever of these it is about. Holds the pace, so that
     * what is said stays true until the transaction ends: of two jobs the later one waits and then
     * rests, and none of its invitations fails.
     */
    boolean holdForPortion(OrganizationScope scope, Collection<EmailAddress> addresses) {
        return scopes.in(
                scope,
                () -> {
                    hold(scope);
                    return room(scope) >= portion() && !mails.anyClosed(scope, addresses, PAUSE);
                });
    }

    void asked(OrganizationScope scope, EmailAddress address) {
        mails.asked(scope, address, scope.actor().user());
    }
}
