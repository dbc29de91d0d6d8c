package io.muster.invitations;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Keyset;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Refusal;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.roles.WantedRights;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The invitations of an organization. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/invitations")
class InvitationEndpoint {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_SEARCH = 256;
    private static final int MOST_MAILBOXES = 200;

    private final Invitations invitations;

    InvitationEndpoint(Invitations invitations) {
        this.invitations = invitations;
    }

    /**
     * @param roles of level mailbox, at most 100
     * @param permissions of level mailbox, outside any role
     */
    record MailboxPromise(
            MailboxId mailboxId,
            @Nullable List<RoleId> roles,
            @Nullable List<Permission> permissions) {}

    /**
     * @param address for whom it is
     * @param firstName may be empty or missing, at most 255 characters, as is {@code lastName}
     * @param roles of level organization, at most 100
     * @param permissions of level organization, outside any role
     * @param mailboxes at most 200, each once
     */
    record InvitationRequest(
            String address,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable List<RoleId> roles,
            @Nullable List<Permission> permissions,
            @Nullable List<MailboxPromise> mailboxes) {}

    /** All that is promised from now on; what is missing isn't. */
    record PromiseRequest(
            @Nullable List<RoleId> roles,
            @Nullable List<Permission> permissions,
            @Nullable List<MailboxPromise> mailboxes) {}

    /**
     * @param name what it was called when it was promised
     */
    record MailboxPromiseView(
            MailboxId mailboxId, String name, List<RoleId> roles, Set<Permission> permissions) {}

    /**
     * @param inviterName what people called the inviter then
     * @param sentAt when it was sent last
     * @param unsent its mail could not be written; it waits to be sent again
     * @param endedAt when it was answered or revoked; null before
     * @param version the number in the entity tag
     */
    record InvitationView(
            InvitationId id,
            EmailAddress address,
            String firstName,
            String lastName,
            InvitationState state,
            List<RoleId> roles,
            Set<Permission> permissions,
            List<MailboxPromiseView> mailboxes,
            UserId inviterId,
            String inviterName,
            @Nullable UserId userId,
            boolean unsent,
            Instant createdAt,
            Instant sentAt,
            Instant expiresAt,
            @Nullable Instant endedAt,
            int version) {

        static InvitationView of(Invitation invitation) {
            Promise promise = invitation.promise();
            return new InvitationView(
                    invitation.id(),
                    invitation.address(),
                    invitation.firstName(),
                    invitation.lastName(),
                    invitation.state(),
                    promise.roles().stream().toList(),
                    new TreeSet<>(promise.permissions()),
                    promise.mailboxes().stream()
                            .map(one ->
                                    new MailboxPromiseView(
                                            one.mailboxId(),
                                            one.name(),
                                            one.roles(),
                                            one.permissions()))
                            .toList(),
                    invitation.inviter(),
                    invitation.inviterName(),
                    invitation.user(),
                    invitation.open() && invitation.unsent(),
                    invitation.createdAt(),
                    invitation.sentAt(),
                    invitation.expiresAt(),
                    invitation.endedAt(),
                    invitation.version().number());
        }
    }

    record InvitationCount(long count) {}

    /**
     * Lists invitations, newest first.
     *
     * @param search a part of the address or the name, at most 256 characters
     */
    @Needs(Permission.USERS_READ)
    @GetMapping
    Page<InvitationView> list(
            OrganizationScope scope,
            @RequestParam(required = false) @Nullable InvitationState state,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Keyset keyset = Keyset.byId("invitations", limit, cursor);
        return invitations.list(scope, keyset, state, searched(search)).map(InvitationView::of);
    }

    @Needs(Permission.USERS_READ)
    @GetMapping("/count")
    InvitationCount count(
            OrganizationScope scope,
            @RequestParam(required = false) @Nullable InvitationState state,
            @RequestParam(defaultValue = "") String search) {
        return new InvitationCount(invitations.count(scope, state, searched(search)));
    }

    private static String searched(String search) {
        if (search.length() > LONGEST_SEARCH) {
            throw Problem.invalid("search", "too-long", "At most 256 characters.").refusal();
        }
        return search.strip().toLowerCase(Locale.ROOT).replace("\0", "");
    }

    @Needs(Permission.USERS_READ)
    @GetMapping("/{invitationId}")
    ResponseEntity<InvitationView> invitation(
            OrganizationScope scope, @PathVariable InvitationId invitationId) {
        return invitations
                .find(scope, invitationId)
                .map(InvitationEndpoint::ok)
                .orElseThrow(() -> Problem.notFound("invitation").refusal());
    }

    /**
     * Invites somebody by one mail, with or without an account. Nobody promises what he lacks;
     * roles and permissions need {@code grants:assign}, mailboxes {@code mailboxes:assign}. The
     * answer is the same whether the address belongs to somebody in another organization. At most
     * one mail a minute to an address, and as many in an hour and as many that wait for an answer
     * as the instance allows.
     */
    @Needs(Permission.USERS_INVITE)
    @OncePerKey
    @PostMapping
    ResponseEntity<InvitationView> invite(
            OrganizationScope scope, @RequestBody InvitationRequest request) {
        List<FieldError> errors = new ArrayList<>();
        String firstName = name(errors, "firstName", request.firstName());
        String lastName = name(errors, "lastName", request.lastName());
        EmailAddress address = EmailAddress.parse(request.address()).orElse(null);
        if (address == null) {
            errors.add(new FieldError("address", "format", "This is not an e-mail address."));
        }
        PromiseRequest wanted =
                new PromiseRequest(request.roles(), request.permissions(), request.mailboxes());
        if (address == null || !errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        Invitation made =
                done(
                        wanted,
                        invitations.invite(
                                scope,
                                new Invitations.Invited(address, firstName, lastName),
                                promise(wanted)));
        return ResponseEntity.created(
                        URI.create(
                                "/api/v1/organizations/"
                                        + scope.organization()
                                        + "/invitations/"
                                        + made.id()))
                .eTag(made.version().tag())
                .body(InvitationView.of(made));
    }

    /** Replaces what is promised, as long as nobody answered; no further mail goes out. */
    @Needs(Permission.USERS_INVITE)
    @PutMapping("/{invitationId}")
    ResponseEntity<InvitationView> change(
            OrganizationScope scope,
            @PathVariable InvitationId invitationId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody PromiseRequest request) {
        Version version = Version.required(ifMatch);
        return ok(
                done(request, invitations.change(scope, invitationId, version, promise(request))));
    }

    /**
     * Sends the mail again with a new link; the time to answer begins anew. At most once a minute
     * to an address, and as often in an hour as the instance allows.
     */
    @Needs(Permission.USERS_INVITE)
    @PostMapping("/{invitationId}/actions/resend")
    @ResponseStatus(HttpStatus.OK)
    ResponseEntity<InvitationView> resend(
            OrganizationScope scope, @PathVariable InvitationId invitationId) {
        return ok(done(NOTHING, invitations.sendAgain(scope, invitationId)));
    }

    /** Takes the invitation back; its link is of no use any more. */
    @Needs(Permission.USERS_INVITE)
    @PostMapping("/{invitationId}/actions/revoke")
    @ResponseStatus(HttpStatus.OK)
    ResponseEntity<InvitationView> revoke(
            OrganizationScope scope, @PathVariable InvitationId invitationId) {
        return ok(done(NOTHING, invitations.revoke(scope, invitationId)));
    }

    private static final PromiseRequest NOTHING = new PromiseRequest(null, null, null);

    private static ResponseEntity<InvitationView> ok(Invitation invitation) {
        return ResponseEntity.ok()
                .eTag(invitation.version().tag())
                .body(InvitationView.of(invitation));
    }

    private static Invitation done(PromiseRequest wanted, Invitations.Outcome outcome) {
        if (outcome instanceof Invitations.Outcome.Done(var invitation)) {
            return invitation;
        }
        throw refusal(wanted, outcome);
    }

    static Refusal refusal(PromiseRequest wanted, Invitations.Outcome outcome) {
        return switch (outcome) {
            case Invitations.Outcome.NotFound() -> Problem.notFound("invitation").refusal();
            case Invitations.Outcome.Refused(var rule) -> rule.problem().refusal();
            case Invitations.Outcome.RightsRefused(var why) ->
                    InvitationProblems.rights(listed(wanted.roles()), why).refusal();
            case Invitations.Outcome.MailboxesRefused(var why) ->
                    InvitationProblems.mailboxes(why).refusal();
            case Invitations.Outcome.ChangedMeanwhile(var current) ->
                    Version.changedMeanwhile(InvitationView.of(current)).refusal();
            case Invitations.Outcome.Done _ -> throw new IllegalStateException("not refused");
        };
    }

    static Promise promise(PromiseRequest request) {
        List<RoleId> roles = listed(request.roles());
        List<Permission> permissions = listed(request.permissions());
        WantedRights.check(
                roles,
                permissions,
                Permission.Level.ORGANIZATION,
                "Only permissions of the organization are granted here.");
        return new Promise(
                Set.copyOf(roles), Set.copyOf(permissions), mailboxes(listed(request.mailboxes())));
    }

    private static List<PromisedMailbox> mailboxes(List<MailboxPromise> wanted) {
        if (wanted.size() > MOST_MAILBOXES) {
            throw Problem.invalid("mailboxes", "too-many", "At most 200 mailboxes.").refusal();
        }
        Set<MailboxId> seen = new HashSet<>();
        List<PromisedMailbox> promised = new ArrayList<>();
        for (int place = 0; place < wanted.size(); place++) {
            MailboxPromise one = wanted.get(place);
            if (one == null || one.mailboxId() == null) {
                throw Problem.invalid(
                                "mailboxes[" + place + "]",
                                "required",
                                "A mailbox is named by its id.")
                        .refusal();
            }
            if (!seen.add(one.mailboxId())) {
                throw Problem.invalid(
                                "mailboxes[" + place + "].mailboxId", "twice", "Each mailbox once.")
                        .refusal();
            }
            List<RoleId> roles = listed(one.roles());
            List<Permission> permissions = listed(one.permissions());
            WantedRights.check(
                    roles,
                    permissions,
                    Permission.Level.MAILBOX,
                    "Only permissions on mailboxes are given here.");
            promised.add(
                    new PromisedMailbox(one.mailboxId(), "", roles, new TreeSet<>(permissions)));
        }
        return promised;
    }

    private static <T> List<T> listed(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
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
