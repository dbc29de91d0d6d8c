package io.muster.mailboxes;

import io.muster.access.Actor;
import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.SignedIn;
import io.muster.kernel.Problem;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where users are connected, as it is at this moment, and an end to it. */
@RestController
@RequestMapping("/api/v1")
class ActivityEndpoint {

    private final UserActivity activity;
    private final MailEngine engine;

    ActivityEndpoint(UserActivity activity, MailEngine engine) {
        this.activity = activity;
        this.engine = engine;
    }

    /**
     * @param sessionId which one; missing for all of every service
     */
    record DisconnectRequest(@Nullable UUID sessionId) {}

    record OwnMailConnections(List<UserActivity.Session> items) {}

    /** Tells by which services a user is connected and when he last used each. */
    @Needs(Permission.USERS_READ)
    @GetMapping("/organizations/{organizationId}/users/{userId}/activity")
    UserActivity.Activity show(OrganizationScope scope, @PathVariable UserId userId) {
        return activity.of(scope, userId).orElseThrow(() -> Problem.notFound("user").refusal());
    }

    /** Ends one session of a user, or all; he may sign in again. */
    @Needs(Permission.USERS_DISCONNECT)
    @PostMapping("/organizations/{organizationId}/users/{userId}/actions/disconnect")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disconnect(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody DisconnectRequest request) {
        switch (activity.disconnect(scope, userId, request.sessionId())) {
            case DONE -> {}
            case NO_SUCH_USER -> throw Problem.notFound("user").refusal();
            case NO_SUCH_SESSION -> throw Problem.notFound("session").refusal();
            case OUTRANKED ->
                    throw Problem.of(
                                    403,
                                    "mailboxes:user-outranked",
                                    "Higher rights than yours",
                                    "The rights of this user go beyond yours, so you can't disconnect him.")
                            .refusal();
        }
    }

    /** Lists the open connections of one's own mail programs. */
    @SignedIn
    @GetMapping("/me/mail-connections")
    OwnMailConnections own(Actor actor) {
        return new OwnMailConnections(
                engine.connections(actor.user()).stream().map(UserActivity::session).toList());
    }

    /** Closes one of them. */
    @SignedIn
    @DeleteMapping("/me/mail-connections/{connectionId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(Actor actor, @PathVariable UUID connectionId) {
        if (!engine.disconnect(actor.user(), connectionId)) {
            throw Problem.notFound("connection").refusal();
        }
    }
}
