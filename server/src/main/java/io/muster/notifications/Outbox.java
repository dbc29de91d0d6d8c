package io.muster.notifications;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Outgoing mails. A mail is written once, in the transaction of the act that it tells of, and sent
 * some seconds after the commit, at most once. Without a relay it is held until there is one.
 */
@Component
public class Outbox {

    private final OutboxRepository repository;
    private final MailTexts texts;
    private final MailBodies bodies;
    private final List<Delivery> ways;
    private final Scopes scopes;

    Outbox(
            OutboxRepository repository,
            MailTexts texts,
            MailBodies bodies,
            List<Delivery> ways,
            Scopes scopes) {
        this.repository = repository;
        this.texts = texts;
        this.bodies = bodies;
        this.ways = List.copyOf(ways);
        this.scopes = scopes;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void write(OrganizationScope scope, Mail mail) {
        write(scope, List.of(mail));
    }

    /**
     * Writes many at once; meant for up to some hundred.
     *
     * @return by what they are known when they are handed over, in their order: see {@link
     *     MailHandedOver}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<OutgoingId> write(OrganizationScope scope, List<Mail> mails) {
        List<OutboxRepository.NewRow> rows = mails.stream().map(this::row).toList();
        scopes.run(scope, () -> repository.insert(scope.organization().value(), held(), rows));
        return rows.stream().map(OutboxRepository.NewRow::id).toList();
    }

    /** Whether mails can go out; else they wait until they can. */
    public boolean open() {
        return !held();
    }

    /** Writes a mail that belongs to no organization. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(InstanceScope scope, Mail mail) {
        scopes.run(scope, () -> repository.insert(null, held(), List.of(row(mail))));
    }

    /** Whether mails wait because none can go out. */
    boolean held() {
        return ways.stream().noneMatch(Delivery::open);
    }

    private OutboxRepository.NewRow row(Mail mail) {
        MailTexts.Rendered rendered = texts.render(mail);
        OutgoingId id = OutgoingId.next();
        return new OutboxRepository.NewRow(id, mail, rendered.subject(), bodies.seal(id, rendered));
    }
}
