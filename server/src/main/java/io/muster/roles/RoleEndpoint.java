package io.muster.roles;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import io.muster.kernel.RoleId;
import io.muster.kernel.Version;
import io.muster.roles.RoleRepository.Filter;
import io.muster.roles.RoleRepository.Listed;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

/** The roles of an organization over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/roles")
class RoleEndpoint {

    private static final int LONGEST_SEARCH = 100;

    private final Roles roles;
    private final RolePages pages;

    RoleEndpoint(Roles roles, RolePages pages) {
        this.roles = roles;
        this.pages = pages;
    }

    /**
     * @param system there from the start; can be copied, not edited or deleted
     * @param version the number in the entity tag
     */
    record RoleView(
            RoleId id,
            String name,
            String description,
            Permission.Level level,
            boolean system,
            Set<Permission> permissions,
            int version) {

        static RoleView of(Role role) {
            return new RoleView(
                    role.id(),
                    role.name(),
                    role.description(),
                    role.level(),
                    role.system(),
                    new TreeSet<>(role.permissions()),
                    role.version());
        }
    }

    /**
     * @param holders how many users hold it; null for the role that everybody holds
     */
    record ListedRole(
            RoleId id,
            String name,
            String description,
            Permission.Level level,
            boolean system,
            Set<Permission> permissions,
            @Nullable Long holders) {

        static ListedRole of(Listed listed) {
            Role role = listed.role();
            return new ListedRole(
                    role.id(),
                    role.name(),
                    role.description(),
                    role.level(),
                    role.system(),
                    new TreeSet<>(role.permissions()),
                    listed.holders());
        }
    }

    record RoleCount(long count) {}

    /**
     * @param name 1 to 100 characters, another than that of any role of the organization
     */
    record RoleCopy(@Nullable String name) {}

    /**
     * Lists the roles by name.
     *
     * @param limit 1 to 500
     * @param sort {@code name} or {@code -name}
     * @param name a part of the name, without regard to case
     * @param permission only roles with this permission
     */
    @Needs(Permission.ROLES_READ)
    @GetMapping
    Page<ListedRole> list(
            OrganizationScope scope,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable String permission,
            @RequestParam(required = false) Permission.@Nullable Level level) {
        return pages.page(scope, filter(name, permission, level), limit, cursor, sort)
                .map(ListedRole::of);
    }

    /** How many roles the same filters find. */
    @Needs(Permission.ROLES_READ)
    @GetMapping("/count")
    RoleCount count(
            OrganizationScope scope,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable String permission,
            @RequestParam(required = false) Permission.@Nullable Level level) {
        return new RoleCount(roles.count(scope, filter(name, permission, level)));
    }

    @Needs(Permission.ROLES_READ)
    @GetMapping("/{roleId}")
    ResponseEntity<RoleView> one(OrganizationScope scope, @PathVariable RoleId roleId) {
        return roles.find(scope, roleId)
                .map(RoleEndpoint::ok)
                .orElseThrow(() -> Problem.notFound("role").refusal());
    }

    /** Creates a role; the caller has to hold every permission of it. */
    @Needs(Permission.ROLES_MANAGE)
    @OncePerKey
    @PostMapping
    ResponseEntity<RoleView> create(OrganizationScope scope, @RequestBody RoleDraft draft) {
        return created(scope, roles.create(scope, draft));
    }

    /**
     * Creates a role with the permissions of another, of which the caller has to hold every one.
     */
    @Needs(Permission.ROLES_MANAGE)
    @OncePerKey
    @PostMapping("/{roleId}/copy")
    ResponseEntity<RoleView> copy(
            OrganizationScope scope, @PathVariable RoleId roleId, @RequestBody RoleCopy request) {
        String name = request.name() == null ? "" : request.name();
        return created(scope, roles.copy(scope, roleId, name));
    }

    /** Replaces the role; the rights of all who hold it change at once. */
    @Needs(Permission.ROLES_MANAGE)
    @PutMapping("/{roleId}")
    ResponseEntity<RoleView> edit(
            OrganizationScope scope,
            @PathVariable RoleId roleId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody RoleDraft draft) {
        Version version = Version.required(ifMatch);
        return switch (roles.edit(scope, roleId, version, draft)) {
            case Roles.Outcome.Saved(var role) -> ok(role);
            case Roles.Outcome.Deleted() -> throw new IllegalStateException("edited, not deleted");
            case Roles.Outcome.Refused refused -> throw refusal(refused);
        };
    }

    /** Deletes a role that nobody holds and nothing else uses. */
    @Needs(Permission.ROLES_DELETE)
    @DeleteMapping("/{roleId}")
    ResponseEntity<Void> delete(
            OrganizationScope scope,
            @PathVariable RoleId roleId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        Version version = Version.required(ifMatch);
        return switch (roles.delete(scope, roleId, version)) {
            case Roles.Outcome.Deleted() -> ResponseEntity.noContent().build();
            case Roles.Outcome.Saved _ -> throw new IllegalStateException("deleted, not saved");
            case Roles.Outcome.Refused refused -> throw refusal(refused);
        };
    }

    private static Filter filter(
            String name, @Nullable String permission, Permission.@Nullable Level level) {
        if (name.length() > LONGEST_SEARCH) {
            throw Problem.invalid("name", "too-long", "At most 100 characters.").refusal();
        }
        if (permission == null || permission.isEmpty()) {
            return new Filter(name, null, level);
        }
        return new Filter(
                name,
                Permission.parse(permission)
                        .orElseThrow(() ->
                                Problem.invalid("permission", "unknown", "No such permission.")
                                        .refusal()),
                level);
    }

    private static ResponseEntity<RoleView> ok(Role role) {
        return ResponseEntity.ok().eTag(new Version(role.version()).tag()).body(RoleView.of(role));
    }

    private static ResponseEntity<RoleView> created(
            OrganizationScope scope, Roles.Outcome outcome) {
        return switch (outcome) {
            case Roles.Outcome.Saved(var role) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/organizations/"
                                                    + scope.organization()
                                                    + "/roles/"
                                                    + role.id()))
                            .eTag(new Version(role.version()).tag())
                            .body(RoleView.of(role));
            case Roles.Outcome.Deleted() -> throw new IllegalStateException("created, not deleted");
            case Roles.Outcome.Refused refused -> throw refusal(refused);
        };
    }

    private static Refusal refusal(Roles.Outcome.Refused refused) {
        Problem problem =
                switch (refused) {
                    case Roles.Outcome.NoSuchRole() -> Problem.notFound("role");
                    case Roles.Outcome.IsSystemRole() ->
                            Problem.of(
                                    409,
                                    "roles:system-role",
                                    "This is a system role",
                                    "System roles can't be edited or deleted. Copy it and change the copy.");
                    case Roles.Outcome.Invalid(var errors) -> Problem.invalid(errors);
                    case Roles.Outcome.NameTaken() ->
                            Problem.invalid("name", "taken", "Another role has that name.");
                    case Roles.Outcome.BeyondOwnRights(var missing) ->
                            Problem.of(
                                            403,
                                            "roles:beyond-own-rights",
                                            "Beyond your own rights",
                                            "A role with permissions that you lack is not yours to make or to change.")
                                    .with(Map.of("missing", texts(missing)));
                    case Roles.Outcome.ChangedMeanwhile(var current) ->
                            Version.changedMeanwhile(RoleView.of(current));
                    case Roles.Outcome.InUse(var holders, var uses) ->
                            Problem.of(
                                            409,
                                            "roles:in-use",
                                            "The role is in use",
                                            "Take it from everybody who holds it and from everything that hands it out, then delete it.")
                                    .with(Map.of("holders", holders, "uses", uses));
                };
        return problem.refusal();
    }

    static List<String> texts(Set<Permission> permissions) {
        return permissions.stream().sorted().map(Permission::text).toList();
    }
}
