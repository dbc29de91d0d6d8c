package io.muster.access;

import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules for the sessions of an organization's users. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/session-policy")
class SessionPolicyEndpoint {

    private final SessionPolicies policies;

    SessionPolicyEndpoint(SessionPolicies policies) {
        this.policies = policies;
    }

    /**
     * @param idleMinutes without a request after which a session is over, 5 to 60
     * @param oneSession whether a sign-in ends the user's sessions elsewhere
     * @param oneAddress whether a session works only from the address that it began at
     * @param allowed networks from which alone users come in, at most 200; empty for all
     * @param blocked networks from which nobody comes in, at most 200
     * @param attempts wrong passwords in a row that lock sign-in, 3 to 10; 10 is the instance's
     * @param lockMinutes how long such a lock lasts, 1 to 60. Whoever is locked is answered as
     *     after a wrong password; the users' list shows it
     */
    record SessionRules(
            int idleMinutes,
            boolean oneSession,
            boolean oneAddress,
            List<String> allowed,
            List<String> blocked,
            int attempts,
            int lockMinutes) {}

    @Needs(Permission.ORGANIZATION_READ)
    @GetMapping
    ResponseEntity<SessionRules> show(OrganizationScope scope) {
        return answer(policies.own(scope));
    }

    /**
     * Replaces the rules; they hold from the next request of each session and the next sign-in.
     * None is laxer than the instance's.
     */
    @Needs(Permission.POLICY_MANAGE)
    @PutMapping
    ResponseEntity<SessionRules> replace(
            OrganizationScope scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody SessionRules request) {
        SessionPolicy rules =
                new SessionPolicy(
                        request.idleMinutes(),
                        request.oneSession(),
                        request.oneAddress(),
                        request.allowed(),
                        request.blocked(),
                        request.attempts(),
                        request.lockMinutes());
        return switch (policies.set(scope, rules, Version.required(ifMatch).number())) {
            case SessionPolicies.Setting.Done(var now) -> answer(now);
            case SessionPolicies.Setting.Refused(var errors) ->
                    throw Problem.invalid(errors).refusal();
            case SessionPolicies.Setting.LocksOneselfOut() ->
                    throw Problem.invalid(
                                    "allowed",
                                    "locks-out",
                                    "These networks would shut you out from where you are now.")
                            .refusal();
            case SessionPolicies.Setting.ChangedMeanwhile(var now) ->
                    throw Version.changedMeanwhile(shown(now.rules())).refusal();
        };
    }

    private static ResponseEntity<SessionRules> answer(SessionPolicies.Own own) {
        return ResponseEntity.ok().eTag(new Version(own.version()).tag()).body(shown(own.rules()));
    }

    private static SessionRules shown(SessionPolicy rules) {
        return new SessionRules(
                rules.idleMinutes(),
                rules.oneSession(),
                rules.oneAddress(),
                rules.allowed(),
                rules.blocked(),
                rules.attempts(),
                rules.lockMinutes());
    }
}
