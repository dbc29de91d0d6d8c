package io.muster.notifications;

import io.muster.kernel.OrganizationId;

/**
 * A mail of an organization is in the hands of a relay, another server or an inbox here. Told in
 * the transaction that marks it so.
 */
public record MailHandedOver(OutgoingId mail, OrganizationId organization) {}
