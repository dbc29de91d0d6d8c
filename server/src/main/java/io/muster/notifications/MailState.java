package io.muster.notifications;

/** Where a mail of the outbox stands. */
enum MailState {
    /** There is no way out; it goes once there is one. */
    HELD,
    QUEUED,
    /** An attempt is under way. */
    SENDING,
    /** The relay has taken it. */
    SENT,
    /** It was refused, or its link is over. */
    FAILED,
    /** An attempt broke off at the moment of taking; it is not repeated by itself. */
    UNKNOWN
}
