package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.users.UserSelection;
import io.muster.users.UserSelections;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Size limits, services and aliases of many users, as jobs. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/actions")
class BulkMailboxEndpoint {

    private final UserSelections selections;

    BulkMailboxEndpoint(UserSelections selections) {
        this.selections = selections;
    }

    /**
     * @param limitOctets up to 2 to the power of 50; 0 is without limit, null as the organization
     *     has it
     */
    record BulkMailboxLimitRequest(UserSelection selection, @Nullable Long limitOctets) {}

    /**
     * True switches on, false off; one that is missing stays as it is.
     *
     * @param imap mail programs read the user's folders
     * @param submission mail programs send as the user
     * @param reception mail for the user arrives
     * @param webmail the user reads and sends in the browser
     */
    record BulkServicesRequest(
            UserSelection selection,
            @Nullable Boolean imap,
            @Nullable Boolean submission,
            @Nullable Boolean reception,
            @Nullable Boolean webmail) {

        ServiceWork.Ways ways() {
            Map<ServiceSwitch, Boolean> ways = new EnumMap<>(ServiceSwitch.class);
            put(ways, ServiceSwitch.IMAP, imap);
            put(ways, ServiceSwitch.SUBMISSION, submission);
            put(ways, ServiceSwitch.RECEPTION, reception);
            put(ways, ServiceSwitch.WEBMAIL, webmail);
            if (ways.isEmpty()) {
                throw Problem.invalid("imap", "required", "Switch at least one service.").refusal();
            }
            return new ServiceWork.Ways(ways);
        }

        private static void put(
                Map<ServiceSwitch, Boolean> ways, ServiceSwitch service, @Nullable Boolean isOn) {
            if (isOn != null) {
                ways.put(service, isOn);
            }
        }
    }

    /**
     * @param way whether the alias comes or goes
     * @param pattern an address with places for what tells users apart, at most 254 characters:
     *     {@code {local}} and {@code {domain}} of the address, {@code {first}} and {@code {last}}
     *     of the name, {@code {f}} and {@code {l}} for their first letters
     * @param dryRun true for a job that says what would become of each user, and changes nothing
     */
    record BulkAliasRequest(
            UserSelection selection,
            AliasWork.Way way,
            @Nullable String pattern,
            @Nullable Boolean dryRun) {

        AliasWork.Wanted wanted() {
            AliasPattern made = new AliasPattern(pattern == null ? "" : pattern.strip());
            made.fault()
                    .ifPresent(fault -> {
                        throw Problem.invalid("pattern", "format", fault).refusal();
                    });
            return new AliasWork.Wanted(way, made.text(), Boolean.TRUE.equals(dryRun));
        }
    }

    /** The job that does it. */
    record StartedMailboxJob(JobId jobId) {}

    /**
     * Says how large the mailboxes of users may become, each as if alone. What is in them stays.
     * The job can be undone.
     */
    @Needs(Permission.MAILBOXES_STORAGE)
    @OncePerKey
    @PostMapping("/set-mailbox-limit")
    ResponseEntity<StartedMailboxJob> setLimit(
            OrganizationScope scope, @RequestBody BulkMailboxLimitRequest request) {
        Long octets = request.limitOctets();
        if (octets != null && (octets < 0 || octets > MailboxLimits.MOST)) {
            throw MailboxLimits.outOfRange().refusal();
        }
        return start(
                scope, SizeLimitWork.KIND, new SizeLimitWork.Wanted(octets), request.selection());
    }

    /**
     * Switches services of users on and off, each as if alone. What is switched off is refused at
     * once. The job can be undone.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @OncePerKey
    @PostMapping("/switch-services")
    ResponseEntity<StartedMailboxJob> switchServices(
            OrganizationScope scope, @RequestBody BulkServicesRequest request) {
        return start(scope, ServiceWork.KIND, request.ways(), request.selection());
    }

    /**
     * Gives users a further address by a pattern, or takes it from them, each as if alone. Where
     * the address can't be had the outcome says why. The job can be undone.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @OncePerKey
    @PostMapping("/change-aliases")
    ResponseEntity<StartedMailboxJob> changeAliases(
            OrganizationScope scope, @RequestBody BulkAliasRequest request) {
        return start(scope, AliasWork.KIND, request.wanted(), request.selection());
    }

    private ResponseEntity<StartedMailboxJob> start(
            OrganizationScope scope, String kind, Object parameters, UserSelection selection) {
        List<FieldError> errors = selection.errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        JobId job = selections.start(scope, kind, parameters, selection);
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/jobs/%s"
                                        .formatted(scope.organization(), job)))
                .body(new StartedMailboxJob(job));
    }
}
