package io.muster.invitations;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.invitations.InvitationEndpoint.MailboxPromise;
import io.muster.invitations.InvitationEndpoint.PromiseRequest;
import io.muster.invitations.InvitationList.Listed;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.RoleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations of many people at once. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/invitations")
class InvitationBatchEndpoint {

    private static final int LONGEST_LIST = 500_000;
    private static final int LONGEST_NAME = 255;

    private final InvitationChecks checks;
    private final InvitationBatches batches;
    private final InvitationPace pace;

    InvitationBatchEndpoint(
            InvitationChecks checks, InvitationBatches batches, InvitationPace pace) {
        this.checks = checks;
        this.batches = batches;
        this.pace = pace;
    }

    /**
     * @param text the list, at most 500,000 characters and 2,000 people
     */
    record InvitationListRequest(InvitationList.Format format, String text) {}

    /**
     * @param text as it stands in the list
     * @param address null where it is none
     * @param firstName may be empty, as {@code lastName}
     */
    record ListedPerson(
            String text,
            @Nullable EmailAddress address,
            String firstName,
            String lastName,
            InvitationChecks.Verdict verdict) {}

    /**
     * @param people in the order of the list
     * @param now how many mails the caller may have sent within this hour; the rest follow later
     */
    record InvitationListCheck(List<ListedPerson> people, long now) {}

    /**
     * @param firstName may be empty or missing, at most 255 characters, as {@code lastName}
     */
    record InvitedPerson(String address, @Nullable String firstName, @Nullable String lastName) {}

    /**
     * @param people 1 to 2,000, each address once
     * @param roles of level organization, at most 100
     * @param permissions of level organization, outside any role
     * @param mailboxes at most 200, each once
     */
    record InvitationBatchRequest(
            List<InvitedPerson> people,
            @Nullable List<RoleId> roles,
            @Nullable List<Permission> permissions,
            @Nullable List<MailboxPromise> mailboxes) {}

    record StartedInvitations(JobId jobId) {}

    /** Reads a list of people and says of each whether he can be invited. Changes nothing. */
    @Needs(Permission.USERS_INVITE)
    @PostMapping("/check")
    @ResponseStatus(HttpStatus.OK)
    InvitationListCheck check(OrganizationScope scope, @RequestBody InvitationListRequest request) {
        if (request.text().length() > LONGEST_LIST) {
            throw Problem.invalid("text", "too-long", "At most 500,000 characters.").refusal();
        }
        List<Listed> people =
                InvitationList.read(request.format(), request.text())
                        .orElseThrow(() ->
                                Problem.invalid(
                                                "text",
                                                "format",
                                                "This is no CSV file: a quote is not closed.")
                                        .refusal());
        if (people.size() > InvitationList.MOST) {
            throw Problem.invalid("text", "too-many", "At most 2,000 people at once.").refusal();
        }
        return new InvitationListCheck(
                checks.check(scope, people).stream()
                        .map(one ->
                                new ListedPerson(
                                        one.listed().text(),
                                        one.listed().address(),
                                        one.listed().firstName(),
                                        one.listed().lastName(),
                                        one.verdict()))
                        .toList(),
                pace.roomNow(scope));
    }

    /**
     * Invites many by a job, each as if he was invited alone, with the same rights. Mails go out as
     * fast as the instance allows: the job rests in between. Undone, those are revoked that nobody
     * answered.
     */
    @Needs(Permission.USERS_INVITE)
    @OncePerKey
    @PostMapping("/batch")
    @ResponseStatus(HttpStatus.ACCEPTED)
    StartedInvitations inviteMany(
            OrganizationScope scope, @RequestBody InvitationBatchRequest request) {
        List<Invitations.Invited> people = people(request.people());
        PromiseRequest wanted =
                new PromiseRequest(request.roles(), request.permissions(), request.mailboxes());
        return switch (batches.start(scope, people, InvitationEndpoint.promise(wanted))) {
            case InvitationBatches.Start.Started(var job) -> new StartedInvitations(job);
            case InvitationBatches.Start.Refused(var why) ->
                    throw InvitationEndpoint.refusal(wanted, why);
        };
    }

    private static List<Invitations.Invited> people(List<InvitedPerson> wanted) {
        if (wanted.isEmpty() || wanted.size() > InvitationList.MOST) {
            throw Problem.invalid("people", "number", "Name 1 to 2,000 people.").refusal();
        }
        List<FieldError> errors = new ArrayList<>();
        List<Invitations.Invited> people = new ArrayList<>();
        Set<EmailAddress> seen = new HashSet<>();
        for (int place = 0; place < wanted.size(); place++) {
            InvitedPerson one = wanted.get(place);
            String field = "people[" + place + "]";
            EmailAddress address =
                    one == null ? null : EmailAddress.parse(one.address()).orElse(null);
            if (one == null || address == null) {
                errors.add(
                        new FieldError(
                                field + ".address", "format", "This is not an e-mail address."));
                continue;
            }
            if (!seen.add(address)) {
                errors.add(new FieldError(field + ".address", "twice", "Each address once."));
            }
            people.add(
                    new Invitations.Invited(
                            address,
                            name(errors, field + ".firstName", one.firstName()),
                            name(errors, field + ".lastName", one.lastName())));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return people;
    }

    private static String name(List<FieldError> errors, String field, @Nullable String name) {
        String given = name == null ? "" : name.strip();
        if (given.length() > LONGEST_NAME) {
            errors.add(new FieldError(field, "length", "At most 255 characters."));
        }
        InvitationProblems.requireOneLine(errors, field, given);
        return given;
    }
}
