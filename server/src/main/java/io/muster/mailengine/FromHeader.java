package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Senders;
import java.util.Optional;
import javax.mail.Address;
import javax.mail.MessagingException;
import javax.mail.internet.InternetAddress;
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
                boolean his =
                        owner.isPresent()
                                && address instanceof InternetAddress from
                                && EmailAddress.parse(from.getAddress())
                                        .filter(one -> senders.maySend(owner.get(), one))
                                        .isPresent();
                if (!his) {
                    return SmtpHooks.refused(
                            "550", "5.7.1 The From field names an address that isn't yours");
                }
            }
            return HookResult.DECLINED;
        } catch (MessagingException unreadable) {
            return SmtpHooks.refused("550", "5.6.0 The From field can't be read");
        }
    }
}
