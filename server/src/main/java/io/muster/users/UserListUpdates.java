package io.muster.users;

import io.muster.access.Scopes;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells open browsers that an organization's users changed, with the commit of the change. */
@Component
class UserListUpdates {

    private final LiveUpdates live;
    private final Scopes scopes;

    UserListUpdates(LiveUpdates live, Scopes scopes) {
        this.live = live;
        this.scopes = scopes;
    }

    @EventListener
    void changed(UsersChanged event) {
        live.changed(
                scopes.organization(scopes.machinery(), event.organization()), LiveTopic.USERS);
    }
}
