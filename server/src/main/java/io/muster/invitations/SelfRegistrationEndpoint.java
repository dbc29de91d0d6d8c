package io.muster.invitations;

import io.muster.access.OpenToAll;
import io.muster.kernel.ClientNetwork;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registration by oneself: an address, the code from a mail to it, then as by a link. */
@RestController
@RequestMapping("/api/v1/registration")
class SelfRegistrationEndpoint {

    private static final int LONGEST_CODE = 32;

    private final RegistrationCodes codes;

    SelfRegistrationEndpoint(RegistrationCodes codes) {
        this.codes = codes;
    }

    /**
     * @param open whether anybody with an e-mail address may register
     */
    record RegistrationState(boolean open) {}

    /**
     * @param address with which somebody wants to register
     */
    record RegistrationCodeRequest(String address) {}

    /**
     * @param id to prove the address by
     */
    record RegistrationCodeAnswer(UUID id) {}

    /**
     * @param id as the answer to the wish for the code named it
     * @param code from the mail: eight digits, with or without spaces
     */
    record RegistrationProofRequest(UUID id, String code) {}

    /**
     * @param token to look at and make the registration with, for an hour
     */
    record RegistrationProof(String token) {}

    @OpenToAll("the sign-in page asks whether to offer it")
    @GetMapping
    RegistrationState state() {
        return new RegistrationState(codes.open());
    }

    /**
     * Sends a code to the address, or, where somebody has it, a mail that says so: the answer is
     * the same. At most one a minute and five an hour to an address; the operator sets how many an
     * hour are asked for from one network, of IPv6 a /64, and in all. What a proxy on the server's
     * own machine hands over counts in all only.
     */
    @OpenToAll("whoever registers has no account yet")
    @PostMapping("/codes")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RegistrationCodeAnswer ask(
            @RequestBody RegistrationCodeRequest request, HttpServletRequest http) {
        return switch (codes.ask(
                address(request.address()), ClientNetwork.of(http.getRemoteAddr()))) {
            case RegistrationCodes.Asking.Asked(var id) -> new RegistrationCodeAnswer(id);
            case RegistrationCodes.Asking.Refused(var rule) -> throw rule.problem().refusal();
        };
    }

    /**
     * Proves the address by the code that was sent to it. A code is good for five tries and for as
     * long as the mail says.
     */
    @OpenToAll("the code from the mail is the proof")
    @PostMapping("/proofs")
    @ResponseStatus(HttpStatus.OK)
    RegistrationProof prove(@RequestBody RegistrationProofRequest request) {
        if (!codes.open()) {
            throw InvitationRule.REGISTRATION_OFF.problem().refusal();
        }
        if (request.code().length() > LONGEST_CODE) {
            throw wrong();
        }
        return new RegistrationProof(
                codes.prove(request.id(), request.code())
                        .orElseThrow(SelfRegistrationEndpoint::wrong));
    }

    private static RuntimeException wrong() {
        return Problem.invalid(
                        "code",
                        "wrong",
                        "This code is wrong or too old. After five tries, ask for another.")
                .refusal();
    }

    private static EmailAddress address(String given) {
        return EmailAddress.parse(given)
                .orElseThrow(() ->
                        Problem.invalid("address", "format", "This is not an e-mail address.")
                                .refusal());
    }
}
