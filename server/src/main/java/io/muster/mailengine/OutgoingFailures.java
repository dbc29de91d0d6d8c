package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import io.muster.mailengine.OutgoingRepository.Settled;
import io.muster.mailengine.OutgoingRepository.Taken;
import java.util.List;
import java.util.Optional;
import org.apache.james.mailbox.exception.MailboxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends what failed for good and tells its sender, in one transaction: a report in his inbox (RFC
 * 3464). Mail without a sender, as reports are, is never reported on.
 */
@Component
class OutgoingFailures {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingFailures.class);

    private final OutgoingRepository repository;
    private final EmbeddedMail mail;
    private final Reception reception;
    private final MailSettings settings;
    private final Scopes scopes;

    OutgoingFailures(
            OutgoingRepository repository,
            EmbeddedMail mail,
            Reception reception,
            MailSettings settings,
            Scopes scopes) {
        this.repository = repository;
        this.mail = mail;
        this.reception = reception;
        this.settings = settings;
        this.scopes = scopes;
    }

    /**
     * @throws IllegalStateException when the report can't be stored; all is in hand then as before
     */
    void tell(Taken taken, List<Settled> failed) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), taken.organization());
        Runnable end = () -> scopes.run(scope, () -> repository.settle(scope, taken, failed));
        Optional<MailboxOwner> reader = reader(taken);
        Optional<Delivery> delivery = mail.delivery();
        if (reader.isEmpty()) {
            LOG.info("Nobody is there who could read that mail failed: {}", taken.message());
            end.run();
            return;
        }
        try {
            delivery.orElseThrow(() -> new IllegalStateException("mail stands still"))
                    .report(
                            DeliveryReport.of(settings.hostname(), taken, failed),
                            reader.get(),
                            end);
        } catch (MailboxException fault) {
            throw new IllegalStateException("a report can't be stored", fault);
        }
    }

    /** What was sent on goes back to the mailbox that had it, whoever has its address by now. */
    private Optional<MailboxOwner> reader(Taken taken) {
        if (taken.forwarded()) {
            return reception.standing(new MailboxOwner(taken.user(), taken.organization()));
        }
        return EmailAddress.parse(taken.sender())
                .map(reception::of)
                .filter(Reception.Verdict.Taken.class::isInstance)
                .map(Reception.Verdict.Taken.class::cast)
                .map(Reception.Verdict.Taken::owner);
    }
}
