package io.muster.access;

import io.muster.kernel.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts: the user, the way he came and the address he came from. A parameter of every act, never
 * a thread-local.
 *
 * @param name what people called the user at that moment; kept in the audit log after he is gone
 * @param address the IP address of the client, empty for work that the server does by itself
 * @param impersonator who really acts, with the account of that user; null where it is he himself
 */
public record Actor(
        UserId user,
        String name,
        Channel channel,
        String address,
        @Nullable Impersonator impersonator) {

    /** An administrator who works with somebody else's account. */
    public record Impersonator(UserId user, String name) {}

    public Actor(UserId user, String name, Channel channel, String address) {
        this(user, name, channel, address, null);
    }

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
        return new Actor(user, name, Channel.JOB, address, impersonator);
    }
}
