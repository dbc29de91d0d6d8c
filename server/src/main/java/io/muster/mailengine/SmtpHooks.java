package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailService;
import io.muster.mailboxes.MailSignIn;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import io.muster.mailboxes.Senders;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.OidcSASLConfiguration;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.AuthHook;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;

/** What an SMTP server asks Muster before it takes a message. */
final class SmtpHooks {

    /** The user who signed in on this connection. */
    static final AttachmentKey<MailboxOwner> OWNER =
            AttachmentKey.of("io.muster.owner", MailboxOwner.class);

    private static final HookResult NO_WAY_OUT =
            refused("550", "5.4.4 No such mailbox here, and mail to other servers isn't set up");

    private static final HookResult TOO_MANY =
            later("450", "4.7.1 Too many recipients in this time, try again later");

    static final HookResult FULL = later("452", "4.2.2 Mailbox full, try again later");

    private static final HookResult NOBODY =
            refused("550", "5.2.1 No member of this group takes mail now");

    static final HookResult NEVER_FITS =
            refused("552", "5.2.3 The message is larger than the mailbox may be");

    private static final HookResult ALONE =
            later("452", "4.5.3 Send to this recipient alone, or declare the size of the message");

    /** What James keeps of the size at MAIL (RFC 1870). */
    private static final AttachmentKey<Integer> DECLARED =
            AttachmentKey.of("MESG_SIZE", Integer.class);

    /** There is a recipient who may not have room for the message. */
    private static final AttachmentKey<Boolean> NARROW =
            AttachmentKey.of("io.muster.narrow", Boolean.class);

    private SmtpHooks() {}

    static HookResult refused(String code, String text) {
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode(code)
                .smtpDescription(text)
                .build();
    }

    static HookResult later(String code, String text) {
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.denySoft())
                .smtpReturnCode(code)
                .smtpDescription(text)
                .build();
    }

    static Optional<EmailAddress> address(MailAddress address) {
        return EmailAddress.parse(address.asString());
    }

    /**
     * Who signs in at submission.
     *
     * @param submitters who signed in, by session; it may be asked by another thread
     */
    record SignIn(MailSignIn signIn, Map<SMTPSession, MailboxOwner> submitters)
            implements AuthHook {

        @Override
        public HookResult doAuth(SMTPSession session, Username name, String password) {
            if (!session.isTLSStarted()) {
                return refused("538", "5.7.11 Encryption required for authentication");
            }
            return switch (signIn.attempt(
                    MailService.SUBMISSION,
                    name.asString(),
                    password,
                    session.getRemoteAddress().getAddress().getHostAddress())) {
                case MailSignIn.Entry.Admitted(var owner) -> admitted(session, name, owner);
                case MailSignIn.Entry.Refused() -> refused("535", "5.7.8 Authentication failed");
                // As the registry of RFC 5248 has it.
                case MailSignIn.Entry.SwitchedOff() ->
                        refused("535", "5.7.13 Sending is switched off for this account");
                // RFC 4954 4.7.
                case MailSignIn.Entry.CannotCheck() ->
                        later("454", "4.7.0 The password can't be checked now");
            };
        }

        private HookResult admitted(SMTPSession session, Username name, MailboxOwner owner) {
            submitters.put(session, owner);
            // From here on it is found and closed when he is disabled; before, it was not.
            if (!signIn.mayStay(MailService.SUBMISSION, owner)) {
                return refused("535", "5.7.8 Authentication failed");
            }
            session.setAttachment(OWNER, owner, State.Connection);
            session.setUsername(name);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.ok())
                    .smtpDescription("2.7.0 Authentication succeeded")
                    .build();
        }

        @Override
        public HookResult doSasl(
                SMTPSession session, OidcSASLConfiguration configuration, String response) {
            return refused("504", "5.5.4 Not offered");
        }

        @Override
        public HookResult doDelegation(SMTPSession session, Username other) {
            return refused("535", "5.7.8 Nobody acts as somebody else");
        }
    }

    /** For an address that was given before its domain became another organization's. */
    static final String DOMAIN_OF_ANOTHER =
            "5.7.1 The domain of that address belongs to another organization now, so you can't send under it";

    /** Who sends, at submission: a user who signed in, under an address of his. */
    record Sender(Senders senders) implements MailHook {

        @Override
        public HookResult doMail(SMTPSession session, MaybeSender sender) {
            return check(session, sender);
        }

        HookResult check(SMTPSession session, MaybeSender sender) {
            Optional<MailboxOwner> owner = session.getAttachment(OWNER, State.Connection);
            if (owner.isEmpty()) {
                return refused("530", "5.7.0 Authentication required");
            }
            // What answers by itself, as a receipt does, names nobody (RFC 8098 2.1, RFC 3834 3.3).
            if (sender.isNullSender()) {
                return HookResult.DECLINED;
            }
            Senders.Sending judged =
                    sender.asOptional()
                            .flatMap(SmtpHooks::address)
                            .map(address -> senders.judge(owner.get(), address))
                            .orElse(Senders.Sending.NOT_HIS);
            return switch (judged) {
                case ALLOWED -> HookResult.DECLINED;
                case NOT_HIS -> refused("550", "5.7.1 You may not send under that address");
                case DOMAIN_OF_ANOTHER -> refused("550", DOMAIN_OF_ANOTHER);
            };
        }
    }

    /** The same once more when the message is whole: he may have been disabled meanwhile. */
    record StillSender(Senders senders) implements JamesMessageHook {

        @Override
        public HookResult onMessage(SMTPSession session, Mail message) {
            return new Sender(senders).check(session, message.getMaybeSender());
        }
    }

    /** How many recipients one client address names, also of those who are unknown here. */
    record PaceOfStrangers(Throttle throttle) implements RcptHook {

        @Override
        public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
            return throttle.admits(network(session.getRemoteAddress().getAddress()))
                    ? HookResult.DECLINED
                    : TOO_MANY;
        }
    }

    /** An address, of IPv6 the network that a customer gets: he has 2^64 addresses in it. */
    static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, 8)
                : address.getHostAddress();
    }

    /** To how many recipients a user writes. */
    record PaceOfUsers(Throttle throttle) implements RcptHook {

        @Override
        public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
            return session.getAttachment(OWNER, State.Connection)
                            .filter(owner -> throttle.admits(owner.user().toString()))
                            .isPresent()
                    ? HookResult.DECLINED
                    : TOO_MANY;
        }
    }

    /** Whom a user may write to: users of this instance, and whom only other servers know. */
    record RecipientAnywhere(Recipient here, Destinations destinations) implements RcptHook {

        @Override
        public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
            // Asked again: what follows must never open to whoever didn't sign in.
            if (session.getAttachment(OWNER, State.Connection).isEmpty()
                    || session.getRcptCount() >= Recipient.MOST) {
                return here.doRcpt(session, sender, recipient);
            }
            return switch (destinations.of(
                    sender.asOptional().flatMap(SmtpHooks::address), recipient)) {
                case Destinations.Destination.Elsewhere _ -> HookResult.DECLINED;
                case Destinations.Destination.Unreached _ -> NO_WAY_OUT;
                default -> here.doRcpt(session, sender, recipient);
            };
        }
    }

    /** Whom mail is for: users of this instance and nobody else, so nothing is relayed. */
    record Recipient(Submission submission, Rooms rooms) implements RcptHook {

        /** RFC 5321 4.5.3.1.8 asks for 100 at least. */
        private static final int MOST = 100;

        @Override
        public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
            if (session.getRcptCount() >= MOST) {
                return later("452", "4.5.3 Too many recipients");
            }
            Reception reception = submission.destinations().reception();
            Optional<EmailAddress> writer =
                    session.getAttachment(OWNER, State.Connection)
                            .flatMap(_ -> sender.asOptional().flatMap(SmtpHooks::address));
            Reception.Verdict verdict =
                    address(recipient)
                            .map(to ->
                                    writer.map(from -> reception.ofUser(to, from))
                                            .orElseGet(() -> reception.ofStranger(to)))
                            .orElseGet(Reception.Verdict.Unknown::new);
            return switch (verdict) {
                case Reception.Verdict.Taken(var owner) -> fitting(session, rooms.of(owner));
                case Reception.Verdict.Unknown _ -> refused("550", "5.1.1 No such mailbox here");
                case Reception.Verdict.Shared(var group) ->
                        switch (new Recipients(submission, sender.asString(""), declared(session))
                                .asked(
                                        group,
                                        submission.answering(
                                                session.getAttachment(OWNER, State.Connection),
                                                sender.asString("")))) {
                            case SOMEBODY -> HookResult.DECLINED;
                            case FULL -> FULL;
                            case NOBODY -> NOBODY;
                            case NOT_ALLOWED ->
                                    refused("550", "5.7.1 You may not write to this group");
                        };
                case Reception.Verdict.Closed _ ->
                        refused("550", "5.2.1 Mailbox disabled, not accepting messages");
            };
        }

        private static int declared(SMTPSession session) {
            return session.getAttachment(DECLARED, State.Transaction).orElse(0);
        }

        /**
         * A full mailbox is a state that passes: the sender's server keeps the message and tries
         * again (RFC 3463 3.3, 4.2.2). What never fits is told so at once.
         */
        private HookResult fitting(SMTPSession session, Rooms.Room room) {
            int declared = declared(session);
            if (!room.couldFit(declared)) {
                return NEVER_FITS;
            }
            if (!room.fits(Math.max(declared, 1))) {
                return FULL;
            }
            return declared > 0
                    ? HookResult.DECLINED
                    : alone(session, room.fits(submission.largest()));
        }

        /**
         * One answer is given to a message for all its recipients. Where its size isn't declared,
         * whoever may not have room for it gets it in a transaction of his own, so that nobody else
         * misses it; the client sends the rest again (RFC 5321 4.5.3.1.10).
         */
        private static HookResult alone(SMTPSession session, boolean wide) {
            boolean first = session.getRcptCount() == 0;
            boolean narrowBefore =
                    session.getAttachment(NARROW, State.Transaction).isPresent() && !first;
            if (narrowBefore || (!wide && !first)) {
                return ALONE;
            }
            if (!wide) {
                session.setAttachment(NARROW, true, State.Transaction);
            }
            return HookResult.DECLINED;
        }
    }
}
