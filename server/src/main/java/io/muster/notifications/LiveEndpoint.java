package io.muster.notifications;

import io.muster.access.Actor;
import io.muster.access.OpenSessions;
import io.muster.access.SignedIn;
import io.muster.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Live updates to the console, as server-sent events. */
@RestController
@RequestMapping("/api/v1/me/live")
class LiveEndpoint {

    private final LiveStreams streams;
    private final OpenSessions sessions;

    LiveEndpoint(LiveStreams streams, OpenSessions sessions) {
        this.streams = streams;
        this.sessions = sessions;
    }

    /**
     * Streams what changed, as {@code {"topic":"users","organizationId":"..."}}, until the session
     * ends. Of more than six streams of one user the oldest ends.
     */
    @SignedIn
    @GetMapping
    ResponseEntity<SseEmitter> follow(Actor actor, HttpServletRequest request) {
        SseEmitter emitter =
                sessions.of(request)
                        .map(session -> streams.open(actor, session))
                        .orElseThrow(() ->
                                Problem.of(
                                                403,
                                                "access:not-permitted",
                                                "Not permitted",
                                                "Live updates need a session.")
                                        .refusal());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                // Buffering proxies would hold events back.
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }
}
