package io.muster.access;

import io.muster.kernel.UserId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from, after its cookie or token was checked.
 *
 * @param session the session behind the cookie, or the impersonation; null for a token
 * @param impersonation by which an administrator came, null for the user himself
 * @param limit what a token was made for, null where the caller's own rights are the only limit
 */
record Caller(
        Actor actor,
        @Nullable UUID session,
        @Nullable Impersonation impersonation,
        @Nullable Set<Permission> limit) {

    static final String ATTRIBUTE = Caller.class.getName();

    UserId user() {
        return actor.user();
    }

    boolean byToken() {
        return session == null;
    }

    boolean allows(Permission permission) {
        return limit == null || limit.contains(permission);
    }
}
