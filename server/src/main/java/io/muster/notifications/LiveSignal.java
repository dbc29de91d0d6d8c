package io.muster.notifications;

import io.muster.access.Permission;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What the servers on one database tell each other: something changed, and whom it concerns. It
 * holds ids only, at most some hundred octets.
 */
record LiveSignal(
        LiveTopic topic,
        @Nullable OrganizationId organization,
        @Nullable UserId user,
        @Nullable Permission holdersOf) {}
