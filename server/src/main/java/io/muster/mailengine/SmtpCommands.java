package io.muster.mailengine;

import io.muster.mailboxes.MailboxOwner;
import io.muster.notifications.OutgoingNetworks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.smtp.SMTPSession;

/** What stands between a client's commands and a delivery, in the order in which it is asked. */
final class SmtpCommands {

    private final EmbeddedMail.Gates gates;
    private final ProtocolHandler recipient;
    private final ProtocolHandler recipientAnywhere;
    private final ProtocolHandler intake;
    private final ProtocolHandler paceOfStrangers;
    private final ProtocolHandler paceOfUsers;

    SmtpCommands(
            MailSettings settings,
            EmbeddedMail.Gates gates,
            Rooms rooms,
            Clock clock,
            Submission submission) {
        this.gates = gates;
        var here = new SmtpHooks.Recipient(submission, rooms);
        this.recipient = here;
        this.recipientAnywhere = new SmtpHooks.RecipientAnywhere(here, submission.destinations());
        this.intake =
                new MessageIntake(
                        submission,
                        new SenderEvidence(settings.hostname(), submission.outgoing().names()),
                        new OutgoingNetworks(settings.checkedNetworks()),
                        new SubmittedFields(clock));
        this.paceOfStrangers =
                new SmtpHooks.PaceOfStrangers(
                        new Throttle(settings.recipientsPerMinute(), Duration.ofMinutes(1), clock));
        this.paceOfUsers = new SmtpHooks.PaceOfUsers(submission.pace());
    }

    /** Where anybody may hand over mail for users. */
    List<ProtocolHandler> ofStrangers() {
        return List.of(paceOfStrangers, recipient, new LongLines.Refusal(), intake);
    }

    /**
     * Where users submit theirs; how many they write to is counted over all ports together.
     *
     * @param submitters where it is noted who signed in
     */
    List<ProtocolHandler> ofUsers(Map<SMTPSession, MailboxOwner> submitters) {
        return List.of(
                new SmtpHooks.SignIn(gates.signIn(), submitters),
                new SmtpHooks.Sender(gates.senders()),
                recipientAnywhere,
                paceOfUsers,
                new LongLines.Refusal(),
                new SmtpHooks.StillSender(gates.senders()),
                new FromHeader(gates.senders()),
                intake);
    }
}
