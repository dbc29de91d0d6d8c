package io.muster.mailengine;

import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailGroup;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Senders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What mail goes through, whichever way it is handed over: by SMTP or in the browser. How many a
 * user writes to is counted over all ways together.
 *
 * @param pace how many recipients a user names
 * @param groupPace how many are reached through groups
 * @param room for the messages in hand; until then they are in files
 * @param largest octets of a message
 * @param hostname in whose name reports are written
 */
record Submission(
        Senders senders,
        Destinations destinations,
        OutgoingMail outgoing,
        Delivery delivery,
        Throttle pace,
        GroupPace groupPace,
        MemoryRoom room,
        long largest,
        String hostname) {

    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

    static Submission of(
            MailSettings settings, EmbeddedMail.Gates gates, Delivery delivery, Clock clock) {
        var pace = new Throttle(settings.recipientsPerHour(), Duration.ofHours(1), clock);
        return new Submission(
                gates.senders(),
                new Destinations(gates.reception(), gates.outgoing()),
                gates.outgoing(),
                delivery,
                pace,
                GroupPace.of(pace, settings.recipientsPerHour(), clock),
                MemoryRoom.ofThisMachine(),
                settings.largestMessage().toBytes(),
                settings.hostname());
    }

    /**
     * To whom a message goes.
     *
     * @param owners of mailboxes here
     * @param elsewhere recipients in their own spelling, with the domains of their servers
     * @param through the groups by which it reaches some of the owners
     * @param membersOutside how many of those elsewhere groups reach
     * @param missed groups of which members miss it, and why
     */
    record Envelope(
            String sender,
            Set<MailboxOwner> owners,
            Map<String, DomainName> elsewhere,
            Map<MailboxOwner, List<EmailAddress>> through,
            int membersOutside,
            Map<EmailAddress, PeerAnswer> missed) {

        /** What is one transaction must end before clients have waited enough. */
        static final int MOST_INBOXES = 2 * MailGroup.MOST_MEMBERS;

        /** Whether groups make it go to more than one transaction takes. */
        boolean isTooWide() {
            return owners.size() > MOST_INBOXES;
        }

        boolean isEmpty() {
            return owners.isEmpty() && elsewhere.isEmpty();
        }

        /** Whether members of groups miss it who take it when they have room again. */
        boolean waitsForRoom() {
            return missed.values().stream().anyMatch(why -> why.status().equals("5.2.2"));
        }
    }

    /** Whether that many more may wait to leave. */
    boolean hasRoom(Optional<MailboxOwner> submitter, Envelope envelope) {
        return envelope.elsewhere().isEmpty()
                || outgoing.hasRoom(answering(submitter, envelope), envelope.elsewhere().size());
    }

    private MailboxOwner answering(Optional<MailboxOwner> submitter, Envelope envelope) {
        return answering(submitter, envelope.sender()).orElseThrow();
    }

    /**
     * Who writes, for whoever asks of what organization that is and what it may: the mailbox of
     * another organization under whose address a guest sends, and not he.
     */
    Optional<MailboxOwner> answering(Optional<MailboxOwner> submitter, String sender) {
        return submitter.map(writer ->
                EmailAddress.parse(sender)
                        .map(address -> senders.answering(writer, address))
                        .orElse(writer));
    }

    /**
     * Committed when it returns, to the inboxes of those here and the queue for those elsewhere;
     * nobody has it when it throws.
     *
     * @param submitter who signed in; nobody where a stranger handed it over
     * @param alongside done in the same transaction
     */
    void hand(
            Optional<MailboxOwner> submitter,
            Envelope envelope,
            byte[] content,
            Delivery.Alongside alongside)
            throws MailboxException {
        delivery.deliver(
                below(envelope.sender(), content),
                envelope.owners(),
                envelope.through(),
                alongside.then(() -> {
                    if (!envelope.elsewhere().isEmpty()) {
                        outgoing.write(
                                answering(submitter, envelope),
                                envelope.sender(),
                                content,
                                envelope.elsewhere());
                    }
                }));
        submitter
                .filter(_ -> !envelope.missed().isEmpty())
                .ifPresent(writer -> tell(writer, envelope, content));
    }

    /**
     * The writer is told which groups missed it; that it is sent is true whether he can be told or
     * not.
     */
    private void tell(MailboxOwner writer, Envelope envelope, byte[] content) {
        try {
            delivery.report(
                    DeliveryReport.ofMissed(
                            hostname, writer, envelope.sender(), content, envelope.missed()),
                    writer,
                    () -> {});
        } catch (MailboxException | RuntimeException fault) {
            LOG.error("A writer could not be told who of a group missed his message", fault);
        }
    }

    /** Below the sender of the envelope, as it is stored at its end (RFC 5321 4.4). */
    static byte[] below(String sender, byte[] message) {
        byte[] path = ("Return-Path: <" + sender + ">\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(path, path.length + message.length);
        System.arraycopy(message, 0, content, path.length, message.length);
        return content;
    }
}
