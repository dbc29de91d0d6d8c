package io.muster.notifications;

import io.muster.access.Permission;
import io.muster.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Whom a notice or a live update of an organization is for. System administrators see all that is
 * for holders.
 *
 * @param user null for nobody in particular
 * @param holdersOf all who hold this in the organization when they look; null for nobody else
 */
public record Audience(@Nullable UserId user, @Nullable Permission holdersOf) {

    public Audience {
        if (user == null && holdersOf == null) {
            throw new IllegalArgumentException("a notice is for somebody");
        }
    }

    public static Audience user(UserId user) {
        return new Audience(user, null);
    }

    public static Audience holders(Permission permission) {
        return new Audience(null, permission);
    }

    /** The same, and this user too. */
    public Audience and(UserId user) {
        return new Audience(user, holdersOf);
    }
}
