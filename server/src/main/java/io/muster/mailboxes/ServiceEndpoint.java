package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
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
     * @param version the number in the entity tag
     */
    record MailServicesView(
            boolean imap, boolean submission, boolean reception, boolean webmail, int version) {

        static MailServicesView of(Set<ServiceSwitch> off) {
            return new MailServicesView(
                    !off.contains(ServiceSwitch.IMAP),
                    !off.contains(ServiceSwitch.SUBMISSION),
                    !off.contains(ServiceSwitch.RECEPTION),
                    !off.contains(ServiceSwitch.WEBMAIL),
                    ServiceChange.version(off).number());
        }
    }

    /**
     * True where a service is to be on.
     *
     * @param imap mail programs read the user's folders
     * @param submission mail programs send as the user
     * @param reception mail for the user arrives
     * @param webmail the user reads and sends in the browser
     */
    record MailServicesRequest(
            boolean imap, boolean submission, boolean reception, boolean webmail) {

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
    ResponseEntity<MailServicesView> show(OrganizationScope scope, @PathVariable UserId userId) {
        return services.off(scope, userId)
                .map(ServiceEndpoint::ok)
                .orElseThrow(MailboxRule.GONE::refusal);
    }

    /**
     * Switches services of a user on and off. What is switched off is refused at once, and open
     * connections end within a second; mail for a user without reception is refused with 550.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PutMapping
    ResponseEntity<MailServicesView> replace(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody MailServicesRequest request) {
        Version version = Version.required(ifMatch);
        return switch (services.replace(scope, userId, version, request.off())) {
            case ServiceChange.Outcome.Done(var off) -> ok(off);
            case ServiceChange.Outcome.ChangedMeanwhile(var off) ->
                    throw Version.changedMeanwhile(MailServicesView.of(off)).refusal();
            case ServiceChange.Outcome.Refused(var broken) -> throw broken.refusal();
        };
    }

    private static ResponseEntity<MailServicesView> ok(Set<ServiceSwitch> off) {
        return ResponseEntity.ok()
                .eTag(ServiceChange.version(off).tag())
                .body(MailServicesView.of(off));
    }
}
