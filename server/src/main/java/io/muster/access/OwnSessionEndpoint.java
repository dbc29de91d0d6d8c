package io.muster.access;

import io.muster.access.SessionRepository.Place;
import io.muster.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own sessions: where one is signed in, and ending it there. */
@RestController
@RequestMapping("/api/v1/me/sessions")
class OwnSessionEndpoint {

    private final Sessions sessions;

    OwnSessionEndpoint(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * @param browser what the browser calls itself
     * @param current whether it is the session of this very request
     */
    record OwnSession(
            UUID id,
            String address,
            String browser,
            Instant createdAt,
            Instant lastSeenAt,
            boolean current) {}

    record OwnSessions(List<OwnSession> items) {}

    record EndedSessions(int ended) {}

    @SignedIn
    @GetMapping
    OwnSessions list(Caller caller) {
        return new OwnSessions(
                sessions.of(caller.user()).stream().map(place -> shown(place, caller)).toList());
    }

    @SignedIn
    @DeleteMapping("/{sessionId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(Actor actor, @PathVariable("sessionId") UUID sessionId) {
        if (!sessions.end(actor.user(), sessionId)) {
            throw Problem.notFound("session").refusal();
        }
    }

    /** Ends all but the session of this request. */
    @SignedIn
    @PostMapping("/actions/end-others")
    EndedSessions endOthers(Caller caller) {
        UUID kept = caller.session();
        return new EndedSessions(kept == null ? 0 : sessions.endOthers(caller.user(), kept));
    }

    private static OwnSession shown(Place place, Caller caller) {
        return new OwnSession(
                place.id(),
                place.address(),
                place.client(),
                place.createdAt(),
                place.lastSeenAt(),
                place.id().equals(caller.session()));
    }
}
