package io.muster.licences;

import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import java.util.OptionalInt;
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

/** The seats of an organization: how many there are and how many are taken. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/seats")
class SeatsEndpoint {

    private final SeatCounts seats;

    SeatsEndpoint(SeatCounts seats) {
        this.seats = seats;
    }

    /**
     * @param licensed how many users may be activated at once; null is without limit
     * @param activated how many are: those whom the organization manages and who are neither
     *     disabled nor deleted; guests take no seat
     * @param over how many more are activated than licensed
     * @param withoutSeat how many are disabled because there was no seat for them when they were
     *     made
     */
    record SeatsAnswer(
            @Nullable Integer licensed, long activated, long over, long withoutSeat, int version) {}

    /**
     * @param licensed how many users may be activated at once, 0 to 100,000,000; null is without
     *     limit
     */
    record SeatsRequest(@Nullable Integer licensed) {}

    /** How many seats there are and how many are taken. */
    @Needs(Permission.USERS_READ)
    @GetMapping
    ResponseEntity<SeatsAnswer> read(OrganizationScope scope) {
        return tagged(seats.of(scope));
    }

    /**
     * Sets how many users of the organization may be activated at once. Whoever is activated
     * already stays so, also where they are more; nobody else is activated until a seat is free.
     */
    @Needs(Permission.INSTANCE_ORGANIZATIONS)
    @PutMapping
    ResponseEntity<SeatsAnswer> save(
            InstanceScope scope,
            @PathVariable OrganizationId organizationId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody SeatsRequest request) {
        Version read = Version.required(ifMatch);
        Integer licensed = request.licensed();
        if (licensed != null && (licensed < 0 || licensed > SeatCounts.MOST)) {
            throw Problem.invalid("licensed", "range", "Give a number from 0 to 100,000,000.")
                    .refusal();
        }
        return switch (seats.set(scope, organizationId, read, licensed)) {
            case SeatCounts.Setting.Done(var counted) -> tagged(counted);
            case SeatCounts.Setting.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(answer(current)).refusal();
            case SeatCounts.Setting.Gone() -> throw Problem.notFound("organization").refusal();
        };
    }

    private static ResponseEntity<SeatsAnswer> tagged(SeatCounts.Counted counted) {
        return ResponseEntity.ok().eTag(counted.limit().version().tag()).body(answer(counted));
    }

    private static SeatsAnswer answer(SeatCounts.Counted counted) {
        OptionalInt licensed = counted.limit().licensed();
        return new SeatsAnswer(
                licensed.isEmpty() ? null : licensed.getAsInt(),
                counted.activated(),
                counted.over(),
                counted.withoutSeat(),
                counted.limit().version().number());
    }
}
