package io.muster.mailengine;

import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a message over: when its sender is told so, it is in the inboxes of all its recipients here
 * and in the queue for those elsewhere, committed at once.
 */
final class MessageIntake implements JamesMessageHook {

    private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

    private final Reception reception;
    private final Delivery delivery;
    private final OutgoingMail outgoing;
    private final MemoryRoom room;

    /**
     * @param room for the messages in hand; until then they are in files
     */
    MessageIntake(Reception reception, Delivery delivery, OutgoingMail outgoing, MemoryRoom room) {
        this.room = room;
        this.reception = reception;
        this.delivery = delivery;
        this.outgoing = outgoing;
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail message) {
        try {
            Set<MailboxOwner> owners = owners(message);
            Optional<MailboxOwner> submitter =
                    session.getAttachment(SmtpHooks.OWNER, State.Connection);
            Map<String, DomainName> elsewhere =
                    submitter.isPresent() ? elsewhere(message) : Map.of();
            if (owners.isEmpty() && elsewhere.isEmpty()) {
                return SmtpHooks.refused("550", "5.2.1 Nobody takes the message any more");
            }
            String sender = message.getMaybeSender().asString("");
            if (!elsewhere.isEmpty() && !outgoing.hasRoom(submitter.get(), elsewhere.size())) {
                return SmtpHooks.later("452", "4.3.1 Too much of your mail waits already");
            }
            room.with(
                    message.getMessageSize(),
                    () -> {
                        byte[] content = content(message);
                        Runnable queueing =
                                elsewhere.isEmpty()
                                        ? () -> {}
                                        : () ->
                                                outgoing.write(
                                                        submitter.get(),
                                                        sender,
                                                        content,
                                                        elsewhere);
                        delivery.deliver(below(sender, content), owners, queueing);
                    });
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.ok())
                    .smtpDescription("2.6.0 Message stored")
                    .build();
        } catch (Delivery.MailboxFull full) {
            return full.forGood() ? SmtpHooks.NEVER_FITS : SmtpHooks.FULL;
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

    /** Whom nobody knows here but perhaps another server; only for users who signed in. */
    private Map<String, DomainName> elsewhere(Mail message) {
        Map<String, DomainName> all = new LinkedHashMap<>();
        Optional<EmailAddress> sender =
                message.getMaybeSender().asOptional().flatMap(SmtpHooks::address);
        for (MailAddress recipient : message.getRecipients()) {
            if (sender.isPresent()
                    && SmtpHooks.address(recipient)
                            .map(reception::of)
                            .filter(Reception.Verdict.Unknown.class::isInstance)
                            .isPresent()) {
                outgoing.elsewhere(sender.get(), recipient)
                        .ifPresent(
                                domain -> all.put(OutgoingMail.spelled(recipient, domain), domain));
            }
        }
        return all;
    }

    /** Below the sender of the envelope, as it is stored at its end (RFC 5321 4.4). */
    static byte[] below(String sender, byte[] message) {
        byte[] path = ("Return-Path: <" + sender + ">\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(path, path.length + message.length);
        System.arraycopy(message, 0, content, path.length, message.length);
        return content;
    }

    /** As it came. */
    private static byte[] content(Mail message) throws MessagingException, IOException {
        if (!(message.getMessage() instanceof MimeMessageWrapper raw)) {
            throw new MessagingException("the message is not as it came");
        }
        var content = new ByteArrayOutputStream((int) Math.max(0, raw.getMessageSize()));
        try (InputStream in = raw.getMessageInputStream()) {
            in.transferTo(content);
        }
        return content.toByteArray();
    }
}
