package io.muster.organizations;

import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Cursor;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.RoleId;
import io.muster.kernel.Version;
import io.muster.roles.SystemRole;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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

/** Organizations: their list and switches for the instance, each one's settings for itself. */
@RestController
@RequestMapping("/api/v1/organizations")
class OrganizationEndpoint {

    private static final int LONGEST_SEARCH = 256;
    private static final int LARGEST_PAGE = 500;

    private static final BillingAddressFields NO_ADDRESS =
            new BillingAddressFields("", "", "", "", "");

    private final Organizations organizations;
    private final FirstOwner firstOwner;

    OrganizationEndpoint(Organizations organizations, FirstOwner firstOwner) {
        this.organizations = organizations;
        this.firstOwner = firstOwner;
    }

    /**
     * A row of the list.
     *
     * @param provedDomainsOnly whether its addresses may lie in no domain but those that it has
     *     proved; so it is at first where somebody made it by registering
     */
    record OrganizationItem(
            OrganizationId id,
            String name,
            String description,
            boolean active,
            boolean isDefault,
            boolean provedDomainsOnly,
            Instant createdAt) {}

    record OrganizationCount(long count) {}

    /**
     * @param provedDomainsOnly whether its addresses may lie in no domain but those that it has
     *     proved; so it is at first where somebody made it by registering
     * @param timeZone a name of the tz database, or empty
     * @param language a language tag (BCP 47), or empty
     * @param mailboxLimitOctets how large a mailbox may be of which nothing else is said; 0 is
     *     without limit
     * @param tellsOfImpersonation whether a user gets a mail when an administrator works with his
     *     account
     * @param locksCorporateProfiles whether administrators alone edit the profiles of corporate
     *     users
     * @param mailboxesForRegistered whether corporate users who register themselves get a personal
     *     mailbox
     * @param mailboxRoleForRegistered the role that they hold in it, which may give them less than
     *     every right
     */
    record OrganizationAnswer(
            OrganizationId id,
            String name,
            boolean active,
            boolean isDefault,
            boolean provedDomainsOnly,
            String description,
            String timeZone,
            String language,
            String taxNumber,
            BillingAddressFields billingAddress,
            long mailboxLimitOctets,
            boolean tellsOfImpersonation,
            boolean locksCorporateProfiles,
            boolean mailboxesForRegistered,
            RoleId mailboxRoleForRegistered,
            int version,
            Instant createdAt,
            Instant updatedAt) {}

    record BillingAddressFields(
            String street, String city, String postalCode, String region, String country) {}

    /**
     * @param name 3 to 256 characters, unique in the instance without regard to case
     * @param owner whoever is to be its first owner, may be left out
     */
    record OrganizationCreateRequest(String name, @Nullable FirstOwnerFields owner) {}

    /**
     * @param password may be left out; else it only opens the page on which he chooses his own
     */
    record FirstOwnerFields(
            String firstName, String lastName, String address, @Nullable String password) {}

    /**
     * @param name 3 to 256 characters, unique in the instance without regard to case
     * @param description up to 1,000 characters
     * @param timeZone a name of the tz database, or empty
     * @param language a language tag (BCP 47), or empty
     * @param taxNumber 8 to 128 characters, or empty
     * @param mailboxLimitOctets how large a mailbox may be of which nothing else is said, up to 2
     *     to the power of 50; 0 is without limit
     * @param tellsOfImpersonation whether a user gets a mail when an administrator works with his
     *     account
     * @param locksCorporateProfiles whether administrators alone edit the profiles of corporate
     *     users; false when missing
     * @param mailboxesForRegistered whether corporate users who register themselves get a personal
     *     mailbox; true when missing
     * @param mailboxRoleForRegistered the role of level mailbox that they hold in it; the system
     *     role of a mailbox's owner when missing
     */
    record OrganizationEditRequest(
            String name,
            String description,
            String timeZone,
            String language,
            String taxNumber,
            BillingAddressFields billingAddress,
            Long mailboxLimitOctets,
            Boolean tellsOfImpersonation,
            @Nullable Boolean locksCorporateProfiles,
            @Nullable Boolean mailboxesForRegistered,
            @Nullable RoleId mailboxRoleForRegistered) {}

    /**
     * Lists organizations by name.
     *
     * @param search part of the name
     * @param active only those that are on, or off
     * @param sort {@code name} or {@code -name}
     */
    @Needs(Permission.INSTANCE_ORGANIZATIONS)
    @GetMapping
    Page<OrganizationItem> list(
            InstanceScope scope,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable Boolean active,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return organizations
                .page(scope, query(search, active, sort, limit, cursor))
                .map(OrganizationEndpoint::item);
    }

    /** Counts what the list with the same filters holds. */
    @Needs(Permission.INSTANCE_ORGANIZATIONS)
    @GetMapping("/count")
    OrganizationCount count(
            InstanceScope scope,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable Boolean active) {
        return new OrganizationCount(
                organizations.count(scope, query(search, active, "name", 1, null)));
    }

    /** Creates an organization with its built-in unit and, if wanted, its first owner. */
    @Needs(Permission.INSTANCE_ORGANIZATIONS)
    @OncePerKey
    @PostMapping
    ResponseEntity<OrganizationAnswer> create(
            InstanceScope scope, @RequestBody OrganizationCreateRequest request) {
        FieldChecks checks = new FieldChecks();
        String name = checks.line("name", request.name(), 3, 256);
        Function<OrganizationScope, List<FieldError>> owner = _ -> List.of();
        if (request.owner() != null) {
            switch (firstOwner.judge(person(request.owner()))) {
                case FirstOwner.Judgement.Fit(var entrance) -> owner = entrance::into;
                case FirstOwner.Judgement.Unfit(var errors) -> checks.addAll("owner.", errors);
            }
        }
        checks.refuseFaults();
        return switch (organizations.create(scope, name, owner)) {
            case Organizations.Founding.NameTaken() -> throw nameTaken();
            case Organizations.Founding.OwnerRefused(var errors) -> {
                FieldChecks refused = new FieldChecks();
                refused.addAll("owner.", errors);
                refused.refuseFaults();
                throw new IllegalStateException("refused without a reason");
            }
            case Organizations.Founding.Founded(var own) -> {
                Organization made = organizations.find(own).orElseThrow();
                yield ResponseEntity.created(URI.create("/api/v1/organizations/" + made.id()))
                        .eTag(made.version().tag())
                        .body(answer(made));
            }
        };
    }

    /** The settings of one organization. */
    @Needs(Permission.ORGANIZATION_READ)
    @GetMapping("/{organizationId}")
    ResponseEntity<OrganizationAnswer> show(OrganizationScope scope) {
        return organizations
                .find(scope)
                .map(OrganizationEndpoint::tagged)
                .orElseThrow(() -> Problem.notFound("organization").refusal());
    }

    /** Replaces name and settings. */
    @Needs(Permission.ORGANIZATION_MANAGE)
    @PutMapping("/{organizationId}")
    ResponseEntity<OrganizationAnswer> edit(
            OrganizationScope scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody OrganizationEditRequest request) {
        Version read = Version.required(ifMatch);
        FieldChecks checks = new FieldChecks();
        String name = checks.line("name", request.name(), 3, 256);
        OrganizationSettings settings = settings(checks, request);
        checks.refuseFaults();
        return switch (organizations.edit(scope, read, name, settings)) {
            case Organizations.Edit.Edited(var edited) -> tagged(edited);
            case Organizations.Edit.NameTaken() -> throw nameTaken();
            case Organizations.Edit.NoSuchMailboxRole() ->
                    throw Problem.invalid(
                                    "mailboxRoleForRegistered",
                                    "unknown",
                                    "There is no such role on mailboxes.")
                            .refusal();
            case Organizations.Edit.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(answer(current)).refusal();
            case Organizations.Edit.Gone() -> throw Problem.notFound("organization").refusal();
        };
    }

    /**
     * Switches an organization off: nobody at home in it can sign in, all their sessions end at
     * once, their states stay.
     */
    @Needs(Permission.INSTANCE_ORGANIZATIONS)
    @PostMapping("/{organizationId}/actions/switch-off")
    ResponseEntity<OrganizationAnswer> switchOff(
            InstanceScope scope, @PathVariable OrganizationId organizationId) {
        return switched(organizations.switchOff(scope, organizationId));
    }

    /** Switches an organization on again. */
    @Needs(Permission.INSTANCE_ORGANIZATIONS)
    @PostMapping("/{organizationId}/actions/switch-on")
    ResponseEntity<OrganizationAnswer> switchOn(
            InstanceScope scope, @PathVariable OrganizationId organizationId) {
        return switched(organizations.switchOn(scope, organizationId));
    }

    /** Makes this the default organization instead of the one that was. */
    @Needs(Permission.INSTANCE_ORGANIZATIONS)
    @PostMapping("/{organizationId}/actions/make-default")
    ResponseEntity<OrganizationAnswer> makeDefault(
            InstanceScope scope, @PathVariable OrganizationId organizationId) {
        return switched(organizations.makeDefault(scope, organizationId));
    }

    /**
     * From now on the organization may give no addresses but those in domains that it has proved.
     * Addresses that it gave before stay.
     */
    @Needs(Permission.INSTANCE_ORGANIZATIONS)
    @PostMapping("/{organizationId}/actions/require-proved-domains")
    ResponseEntity<OrganizationAnswer> requireProvedDomains(
            InstanceScope scope, @PathVariable OrganizationId organizationId) {
        return switched(organizations.setProvedDomainsOnly(scope, organizationId, true));
    }

    /**
     * From now on the organization, as long as it has proved no domain, may give addresses in
     * domains that nobody has proved. Mail to them, also of other organizations here, then stays in
     * its mailboxes: only for organizations that you trust.
     */
    @Needs(Permission.INSTANCE_ORGANIZATIONS)
    @PostMapping("/{organizationId}/actions/allow-unproved-domains")
    ResponseEntity<OrganizationAnswer> allowUnprovedDomains(
            InstanceScope scope, @PathVariable OrganizationId organizationId) {
        return switched(organizations.setProvedDomainsOnly(scope, organizationId, false));
    }

    private static ResponseEntity<OrganizationAnswer> switched(Organizations.Switch outcome) {
        return switch (outcome) {
            case Organizations.Switch.Done(var organization) -> tagged(organization);
            case Organizations.Switch.Gone() -> throw Problem.notFound("organization").refusal();
            case Organizations.Switch.DefaultStaysOn() ->
                    throw Problem.of(
                                    409,
                                    "organizations:default-stays-on",
                                    "The default organization is always on",
                                    "Make another organization the default one first, or switch this one on.")
                            .refusal();
            case Organizations.Switch.OwnOrganization() ->
                    throw Problem.of(
                                    409,
                                    "organizations:own-organization",
                                    "This is your own organization",
                                    "You could not sign in any more. Ask a system administrator of another organization.")
                            .refusal();
        };
    }

    private static OrganizationQuery query(
            String search,
            @Nullable Boolean active,
            String sort,
            int limit,
            @Nullable String cursor) {
        FieldChecks checks = new FieldChecks();
        String part = checks.lineOrNone("search", search, 1, LONGEST_SEARCH);
        if (!sort.equals("name") && !sort.equals("-name")) {
            checks.add("sort", "unknown", "Organizations are sorted by name or -name.");
        }
        if (limit < 1 || limit > LARGEST_PAGE) {
            checks.add("limit", "range", "A page has 1 to 500 rows.");
        }
        Cursor place =
                cursor == null
                        ? null
                        : Cursor.decode(cursor, sort)
                                .filter(read ->
                                        read.values().size() == 1
                                                && read.values().getFirst() != null)
                                .orElse(null);
        if (cursor != null && place == null) {
            checks.add("cursor", "format", "This cursor belongs to another list.");
        }
        checks.refuseFaults();
        return new OrganizationQuery(part, active, sort.startsWith("-"), place, limit);
    }

    private static OrganizationSettings settings(
            FieldChecks checks, OrganizationEditRequest request) {
        BillingAddressFields billing =
                Objects.requireNonNullElse(request.billingAddress(), NO_ADDRESS);
        return new OrganizationSettings(
                checks.lines("description", request.description(), 1_000),
                checks.timeZone("timeZone", request.timeZone()),
                checks.language("language", request.language()),
                checks.lineOrNone("taxNumber", request.taxNumber(), 8, 128),
                new OrganizationSettings.BillingAddress(
                        checks.lines("billingAddress.street", billing.street(), 255),
                        checks.lineOrNone("billingAddress.city", billing.city(), 1, 255),
                        checks.lineOrNone("billingAddress.postalCode", billing.postalCode(), 1, 32),
                        checks.lineOrNone("billingAddress.region", billing.region(), 1, 255),
                        checks.lineOrNone("billingAddress.country", billing.country(), 1, 255)),
                checks.octets("mailboxLimitOctets", request.mailboxLimitOctets()),
                request.tellsOfImpersonation(),
                Boolean.TRUE.equals(request.locksCorporateProfiles()),
                !Boolean.FALSE.equals(request.mailboxesForRegistered()),
                Objects.requireNonNullElse(
                        request.mailboxRoleForRegistered(), SystemRole.MAILBOX_OWNER.id()));
    }

    private static FirstOwner.Person person(FirstOwnerFields owner) {
        return new FirstOwner.Person(
                Objects.requireNonNullElse(owner.firstName(), ""),
                Objects.requireNonNullElse(owner.lastName(), ""),
                Objects.requireNonNullElse(owner.address(), ""),
                Objects.requireNonNullElse(owner.password(), ""));
    }

    private static ResponseEntity<OrganizationAnswer> tagged(Organization organization) {
        return ResponseEntity.ok().eTag(organization.version().tag()).body(answer(organization));
    }

    private static OrganizationItem item(Organization organization) {
        return new OrganizationItem(
                organization.id(),
                organization.name(),
                organization.settings().description(),
                organization.active(),
                organization.isDefault(),
                organization.provedDomainsOnly(),
                organization.createdAt());
    }

    private static OrganizationAnswer answer(Organization organization) {
        OrganizationSettings settings = organization.settings();
        OrganizationSettings.BillingAddress billing = settings.billingAddress();
        return new OrganizationAnswer(
                organization.id(),
                organization.name(),
                organization.active(),
                organization.isDefault(),
                organization.provedDomainsOnly(),
                settings.description(),
                settings.timeZone(),
                settings.language(),
                settings.taxNumber(),
                new BillingAddressFields(
                        billing.street(),
                        billing.city(),
                        billing.postalCode(),
                        billing.region(),
                        billing.country()),
                settings.mailboxLimitOctets(),
                settings.tellsOfImpersonation(),
                settings.locksCorporateProfiles(),
                settings.mailboxesForRegistered(),
                settings.mailboxRoleForRegistered(),
                organization.version().number(),
                organization.createdAt(),
                organization.updatedAt());
    }

    private static RuntimeException nameTaken() {
        return Problem.of(
                        409,
                        "organizations:name-taken",
                        "That name is taken",
                        "Another organization of this instance has that name.")
                .with(List.of(new FieldError("name", "taken", "That name is taken.")))
                .refusal();
    }
}
