package io.muster.licences;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.users.Seats;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

/** Tells those who activate users how many seats there are. */
@Component
class LicensedSeats implements Seats {

    private final SeatRepository repository;
    private final Scopes scopes;

    LicensedSeats(SeatRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    @Override
    public OptionalInt licensed(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.find(scope).licensed());
    }

    @Override
    public OptionalInt hold(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.hold(scope));
    }
}
