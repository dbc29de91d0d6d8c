package io.muster.notifications;

import io.muster.kernel.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail of the outbox, without its text.
 *
 * @param organization null for a mail of the instance itself
 * @param reason why it is not sent yet or never, a stable code; empty when there is nothing to say
 * @param attempts how often its hand-over was tried
 * @param dueAt not before this time is it tried again
 * @param readable whether its text is still kept
 */
record OutboxMail(
        OutgoingId id,
        @Nullable OrganizationId organization,
        String template,
        String to,
        String name,
        String subject,
        String language,
        MailState state,
        String reason,
        int attempts,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant expiresAt,
        @Nullable Instant sentAt,
        boolean readable) {}
