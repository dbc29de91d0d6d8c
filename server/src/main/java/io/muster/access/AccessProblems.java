package io.muster.access;

import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The refusals that several operations of sign-in and of one's own account share. */
final class AccessProblems {

    private AccessProblems() {}

    static Refusal signInRefused() {
        return Problem.of(
                        401,
                        "access:sign-in-refused",
                        "Sign-in refused",
                        "The name or the password is wrong, or the account is closed.")
                .refusal();
    }

    /** One answer for every reason: nobody learns whose passkey it is. */
    static Refusal passkeyRefused() {
        return Problem.of(
                        401,
                        "access:sign-in-refused",
                        "Sign-in refused",
                        "This passkey doesn't open an account here.")
                .refusal();
    }

    static Refusal addressNotAllowed() {
        return Problem.of(
                        403,
                        "access:address-not-allowed",
                        "Not from here",
                        "Your organization lets nobody sign in from this network.")
                .refusal();
    }

    /** Where no right would help. */
    static Problem notPermitted() {
        return Problem.of(
                403,
                "access:not-permitted",
                "Not permitted",
                "You lack the permission that this needs.");
    }

    static Problem tokenTooNarrow() {
        return Problem.of(
                403,
                "access:token-too-narrow",
                "This token may do less than you",
                "This needs a token that may do all that you may by now. Make another one, or sign in.");
    }

    static Refusal impersonationEnded() {
        return Problem.of(
                        401,
                        "access:impersonation-ended",
                        "The impersonation is over",
                        "Its time is over, it was ended, or you signed out. Begin another one from the user's page.")
                .refusal();
    }

    static Refusal notWhileImpersonating() {
        return Problem.of(
                        403,
                        "access:not-while-impersonating",
                        "Only the user himself",
                        "Password, second factor, tokens and sessions are changed by the user himself only.")
                .refusal();
    }

    static Refusal readOnly() {
        return Problem.of(
                        403,
                        "access:read-only",
                        "You came to look only",
                        "This impersonation changes nothing. Begin another one that may.")
                .refusal();
    }

    static Refusal tooMany(Instant until) {
        Duration rest = Duration.between(Instant.now(), until);
        long seconds = Math.max(1, rest.plusMillis(999).toSeconds());
        return Problem.of(
                        429,
                        "access:too-many-attempts",
                        "Too many attempts",
                        "There were too many wrong attempts. Wait a little and try again.")
                .with(Map.of("retryAfterSeconds", seconds))
                .refusal();
    }

    /** Told only after the right password. */
    static Refusal closedThere(PasswordCheck.Reason why) {
        return Problem.of(
                        403,
                        "access:closed-in-directory",
                        "Your organization's directory doesn't let you in",
                        switch (why) {
                            case DISABLED -> "Your account is disabled there.";
                            case EXPIRED -> "Your account has expired there.";
                            case PASSWORD_OVER ->
                                    "Your password is over there. Change it where you work with that directory.";
                        })
                .with(Map.of("reason", why.name()))
                .refusal();
    }

    static Refusal cannotCheck() {
        return Problem.of(
                        503,
                        "access:directory-unavailable",
                        "Your password can't be checked now",
                        "Your organization's directory doesn't answer. Try again in a while.")
                .refusal();
    }

    static Refusal wrongPassword(String field) {
        return Problem.invalid(field, "wrong", "This is not your present password.").refusal();
    }

    static Refusal wrongCode() {
        return Problem.invalid("code", "wrong", "The code is not right, or it was used already.")
                .refusal();
    }

    /** The step that is asked for is not the one this browser's sign-in has come to. */
    static Refusal stepOver() {
        return Problem.of(
                        401,
                        "access:sign-in-over",
                        "Sign in again",
                        "This step of the sign-in is over. Begin again with your name.")
                .refusal();
    }

    static Refusal secondFactorRequired() {
        return Problem.of(
                        409,
                        "access:second-factor-required",
                        "A second factor is required",
                        "Your organization requires a second factor. Set up another one before you remove this.")
                .refusal();
    }
}
