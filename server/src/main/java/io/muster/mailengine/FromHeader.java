package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Senders;
import java.util.Optional;
import javax.mail.Address;
import javax.mail.MessagingException;
import javax.mail.internet.InternetAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;

/**
 * Whom a submitted message says it is from, which is what people see: an address under which the
 * user may send, as that of the envelope is (RFC 6409 6.1).
 */
record FromHeader(Senders senders) implements JamesMessageHook {

    private static final String OTHER_ENVELOPE =
            "5.7.1 The From field names a mailbox of another organization; send under its address in MAIL FROM too";

    private Senders.Sending judge(Optional<MailboxOwner> owner, Address address) {
        return owner.filter(_ -> address instanceof InternetAddress)
                .flatMap(who ->
                        EmailAddress.parse(((InternetAddress) address).getAddress())
                                .map(one -> senders.judge(who, one)))
                .orElse(Senders.Sending.NOT_HIS);
    }

    /**
     * Whether a message under that address is handed over as mail of the mailbox that answers for
     * it. One of another organization must be named in the envelope too: by that is decided whose
     * mail waits, is signed and fails.
     */
    private boolean isInItsName(MailboxOwner who, EmailAddress from, MaybeSender envelope) {
        MailboxOwner answering = senders.answering(who, from);
        return answering.organization().equals(who.organization())
                || envelope.asOptional()
                        .flatMap(SmtpHooks::address)
                        .map(sender -> senders.answering(who, sender))
                        .filter(answering::equals)
                        .isPresent();
    }

    private boolean isInItsName(
            Optional<MailboxOwner> owner, Address address, MaybeSender envelope) {
        return owner.flatMap(who ->
                        EmailAddress.parse(((InternetAddress) address).getAddress())
                                .filter(from -> isInItsName(who, from, envelope)))
                .isPresent();
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail message) {
        Optional<MailboxOwner> owner = session.getAttachment(SmtpHooks.OWNER, State.Connection);
        try {
            String[] fields = message.getMessage().getHeader("From");
            if (fields == null) {
                return HookResult.DECLINED;
            }
            if (fields.length > 1) {
                return SmtpHooks.refused("550", "5.6.0 More than one From field (RFC 5322 3.6)");
            }
            for (Address address : InternetAddress.parseHeader(fields[0], false)) {
                switch (judge(owner, address)) {
                    case ALLOWED -> {
                        if (!isInItsName(owner, address, message.getMaybeSender())) {
                            return SmtpHooks.refused("550", OTHER_ENVELOPE);
                        }
                    }
                    case NOT_HIS -> {
                        return SmtpHooks.refused(
                                "550", "5.7.1 The From field names an address that isn't yours");
                    }
                    case DOMAIN_OF_ANOTHER -> {
                        return SmtpHooks.refused("550", SmtpHooks.DOMAIN_OF_ANOTHER);
                    }
                }
            }
            return HookResult.DECLINED;
        } catch (MessagingException unreadable) {
            return SmtpHooks.refused("550", "5.6.0 The From field can't be read");
        }
    }
}
