package io.muster.access;

import io.muster.kernel.UserId;

/**
 * Somebody worked with a session or an API token of his. Published once a minute for each at most,
 * and by the way: whoever hears it must not wait for anything.
 */
public record UserSeen(UserId user) {}
