package io.muster.notifications;

/** How the connection to the relay is encrypted. */
enum RelaySecurity {
    /** Not at all. */
    NONE,
    /** From the command STARTTLS on (RFC 3207); nothing is sent when the relay doesn't offer it. */
    STARTTLS,
    /** From the first octet on (RFC 8314 3). */
    TLS
}
