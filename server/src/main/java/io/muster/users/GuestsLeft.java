package io.muster.users;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;

/**
 * People of another home have no place in the organization any more; published in the transaction
 * in which they lose it.
 */
public record GuestsLeft(OrganizationId organization, List<UserId> users) {}
