package io.muster.invitations;

import io.muster.access.OpenToAll;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registration by the link of an invitation, or after one's address was proved by a code. */
@RestController
@RequestMapping("/api/v1/registrations/{token}")
class RegistrationEndpoint {

    private static final int SHORTEST_ORGANIZATION = 3;
    private static final int LONGEST = 255;

    private final Registrations registrations;

    RegistrationEndpoint(Registrations registrations) {
        this.registrations = registrations;
    }

    /**
     * @param address of the account; it can't be another
     * @param firstName as the inviter wrote it, perhaps empty, as is {@code lastName}
     * @param organizationName into which the person is invited; null for who registers by himself,
     *     as is {@code invitedBy}
     * @param homeName the organization that will manage the account, because the address lies in
     *     its domain; null where the person gets an organization of his own
     */
    record RegistrationView(
            EmailAddress address,
            String firstName,
            String lastName,
            @Nullable String organizationName,
            @Nullable String invitedBy,
            @Nullable String homeName,
            Instant expiresAt) {}

    /**
     * @param firstName 1 to 255 characters, as {@code lastName}
     * @param organization what the person's own organization is to be called, 3 to 255 characters;
     *     empty or missing to have it called after him. Without effect where another organization
     *     manages the account
     */
    record RegistrationRequest(
            String firstName, String lastName, String password, @Nullable String organization) {}

    /**
     * @param address what the person signs in with
     * @param missing mailboxes that were promised and don't exist any more
     */
    record RegistrationAnswer(
            EmailAddress address, List<OwnInvitationEndpoint.OfferedMailbox> missing) {}

    /** What the link is for. */
    @OpenToAll("the token from the mail is the proof")
    @GetMapping
    RegistrationView look(@PathVariable String token) {
        Registrations.Look look = registrations.look(token);
        if (!(look instanceof Registrations.Look.Open open)) {
            throw refusal(look);
        }
        Registrations.Ticket ticket = open.ticket();
        Optional<Invitation> invitation = Optional.ofNullable(ticket.invitation());
        return new RegistrationView(
                ticket.address(),
                invitation.map(Invitation::firstName).orElse(""),
                invitation.map(Invitation::lastName).orElse(""),
                open.organization(),
                invitation.map(Invitation::inviterName).orElse(null),
                open.home(),
                ticket.expiresAt());
    }

    /**
     * Makes the account, its organization and mailbox, and gives what was promised. The link counts
     * as the proof of the address; it works once.
     */
    @OpenToAll("the token from the mail is the proof")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RegistrationAnswer register(
            @PathVariable String token,
            @RequestBody RegistrationRequest request,
            HttpServletRequest http) {
        return switch (registrations.register(token, checked(request), http.getRemoteAddr())) {
            case Registrations.Outcome.Registered(var address, var gone) ->
                    new RegistrationAnswer(address, OwnInvitationEndpoint.OfferedMailbox.of(gone));
            case Registrations.Outcome.NotOpen(var why) -> throw refusal(why);
            case Registrations.Outcome.Unfit(var errors) -> throw Problem.invalid(errors).refusal();
        };
    }

    private static Registrations.Wish checked(RegistrationRequest request) {
        List<FieldError> errors = new ArrayList<>();
        require(errors, "firstName", request.firstName());
        require(errors, "lastName", request.lastName());
        String organization = Objects.requireNonNullElse(request.organization(), "").strip();
        if (!organization.isEmpty()
                && (organization.length() < SHORTEST_ORGANIZATION
                        || organization.length() > LONGEST)) {
            errors.add(
                    new FieldError(
                            "organization",
                            "length",
                            "Give the organization a name of 3 to 255 characters."));
        }
        InvitationProblems.requireOneLine(errors, "organization", organization);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return new Registrations.Wish(
                request.firstName().strip(),
                request.lastName().strip(),
                request.password(),
                organization);
    }

    private static void require(List<FieldError> errors, String field, String name) {
        if (name.isBlank() || name.strip().length() > LONGEST) {
            errors.add(new FieldError(field, "length", "Give a name of 1 to 255 characters."));
        }
        InvitationProblems.requireOneLine(errors, field, name.strip());
    }

    private static Refusal refusal(Registrations.Look why) {
        return switch (why) {
            case Registrations.Look.NoSuchLink() -> InvitationProblems.noSuchLink().refusal();
            case Registrations.Look.Refused(var rule) -> rule.problem().refusal();
            case Registrations.Look.Open _ -> throw new IllegalStateException("the link is open");
        };
    }
}
