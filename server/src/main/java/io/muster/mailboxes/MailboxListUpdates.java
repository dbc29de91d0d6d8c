package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import io.muster.users.UsersChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells open browsers that an organization's mailboxes changed, with the commit of the change. */
@Component
class MailboxListUpdates {

    private final LiveUpdates live;
    private final Scopes scopes;

    MailboxListUpdates(LiveUpdates live, Scopes scopes) {
        this.live = live;
        this.scopes = scopes;
    }

    void changed(OrganizationScope scope) {
        live.changed(scope, LiveTopic.MAILBOXES);
    }

    /** Personal ones are made, renamed and ended with their users. */
    @EventListener
    void changed(UsersChanged event) {
        changed(scopes.organization(scopes.machinery(), event.organization()));
    }
}
