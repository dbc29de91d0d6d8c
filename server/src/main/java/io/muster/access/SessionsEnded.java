package io.muster.access;

import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;

/**
 * Whatever these users have open ends with this transaction: sign-in was closed to them or their
 * password changed. Published in it; connections of other services end after its commit.
 */
public record SessionsEnded(List<UserId> users) {

    public SessionsEnded {
        users = List.copyOf(users);
    }

    SessionsEnded(Collection<UserId> users) {
        this(List.copyOf(users));
    }
}
