package io.muster.access;

import io.muster.access.SessionRepository.Session;
import io.muster.access.SessionRepository.Stage;
import io.muster.kernel.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in with a passkey, alone or as the second step after a password. */
@RestController
@RequestMapping("/api/v1/sign-in/passkey")
class PasskeySignInEndpoint {

    private final PasskeySignIn signIn;
    private final PasskeySettings settings;
    private final Sessions sessions;
    private final SignInSteps steps;

    PasskeySignInEndpoint(
            PasskeySignIn signIn, PasskeySettings settings, Sessions sessions, SignInSteps steps) {
        this.signIn = signIn;
        this.settings = settings;
        this.sessions = sessions;
        this.steps = steps;
    }

    /**
     * @param ceremonyId to be sent back with the answer, within five minutes
     * @param options for the browser's {@code navigator.credentials.get}
     */
    record PasskeySignInOptions(UUID ceremonyId, PasskeyOptions.PasskeyRequest options) {}

    record PasskeySignInRequest(UUID ceremonyId, PasskeyAnswer credential) {}

    /** Names passkeys only to a browser whose user has shown his password just before. */
    @OpenToAll("this is how one signs in")
    @PostMapping("/options")
    PasskeySignInOptions options(HttpServletRequest request) {
        Client client = Client.of(request);
        return switch (signIn.ask(inSecondStep(client), settings.relyingParty(request), client)) {
            case PasskeySignIn.Asking.Question(var ceremony, var options) ->
                    new PasskeySignInOptions(ceremony, options);
            case PasskeySignIn.Asking.TooMany(var until) -> throw AccessProblems.tooMany(until);
        };
    }

    @OpenToAll("this is how one signs in")
    @PostMapping
    ResponseEntity<SignInProgress> signIn(
            @RequestBody PasskeySignInRequest body, HttpServletRequest request) {
        Client client = Client.of(request);
        UserId inSecondStep = inSecondStep(client);
        return switch (signIn.answer(
                inSecondStep,
                settings.relyingParty(request),
                body.ceremonyId(),
                body.credential(),
                client)) {
            case PasskeySignIn.Outcome.Passed(var account) -> {
                Sessions.Opened session =
                        steps.afterSecondFactor(
                                account,
                                inSecondStep == null ? Proof.PASSKEY : Proof.PASSWORD_AND_PASSKEY,
                                client);
                yield new SignInProgress(session.stage()).with(session, request);
            }
            case PasskeySignIn.Outcome.Refused() -> throw AccessProblems.passkeyRefused();
            case PasskeySignIn.Outcome.AddressNotAllowed() ->
                    throw AccessProblems.addressNotAllowed();
            case PasskeySignIn.Outcome.TooMany(var until) -> throw AccessProblems.tooMany(until);
        };
    }

    private @Nullable UserId inSecondStep(Client client) {
        return sessions.at(Stage.SECOND_FACTOR, client).map(Session::user).orElse(null);
    }
}
