package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who may disable users and can read what he is sent. */
@Component
class UsersInCharge {

    /** So many get a mail; the bell reaches all. */
    private static final int MOST_MAILS = 20;

    private final Memberships memberships;
    private final UserReading reading;

    UsersInCharge(Memberships memberships, UserReading reading) {
        this.memberships = memberships;
        this.reading = reading;
    }

    List<UserId> of(OrganizationScope whole) {
        return memberships.holders(whole, Permission.USERS_DISABLE, Integer.MAX_VALUE).stream()
                .filter(user ->
                        reading.find(whole, user)
                                .filter(found -> found.state() == UserState.ACTIVE)
                                .isPresent())
                .limit(MOST_MAILS)
                .toList();
    }
}
