package io.muster.users;

import io.muster.access.OpenToAll;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sets up a new instance. */
@RestController
@RequestMapping("/api/v1/setup")
class SetupEndpoint {

    private final Setup setup;

    SetupEndpoint(Setup setup) {
        this.setup = setup;
    }

    /**
     * @param token from the link that the server printed at its start
     * @param organization the name of the first organization, 3 to 256 characters
     */
    record SetupRequest(
            String token,
            String organization,
            String firstName,
            String lastName,
            String address,
            String password) {}

    record SetupAnswer(UserId userId) {}

    /** Makes the default organization and its first user, who is system administrator and owner. */
    @OpenToAll("nobody can sign in yet; the token from the server's output is the proof")
    @PostMapping
    ResponseEntity<SetupAnswer> setUp(@RequestBody SetupRequest request) {
        return switch (setup.run(checked(request))) {
            case Setup.Outcome.Done(var administrator) ->
                    ResponseEntity.status(HttpStatus.CREATED).body(new SetupAnswer(administrator));
            case Setup.Outcome.Closed() ->
                    throw Problem.of(
                                    403,
                                    "users:setup-closed",
                                    "Set-up is closed",
                                    "The link is not valid any more. The server prints a new one at each start until it is used.")
                            .refusal();
            case Setup.Outcome.Refused(var errors) -> throw Problem.invalid(errors).refusal();
        };
    }

    private static Setup.Request checked(SetupRequest request) {
        List<FieldError> errors = new ArrayList<>();
        String organization = request.organization().strip();
        if (organization.length() < 3 || organization.length() > 256) {
            errors.add(
                    new FieldError(
                            "organization",
                            "length",
                            "Give the organization a name of 3 to 256 characters."));
        }
        requireName(errors, "firstName", request.firstName());
        requireName(errors, "lastName", request.lastName());
        Optional<EmailAddress> address = EmailAddress.parse(request.address());
        if (address.isEmpty()) {
            errors.add(new FieldError("address", "format", "This is not an e-mail address."));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return new Setup.Request(
                request.token(),
                organization,
                request.firstName().strip(),
                request.lastName().strip(),
                address.orElseThrow(),
                request.password());
    }

    private static void requireName(List<FieldError> errors, String field, String name) {
        if (name.isBlank() || name.length() > 255) {
            errors.add(new FieldError(field, "length", "Give a name of 1 to 255 characters."));
        }
    }
}
