package io.muster.organizations;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.UnitId;
import io.muster.kernel.Version;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.RestController;

/** Whose users the members of a unit can see. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/units/{unitId}/visibility")
class UnitVisibilityEndpoint {

    private final Units units;

    UnitVisibilityEndpoint(Units units) {
        this.units = units;
    }

    /**
     * @param all the users of all units, also of units to come; then {@code units} counts for
     *     nothing
     * @param units the chosen units; its own only if it is among them
     */
    record VisibilityFields(boolean all, List<UnitId> units) {}

    /** The version is the unit's. */
    @Needs(Permission.UNITS_READ)
    @GetMapping
    ResponseEntity<VisibilityFields> showVisibility(
            OrganizationScope scope, @PathVariable UnitId unitId) {
        Unit unit = units.find(scope, unitId).orElseThrow(() -> Problem.notFound("unit").refusal());
        return tagged(unit, units.visibleFrom(scope, unitId));
    }

    /** Replaces what the members of the unit can see; nobody else's view changes. */
    @Needs(Permission.UNITS_MANAGE)
    @PutMapping
    ResponseEntity<VisibilityFields> changeVisibility(
            OrganizationScope scope,
            @PathVariable UnitId unitId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody VisibilityFields request) {
        Version read = Version.required(ifMatch);
        UnitVisibility wanted = new UnitVisibility(request.all(), chosen(request));
        return switch (units.see(scope, unitId, read, wanted)) {
            case Units.Seeing.Done(var unit, var visibility) -> tagged(unit, visibility);
            case Units.Seeing.NoSuchUnits(var missing) ->
                    throw Problem.invalid(
                                    "units",
                                    "unknown",
                                    "There are no such units: "
                                            + missing.stream()
                                                    .map(UnitId::toString)
                                                    .sorted()
                                                    .limit(10)
                                                    .collect(Collectors.joining(", ")))
                            .refusal();
            case Units.Seeing.ChangedMeanwhile(_, var visibility) ->
                    throw Version.changedMeanwhile(fields(visibility)).refusal();
            case Units.Seeing.Gone() -> throw Problem.notFound("unit").refusal();
        };
    }

    private static Set<UnitId> chosen(VisibilityFields request) {
        List<UnitId> units = Objects.requireNonNullElse(request.units(), List.of());
        if (units.size() > Units.MOST || units.stream().anyMatch(Objects::isNull)) {
            throw Problem.invalid("units", "format", "Name up to %,d units.".formatted(Units.MOST))
                    .refusal();
        }
        return Set.copyOf(units);
    }

    private static ResponseEntity<VisibilityFields> tagged(Unit unit, UnitVisibility visibility) {
        return ResponseEntity.ok().eTag(unit.version().tag()).body(fields(visibility));
    }

    private static VisibilityFields fields(UnitVisibility visibility) {
        Set<UUID> sorted = new TreeSet<>();
        visibility.units().forEach(unit -> sorted.add(unit.value()));
        return new VisibilityFields(visibility.all(), sorted.stream().map(UnitId::new).toList());
    }
}
