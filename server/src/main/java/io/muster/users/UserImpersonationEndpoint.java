package io.muster.users;

import io.muster.access.Impersonations;
import io.muster.access.Needs;
import io.muster.access.OpenSessions;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An administrator goes into the account of a user, in a tab of its own. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/{userId}/actions")
class UserImpersonationEndpoint {

    private static final int USUAL_MINUTES = 30;
    private static final int FEWEST_MINUTES = 5;
    private static final int MOST_MINUTES = 120;
    private static final int LONGEST_REASON = 500;

    private final Impersonations impersonations;
    private final OpenSessions sessions;
    private final UserReading reading;
    private final UserGuard guard;
    private final ImpersonationMails mails;
    private final Scopes scopes;

    UserImpersonationEndpoint(
            Impersonations impersonations,
            OpenSessions sessions,
            UserReading reading,
            UserGuard guard,
            ImpersonationMails mails,
            Scopes scopes) {
        this.impersonations = impersonations;
        this.sessions = sessions;
        this.reading = reading;
        this.guard = guard;
        this.mails = mails;
        this.scopes = scopes;
    }

    /**
     * @param reason 1 to 500 characters; the user and the audit log read it
     * @param allowChanges whether things may be changed too; false when missing
     * @param minutes after which it is over, 5 to 120; 30 when missing
     */
    record ImpersonationRequest(
            String reason, @Nullable Boolean allowChanges, @Nullable Integer minutes) {

        List<FieldError> faults() {
            List<FieldError> faults = new ArrayList<>();
            if (reason.isBlank()) {
                faults.add(new FieldError("reason", "required", "Say why."));
            } else if (reason.strip().length() > LONGEST_REASON) {
                faults.add(new FieldError("reason", "too-long", "At most 500 characters."));
            }
            if (length() < FEWEST_MINUTES || length() > MOST_MINUTES) {
                faults.add(new FieldError("minutes", "out-of-range", "From 5 to 120."));
            }
            return faults;
        }

        int length() {
            return Objects.requireNonNullElse(minutes, USUAL_MINUTES);
        }
    }

    /**
     * @param path where the console is as the user sees it, for the browser of this session alone
     */
    record ImpersonationAnswer(UUID id, String path, Instant endsAt) {}

    /**
     * Begins to work with the user's account: everything as he sees it, below the path that is
     * answered, until it is ended, its time is over, its tab is closed or the administrator's
     * session ends. Also of a disabled user. Never more than the administrator may himself, and
     * never password, second factor or sessions. Both names stand in every entry of the audit log,
     * and the user sees who was in his account and why, and gets a mail where his organization
     * wants that. 409 for oneself, for whoever holds more rights, for owners unless a system
     * administrator asks, for system administrators, from within another impersonation, and with an
     * API token.
     */
    @Needs(Permission.USERS_IMPERSONATE)
    @PostMapping("/impersonate")
    ImpersonationAnswer impersonate(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody ImpersonationRequest request,
            HttpServletRequest browser) {
        List<FieldError> faults = request.faults();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults).refusal();
        }
        UUID session =
                sessions.of(browser)
                        .filter(_ -> scope.actor().impersonator() == null)
                        .orElseThrow(() -> UserProblems.noSessionOfOnesOwn().refusal());
        return scopes.in(
                scope,
                () -> {
                    User user =
                            reading.find(scope, userId)
                                    .orElseThrow(() -> Problem.notFound("user").refusal());
                    if (user.id().equals(scope.actor().user())) {
                        throw UserProblems.broken(UserRule.ONESELF).refusal();
                    }
                    guard.forEditing(scope, user)
                            .ifPresent(rule -> {
                                throw UserProblems.broken(rule).refusal();
                            });
                    Impersonations.Begun begun =
                            impersonations
                                    .begin(
                                            scope,
                                            new Impersonations.Wanted(
                                                    user.id(),
                                                    Objects.requireNonNullElse(
                                                            user.profile().displayName(),
                                                            user.account()),
                                                    session,
                                                    request.reason().strip(),
                                                    !Boolean.TRUE.equals(request.allowChanges()),
                                                    Duration.ofMinutes(request.length())))
                                    .orElseThrow(() ->
                                            UserProblems.broken(UserRule.MORE_RIGHTS).refusal());
                    mails.begun(scope, user, request.reason().strip(), request.length());
                    return new ImpersonationAnswer(begun.id(), begun.path(), begun.endsAt());
                });
    }
}
