package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.OwnProof.Proof;
import io.muster.kernel.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own authenticator app and recovery codes. Changing them needs the password once more. */
@RestController
@RequestMapping("/api/v1/me")
class OwnSecondFactorEndpoint {

    private final SecondFactors factors;
    private final PasswordPolicies policies;
    private final OwnProof proof;

    OwnSecondFactorEndpoint(SecondFactors factors, PasswordPolicies policies, OwnProof proof) {
        this.factors = factors;
        this.policies = policies;
        this.proof = proof;
    }

    /**
     * @param enabledAt null while none is set up
     * @param required whether the organization requires a second factor
     */
    record TotpStatus(@Nullable Instant enabledAt, boolean required) {}

    record PasswordProof(String password) {}

    record TotpCode(String code) {}

    /**
     * Shown once.
     *
     * @param secret in Base32, for typing
     * @param uri for a QR code
     */
    record TotpOffer(String secret, String uri) {}

    /**
     * @param codes ten codes for one use each, shown once; empty where there were some already
     */
    record RecoveryCodesAnswer(List<String> codes) {}

    record RecoveryCodesStatus(int left) {}

    @SignedIn
    @GetMapping("/totp")
    TotpStatus totp(Actor actor) {
        return new TotpStatus(
                factors.confirmedAt(actor.user()), required(proof.account(actor.user())));
    }

    /** Makes a secret for an app; it counts once a code of it was confirmed. */
    @SignedIn
    @PostMapping("/totp")
    TotpOffer offer(Actor actor, @RequestBody PasswordProof request) {
        Account account = proven(actor, request);
        return factors.offer(account, account.displayName())
                .map(offer -> new TotpOffer(offer.secret(), offer.uri()))
                .orElseThrow(() ->
                        Problem.of(
                                        409,
                                        "access:totp-enabled",
                                        "An app is set up already",
                                        "Remove the present authenticator app first.")
                                .refusal());
    }

    @SignedIn
    @PostMapping("/totp/confirmation")
    RecoveryCodesAnswer confirm(Actor actor, @RequestBody TotpCode request) {
        Account account = proof.account(actor.user());
        if (factors.confirmedAt(actor.user()) != null
                || !factors.confirm(account, actor, request.code())) {
            throw AccessProblems.wrongCode();
        }
        return new RecoveryCodesAnswer(
                factors.codesLeft(actor.user()) > 0
                        ? List.of()
                        : factors.renewCodes(account, actor));
    }

    @SignedIn
    @PostMapping("/totp/removal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Actor actor, @RequestBody PasswordProof request) {
        Account account = proven(actor, request);
        if (required(account) && !factors.of(actor.user()).contains(SecondFactors.Factor.PASSKEY)) {
            throw AccessProblems.secondFactorRequired();
        }
        factors.removeTotp(account, actor);
    }

    @SignedIn
    @GetMapping("/recovery-codes")
    RecoveryCodesStatus codes(Actor actor) {
        return new RecoveryCodesStatus(factors.codesLeft(actor.user()));
    }

    /** Ten new codes; all earlier ones are void. */
    @SignedIn
    @PostMapping("/recovery-codes")
    RecoveryCodesAnswer renew(Actor actor, @RequestBody PasswordProof request) {
        Account account = proven(actor, request);
        if (!factors.has(actor.user())) {
            throw Problem.of(
                            409,
                            "access:no-second-factor",
                            "No second factor",
                            "Recovery codes stand in for a second factor: set one up first.")
                    .refusal();
        }
        return new RecoveryCodesAnswer(factors.renewCodes(account, actor));
    }

    private boolean required(Account account) {
        return policies.inForce(account.organization()).secondFactorRequired();
    }

    private Account proven(Actor actor, PasswordProof request) {
        return switch (proof.ask(actor.user(), request.password())) {
            case Proof.Given(var account) -> account;
            case Proof.Wrong() -> throw AccessProblems.wrongPassword("password");
            case Proof.TooMany(var until) -> throw AccessProblems.tooMany(until);
            case Proof.CannotCheck() -> throw AccessProblems.cannotCheck();
        };
    }
}
