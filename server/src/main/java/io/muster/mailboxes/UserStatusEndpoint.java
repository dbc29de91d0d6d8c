package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.SignInStandings;
import io.muster.kernel.JobId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import io.muster.users.ConnectedBy;
import io.muster.users.SignInMethod;
import io.muster.users.UserFilter;
import io.muster.users.UserPages.Listed;
import io.muster.users.UserSelection;
import io.muster.users.UserSelections;
import io.muster.users.UserState;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the users of an organization stand and where they are connected, and an end to it. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users")
class UserStatusEndpoint {

    private static final int MOST_SERVICES = 3;

    private final UserStatuses statuses;
    private final UserSelections selections;

    UserStatusEndpoint(UserStatuses statuses, UserSelections selections) {
        this.statuses = statuses;
        this.selections = selections;
    }

    /**
     * How a user stands.
     *
     * @param account the e-mail address, else the logon name
     * @param allowIncoming of a disabled user: messages are stored for him all the same
     * @param secondFactor whether an authenticator app or a passkey is set up; null of guests, as
     *     all that their own organization manages
     * @param passwordSet whether there is a password here; null of guests
     * @param passwordExpired whether it only opens the page on which a new one is chosen: because
     *     an administrator said so, it is too old, or it broke the rules at the last sign-in; null
     *     of guests
     * @param passwordChangesDisabled whether the user may not change it himself; null of guests
     * @param indexing what the search index does with his mail
     * @param connections one for each service by which he is connected at this moment
     * @param lastSignInAt through console or portal; null when never
     * @param lastAddress the IP address from which he last signed in, with a browser or a mail
     *     program; null when never
     * @param guest whether another organization manages him
     */
    record UserStatusSummary(
            UserId id,
            String account,
            String displayName,
            UserState state,
            boolean allowIncoming,
            SignInMethod signInMethod,
            @Nullable Boolean secondFactor,
            @Nullable Boolean passwordSet,
            @Nullable Boolean passwordExpired,
            @Nullable Boolean passwordChangesDisabled,
            MailEngine.Indexing indexing,
            List<UserStatuses.ServiceConnections> connections,
            @Nullable Instant lastSignInAt,
            @Nullable String lastAddress,
            boolean guest) {

        static UserStatusSummary of(UserStatuses.Status status) {
            Listed user = status.user();
            SignInStandings.Standing standing = status.standing();
            return new UserStatusSummary(
                    user.id(),
                    user.account(),
                    user.displayName(),
                    user.state(),
                    user.allowIncoming(),
                    user.signInMethod(),
                    standing == null ? null : standing.secondFactor(),
                    standing == null ? null : standing.passwordSet(),
                    standing == null ? null : standing.passwordExpired(),
                    standing == null ? null : standing.passwordChangesDisabled(),
                    status.indexing(),
                    status.connections(),
                    user.lastSignInAt(),
                    status.lastAddress(),
                    user.guest());
        }
    }

    /**
     * @param services by which; every service when it is missing
     */
    record BulkDisconnectRequest(UserSelection selection, @Nullable List<ConnectedBy> services) {}

    /** The job that does it. */
    record StartedDisconnection(JobId jobId) {}

    /**
     * A page of how users stand and where they are connected at this moment; {@code connected}
     * narrows it to those who are.
     *
     * @param sort as the list of users has it
     */
    @Needs(Permission.USERS_READ)
    @GetMapping("/statuses")
    Page<UserStatusSummary> list(
            OrganizationScope scope,
            @ParameterObject @ModelAttribute UserFilter filter,
            @RequestParam(defaultValue = "displayName") String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return statuses.page(scope, filter, sort, limit, cursor).map(UserStatusSummary::of);
    }

    /**
     * Ends what users have open, each as if alone; they may sign in again. Whoever starts it stays
     * connected himself.
     */
    @Needs(Permission.USERS_DISCONNECT)
    @OncePerKey
    @PostMapping("/actions/disconnect")
    ResponseEntity<StartedDisconnection> disconnect(
            OrganizationScope scope, @RequestBody BulkDisconnectRequest request) {
        List<FieldError> errors = request.selection().errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        List<ConnectedBy> services = request.services();
        if (services != null
                && (services.isEmpty()
                        || services.size() > MOST_SERVICES
                        || services.stream().anyMatch(Objects::isNull))) {
            throw Problem.invalid("services", "range", "Name 1 to 3 services, or none.").refusal();
        }
        EnumSet<ConnectedBy> meant =
                services == null ? EnumSet.allOf(ConnectedBy.class) : EnumSet.copyOf(services);
        JobId job =
                selections.start(
                        scope,
                        DisconnectWork.KIND,
                        new DisconnectWork.Wanted(meant),
                        request.selection());
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/jobs/%s"
                                        .formatted(scope.organization(), job)))
                .body(new StartedDisconnection(job));
    }
}
