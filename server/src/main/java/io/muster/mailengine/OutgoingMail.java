package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.domains.NameLookup;
import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxOwner;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.springframework.stereotype.Component;

/** Takes mail of users for other servers: into the queue, from which it leaves. */
@Component
class OutgoingMail {

    private static final int MOST_FORWARDED = 500;
    private static final long MOST_FORWARDED_OCTETS = 256L << 20;

    private final OutgoingRepository repository;
    private final OutgoingSettings settings;
    private final Courier courier;
    private final Scopes scopes;

    OutgoingMail(
            OutgoingRepository repository,
            OutgoingSettings settings,
            Courier courier,
            Scopes scopes) {
        this.repository = repository;
        this.settings = settings;
        this.courier = courier;
        this.scopes = scopes;
    }

    /**
     * The domain of an address that is unknown here but may be known elsewhere; nothing for one
     * that can't be. In the sender's own domain he has made a mistake, more likely than that part
     * of it is elsewhere.
     */
    Optional<DomainName> elsewhere(EmailAddress sender, MailAddress recipient) {
        return EmailAddress.parse(recipient.asString())
                .flatMap(address -> elsewhere(sender, address));
    }

    /** As for an address as a client spells it. */
    Optional<DomainName> elsewhere(EmailAddress sender, EmailAddress recipient) {
        return foreign(sender, recipient).filter(_ -> courier.leaves());
    }

    /** The same whether mail can leave at all or not. */
    Optional<DomainName> foreign(EmailAddress sender, EmailAddress recipient) {
        return Optional.of(recipient)
                // Other scripts need SMTPUTF8 (RFC 6531), which isn't offered.
                .filter(address -> address.local().chars().allMatch(c -> c < 128))
                .map(EmailAddress::domain)
                // A host without a domain, or the four numbers of an address, is nobody's
                // elsewhere.
                .filter(domain -> domain.value().matches(".+\\.[a-z][a-z0-9-]*"))
                .filter(domain -> !domain.equals(sender.domain()));
    }

    /** The recipient in his own spelling: only his host knows whether cases differ. */
    static String spelled(MailAddress recipient, DomainName domain) {
        return recipient.getLocalPart() + "@" + domain;
    }

    /** Whether that many more recipients of a user may wait. */
    boolean hasRoom(MailboxOwner owner, int more) {
        OrganizationScope scope = scope(owner);
        return scopes.in(scope, () -> repository.waiting(scope, owner.user(), false)).recipients()
                        + more
                <= settings.queuePerUser();
    }

    /**
     * Whether a mailbox may send that much on. Strangers decide what it gets, and no quota counts
     * it: what doesn't leave in time stays in the mailbox.
     */
    boolean hasRoomToForward(MailboxOwner owner, int more, long octets) {
        OrganizationScope scope = scope(owner);
        OutgoingRepository.Waiting waiting =
                scopes.in(scope, () -> repository.waiting(scope, owner.user(), true));
        return waiting.recipients() + more <= Math.min(settings.queuePerUser(), MOST_FORWARDED)
                && waiting.octets() + octets <= MOST_FORWARDED_OCTETS;
    }

    NameLookup names() {
        return courier.names();
    }

    /** Within the transaction at work, if there is one. */
    void write(
            MailboxOwner owner, String sender, byte[] content, Map<String, DomainName> recipients) {
        OrganizationScope scope = scope(owner);
        scopes.run(scope, () -> repository.write(scope, owner.user(), sender, content, recipients));
    }

    /** As {@link #write}, for a mailbox that sends on what it got. */
    void forward(
            MailboxOwner owner, String sender, byte[] content, Map<String, DomainName> recipients) {
        OrganizationScope scope = scope(owner);
        scopes.run(
                scope, () -> repository.forward(scope, owner.user(), sender, content, recipients));
    }

    /** Whether mail can leave at all. */
    boolean leaves() {
        return courier.leaves();
    }

    void forget(OrganizationScope scope, Collection<UserId> users) {
        repository.forget(scope, users);
    }

    private OrganizationScope scope(MailboxOwner owner) {
        return scopes.organization(scopes.machinery(), owner.organization());
    }
}
