package io.muster.access;

import io.muster.kernel.OrganizationId;
import java.util.HashSet;
import java.util.Set;

/**
 * The right of one actor to work in one organization. Only this module makes one, after the
 * decision was taken; every query on an organization's rows takes one, so that a forgotten check
 * doesn't compile.
 */
public final class OrganizationScope {

    private final OrganizationId organization;
    private final Actor actor;
    private final Set<Permission> permissions;

    OrganizationScope(OrganizationId organization, Actor actor, Set<Permission> permissions) {
        this.organization = organization;
        this.actor = actor;
        this.permissions = Set.copyOf(permissions);
    }

    public OrganizationId organization() {
        return organization;
    }

    public Actor actor() {
        return actor;
    }

    /**
     * Whether the actor also holds this right here: for acts with an optional part that needs one
     * more.
     */
    public boolean holds(Permission permission) {
        return permissions.contains(permission);
    }

    /**
     * Lets pass who holds the right; for endpoints whose operation is declared with {@link
     * Needs#orOwn}.
     *
     * @throws io.muster.kernel.Refusal 403 for whoever lacks it
     */
    public void demand(Permission permission) {
        if (!holds(permission)) {
            throw permission.lacking().refusal();
        }
    }

    /** The same with none but these of its rights: those that a token or the start of a job had. */
    public OrganizationScope within(Set<Permission> most) {
        Set<Permission> both = new HashSet<>(permissions);
        both.retainAll(most);
        return new OrganizationScope(organization, actor, both);
    }

    /** All rights of the actor here: nobody grants what he lacks. */
    public Set<Permission> permissions() {
        return permissions;
    }
}
