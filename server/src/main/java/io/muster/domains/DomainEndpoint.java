package io.muster.domains;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.DomainName;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import io.muster.kernel.Version;
import java.net.IDN;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The domains of an organization over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/domains")
class DomainEndpoint {

    private final DomainActs acts;
    private final DomainVerification verification;

    DomainEndpoint(DomainActs acts, DomainVerification verification) {
        this.acts = acts;
        this.verification = verification;
    }

    /**
     * The record that proves the domain.
     *
     * @param host the name of the record
     * @param value what it says: the text, or the name that it points to
     */
    record DomainProof(Proof.Method method, String host, String value) {}

    /**
     * What the last look for the record came to.
     *
     * @param found what stood at its place, at most 10 values
     */
    record DomainFinding(Finding.Outcome outcome, List<String> found) {}

    /**
     * @param name in ASCII form
     * @param displayName as people write it
     * @param verifiedAt null while it is unverified
     * @param lastCheckedAt null before the first look for its record
     * @param lastFinding null before the first look has ended
     * @param nextCheckAt when the server looks by itself; null while it doesn't
     * @param givesUpAt until when it looks for the record of an unverified domain; null before that
     *     began
     * @param missed on how many daily looks in a row the record of a verified domain was gone; on
     *     the third it is unverified
     * @param version the number in the entity tag
     */
    record DomainView(
            DomainId id,
            DomainName name,
            String displayName,
            DomainState state,
            Domain.Verification verification,
            DomainProof proof,
            Instant addedAt,
            @Nullable Instant verifiedAt,
            @Nullable Instant lastCheckedAt,
            @Nullable DomainFinding lastFinding,
            @Nullable Instant nextCheckAt,
            @Nullable Instant givesUpAt,
            int missed,
            int version) {

        static DomainView of(Domain domain) {
            Finding finding = domain.lastFinding();
            return new DomainView(
                    domain.id(),
                    domain.name(),
                    IDN.toUnicode(domain.name().value()),
                    domain.state(),
                    domain.verification(),
                    new DomainProof(
                            domain.proof().method(), domain.proof().host(), domain.proof().value()),
                    domain.addedAt(),
                    domain.verifiedAt(),
                    domain.lastCheckedAt(),
                    finding == null ? null : new DomainFinding(finding.outcome(), finding.values()),
                    domain.nextCheckAt(),
                    domain.givesUpAt(),
                    domain.missed(),
                    domain.version().number());
        }
    }

    /**
     * @param name 3 to 200 characters in ASCII form; other scripts are written in it
     * @param method by which record it is proved; TXT if left out
     */
    record DomainRequest(@Nullable String name, Proof.@Nullable Method method) {}

    /**
     * @param method by which record it is proved
     */
    record DomainMethod(Proof.@Nullable Method method) {}

    /**
     * @param confirmation the name of the domain, typed
     */
    record DomainDeletion(@Nullable String confirmation) {}

    /**
     * Lists domains in the order in which they were added.
     *
     * @param limit 1 to 500
     */
    @Needs(Permission.DOMAINS_READ)
    @GetMapping
    Page<DomainView> list(
            OrganizationScope scope,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return acts.list(scope, Keyset.byId("domains", limit, cursor)).map(DomainView::of);
    }

    @Needs(Permission.DOMAINS_READ)
    @GetMapping("/{domainId}")
    ResponseEntity<DomainView> one(OrganizationScope scope, @PathVariable DomainId domainId) {
        return acts.find(scope, domainId)
                .map(DomainEndpoint::ok)
                .orElseThrow(() -> Problem.notFound("domain").refusal());
    }

    /**
     * Adds a domain, unverified. It must be known in the name service; free-mail domains and those
     * that another organization has verified are refused, and more than 100.
     */
    @Needs(Permission.DOMAINS_MANAGE)
    @OncePerKey
    @PostMapping
    ResponseEntity<DomainView> add(OrganizationScope scope, @RequestBody DomainRequest request) {
        Proof.Method method = request.method() == null ? Proof.Method.TXT : request.method();
        return switch (acts.add(scope, PublicName.required(request.name()), method)) {
            case DomainChange.Done(var domain) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/organizations/%s/domains/%s"
                                                    .formatted(scope.organization(), domain.id())))
                            .eTag(domain.version().tag())
                            .body(DomainView.of(domain));
            case DomainChange.Deleted() -> throw new IllegalStateException("added, not deleted");
            case DomainChange.Refused refused -> throw refusal(refused);
        };
    }

    /** Changes by which record an unverified domain is proved. */
    @Needs(Permission.DOMAINS_MANAGE)
    @PutMapping("/{domainId}")
    ResponseEntity<DomainView> edit(
            OrganizationScope scope,
            @PathVariable DomainId domainId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DomainMethod request) {
        Version read = Version.required(ifMatch);
        if (request.method() == null) {
            throw Problem.invalid("method", "required", "Say TXT or CNAME.").refusal();
        }
        return answer(acts.choose(scope, domainId, read, request.method()));
    }

    /**
     * Looks for the record at once, once a minute at most. While it isn't found, the server looks
     * again by itself for 72 hours. A domain that is found becomes inactive. Of a verified domain
     * it only notes whether the record is still there.
     */
    @Needs(Permission.DOMAINS_MANAGE)
    @PostMapping("/{domainId}/actions/verify")
    ResponseEntity<DomainView> verify(OrganizationScope scope, @PathVariable DomainId domainId) {
        return answer(verification.verify(scope, domainId));
    }

    /** Takes an inactive domain into use. */
    @Needs(Permission.DOMAINS_MANAGE)
    @PostMapping("/{domainId}/actions/activate")
    ResponseEntity<DomainView> activate(OrganizationScope scope, @PathVariable DomainId domainId) {
        return answer(acts.activate(scope, domainId));
    }

    /** Takes an active domain out of use; it stays verified. */
    @Needs(Permission.DOMAINS_MANAGE)
    @PostMapping("/{domainId}/actions/deactivate")
    ResponseEntity<DomainView> deactivate(
            OrganizationScope scope, @PathVariable DomainId domainId) {
        return answer(acts.deactivate(scope, domainId));
    }

    /** Takes a domain off the list, whatever its state. Another organization can have it then. */
    @Needs(Permission.DOMAINS_MANAGE)
    @PostMapping("/{domainId}/actions/delete")
    ResponseEntity<Void> delete(
            OrganizationScope scope,
            @PathVariable DomainId domainId,
            @RequestBody DomainDeletion request) {
        String typed = request.confirmation() == null ? "" : request.confirmation();
        return switch (acts.delete(scope, domainId, typed)) {
            case DomainChange.Deleted() -> ResponseEntity.noContent().build();
            case DomainChange.Done _ -> throw new IllegalStateException("deleted, not changed");
            case DomainChange.Refused refused -> throw refusal(refused);
        };
    }

    private static ResponseEntity<DomainView> answer(DomainChange change) {
        return switch (change) {
            case DomainChange.Done(var domain) -> ok(domain);
            case DomainChange.Deleted() -> throw new IllegalStateException("changed, not deleted");
            case DomainChange.Refused refused -> throw refusal(refused);
        };
    }

    private static Refusal refusal(DomainChange.Refused refused) {
        return DomainProblems.of(
                refused,
                refused instanceof DomainChange.ChangedMeanwhile(var current)
                        ? Version.changedMeanwhile(DomainView.of(current))
                        : Problem.notFound("domain"));
    }

    private static ResponseEntity<DomainView> ok(Domain domain) {
        return ResponseEntity.ok().eTag(domain.version().tag()).body(DomainView.of(domain));
    }
}
