package io.muster.invitations;

import io.muster.access.OrganizationScope;
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

/** Writes the mail of one invitation, by what its address is to this instance. */
@Component
class InvitationMails {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final InvitationRepository invitations;
    private final InvitationMailRepository repository;
    private final Organizations organizations;
    private final Guests guests;
    private final AddressTrust trust;
    private final Outbox outbox;
    private final Links links;
    private final Notices notices;

    InvitationMails(
            InvitationRepository invitations,
            InvitationMailRepository repository,
            Organizations organizations,
            Guests guests,
            AddressTrust trust,
            Outbox outbox,
            Links links,
            Notices notices) {
        this.invitations = invitations;
        this.repository = repository;
        this.organizations = organizations;
        this.guests = guests;
        this.trust = trust;
        this.outbox = outbox;
        this.links = links;
        this.notices = notices;
    }

    /**
     * To whom the mail goes.
     *
     * @param person whose own address or alias it is; nobody where it is no person's here
     * @param trusted whether the link reaches whom it is for
     */
    private record Recipient(Optional<Guests.Person> person, boolean trusted) {

        /** Whoever gets it in another's place must not register by it, now or later. */
        boolean registers() {
            return person.isEmpty() && trusted;
        }
    }

    /** In the transaction that notes it as sent; what was answered meanwhile is left alone. */
    void write(OrganizationScope scope, InvitationId id) {
        invitations
                .lock(scope, id)
                .filter(invitation -> invitation.state() == InvitationState.PENDING)
                .ifPresent(invitation -> write(scope, invitation));
    }

    private void write(OrganizationScope scope, Invitation invitation) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String organization = organizations.find(scope).map(Organization::name).orElse("");
        repository.sent(scope, invitation.id(), Sha256.of(token));
        Optional<Guests.Person> own = guests.ofAddress(invitation.address());
        Optional<Guests.Person> alias =
                own.isPresent() ? Optional.empty() : guests.ofAlias(invitation.address());
        boolean reaches =
                alias.map(owner -> trust.ofAlias(owner, invitation.address()))
                        .orElseGet(() -> trust.reaches(invitation.address(), own));
        if (own.isEmpty() && !reaches) {
            writeToNoPerson(scope, invitation, organization);
        } else {
            Recipient recipient = new Recipient(own.or(() -> alias), reaches);
            write(scope, invitation, organization, recipient, token);
            own.filter(Guests.Person::proven)
                    .filter(_ -> reaches)
                    .ifPresent(person -> tell(scope, invitation, organization, person));
        }
    }

    private void write(
            OrganizationScope scope,
            Invitation invitation,
            String organization,
            Recipient recipient,
            String token) {
        Duration left = Duration.between(Instant.now(), invitation.expiresAt());
        Map<String, String> facts = new HashMap<>();
        facts.put("organization", organization);
        facts.put("by", invitation.inviterName());
        facts.put("hours", Long.toString(Math.max(1, Math.round(left.toMinutes() / 60.0))));
        String page = recipient.registers() ? "/register" : "/account/invitations";
        facts.put("link", links.to(recipient.trusted() ? page + "?token=" + token : page));
        outbox.write(
                scope,
                new Mail(
                        invitation.address(),
                        recipient
                                .person()
                                .map(Guests.Person::name)
                                .orElseGet(() -> nameIn(invitation)),
                        recipient.registers()
                                ? MailTemplate.INVITATION_TO_REGISTER
                                : MailTemplate.INVITATION,
                        facts,
                        "",
                        left));
    }

    /** Nothing to follow: the address could be given up, and registered with the link. */
    private void writeToNoPerson(
            OrganizationScope scope, Invitation invitation, String organization) {
        outbox.write(
                scope,
                new Mail(
                        invitation.address(),
                        nameIn(invitation),
                        MailTemplate.INVITATION_TO_NO_PERSON,
                        Map.of(
                                "organization",
                                organization,
                                "by",
                                invitation.inviterName(),
                                "address",
                                invitation.address().toString()),
                        "",
                        Duration.between(Instant.now(), invitation.expiresAt())));
    }

    /** By the bell; who hasn't proved that the address is his learns by the mail alone. */
    private void tell(
            OrganizationScope scope,
            Invitation invitation,
            String organization,
            Guests.Person person) {
        notices.tell(
                scope,
                Audience.user(person.user()),
                new Notice(
                        NoticeKind.INVITED,
                        Notice.Severity.INFO,
                        Map.of("organization", organization, "by", invitation.inviterName())));
    }

    private static String nameIn(Invitation invitation) {
        return (invitation.firstName() + " " + invitation.lastName()).strip();
    }
}
