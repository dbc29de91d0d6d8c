package io.muster.roles;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.roles.EffectiveRights.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What one user holds, and what follows from it. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/{userId}")
class GrantEndpoint {

    private final Grants grants;
    private final EffectiveRights effective;

    GrantEndpoint(Grants grants, EffectiveRights effective) {
        this.grants = grants;
        this.effective = effective;
    }

    record GrantedRole(RoleId id, String name, String description, boolean system) {

        static GrantedRole of(Role role) {
            return new GrantedRole(role.id(), role.name(), role.description(), role.system());
        }
    }

    /**
     * @param roles without the one that everybody holds
     * @param permissions those granted outside any role
     * @param version the number in the entity tag
     */
    record GrantsView(List<GrantedRole> roles, Set<Permission> permissions, int version) {

        static GrantsView of(Grants.Held held) {
            return new GrantsView(
                    held.roles().stream().map(GrantedRole::of).toList(),
                    new TreeSet<>(held.permissions()),
                    held.version());
        }
    }

    /**
     * @param roles the ids of all roles that he is to hold, at most 100
     * @param permissions all that he is to hold outside any role
     */
    record GrantsRequest(@Nullable List<RoleId> roles, @Nullable List<Permission> permissions) {}

    record EffectiveRightsView(
            boolean signsIn, boolean systemAdministrator, List<RightView> rights) {}

    record RightView(
            Permission permission,
            Permission.Section section,
            String summary,
            boolean held,
            List<SourceView> through) {}

    /**
     * @param roleId null where the right doesn't come from a role, as is {@code roleName}
     */
    record SourceView(Kind kind, @Nullable RoleId roleId, @Nullable String roleName) {}

    @Needs(Permission.ROLES_READ)
    @GetMapping("/grants")
    ResponseEntity<GrantsView> grants(OrganizationScope scope, @PathVariable UserId userId) {
        return answer(scope, userId);
    }

    /**
     * Replaces all roles and single permissions. What is given needs {@code grants:assign}, what is
     * taken away {@code grants:revoke}; rights change from the user's next request on.
     */
    @Needs(value = Permission.GRANTS_ASSIGN, or = Permission.GRANTS_REVOKE)
    @PutMapping("/grants")
    ResponseEntity<GrantsView> replace(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody GrantsRequest request) {
        Version version = Version.required(ifMatch);
        List<RoleId> roles = request.roles() == null ? List.of() : request.roles();
        List<Permission> permissions =
                request.permissions() == null ? List.of() : request.permissions();
        WantedRights.check(
                roles,
                permissions,
                Permission.Level.ORGANIZATION,
                "Only permissions of the organization are granted here.");
        Grants.Outcome outcome =
                grants.replace(
                        scope, userId, version, Set.copyOf(roles), new TreeSet<>(permissions));
        return switch (outcome) {
            case Grants.Outcome.Changed(), Grants.Outcome.Unchanged() -> answer(scope, userId);
            case Grants.Outcome.Refused refused -> throw refusal(scope, userId, roles, refused);
        };
    }

    /**
     * Says of each permission whether the user holds it and through what, also of a user who can't
     * sign in.
     *
     * @param permission asks for this one only
     */
    @Needs(Permission.ROLES_READ)
    @GetMapping("/effective-rights")
    EffectiveRightsView effectiveRights(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestParam(required = false) @Nullable String permission) {
        Permission only =
                permission == null
                        ? null
                        : Permission.parse(permission)
                                .orElseThrow(() ->
                                        Problem.invalid(
                                                        "permission",
                                                        "unknown",
                                                        "No such permission.")
                                                .refusal());
        return effective
                .of(scope, userId, only)
                .map(answer ->
                        new EffectiveRightsView(
                                answer.signsIn(),
                                answer.systemAdministrator(),
                                answer.rights().stream().map(GrantEndpoint::view).toList()))
                .orElseThrow(() -> Problem.notFound("user").refusal());
    }

    private ResponseEntity<GrantsView> answer(OrganizationScope scope, UserId user) {
        Grants.Held held =
                grants.of(scope, user).orElseThrow(() -> Problem.notFound("user").refusal());
        return ResponseEntity.ok()
                .eTag(new Version(held.version()).tag())
                .body(GrantsView.of(held));
    }

    private Refusal refusal(
            OrganizationScope scope,
            UserId user,
            List<RoleId> roles,
            Grants.Outcome.Refused refused) {
        Problem problem =
                switch (refused) {
                    case Grants.Outcome.NoSuchUser() -> Problem.notFound("user");
                    case Grants.Outcome.NoSuchRole(var role) ->
                            Problem.invalid(
                                    "roles[" + roles.indexOf(role) + "]",
                                    "unknown",
                                    "No such role.");
                    case Grants.Outcome.NotPermitted(var needed) -> needed.lacking();
                    case Grants.Outcome.BeyondOwnRights(var missing) ->
                            Problem.of(
                                            403,
                                            "roles:beyond-own-rights",
                                            "Beyond your own rights",
                                            missing.isEmpty()
                                                    ? "Only an owner or a system administrator names an owner."
                                                    : "You can't give permissions that you lack.")
                                    .with(Map.of("missing", RoleEndpoint.texts(missing)));
                    case Grants.Outcome.Outranked() ->
                            Problem.of(
                                    403,
                                    "roles:outranked",
                                    "Higher rights than yours",
                                    "This user's rights go beyond yours, so you can't change them.");
                    case Grants.Outcome.LastOwner() ->
                            Problem.of(
                                    409,
                                    "roles:last-owner",
                                    "The last owner stays",
                                    "Name another owner first.");
                    case Grants.Outcome.ChangedMeanwhile() ->
                            grants.of(scope, user)
                                    .map(held -> Version.changedMeanwhile(GrantsView.of(held)))
                                    .orElseGet(() -> Problem.notFound("user"));
                };
        return problem.refusal();
    }

    private static RightView view(EffectiveRights.Right right) {
        return new RightView(
                right.permission(),
                right.permission().section(),
                right.permission().summary(),
                right.held(),
                right.through().stream()
                        .map(source -> {
                            Role role = source.role();
                            return new SourceView(
                                    source.kind(),
                                    role == null ? null : role.id(),
                                    role == null ? null : role.name());
                        })
                        .collect(Collectors.toList()));
    }
}
