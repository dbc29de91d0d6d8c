package io.muster.notifications;

/**
 * A way by which mails leave. The outbox takes the first way that is open; while none is, mails are
 * held.
 */
public interface Delivery {

    /** Whether mails can be handed over at all. */
    boolean open();

    /**
     * Hands one mail over, blocking, at most some minutes. Never called twice after a clear yes.
     */
    Handover hand(Letter letter);

    /**
     * What became of the attempt. Reasons are stable codes, with digits of SMTP replies at most.
     */
    sealed interface Handover {

        /** The other side has taken the mail and answers for it (RFC 5321 4.2.5). */
        record Accepted() implements Handover {}

        /** It will never take this mail. */
        record Refused(String reason) implements Handover {}

        /** It didn't take the mail, but may later. */
        record Later(String reason) implements Handover {}

        /** Nothing can be handed over by this way now, whatever the mail. */
        record Closed(String reason) implements Handover {}

        /** It broke off at the moment of taking: the mail may have been taken or not. */
        record Unknown(String reason) implements Handover {}
    }
}
