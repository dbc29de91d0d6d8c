package io.muster.notifications;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether mails can go out, for whoever is about to send some. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/mail-way")
class MailWayEndpoint {

    private final Outbox outbox;

    MailWayEndpoint(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * @param open whether there is a way out: a relay, or the instance's own mail. Else mails wait,
     *     and passwords are mailed to nobody
     */
    record MailWay(boolean open) {}

    /** Tells whether mails can go out at this moment. */
    @Needs(Permission.USERS_READ)
    @GetMapping
    MailWay way(OrganizationScope scope) {
        Objects.requireNonNull(scope);
        return new MailWay(outbox.open());
    }
}
