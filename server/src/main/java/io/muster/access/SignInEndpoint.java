package io.muster.access;

import io.muster.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
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

    SignInEndpoint(SignIn signIn) {
        this.signIn = signIn;
    }

    /**
     * @param name the e-mail address or the logon name
     */
    record Credentials(String name, String password) {}

    /** What is to be done next. */
    enum Next {
        SIGNED_IN,
        SECOND_FACTOR,
        NEW_PASSWORD
    }

    record Answer(Next next) {}

    @OpenToAll("this is how one signs in")
    @PostMapping("/sign-in")
    ResponseEntity<Answer> signIn(
            @RequestBody Credentials credentials, HttpServletRequest request) {
        if (credentials.name().length() > LONGEST_NAME
                || credentials.password().length() > LONGEST_PASSWORD) {
            throw refused();
        }
        String client = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
        return switch (signIn.attempt(
                credentials.name(), credentials.password(), request.getRemoteAddr(), client)) {
            case SignIn.Outcome.SignedIn(var token, _) -> answer(request, token, Next.SIGNED_IN);
            case SignIn.Outcome.NewPasswordNeeded(var token) ->
                    answer(request, token, Next.NEW_PASSWORD);
            case SignIn.Outcome.Refused() -> throw refused();
        };
    }

    @SignedIn
    @PostMapping("/sign-out")
    ResponseEntity<Void> signOut(Caller caller, HttpServletRequest request) {
        Optional.ofNullable(caller.session()).ifPresent(signIn::end);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionFilter.cookie(request, ""))
                .build();
    }

    private static ResponseEntity<Answer> answer(
            HttpServletRequest request, String token, Next next) {
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, SessionFilter.cookie(request, token))
                .body(new Answer(next));
    }

    private static RuntimeException refused() {
        return Problem.of(
                        401,
                        "access:sign-in-refused",
                        "Sign-in refused",
                        "The name or the password is wrong, or the account is closed.")
                .refusal();
    }
}
