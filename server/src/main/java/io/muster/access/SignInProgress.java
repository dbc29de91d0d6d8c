package io.muster.access;

import io.muster.access.SessionRepository.Stage;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;

/**
 * What a step of the sign-in answers.
 *
 * @param next what is to be done next
 * @param methods by which the second step can be taken; empty at other steps
 * @param recoveryCodes shown once, when a second factor was just set up
 */
record SignInProgress(Stage next, Set<SecondFactors.Factor> methods, List<String> recoveryCodes) {

    SignInProgress(Stage next) {
        this(next, Set.of(), List.of());
    }

    /** With the cookies of the session that just began. */
    ResponseEntity<SignInProgress> with(Sessions.Opened session, HttpServletRequest request) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok()
                        .header(
                                HttpHeaders.SET_COOKIE,
                                SessionFilter.cookie(request, session.token()));
        session.newDevice()
                .ifPresent(device ->
                        answer.header(HttpHeaders.SET_COOKIE, deviceCookie(request, device)));
        return answer.body(this);
    }

    private static String deviceCookie(HttpServletRequest request, String token) {
        return ResponseCookie.from(Client.DEVICE_COOKIE, token)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(request.isSecure())
                .path("/api/v1/sign-in")
                .maxAge(Duration.ofDays(KnownDevices.DAYS))
                .build()
                .toString();
    }
}
