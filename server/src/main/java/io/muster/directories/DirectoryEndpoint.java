package io.muster.directories;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.directories.DirectoryWish.WantedAttributes;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import io.muster.kernel.Version;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The directories of an organization over HTTP. Their secrets go in and never come out. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/directories")
class DirectoryEndpoint {

    private final DirectoryActs acts;

    DirectoryEndpoint(DirectoryActs acts) {
        this.acts = acts;
    }

    /**
     * Which attribute holds what of a user; empty where none does.
     *
     * @param entryId what stays the same when the entry is renamed or moved
     * @param logonName what the user signs in with there
     */
    record DirectoryAttributes(
            String entryId,
            String logonName,
            String address,
            String displayName,
            String firstName,
            String lastName,
            String title,
            String department,
            String officePhone,
            String mobilePhone) {

        static DirectoryAttributes of(AttributeMapping mapping) {
            return new DirectoryAttributes(
                    mapping.entryId(),
                    mapping.logonName(),
                    mapping.address(),
                    mapping.displayName(),
                    mapping.firstName(),
                    mapping.lastName(),
                    mapping.title(),
                    mapping.department(),
                    mapping.officePhone(),
                    mapping.mobilePhone());
        }
    }

    /**
     * @param server host, with the port where it isn't the usual one
     * @param authorities certificates in PEM form, of which one must vouch for the server; empty
     *     for those that the machine trusts
     * @param account who signs in there, empty for nobody
     * @param base below which entries are looked for
     * @param filter finds the people among them
     * @param pageSize how many entries are read at once
     * @param version the number in the entity tag
     */
    record DirectoryView(
            DirectoryId id,
            String name,
            DirectoryKind kind,
            String server,
            DirectorySecurity security,
            String authorities,
            String account,
            boolean secretSet,
            String base,
            String filter,
            DirectoryAttributes attributes,
            int pageSize,
            int connectSeconds,
            int answerSeconds,
            Instant addedAt,
            int version) {

        static DirectoryView of(Directory directory) {
            DirectorySettings settings = directory.settings();
            return new DirectoryView(
                    directory.id(),
                    settings.name(),
                    settings.kind(),
                    settings.server(),
                    settings.security(),
                    settings.authorities(),
                    settings.account(),
                    directory.secret() != null,
                    settings.base(),
                    settings.filter(),
                    DirectoryAttributes.of(settings.attributes()),
                    settings.limits().pageSize(),
                    settings.limits().connectSeconds(),
                    settings.limits().answerSeconds(),
                    directory.addedAt(),
                    directory.version().number());
        }
    }

    /** Attributes as they are wanted: left out for what the kind of server calls it. */
    record DirectoryAttributesRequest(
            @Nullable String entryId,
            @Nullable String logonName,
            @Nullable String address,
            @Nullable String displayName,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String title,
            @Nullable String department,
            @Nullable String officePhone,
            @Nullable String mobilePhone) {

        private WantedAttributes wanted() {
            return new WantedAttributes(
                    entryId,
                    logonName,
                    address,
                    displayName,
                    firstName,
                    lastName,
                    title,
                    department,
                    officePhone,
                    mobilePhone);
        }
    }

    /**
     * @param name 1 to 100 characters, once in the organization
     * @param server a host, a host with a port, or a binding string as in {@code
     *     LDAP://dc.example.org/CN=Users,DC=example,DC=org}
     * @param security STARTTLS if left out, TLS where the server is written with {@code ldaps}.
     *     NONE only without an account, or on this machine
     * @param authorities certificates in PEM form, at most 20; the host name is checked either way
     * @param account a distinguished name, or in whatever form the server takes; empty for nobody
     * @param secret left out to keep the one that is set, as long as server, security, authorities
     *     and account stay the same
     * @param base left out where the binding string has it
     * @param filter as in RFC 4515; left out for that of the kind
     * @param pageSize 1 to 1000; 500 if left out
     * @param connectSeconds how long the server is waited for, 1 to 30; 5 if left out
     * @param answerSeconds how long each answer is waited for, 1 to 60; 15 if left out
     */
    record DirectoryRequest(
            @Nullable String name,
            @Nullable DirectoryKind kind,
            @Nullable String server,
            @Nullable DirectorySecurity security,
            @Nullable String authorities,
            @Nullable String account,
            @Nullable String secret,
            @Nullable String base,
            @Nullable String filter,
            @Nullable DirectoryAttributesRequest attributes,
            @Nullable Integer pageSize,
            @Nullable Integer connectSeconds,
            @Nullable Integer answerSeconds) {

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "DirectoryRequest[" + name + "]";
        }

        DirectoryWish wish() {
            return new DirectoryWish(
                    name,
                    kind,
                    server,
                    security,
                    authorities,
                    account,
                    secret,
                    base,
                    filter,
                    attributes == null ? null : attributes.wanted(),
                    pageSize,
                    connectSeconds,
                    answerSeconds);
        }
    }

    /** What a kind of server calls things. */
    record DirectoryPreset(DirectoryKind kind, String filter, DirectoryAttributes attributes) {}

    record DirectoryPresets(List<DirectoryPreset> items) {}

    /**
     * Lists directories in the order in which they were added. An organization has 50 at most.
     *
     * @param limit 1 to 500
     */
    @Needs(Permission.DIRECTORIES_READ)
    @GetMapping
    Page<DirectoryView> list(
            OrganizationScope scope,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return acts.list(scope, Keyset.byId("directories", limit, cursor)).map(DirectoryView::of);
    }

    /** Tells what each kind of server calls things: what is taken where a request leaves it out. */
    @Needs(Permission.DIRECTORIES_READ)
    @GetMapping("/presets")
    DirectoryPresets presets(OrganizationScope scope) {
        assert scope.actor() != null;
        return new DirectoryPresets(
                Arrays.stream(DirectoryKind.values())
                        .map(kind ->
                                new DirectoryPreset(
                                        kind,
                                        kind.filter(),
                                        DirectoryAttributes.of(kind.attributes())))
                        .toList());
    }

    @Needs(Permission.DIRECTORIES_READ)
    @GetMapping("/{directoryId}")
    ResponseEntity<DirectoryView> one(
            OrganizationScope scope, @PathVariable DirectoryId directoryId) {
        return acts.find(scope, directoryId)
                .map(DirectoryEndpoint::ok)
                .orElseThrow(() -> Problem.notFound("directory").refusal());
    }

    /** Adds a directory. Nothing is asked of it yet. */
    @Needs(Permission.DIRECTORIES_MANAGE)
    @OncePerKey
    @PostMapping
    ResponseEntity<DirectoryView> add(
            OrganizationScope scope, @RequestBody DirectoryRequest request) {
        return switch (acts.add(scope, request.wish())) {
            case DirectoryChange.Done(var directory) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/organizations/%s/directories/%s"
                                                    .formatted(
                                                            scope.organization(), directory.id())))
                            .eTag(directory.version().tag())
                            .body(DirectoryView.of(directory));
            case DirectoryChange.Deleted() -> throw new IllegalStateException("added, not deleted");
            case DirectoryChange.Refused refused -> throw refusal(refused);
        };
    }

    /** Replaces the settings of a directory; what is left out is as for a new one. */
    @Needs(Permission.DIRECTORIES_MANAGE)
    @PutMapping("/{directoryId}")
    ResponseEntity<DirectoryView> edit(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DirectoryRequest request) {
        Version read = Version.required(ifMatch);
        return switch (acts.edit(scope, directoryId, read, request.wish())) {
            case DirectoryChange.Done(var directory) -> ok(directory);
            case DirectoryChange.Deleted() ->
                    throw new IllegalStateException("changed, not deleted");
            case DirectoryChange.Refused refused -> throw refusal(refused);
        };
    }

    /** Takes a directory off the list. Nothing changes in the directory itself. */
    @Needs(Permission.DIRECTORIES_MANAGE)
    @DeleteMapping("/{directoryId}")
    ResponseEntity<Void> delete(
            OrganizationScope scope,
            @PathVariable DirectoryId directoryId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        return switch (acts.delete(scope, directoryId, Version.required(ifMatch))) {
            case DirectoryChange.Deleted() -> ResponseEntity.noContent().build();
            case DirectoryChange.Done _ -> throw new IllegalStateException("deleted, not changed");
            case DirectoryChange.Refused refused -> throw refusal(refused);
        };
    }

    private static Refusal refusal(DirectoryChange.Refused refused) {
        return DirectoryProblems.of(
                        refused,
                        refused instanceof DirectoryChange.ChangedMeanwhile(var current)
                                ? Version.changedMeanwhile(DirectoryView.of(current))
                                : Problem.notFound("directory"))
                .refusal();
    }

    private static ResponseEntity<DirectoryView> ok(Directory directory) {
        return ResponseEntity.ok()
                .eTag(directory.version().tag())
                .body(DirectoryView.of(directory));
    }
}
