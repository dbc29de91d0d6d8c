package io.muster.access;

import java.time.Instant;

/**
 * A user's latest session with console or portal.
 *
 * @param address the network address it came from at sign-in
 * @param browser what the browser called itself, at most 300 characters
 * @param lastSeenAt the last request, to the minute
 * @param open whether he is still signed in by it
 */
public record LatestSession(
        Instant beganAt,
        Instant lastSeenAt,
        String address,
        String browser,
        Proof proof,
        boolean open) {}
