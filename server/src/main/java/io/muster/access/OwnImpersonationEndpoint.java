package io.muster.access;

import io.muster.access.SignedIn.Impersonated;
import io.muster.kernel.Problem;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Administrators in one's account: who was, and the one that this very request comes from. */
@RestController
@RequestMapping("/api/v1/me")
class OwnImpersonationEndpoint {

    private final Impersonations impersonations;

    OwnImpersonationEndpoint(Impersonations impersonations) {
        this.impersonations = impersonations;
    }

    /**
     * @param impersonatorName what people call the administrator
     * @param reason as he gave it
     * @param readOnly whether he may only look
     * @param endsAt at the latest
     * @param endedAt null while it lasts
     */
    record OwnImpersonation(
            UUID id,
            UserId impersonatorId,
            String impersonatorName,
            String reason,
            boolean readOnly,
            Instant startedAt,
            Instant endsAt,
            @Nullable Instant endedAt) {

        static OwnImpersonation of(Impersonation impersonation) {
            return new OwnImpersonation(
                    impersonation.id(),
                    impersonation.impersonator().user(),
                    impersonation.impersonator().name(),
                    impersonation.reason(),
                    impersonation.readOnly(),
                    impersonation.startedAt(),
                    impersonation.endsAt(),
                    impersonation.endedAt());
        }
    }

    record OwnImpersonations(List<OwnImpersonation> items) {}

    /** The administrators who were in this account, the latest first, 100 at most. */
    @SignedIn
    @GetMapping("/impersonations")
    OwnImpersonations list(Actor actor) {
        return new OwnImpersonations(
                impersonations.of(actor.user()).stream().map(OwnImpersonation::of).toList());
    }

    /** The impersonation that this request comes by; 404 for whoever is there himself. */
    @SignedIn
    @GetMapping("/impersonation")
    OwnImpersonation current(Caller caller) {
        return OwnImpersonation.of(impersonation(caller));
    }

    /** Ends it at once. */
    @SignedIn(impersonated = Impersonated.ALWAYS)
    @PostMapping("/impersonation/actions/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(Caller caller) {
        impersonations.end(caller.actor(), impersonation(caller));
    }

    /** Ends it in 15 seconds unless another request follows: the tab was closed, or loads anew. */
    @SignedIn(impersonated = Impersonated.ALWAYS)
    @PostMapping("/impersonation/actions/leave")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Caller caller) {
        impersonations.leave(impersonation(caller));
    }

    private static Impersonation impersonation(Caller caller) {
        Impersonation impersonation = caller.impersonation();
        if (impersonation == null) {
            throw Problem.notFound("impersonation").refusal();
        }
        return impersonation;
    }
}
