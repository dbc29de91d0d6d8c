package io.muster.invitations;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.Sha256;
import io.muster.notifications.Audience;
import io.muster.notifications.Links;
import io.muster.notifications.Mail;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.Notice;
import io.muster.notifications.NoticeKind;
import io.muster.notifications.Notices;
import io.muster.notifications.Outbox;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.users.Guests;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Writes the mails of invitations, a moment after they were made: what the mail says depends on
 * whether the address belongs to somebody, and neither the answer to the inviter nor its time may
 * tell that.
 */
@Component
class InvitationSending implements RecurringWork {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final InvitationRepository repository;
    private final Organizations organizations;
    private final Guests guests;
    private final AddressTrust trust;
    private final Outbox outbox;
    private final Links links;
    private final Notices notices;
    private final Scopes scopes;

    InvitationSending(
            InvitationRepository repository,
            Organizations organizations,
            Guests guests,
            AddressTrust trust,
            Outbox outbox,
            Links links,
            Notices notices,
            Scopes scopes) {
        this.repository = repository;
        this.organizations = organizations;
        this.guests = guests;
        this.trust = trust;
        this.outbox = outbox;
        this.links = links;
        this.notices = notices;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "invitations.send";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            more = scopes.in(scopes.machinery(), this::sendNext);
        }
    }

    /** One in its transaction, so that a killed server sends none twice. */
    private boolean sendNext() {
        Optional<Invitation> next = repository.nextToSend();
        next.ifPresent(invitation -> {
            OrganizationScope scope =
                    scopes.organization(scopes.machinery(), invitation.organization());
            scopes.run(scope, () -> send(scope, invitation));
        });
        return next.isPresent();
    }

    private void send(OrganizationScope scope, Invitation invitation) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Optional<Guests.Person> known = guests.ofAddress(invitation.address());
        boolean reaches = trust.reaches(invitation.address(), known);
        String organization = organizations.find(scope).map(Organization::name).orElse("");
        Duration left = Duration.between(Instant.now(), invitation.expiresAt());
        Map<String, String> facts = new HashMap<>();
        facts.put("organization", organization);
        facts.put("by", invitation.inviterName());
        facts.put("hours", Long.toString(Math.max(1, Math.round(left.toMinutes() / 60.0))));
        // Whoever gets it in another's place must not register by it, now or when he gave the
        // address up.
        boolean registers = known.isEmpty() && reaches;
        String page = registers ? "/register" : "/account/invitations";
        facts.put("link", links.to(reaches ? page + "?token=" + token : page));
        repository.sent(scope, invitation.id(), Sha256.of(token));
        outbox.write(
                scope,
                new Mail(
                        invitation.address(),
                        known.map(Guests.Person::name)
                                .orElse(
                                        (invitation.firstName() + " " + invitation.lastName())
                                                .strip()),
                        registers ? MailTemplate.INVITATION_TO_REGISTER : MailTemplate.INVITATION,
                        facts,
                        "",
                        left));
        // Who hasn't proved that the address is his learns by the mail alone.
        known.filter(Guests.Person::proven)
                .filter(_ -> reaches)
                .ifPresent(person ->
                        notices.tell(
                                scope,
                                Audience.user(person.user()),
                                new Notice(
                                        NoticeKind.INVITED,
                                        Notice.Severity.INFO,
                                        Map.of(
                                                "organization",
                                                organization,
                                                "by",
                                                invitation.inviterName()))));
    }
}
