package io.muster.access;

import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Version;
import java.util.ArrayList;
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

/** The password and second-factor rules of an organization. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/password-policy")
class PasswordPolicyEndpoint {

    private final PasswordPolicies policies;

    PasswordPolicyEndpoint(PasswordPolicies policies) {
        this.policies = policies;
    }

    /** Lengths in characters; see the rules of PasswordPolicy.Length. */
    record LengthRule(int minimum, int minimumWithSecondFactor, int maximum) {}

    /** Least numbers of characters of each sort; 0 asks for none. */
    record CompositionRule(
            int upperCase,
            int lowerCase,
            int digits,
            int special,
            int longestRun,
            boolean whiteSpace,
            boolean differentFromUserName) {}

    /** Earlier passwords that don't come back; 0 is off. */
    record ReuseRule(int lastPasswords, int months) {}

    /** Days until a password must be changed (0 never) and before which the user is warned. */
    record ExpiryRule(int days, List<Integer> warningDays) {}

    record Rules(
            LengthRule length,
            CompositionRule composition,
            List<String> forbiddenWords,
            ReuseRule reuse,
            ExpiryRule expiry,
            boolean existingExempt,
            boolean changesDisabled) {}

    record PasswordPolicyRequest(Rules rules, boolean secondFactorRequired) {}

    /**
     * @param instance what the organization's rules may not be laxer than
     */
    record PasswordPolicyAnswer(Rules rules, boolean secondFactorRequired, Rules instance) {}

    @Needs(Permission.ORGANIZATION_READ)
    @GetMapping
    ResponseEntity<PasswordPolicyAnswer> show(OrganizationScope scope) {
        return answer(policies.own(scope));
    }

    /** Replaces the rules; every value out of range or laxer than the instance's is named. */
    @Needs(Permission.POLICY_MANAGE)
    @PutMapping
    ResponseEntity<PasswordPolicyAnswer> replace(
            OrganizationScope scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody PasswordPolicyRequest request) {
        return switch (policies.set(
                scope,
                rules(request.rules()),
                request.secondFactorRequired(),
                Version.required(ifMatch).number())) {
            case PasswordPolicies.Setting.Done(var now) -> answer(now);
            case PasswordPolicies.Setting.Refused(var errors) ->
                    throw Problem.invalid(
                                    errors.stream()
                                            .map(error ->
                                                    new FieldError(
                                                            "rules." + error.field(),
                                                            error.code(),
                                                            error.message()))
                                            .toList())
                            .refusal();
            case PasswordPolicies.Setting.ChangedMeanwhile(var now) ->
                    throw Version.changedMeanwhile(answerBody(now)).refusal();
        };
    }

    private ResponseEntity<PasswordPolicyAnswer> answer(PasswordPolicies.Own own) {
        return ResponseEntity.ok().eTag(new Version(own.version()).tag()).body(answerBody(own));
    }

    private PasswordPolicyAnswer answerBody(PasswordPolicies.Own own) {
        return new PasswordPolicyAnswer(
                rules(own.rules()), own.secondFactorRequired(), rules(policies.instance()));
    }

    private static Rules rules(PasswordPolicy policy) {
        var length = policy.length();
        return new Rules(
                new LengthRule(
                        length.minimum(), length.minimumWithSecondFactor(), length.maximum()),
                composition(policy),
                policy.forbiddenWords(),
                new ReuseRule(policy.reuse().lastPasswords(), policy.reuse().months()),
                new ExpiryRule(policy.expiry().days(), policy.expiry().warningDays()),
                policy.existingExempt(),
                policy.changesDisabled());
    }

    static CompositionRule composition(PasswordPolicy policy) {
        var sorts = policy.composition();
        return new CompositionRule(
                sorts.upperCase(),
                sorts.lowerCase(),
                sorts.digits(),
                sorts.special(),
                sorts.longestRun(),
                sorts.whiteSpace(),
                sorts.differentFromUserName());
    }

    private static PasswordPolicy rules(Rules rules) {
        var sorts = rules.composition();
        return new PasswordPolicy(
                new PasswordPolicy.Length(
                        rules.length().minimum(),
                        rules.length().minimumWithSecondFactor(),
                        rules.length().maximum()),
                new PasswordPolicy.Composition(
                        sorts.upperCase(),
                        sorts.lowerCase(),
                        sorts.digits(),
                        sorts.special(),
                        sorts.longestRun(),
                        sorts.whiteSpace(),
                        sorts.differentFromUserName()),
                new ArrayList<>(rules.forbiddenWords()),
                new PasswordPolicy.Reuse(rules.reuse().lastPasswords(), rules.reuse().months()),
                new PasswordPolicy.Expiry(rules.expiry().days(), rules.expiry().warningDays()),
                rules.existingExempt(),
                rules.changesDisabled());
    }
}
