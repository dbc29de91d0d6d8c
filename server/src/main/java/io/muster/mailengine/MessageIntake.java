package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailboxOwner;
import io.muster.notifications.OutgoingNetworks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    private final Submission submission;
    private final SenderEvidence evidence;
    private final OutgoingNetworks checked;
    private final SubmittedFields fields;

    /**
     * @param checked strangers of whose mail it is noted what speaks for its sender
     */
    MessageIntake(
            Submission submission,
            SenderEvidence evidence,
            OutgoingNetworks checked,
            SubmittedFields fields) {
        this.submission = submission;
        this.evidence = evidence;
        this.checked = checked;
        this.fields = fields;
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail message) {
        try {
            Optional<MailboxOwner> submitter =
                    session.getAttachment(SmtpHooks.OWNER, State.Connection);
            Submission.Envelope envelope = envelope(message, submitter);
            if (envelope.isEmpty()) {
                return nobody(envelope);
            }
            if (envelope.isTooWide()) {
                return SmtpHooks.refused(
                        "554", "5.5.3 Too many members together; write to the groups one by one");
            }
            if (!submission.hasRoom(submitter, envelope)) {
                return SmtpHooks.later("452", "4.3.1 Too much of your mail waits already");
            }
            if (!submission.groupPace().admits(who(session, submitter), envelope)) {
                return SmtpHooks.later(
                        "452", "4.7.1 Too many members of groups in this time, try again later");
            }
            // Before there is room for it: the name services of others may take their time.
            Optional<String> found =
                    submitter.isPresent() ? Optional.empty() : found(session, message);
            submission
                    .room()
                    .with(
                            message.getMessageSize(),
                            () ->
                                    submission.hand(
                                            submitter,
                                            envelope,
                                            submitter.isPresent()
                                                    ? fields.completed(
                                                            envelope.sender(),
                                                            noted(found, content(message)))
                                                    : noted(found, content(message)),
                                            Delivery.Alongside.NOTHING));
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

    /**
     * Asked again: some may have been disabled since the recipient was named. Only users who signed
     * in write to those whom nobody knows here.
     */
    private Submission.Envelope envelope(Mail message, Optional<MailboxOwner> submitter)
            throws MessagingException {
        Optional<EmailAddress> sender =
                message.getMaybeSender()
                        .asOptional()
                        .filter(_ -> submitter.isPresent())
                        .flatMap(SmtpHooks::address);
        var recipients =
                new Recipients(
                        submission,
                        message.getMaybeSender().asString(""),
                        message.getMessageSize());
        List<EmailAddress> trace = trace(message);
        Optional<MailboxOwner> writer =
                submission.answering(submitter, message.getMaybeSender().asString(""));
        for (MailAddress recipient : message.getRecipients()) {
            switch (submission.destinations().of(sender, recipient)) {
                case Destinations.Destination.Here(var owner) -> recipients.here(owner);
                case Destinations.Destination.Many(var group) ->
                        recipients.groupAtLast(group, writer, trace);
                case Destinations.Destination.Elsewhere(var domain) ->
                        recipients.elsewhere(recipient, domain);
                case Destinations.Destination.Closed _,
                        Destinations.Destination.Unreached _,
                        Destinations.Destination.Unknown _ -> {}
            }
        }
        return recipients.envelope();
    }

    private static String who(SMTPSession session, Optional<MailboxOwner> submitter) {
        return submitter
                .map(owner -> owner.user().toString())
                .orElseGet(() -> SmtpHooks.network(session.getRemoteAddress().getAddress()));
    }

    private static HookResult nobody(Submission.Envelope envelope) {
        return envelope.waitsForRoom()
                ? SmtpHooks.FULL
                : envelope.missed().values().stream()
                        .findFirst()
                        .map(why -> SmtpHooks.refused("550", why.status() + " " + why.text()))
                        .orElseGet(() ->
                                SmtpHooks.refused(
                                        "550", "5.2.1 Nobody takes the message any more"));
    }

    /** What forwarding mailboxes and groups here wrote into it before it came back. */
    private static List<EmailAddress> trace(Mail message) throws MessagingException {
        String[] fields = message.getMessage().getHeader("Delivered-To");
        return fields == null
                ? List.of()
                : Stream.of(fields)
                        .map(field -> EmailAddress.parse(field.replaceAll("[<>]", "")))
                        .flatMap(Optional::stream)
                        .toList();
    }

    private Optional<String> found(SMTPSession session, Mail message) throws MessagingException {
        InetAddress client = session.getRemoteAddress().getAddress();
        if (!checked.allows(client)) {
            return Optional.empty();
        }
        MimeMessageWrapper raw = raw(message);
        return Optional.of(
                evidence.found(
                        new SenderEvidence.Envelope(
                                client,
                                session.getAttachment(
                                                SMTPSession.CURRENT_HELO_NAME, State.Connection)
                                        .orElse(""),
                                message.getMaybeSender().asString("")),
                        () -> {
                            try {
                                return raw.getMessageInputStream();
                            } catch (MessagingException gone) {
                                throw new IOException(gone);
                            }
                        }));
    }

    private byte[] noted(Optional<String> found, byte[] content) {
        return found.map(field -> evidence.above(field, content))
                .orElseGet(() -> evidence.withoutForgery(content));
    }

    private static MimeMessageWrapper raw(Mail message) throws MessagingException {
        if (message.getMessage() instanceof MimeMessageWrapper raw) {
            return raw;
        }
        throw new MessagingException("the message is not as it came");
    }

    /** As it came. */
    private static byte[] content(Mail message) throws MessagingException, IOException {
        MimeMessageWrapper raw = raw(message);
        var content = new ByteArrayOutputStream((int) Math.max(0, raw.getMessageSize()));
        try (InputStream in = raw.getMessageInputStream()) {
            in.transferTo(content);
        }
        return content.toByteArray();
    }
}
