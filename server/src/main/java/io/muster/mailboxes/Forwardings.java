package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells an engine where mail that arrives goes on to. */
@Component
public class Forwardings {

    private final ForwardingRepository repository;
    private final MailboxRepository mailboxes;
    private final SenderDomains domains;
    private final Scopes scopes;
    private final Clock clock = Clock.systemUTC();

    Forwardings(
            ForwardingRepository repository,
            MailboxRepository mailboxes,
            SenderDomains domains,
            Scopes scopes) {
        this.repository = repository;
        this.mailboxes = mailboxes;
        this.domains = domains;
        this.scopes = scopes;
    }

    /**
     * @param address of the mailbox that sends on
     * @param targets at least one
     * @param keepCopy whether the message stays in the mailbox too
     * @param leaves whether it may go to other servers: under the address of the mailbox, which
     *     must not name a domain of another organization
     */
    public record Onward(
            EmailAddress address, List<EmailAddress> targets, boolean keepCopy, boolean leaves) {
        public Onward {
            targets = List.copyOf(targets);
        }
    }

    /** Where mail of the mailbox goes on to at this moment; nothing where it stays. */
    public Optional<Onward> of(MailboxOwner owner) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), owner.organization());
        return scopes.in(
                scope,
                () ->
                        repository
                                .find(scope, owner.mailbox())
                                .filter(forwarding -> forwarding.holdsAt(clock.instant()))
                                .flatMap(forwarding ->
                                        mailboxes
                                                .find(scope, owner.mailbox())
                                                .map(mailbox ->
                                                        new Onward(
                                                                mailbox.address(),
                                                                forwarding.targets(),
                                                                forwarding.keepCopy(),
                                                                !domains.isAnothers(
                                                                        owner.organization(),
                                                                        mailbox.address()
                                                                                .domain())))));
    }
}
