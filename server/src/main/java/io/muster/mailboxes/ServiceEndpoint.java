package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The services of users over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/{userId}/mail-services")
class ServiceEndpoint {

    private final ServiceChange services;

    ServiceEndpoint(ServiceChange services) {
        this.services = services;
    }

    /**
     * True where a service is on, as each is at first.
     *
     * @param imap mail programs read the user's folders
     * @param submission mail programs send as the user
     * @param reception mail for the user arrives
     * @param webmail the user reads and sends in the browser
     */
    record MailServicesView(boolean imap, boolean submission, boolean reception, boolean webmail) {

        static MailServicesView of(Set<ServiceSwitch> off) {
            return new MailServicesView(
                    !off.contains(ServiceSwitch.IMAP),
                    !off.contains(ServiceSwitch.SUBMISSION),
                    !off.contains(ServiceSwitch.RECEPTION),
                    !off.contains(ServiceSwitch.WEBMAIL));
        }

        Set<ServiceSwitch> off() {
            Set<ServiceSwitch> off = EnumSet.noneOf(ServiceSwitch.class);
            if (!imap) {
                off.add(ServiceSwitch.IMAP);
            }
            if (!submission) {
                off.add(ServiceSwitch.SUBMISSION);
            }
            if (!reception) {
                off.add(ServiceSwitch.RECEPTION);
            }
            if (!webmail) {
                off.add(ServiceSwitch.WEBMAIL);
            }
            return off;
        }
    }

    /** Tells which services are on for a user. 404 for one who has no mailbox. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping
    MailServicesView show(OrganizationScope scope, @PathVariable UserId userId) {
        return services.off(scope, userId)
                .map(MailServicesView::of)
                .orElseThrow(MailboxRule.GONE::refusal);
    }

    /**
     * Switches services of a user on and off. What is switched off is refused at once, and open
     * connections end within a second; mail for a user without reception is refused with 550.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PutMapping
    MailServicesView replace(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody MailServicesView request) {
        return switch (services.replace(scope, userId, request.off())) {
            case ServiceChange.Outcome.Done(var off) -> MailServicesView.of(off);
            case ServiceChange.Outcome.Refused(var broken) -> throw broken.refusal();
        };
    }
}
