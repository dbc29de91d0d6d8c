package io.muster.mailengine;

import io.muster.kernel.DomainName;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Senders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;

/**
 * What mail goes through, whichever way it is handed over: by SMTP or in the browser. How many a
 * user writes to is counted over all ways together.
 *
 * @param pace how many recipients a user names
 * @param room for the messages in hand; until then they are in files
 * @param largest octets of a message
 */
record Submission(
        Senders senders,
        Destinations destinations,
        OutgoingMail outgoing,
        Delivery delivery,
        Throttle pace,
        MemoryRoom room,
        long largest) {

    static Submission of(
            MailSettings settings, EmbeddedMail.Gates gates, Delivery delivery, Clock clock) {
        return new Submission(
                gates.senders(),
                new Destinations(gates.reception(), gates.outgoing()),
                gates.outgoing(),
                delivery,
                new Throttle(settings.recipientsPerHour(), Duration.ofHours(1), clock),
                MemoryRoom.ofThisMachine(),
                settings.largestMessage().toBytes());
    }

    /**
     * To whom a message goes.
     *
     * @param owners of mailboxes here
     * @param elsewhere recipients in their own spelling, with the domains of their servers
     */
    record Envelope(String sender, Set<MailboxOwner> owners, Map<String, DomainName> elsewhere) {

        boolean isEmpty() {
            return owners.isEmpty() && elsewhere.isEmpty();
        }
    }

    /** Whether that many more may wait to leave. */
    boolean hasRoom(Optional<MailboxOwner> submitter, Envelope envelope) {
        return envelope.elsewhere().isEmpty()
                || outgoing.hasRoom(submitter.orElseThrow(), envelope.elsewhere().size());
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
                alongside.then(() -> {
                    if (!envelope.elsewhere().isEmpty()) {
                        outgoing.write(
                                submitter.orElseThrow(),
                                envelope.sender(),
                                content,
                                envelope.elsewhere());
                    }
                }));
    }

    /** Below the sender of the envelope, as it is stored at its end (RFC 5321 4.4). */
    static byte[] below(String sender, byte[] message) {
        byte[] path = ("Return-Path: <" + sender + ">\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(path, path.length + message.length);
        System.arraycopy(message, 0, content, path.length, message.length);
        return content;
    }
}
