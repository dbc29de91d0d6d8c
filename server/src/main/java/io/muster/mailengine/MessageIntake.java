package io.muster.mailengine;

import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a message over: when its sender is told so, it is in the inboxes of all its recipients and
 * committed, so there is no queue between that could be lost.
 */
final class MessageIntake implements JamesMessageHook {

    private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

    private final Reception reception;
    private final Delivery delivery;

    MessageIntake(Reception reception, Delivery delivery) {
        this.reception = reception;
        this.delivery = delivery;
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail message) {
        try {
            byte[] content = content(message);
            Set<MailboxOwner> owners = owners(message);
            if (owners.isEmpty()) {
                return SmtpHooks.refused("550", "5.2.1 Nobody takes the message any more");
            }
            delivery.deliver(content, owners);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.ok())
                    .smtpDescription("2.6.0 Message stored")
                    .build();
        } catch (MailboxException | MessagingException | IOException | RuntimeException fault) {
            LOG.error("A message could not be stored; its sender was told to try again", fault);
            return SmtpHooks.later("451", "4.3.0 The message could not be stored now");
        }
    }

    /** Asked again: some may have been disabled since the recipient was named. */
    private Set<MailboxOwner> owners(Mail message) {
        Set<MailboxOwner> owners = new LinkedHashSet<>();
        for (MailAddress recipient : message.getRecipients()) {
            SmtpHooks.address(recipient)
                    .map(reception::of)
                    .filter(Reception.Verdict.Taken.class::isInstance)
                    .map(Reception.Verdict.Taken.class::cast)
                    .ifPresent(taken -> owners.add(taken.owner()));
        }
        return owners;
    }

    /** As it came, below the sender of the envelope (RFC 5321 4.4). */
    private static byte[] content(Mail message) throws MessagingException, IOException {
        if (!(message.getMessage() instanceof MimeMessageWrapper raw)) {
            throw new MessagingException("the message is not as it came");
        }
        var content = new ByteArrayOutputStream((int) Math.max(0, raw.getMessageSize()) + 300);
        content.writeBytes(
                ("Return-Path: <" + message.getMaybeSender().asString("") + ">\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        try (InputStream in = raw.getMessageInputStream()) {
            in.transferTo(content);
        }
        return content.toByteArray();
    }
}
