package io.muster.roles;

import io.muster.kernel.RoleId;
import java.util.Collection;

/** How high somebody stands in an organization, by the system roles he holds. */
public enum Standing {
    USER(0),
    ADMINISTRATOR(1),
    /** A primary administrator, whom administrators can't touch. */
    OWNER(2);

    private final int rank;

    Standing(int rank) {
        this.rank = rank;
    }

    /** 0 for a user, 1 for an administrator, 2 for an owner; kept by other modules to sort by. */
    public int rank() {
        return rank;
    }

    static Standing of(Collection<RoleId> roles) {
        if (roles.contains(SystemRole.OWNER.id())) {
            return OWNER;
        }
        return roles.contains(SystemRole.ADMINISTRATOR.id()) ? ADMINISTRATOR : USER;
    }
}
