package io.muster.access;

import io.muster.access.OwnProof.Proof;
import io.muster.kernel.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own password. */
@RestController
@RequestMapping("/api/v1/me/password")
class OwnPasswordEndpoint {

    private final OwnPassword own;
    private final OwnProof proof;

    OwnPasswordEndpoint(OwnPassword own, OwnProof proof) {
        this.own = own;
        this.proof = proof;
    }

    /**
     * What must be known to choose a password; the words that an organization forbids are not told.
     *
     * @param inDirectory whether it is kept in a directory: it is neither set nor changed here, and
     *     no rule of passwords is for it
     * @param directory what the organization calls that directory; null where the password is kept
     *     here, or before the first sign-in has shown in which directory it is
     * @param setAt when it was set; null while there is none
     * @param expiresAt when it must be changed; null where passwords don't expire
     * @param minimumLength in characters, for this user
     */
    record PasswordStatus(
            boolean inDirectory,
            @Nullable String directory,
            @Nullable Instant setAt,
            @Nullable Instant expiresAt,
            boolean changeAllowed,
            int minimumLength,
            int maximumLength,
            PasswordPolicyEndpoint.CompositionRule composition) {}

    record PasswordChange(String currentPassword, String newPassword) {}

    @SignedIn
    @GetMapping
    PasswordStatus status(Actor actor) {
        OwnPassword.Status status = own.status(actor.user());
        String directory = status.directory();
        return new PasswordStatus(
                directory != null,
                directory == null || directory.isEmpty() ? null : directory,
                status.setAt(),
                status.expiresAt(),
                status.changeAllowed(),
                status.rules().minimumLength(status.secondFactorRequired()),
                status.rules().length().maximum(),
                PasswordPolicyEndpoint.composition(status.rules()));
    }

    /** Ends all other sessions of the user. */
    @SignedIn
    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(Caller caller, @RequestBody PasswordChange request) {
        switch (proof.ask(caller.user(), request.currentPassword())) {
            case Proof.Wrong() -> throw AccessProblems.wrongPassword("currentPassword");
            case Proof.TooMany(var until) -> throw AccessProblems.tooMany(until);
            case Proof.CannotCheck() -> throw AccessProblems.cannotCheck();
            case Proof.Given given -> {
                switch (own.change(
                        given, caller.actor(), caller.session(), request.newPassword())) {
                    case OwnPassword.Change.Done() -> {}
                    case OwnPassword.Change.Refused(var errors) ->
                            throw Problem.invalid(errors).refusal();
                    case OwnPassword.Change.Barred() ->
                            throw Problem.of(
                                            403,
                                            "access:password-changes-disabled",
                                            "Passwords can't be changed here",
                                            "Ask your administrator for a new password.")
                                    .refusal();
                }
            }
        }
    }
}
