package io.muster.notifications;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What notices are about. The text form is stored and sent; it never changes once released. */
public enum NoticeKind {
    JOB_STARTED("jobs.started", Channel.BELL),
    JOB_ENDED("jobs.ended", Channel.BELL, Channel.EMAIL),
    /** What was planned for a user who leaves could not be done on its day. */
    OFFBOARDING_FAILED("users.offboarding-failed", Channel.BELL, Channel.EMAIL),
    /** The account of the reader, or of somebody whom he may disable, ends soon. */
    ACCOUNT_EXPIRING("users.expiring", Channel.BELL, Channel.EMAIL),
    /** An account came to its end and had to stay open. */
    EXPIRY_REFUSED("users.expiry-refused", Channel.BELL, Channel.EMAIL),
    /** Somebody is invited to an organization. */
    INVITED("invitations.invited", Channel.BELL),
    /** Somebody accepted or declined. */
    INVITATION_ANSWERED("invitations.answered", Channel.BELL, Channel.EMAIL),
    /** The mail of an invitation could not be written. */
    INVITATION_UNSENT("invitations.unsent", Channel.BELL, Channel.EMAIL),
    /** One's mailbox, or a shared one of which one is an owner, has little room left. */
    MAILBOX_FILLING("mailboxes.filling", Channel.BELL, Channel.EMAIL),
    /** What one may do was changed by somebody else. */
    RIGHTS_CHANGED("users.rights-changed", Channel.BELL, Channel.EMAIL),
    ACCOUNT_DISABLED("users.disabled", Channel.BELL, Channel.EMAIL),
    ACCOUNT_ENABLED("users.enabled", Channel.BELL, Channel.EMAIL),
    ACCOUNT_REMOVED("users.removed", Channel.BELL, Channel.EMAIL),
    DOMAIN_VERIFIED("domains.verified", Channel.BELL, Channel.EMAIL),
    /** Its record was not found for 72 hours. */
    DOMAIN_EXPIRED("domains.verification-expired", Channel.BELL, Channel.EMAIL),
    /** Another organization proved it first. */
    DOMAIN_IN_USE("domains.in-use", Channel.BELL, Channel.EMAIL),
    /** The record of a verified one is gone; it has two days to come back. */
    DOMAIN_RECORD_MISSING("domains.record-missed", Channel.BELL, Channel.EMAIL),
    /** The record stayed away. */
    DOMAIN_UNVERIFIED("domains.unverified", Channel.BELL, Channel.EMAIL),
    /** Users don't follow the entries of their directory until somebody looks. */
    DIRECTORY_SYNC_STOPPED("directories.sync-stopped", Channel.BELL);

    private final String text;
    private final Set<Channel> channels;

    NoticeKind(String text, Channel... channels) {
        this.text = text;
        this.channels = Set.of(channels);
    }

    /** The ways by which somebody is told. */
    enum Channel {
        BELL,
        EMAIL
    }

    public String text() {
        return text;
    }

    Set<Channel> channels() {
        return channels;
    }

    static Optional<NoticeKind> parse(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
