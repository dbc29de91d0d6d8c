package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.SessionRepository.Stage;
import io.muster.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The steps of a sign-in after the password. Each takes the cookie that the step before it set, and
 * answers with another.
 */
@RestController
@RequestMapping("/api/v1/sign-in")
class SignInStepEndpoint {

    private static final String COOKIE_IS_PROOF =
            "not signed in yet; the cookie of the step before is the proof";

    private final Sessions sessions;
    private final SignInSteps steps;
    private final SecondFactors factors;
    private final OwnPassword passwords;
    private final OwnProof accounts;

    SignInStepEndpoint(
            Sessions sessions,
            SignInSteps steps,
            SecondFactors factors,
            OwnPassword passwords,
            OwnProof accounts) {
        this.sessions = sessions;
        this.steps = steps;
        this.factors = factors;
        this.passwords = passwords;
        this.accounts = accounts;
    }

    record CodeRequest(String code) {}

    record NewPasswordRequest(String newPassword) {}

    /** Takes a code of the authenticator app or a recovery code. */
    @OpenToAll(COOKIE_IS_PROOF)
    @PostMapping("/second-factor")
    ResponseEntity<SignInProgress> secondFactor(
            @RequestBody CodeRequest body, HttpServletRequest request) {
        Client client = Client.of(request);
        Account account = at(Stage.SECOND_FACTOR, client);
        return switch (factors.check(account, client, body.code())) {
            case SecondFactors.Check.Right() -> {
                Sessions.Opened session =
                        steps.afterSecondFactor(account, Proof.PASSWORD_AND_CODE, client);
                yield new SignInProgress(session.stage()).with(session, request);
            }
            case SecondFactors.Check.Wrong() -> throw AccessProblems.wrongCode();
            case SecondFactors.Check.TooMany(var until) -> throw AccessProblems.tooMany(until);
        };
    }

    /** A secret for an authenticator app, where one must be set up before one comes in. */
    @OpenToAll(COOKIE_IS_PROOF)
    @PostMapping("/second-factor/setup")
    OwnSecondFactorEndpoint.TotpOffer setUp(HttpServletRequest request) {
        Account account = at(Stage.SECOND_FACTOR_SETUP, Client.of(request));
        return factors.offer(account, account.displayName())
                .map(offer -> new OwnSecondFactorEndpoint.TotpOffer(offer.secret(), offer.uri()))
                .orElseThrow(AccessProblems::stepOver);
    }

    @OpenToAll(COOKIE_IS_PROOF)
    @PostMapping("/second-factor/setup/confirmation")
    ResponseEntity<SignInProgress> confirm(
            @RequestBody CodeRequest body, HttpServletRequest request) {
        Client client = Client.of(request);
        Account account = at(Stage.SECOND_FACTOR_SETUP, client);
        Actor actor = Sessions.actor(account, client);
        if (!factors.confirm(account, actor, body.code())) {
            throw AccessProblems.wrongCode();
        }
        List<String> codes = factors.renewCodes(account, actor);
        Sessions.Opened session = steps.afterSecondFactor(account, Proof.PASSWORD_AND_CODE, client);
        return new SignInProgress(session.stage(), Set.of(), codes).with(session, request);
    }

    /** Chooses a new password where the old one is over. */
    @OpenToAll(COOKIE_IS_PROOF)
    @PostMapping("/new-password")
    ResponseEntity<SignInProgress> newPassword(
            @RequestBody NewPasswordRequest body, HttpServletRequest request) {
        Client client = Client.of(request);
        Account account = at(Stage.NEW_PASSWORD, client);
        // Read first: with the new password all sessions end, this one too.
        Proof proof = sessions.proof(client);
        return switch (passwords.replace(
                account, Sessions.actor(account, client), body.newPassword())) {
            case OwnPassword.Change.Done() -> {
                Sessions.Opened session = steps.afterNewPassword(account, proof, client);
                yield new SignInProgress(session.stage()).with(session, request);
            }
            case OwnPassword.Change.Refused(var errors) -> throw Problem.invalid(errors).refusal();
            case OwnPassword.Change.Barred() -> throw AccessProblems.stepOver();
        };
    }

    private Account at(Stage stage, Client client) {
        return sessions.at(stage, client)
                .map(session -> accounts.account(session.user()))
                .orElseThrow(AccessProblems::stepOver);
    }
}
