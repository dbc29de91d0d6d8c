package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import io.muster.notifications.Letter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.james.mailbox.exception.MailboxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The instance's own mails, where no relay takes them: into the inboxes of its users, and to the
 * servers of everybody else. The outbox keeps, repeats and ends them itself, so that each is sent
 * once; they don't go through the queue of users' mail.
 */
@Component
@Order(2)
class OwnMails implements io.muster.notifications.Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(OwnMails.class);

    /** Together well below the time after which the outbox takes an attempt for lost. */
    private static final Courier.Patience PATIENCE =
            new Courier.Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), 2);

    private static final String NAME = "Muster";

    private final EmbeddedMail mail;
    private final Reception reception;
    private final Courier courier;
    private final MailSignature signature;
    private final EmailAddress sender;

    OwnMails(
            EmbeddedMail mail,
            Reception reception,
            Courier courier,
            MailSignature signature,
            OwnSender own) {
        this.mail = mail;
        this.reception = reception;
        this.courier = courier;
        this.signature = signature;
        this.sender = own.address();
    }

    @Override
    public boolean open() {
        return mail.isRunning() && courier.leaves();
    }

    @Override
    public Handover hand(Letter letter) {
        return switch (reception.of(letter.to())) {
            case Reception.Verdict.Taken(var owner) -> deliver(letter, owner);
            // The instance writes to people, never to groups of them.
            case Reception.Verdict.Shared _ -> new Handover.Refused("mail-group");
            case Reception.Verdict.Closed _ -> new Handover.Refused("mailbox-closed");
            case Reception.Verdict.Unknown _ -> send(letter);
        };
    }

    private Handover deliver(Letter letter, MailboxOwner owner) {
        Delivery delivery = mail.delivery().orElse(null);
        if (delivery == null) {
            return new Handover.Closed("mail-stands-still");
        }
        try {
            delivery.deliver(
                    Submission.below(sender.toString(), letter.message(sender, NAME)),
                    List.of(owner),
                    Map.of(),
                    io.muster.mailengine.Delivery.Alongside.NOTHING);
            return new Handover.Accepted();
        } catch (MailboxException | RuntimeException fault) {
            LOG.error("A mail could not be stored; it is tried again", fault);
            return new Handover.Later("not-stored");
        }
    }

    private Handover send(Letter letter) {
        String to = letter.to().toString();
        if (!to.chars().allMatch(c -> c < 128)) {
            return new Handover.Refused("address-needs-smtputf8");
        }
        PeerAnswer answer =
                courier.bring(
                                sender.toString(),
                                signature.ofInstance(letter.message(sender, NAME)),
                                letter.to().domain(),
                                List.of(to),
                                PATIENCE)
                        .getOrDefault(to, PeerAnswer.doubtful());
        return switch (answer.outcome()) {
            case TAKEN -> new Handover.Accepted();
            case REFUSED -> new Handover.Refused(reason(answer));
            case LATER -> new Handover.Later(reason(answer));
            case DOUBTFUL -> new Handover.Unknown("broke-off-at-the-end");
        };
    }

    /** A code of ours, with the digits of the other side at most. */
    private static String reason(PeerAnswer answer) {
        if (answer.text().matches("[45]\\d\\d([ -].*)?")) {
            return "recipient-refused-" + answer.text().substring(0, 3);
        }
        return switch (answer.status()) {
            case "5.1.1", "5.1.2", "5.1.10" -> "domain-takes-no-mail";
            case "5.4.4", "4.4.4" -> "inner-address";
            case "4.4.3" -> "name-service-silent";
            case "4.4.1" -> "no-server-answers";
            case "4.7.5" -> "tls-failed";
            case "4.7.8" -> "sign-in-refused";
            default -> "broke-off";
        };
    }
}
