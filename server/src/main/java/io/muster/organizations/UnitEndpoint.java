package io.muster.organizations;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.kernel.UnitId;
import io.muster.kernel.Version;
import java.net.URI;
import java.util.List;
import java.util.Map;
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

/** The tree of units of one organization. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/units")
class UnitEndpoint {

    private final Units units;
    private final UnitRemoval removal;
    private final UnitCounts counts;

    UnitEndpoint(Units units, UnitRemoval removal, UnitCounts counts) {
        this.units = units;
        this.removal = removal;
        this.counts = counts;
    }

    /**
     * @param parentId null at the top
     * @param seesAll its members see the users of all units
     * @param users who is directly in it, deleted users left out
     */
    record UnitItem(
            UnitId id,
            @Nullable UnitId parentId,
            String name,
            String description,
            boolean builtIn,
            boolean seesAll,
            int version,
            long users) {}

    /** The whole tree, siblings by name; the console hangs each unit below its parent. */
    record UnitItems(List<UnitItem> items) {}

    /**
     * @param name 1 to 64 characters without a slash, unique among its siblings
     * @param description up to 255 characters
     * @param parentId null for the top
     */
    record UnitRequest(String name, @Nullable String description, @Nullable UnitId parentId) {}

    record UnitRemovalStarted(JobId jobId) {}

    @Needs(Permission.UNITS_READ)
    @GetMapping
    UnitItems tree(OrganizationScope scope) {
        Map<UnitId, Long> users = counts.of(scope);
        return new UnitItems(
                units.tree(scope).units().stream().map(unit -> item(unit, users)).toList());
    }

    /** Makes a unit, 16 levels deep at most. Its members see all units. */
    @Needs(Permission.UNITS_MANAGE)
    @OncePerKey
    @PostMapping
    ResponseEntity<UnitItem> create(OrganizationScope scope, @RequestBody UnitRequest request) {
        FieldChecks checks = new FieldChecks();
        String name = name(checks, request);
        String description = checks.lines("description", request.description(), 255);
        checks.refuseFaults();
        return switch (units.create(scope, request.parentId(), name, description)) {
            case Units.Outcome.Done(var unit) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/organizations/%s/units/%s"
                                                    .formatted(scope.organization(), unit.id())))
                            .eTag(unit.version().tag())
                            .body(item(unit, Map.of()));
            case Units.Outcome.Refused(var reason) -> throw UnitProblems.refused(reason);
            case Units.Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(item(current, Map.of())).refusal();
            case Units.Outcome.Gone() -> throw Problem.notFound("unit").refusal();
        };
    }

    @Needs(Permission.UNITS_READ)
    @GetMapping("/{unitId}")
    ResponseEntity<UnitItem> show(OrganizationScope scope, @PathVariable UnitId unitId) {
        return units.find(scope, unitId)
                .map(unit -> tagged(scope, unit))
                .orElseThrow(() -> Problem.notFound("unit").refusal());
    }

    /** Renames, describes and moves a unit; what is below goes with it. */
    @Needs(Permission.UNITS_MANAGE)
    @PutMapping("/{unitId}")
    ResponseEntity<UnitItem> edit(
            OrganizationScope scope,
            @PathVariable UnitId unitId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody UnitRequest request) {
        Version read = Version.required(ifMatch);
        FieldChecks checks = new FieldChecks();
        String name = name(checks, request);
        String description = checks.lines("description", request.description(), 255);
        checks.refuseFaults();
        return switch (units.edit(scope, unitId, read, request.parentId(), name, description)) {
            case Units.Outcome.Done(var unit) -> tagged(scope, unit);
            case Units.Outcome.Refused(var reason) -> throw UnitProblems.refused(reason);
            case Units.Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(item(current, counts.of(scope))).refusal();
            case Units.Outcome.Gone() -> throw Problem.notFound("unit").refusal();
        };
    }

    /**
     * Deletes a unit. One that still holds something is refused with the numbers, unless it is said
     * where that goes.
     *
     * @param moveUsers its users go into the built-in unit; needs {@code users:edit} too. With more
     *     than 500 it is a job, and the answer is 202
     * @param below {@code REFUSE}, {@code LIFT} the units below one level up, or {@code DELETE}
     *     them too, which moves their users as well
     */
    @Needs(Permission.UNITS_MANAGE)
    @DeleteMapping("/{unitId}")
    ResponseEntity<UnitRemovalStarted> delete(
            OrganizationScope scope,
            @PathVariable UnitId unitId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "false") boolean moveUsers,
            @RequestParam(defaultValue = "REFUSE") UnitRemoval.Below below) {
        Version read = Version.required(ifMatch);
        if (moveUsers && !scope.holds(Permission.USERS_EDIT)) {
            throw UnitProblems.needs(Permission.USERS_EDIT);
        }
        return switch (removal.remove(
                scope, unitId, read, new UnitRemoval.Choice(moveUsers, below))) {
            case UnitRemoval.Outcome.Removed() -> ResponseEntity.noContent().build();
            case UnitRemoval.Outcome.Started(var job) ->
                    ResponseEntity.accepted()
                            .location(
                                    URI.create(
                                            "/api/v1/organizations/%s/jobs/%s"
                                                    .formatted(scope.organization(), job)))
                            .body(new UnitRemovalStarted(job));
            case UnitRemoval.Outcome.NotEmpty(var users, var inner) ->
                    throw UnitProblems.notEmpty(users, inner);
            case UnitRemoval.Outcome.NamesTaken(var names) -> throw UnitProblems.namesTaken(names);
            case UnitRemoval.Outcome.BuiltIn() ->
                    throw UnitProblems.refused(Units.Refusal.BUILT_IN);
            case UnitRemoval.Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(item(current, counts.of(scope))).refusal();
            case UnitRemoval.Outcome.Gone() -> throw Problem.notFound("unit").refusal();
        };
    }

    private ResponseEntity<UnitItem> tagged(OrganizationScope scope, Unit unit) {
        return ResponseEntity.ok().eTag(unit.version().tag()).body(item(unit, counts.of(scope)));
    }

    private static String name(FieldChecks checks, UnitRequest request) {
        String name = checks.line("name", request.name(), 1, UnitPath.LONGEST_NAME);
        if (name.indexOf('/') >= 0) {
            checks.add("name", "format", "A slash parts the names of a path, so no name has one.");
        }
        return name;
    }

    private static UnitItem item(Unit unit, Map<UnitId, Long> users) {
        return new UnitItem(
                unit.id(),
                unit.parent(),
                unit.name(),
                unit.description(),
                unit.builtIn(),
                unit.seesAll(),
                unit.version().number(),
                users.getOrDefault(unit.id(), 0L));
    }
}
