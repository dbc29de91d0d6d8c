package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.domains.DomainId;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import io.muster.kernel.Version;
import io.muster.mailboxes.CatchAllActs.Standing;
import java.util.List;
import java.util.UUID;
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

/** Where mail for unknown addresses of domains goes, over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}")
class CatchAllEndpoint {

    private final CatchAllActs acts;

    CatchAllEndpoint(CatchAllActs acts) {
        this.acts = acts;
    }

    /**
     * @param id of the user, the mailbox or the group
     * @param inUse false where it takes no mail of strangers now: its user is disabled or deleted
     *     or has reception switched off or mail elsewhere, it is archived, or the group isn't open
     *     to anyone; mail is refused then
     */
    record CatchAllTarget(
            CatchAll.Kind kind, UUID id, String name, EmailAddress address, boolean inUse) {

        static CatchAllTarget of(CatchAll.Target target) {
            return new CatchAllTarget(
                    target.kind(), target.id(), target.name(), target.address(), target.inUse());
        }
    }

    /**
     * @param target null where mail for unknown addresses is refused
     * @param version the number in the entity tag; 0 where such mail is refused
     */
    record CatchAllView(DomainId domainId, @Nullable CatchAllTarget target, int version) {

        static CatchAllView of(DomainId domain, CatchAll.@Nullable Target target, Version version) {
            return new CatchAllView(
                    domain, target == null ? null : CatchAllTarget.of(target), version.number());
        }

        static CatchAllView of(DomainId domain, Standing standing) {
            return CatchAllView.of(domain, standing.target(), standing.version());
        }
    }

    /**
     * @param items of the domains that have one, at most 100
     */
    record CatchAllList(List<CatchAllView> items) {}

    /**
     * @param address of a user, a shared mailbox or a group of the organization, an alias too; null
     *     where mail for unknown addresses is to be refused
     */
    record CatchAllRequest(@Nullable String address) {

        @Nullable EmailAddress checked() {
            return address == null
                    ? null
                    : EmailAddress.parse(address)
                            .orElseThrow(() -> invalid("format", "This is no e-mail address."));
        }
    }

    /** Lists the domains of which mail for unknown addresses is taken. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/catch-alls")
    CatchAllList list(OrganizationScope scope) {
        return new CatchAllList(
                acts.all(scope).stream()
                        .map(one -> CatchAllView.of(one.domain(), one.target(), one.version()))
                        .toList());
    }

    /** Tells where mail for addresses of a domain goes that nobody has. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/domains/{domainId}/catch-all")
    ResponseEntity<CatchAllView> show(OrganizationScope scope, @PathVariable DomainId domainId) {
        return acts.of(scope, domainId)
                .map(standing -> ok(domainId, standing))
                .orElseThrow(() -> Problem.notFound("domain").refusal());
    }

    /**
     * Chooses where mail for addresses of a verified domain goes that nobody has; at first it is
     * refused. Addresses that somebody has keep their treatment, those of disabled and deleted
     * users too, and so does what stands behind a "+". Mail for postmaster and abuse goes to the
     * owners of the organization. While the target takes no mail, or the domain isn't verified,
     * mail for unknown addresses is refused.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PutMapping("/domains/{domainId}/catch-all")
    ResponseEntity<CatchAllView> replace(
            OrganizationScope scope,
            @PathVariable DomainId domainId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody CatchAllRequest request) {
        Version version = Version.required(ifMatch);
        return switch (acts.choose(scope, domainId, version, request.checked())) {
            case CatchAllActs.Outcome.Done(var standing) -> ok(domainId, standing);
            case CatchAllActs.Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(CatchAllView.of(domainId, current)).refusal();
            case CatchAllActs.Outcome.Gone() -> throw Problem.notFound("domain").refusal();
            case CatchAllActs.Outcome.NotVerified() ->
                    throw Problem.of(
                                    409,
                                    "mailboxes:domain-not-verified",
                                    "The domain isn't verified",
                                    "Prove first that the domain is yours.")
                            .refusal();
            case CatchAllActs.Outcome.Unfit(var fault) -> throw refusal(fault);
        };
    }

    private static ResponseEntity<CatchAllView> ok(DomainId domain, Standing standing) {
        return ResponseEntity.ok()
                .eTag(standing.version().tag())
                .body(CatchAllView.of(domain, standing));
    }

    private static Refusal refusal(CatchAllTargets.Fault fault) {
        return switch (fault) {
            case UNKNOWN ->
                    invalid(
                            "unknown",
                            "No user, mailbox or group of this organization has that address.");
            case ARCHIVED -> invalid("archived", "This mailbox is archived and takes no mail.");
            case OF_DELETED_USER -> invalid("user-deleted", "The user of that address is deleted.");
            case CLOSED ->
                    invalid(
                            "takes-no-mail",
                            "The user of that address takes no mail now: he is disabled, has reception switched off or gets his mail on another server.");
            case GROUP_NOT_OPEN ->
                    invalid(
                            "group-not-open",
                            "This group doesn't take mail of anyone, so it would refuse what strangers write.");
        };
    }

    private static Refusal invalid(String code, String message) {
        return Problem.invalid("address", code, message).refusal();
    }
}
