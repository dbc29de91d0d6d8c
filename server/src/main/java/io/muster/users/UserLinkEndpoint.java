package io.muster.users;

import io.muster.access.Actor;
import io.muster.access.OpenToAll;
import io.muster.access.SignedIn;
import io.muster.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Forgotten passwords, first passwords and proofs of an address, through links in mails. */
@RestController
@RequestMapping("/api/v1")
class UserLinkEndpoint {

    private final UserLinks links;
    private final ForgottenPasswords forgotten;
    private final OwnProfile profiles;

    UserLinkEndpoint(UserLinks links, ForgottenPasswords forgotten, OwnProfile profiles) {
        this.links = links;
        this.forgotten = forgotten;
        this.profiles = profiles;
    }

    /**
     * @param name the e-mail address or logon name
     */
    record ForgottenRequest(String name) {}

    record ChosenPassword(String password) {}

    /**
     * Asks for a link to set a new password; the answer is the same whether there is such a user.
     */
    @OpenToAll("who forgot his password can't sign in")
    @PostMapping("/password-resets")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void forgotten(@RequestBody ForgottenRequest request) {
        if (request.name().isBlank() || request.name().length() > 254) {
            throw Problem.invalid("name", "length", "Give your e-mail address or your logon name.")
                    .refusal();
        }
        forgotten.ask(request.name());
    }

    /** Sets the password of whoever holds the token. */
    @OpenToAll("the token from the mail is the proof")
    @PostMapping("/password-resets/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void choose(
            @PathVariable String token,
            @RequestBody ChosenPassword request,
            HttpServletRequest http) {
        switch (links.choose(token, request.password(), http.getRemoteAddr())) {
            case UserLinks.Choice.Done() -> {}
            case UserLinks.Choice.NoSuchLink() -> throw noSuchLink();
            case UserLinks.Choice.Unfit(var errors) -> throw Problem.invalid(errors).refusal();
        }
    }

    /** Mails a link that proves the own address. */
    @SignedIn
    @PostMapping("/me/email-verification")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void askForVerification(Actor actor) {
        profiles.verify(actor)
                .ifPresent(rule -> {
                    throw UserProblems.broken(rule).refusal();
                });
    }

    /** Takes the proof that mail to an address reaches its owner. */
    @OpenToAll("the token from the mail is the proof")
    @PostMapping("/email-verifications/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void verify(@PathVariable String token, HttpServletRequest http) {
        if (!links.verify(token, http.getRemoteAddr())) {
            throw noSuchLink();
        }
    }

    private static RuntimeException noSuchLink() {
        return Problem.of(
                        404,
                        "users:no-such-link",
                        "The link is of no use",
                        "It was used already, it is too old, or a newer one was sent. Ask for another.")
                .refusal();
    }
}
