package io.muster.access;

import io.muster.access.SessionRepository.Stage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in and sign-out of the console and the portal. */
@RestController
@RequestMapping("/api/v1")
class SignInEndpoint {

    private static final int LONGEST_NAME = 320;
    private static final int LONGEST_PASSWORD = 1_024;

    private final SignIn signIn;
    private final SecondFactors factors;
    private final Sessions sessions;

    SignInEndpoint(SignIn signIn, SecondFactors factors, Sessions sessions) {
        this.signIn = signIn;
        this.factors = factors;
        this.sessions = sessions;
    }

    /**
     * @param name the e-mail address or the logon name
     */
    record Credentials(String name, String password) {}

    @OpenToAll("this is how one signs in")
    @PostMapping("/sign-in")
    ResponseEntity<SignInProgress> signIn(
            @RequestBody Credentials credentials, HttpServletRequest request) {
        if (credentials.name().length() > LONGEST_NAME
                || credentials.password().length() > LONGEST_PASSWORD) {
            throw AccessProblems.signInRefused();
        }
        return switch (signIn.attempt(
                credentials.name(), credentials.password(), Client.of(request))) {
            case SignIn.Outcome.Passed(var user, var session) ->
                    new SignInProgress(
                                    session.stage(),
                                    session.stage() == Stage.SECOND_FACTOR
                                            ? factors.of(user)
                                            : Set.of(),
                                    List.of())
                            .with(session, request);
            case SignIn.Outcome.Refused() -> throw AccessProblems.signInRefused();
            case SignIn.Outcome.AddressNotAllowed() -> throw AccessProblems.addressNotAllowed();
            case SignIn.Outcome.TooMany(var until) -> throw AccessProblems.tooMany(until);
            case SignIn.Outcome.ClosedThere(var why) -> throw AccessProblems.closedThere(why);
            case SignIn.Outcome.CannotCheck() -> throw AccessProblems.cannotCheck();
        };
    }

    @SignedIn
    @PostMapping("/sign-out")
    ResponseEntity<Void> signOut(Caller caller, HttpServletRequest request) {
        Optional.ofNullable(caller.session()).ifPresent(sessions::end);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionFilter.cookie(request, ""))
                .build();
    }
}
