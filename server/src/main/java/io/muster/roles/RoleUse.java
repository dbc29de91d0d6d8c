package io.muster.roles;

import io.muster.access.OrganizationScope;
import io.muster.kernel.RoleId;
import java.util.List;

/**
 * What else a role is used for besides being held: a module that hands roles out later (an open
 * invitation, the mailbox made for new users) implements it, and the role can't be deleted as long
 * as it answers something.
 */
public interface RoleUse {

    /** Every use of the role in the organization, in the transaction of the deletion. */
    List<Use> usesOf(OrganizationScope scope, RoleId role);

    /** How many hold the role through that use. */
    default long holdersOf(OrganizationScope scope, RoleId role) {
        return 0;
    }

    /** Whether somebody's rights that follow from the role aren't the actor's to change. */
    default boolean isOutOfReach(OrganizationScope scope, RoleId role) {
        return false;
    }

    /**
     * @param code stable and machine-readable: {@code invitations.open}
     * @param sentence for people: what has to be changed before the role can be deleted
     */
    record Use(String code, String sentence) {}
}
