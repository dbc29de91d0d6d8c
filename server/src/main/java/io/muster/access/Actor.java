package io.muster.access;

import io.muster.kernel.UserId;
import java.util.UUID;

/**
 * Who acts: the user, the way he came and the address he came from. A parameter of every act, never
 * a thread-local.
 *
 * @param name what people called the user at that moment; kept in the audit log after he is gone
 * @param address the IP address of the client, empty for work that the server does by itself
 */
public record Actor(UserId user, String name, Channel channel, String address) {

    /** The server itself, in work that nobody asked for: expiry, sending of mails, purging. */
    public static final Actor SYSTEM =
            new Actor(new UserId(new UUID(0, 0)), "system", Channel.SYSTEM, "");

    /** The ways in. */
    public enum Channel {
        CONSOLE,
        API,
        JOB,
        SYSTEM,
        /** A mail program: IMAP or SMTP. */
        MAIL
    }

    /** The same person, acting through a job that he started. */
    public Actor throughJob() {
        return new Actor(user, name, Channel.JOB, address);
    }
}
