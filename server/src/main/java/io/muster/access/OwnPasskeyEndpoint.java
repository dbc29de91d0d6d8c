package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.OwnProof.Proof;
import io.muster.access.PasskeyRepository.Passkey;
import io.muster.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own passkeys. Adding and removing one needs the password once more. */
@RestController
@RequestMapping("/api/v1/me/passkeys")
class OwnPasskeyEndpoint {

    private static final int LONGEST_LABEL = 100;

    private final Passkeys passkeys;
    private final PasskeySettings settings;
    private final SecondFactors factors;
    private final PasswordPolicies policies;
    private final OwnProof proof;

    OwnPasskeyEndpoint(
            Passkeys passkeys,
            PasskeySettings settings,
            SecondFactors factors,
            PasswordPolicies policies,
            OwnProof proof) {
        this.passkeys = passkeys;
        this.settings = settings;
        this.factors = factors;
        this.policies = policies;
        this.proof = proof;
    }

    /**
     * @param label what the user calls it, 1 to 100 characters
     * @param backedUp whether it is kept in more places than one device
     */
    record OwnPasskey(
            UUID id, String label, boolean backedUp, Instant createdAt, Instant lastUsedAt) {}

    record OwnPasskeys(List<OwnPasskey> items) {}

    /**
     * @param ceremonyId to be sent back with the answer, within five minutes
     * @param options for the browser's {@code navigator.credentials.create}
     */
    record NewPasskeyOptions(UUID ceremonyId, PasskeyOptions.PasskeyCreation options) {}

    record NewPasskeyRequest(UUID ceremonyId, String label, PasskeyAnswer credential) {}

    /**
     * @param recoveryCodes ten codes for one use each, shown once; empty where there were some
     *     already
     */
    record NewPasskey(OwnPasskey passkey, List<String> recoveryCodes) {}

    record PasskeyLabel(String label) {}

    /** The newest first. */
    @SignedIn
    @GetMapping
    OwnPasskeys list(Actor actor) {
        return new OwnPasskeys(
                passkeys.of(actor.user()).stream().map(OwnPasskeyEndpoint::shown).toList());
    }

    /** Begins to add one; needs the present password. */
    @SignedIn
    @PostMapping("/options")
    NewPasskeyOptions options(
            Actor actor,
            @RequestBody OwnSecondFactorEndpoint.PasswordProof request,
            HttpServletRequest browser) {
        Passkeys.Question question =
                passkeys.ask(proven(actor, request), settings.relyingParty(browser));
        return new NewPasskeyOptions(question.ceremony(), question.options());
    }

    /** Adds the passkey that the browser made of the options. At most 20. */
    @SignedIn
    @PostMapping
    ResponseEntity<NewPasskey> make(
            Actor actor, @RequestBody NewPasskeyRequest request, HttpServletRequest browser) {
        Account account = proof.account(actor.user());
        return switch (passkeys.make(
                account,
                actor,
                settings.relyingParty(browser),
                request.ceremonyId(),
                label(request.label()),
                request.credential())) {
            case Passkeys.Making.Made(var passkey) ->
                    ResponseEntity.created(URI.create("/api/v1/me/passkeys/" + passkey.id()))
                            .body(
                                    new NewPasskey(
                                            shown(passkey),
                                            factors.codesLeft(actor.user()) > 0
                                                    ? List.of()
                                                    : factors.renewCodes(account, actor)));
            case Passkeys.Making.NotProven() ->
                    throw Problem.invalid(
                                    "credential",
                                    "not-proven",
                                    "This is no answer to the question, or it came too late.")
                            .refusal();
            case Passkeys.Making.TakenAlready() ->
                    throw Problem.of(
                                    409,
                                    "access:passkey-known",
                                    "Passkey known already",
                                    "This passkey is registered already.")
                            .refusal();
            case Passkeys.Making.TooMany() ->
                    throw Problem.of(
                                    409,
                                    "access:too-many-passkeys",
                                    "Too many passkeys",
                                    "You can have %d passkeys. Remove one first."
                                            .formatted(Passkeys.MOST))
                            .refusal();
        };
    }

    @SignedIn
    @PutMapping("/{passkeyId}")
    OwnPasskey rename(
            Actor actor,
            @PathVariable("passkeyId") UUID passkeyId,
            @RequestBody PasskeyLabel request) {
        return passkeys.rename(
                        proof.account(actor.user()), actor, passkeyId, label(request.label()))
                .map(OwnPasskeyEndpoint::shown)
                .orElseThrow(() -> Problem.notFound("passkey").refusal());
    }

    /** Refused for the last second factor of somebody of whom one is required. */
    @SignedIn
    @PostMapping("/{passkeyId}/removal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            Actor actor,
            @PathVariable("passkeyId") UUID passkeyId,
            @RequestBody OwnSecondFactorEndpoint.PasswordProof request) {
        Account account = proven(actor, request);
        if (policies.inForce(account.organization()).secondFactorRequired()
                && factors.confirmedAt(actor.user()) == null
                && passkeys.of(actor.user()).size() == 1) {
            throw AccessProblems.secondFactorRequired();
        }
        if (!passkeys.remove(account, actor, passkeyId)) {
            throw Problem.notFound("passkey").refusal();
        }
    }

    private Account proven(Actor actor, OwnSecondFactorEndpoint.PasswordProof request) {
        return switch (proof.ask(actor.user(), request.password())) {
            case Proof.Given(var account) -> account;
            case Proof.Wrong() -> throw AccessProblems.wrongPassword("password");
            case Proof.TooMany(var until) -> throw AccessProblems.tooMany(until);
            case Proof.CannotCheck() -> throw AccessProblems.cannotCheck();
        };
    }

    private static String label(String text) {
        String label = text.strip();
        if (label.isEmpty() || label.length() > LONGEST_LABEL) {
            throw Problem.invalid("label", "length", "Give it a name of 1 to 100 characters.")
                    .refusal();
        }
        return label;
    }

    private static OwnPasskey shown(Passkey passkey) {
        return new OwnPasskey(
                passkey.id(),
                passkey.label(),
                passkey.backedUp(),
                passkey.createdAt(),
                passkey.lastUsedAt());
    }
}
