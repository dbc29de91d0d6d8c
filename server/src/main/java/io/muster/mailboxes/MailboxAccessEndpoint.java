package io.muster.mailboxes;

import io.muster.access.Accounts.Person;
import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.mailboxes.MailboxAccess.Everybody;
import io.muster.mailboxes.MailboxAccess.Held;
import io.muster.mailboxes.MailboxAccess.Outcome;
import io.muster.roles.Role;
import io.muster.roles.WantedRights;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who has access to which mailbox, over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}")
class MailboxAccessEndpoint {

    private final MailboxAccess access;

    MailboxAccessEndpoint(MailboxAccess access) {
        this.access = access;
    }

    record MailboxRole(RoleId id, String name, boolean system) {

        static List<MailboxRole> of(List<Role> roles) {
            return roles.stream()
                    .map(role -> new MailboxRole(role.id(), role.name(), role.system()))
                    .toList();
        }
    }

    /**
     * @param address what he signs in with
     * @param permissions those given outside any role
     * @param effective all that he holds by roles and single permissions
     */
    record UserOnMailbox(
            UserId userId,
            String name,
            String address,
            List<MailboxRole> roles,
            Set<Permission> permissions,
            Set<Permission> effective) {

        static UserOnMailbox of(Held held) {
            return new UserOnMailbox(
                    held.holding().user(),
                    held.person().map(Person::displayName).orElse(""),
                    held.person().map(Person::name).orElse(""),
                    MailboxRole.of(held.holding().roles()),
                    new TreeSet<>(held.holding().single()),
                    new TreeSet<>(held.holding().permissions()));
        }
    }

    /**
     * @param items by name, at most 1,000
     * @param version the number in the entity tag
     */
    record MailboxAccessView(List<UserOnMailbox> items, int version) {

        static MailboxAccessView of(Everybody everybody) {
            return new MailboxAccessView(
                    everybody.users().stream().map(UserOnMailbox::of).toList(),
                    everybody.mailbox().accessVersion().number());
        }
    }

    /**
     * @param accessVersion the number in the entity tag of the mailbox's access
     */
    record MailboxOfUser(
            MailboxId mailboxId,
            Mailbox.Kind kind,
            String name,
            EmailAddress address,
            List<MailboxRole> roles,
            Set<Permission> permissions,
            Set<Permission> effective,
            int accessVersion) {

        static MailboxOfUser of(Held held) {
            Mailbox mailbox = held.mailbox();
            return new MailboxOfUser(
                    mailbox.id(),
                    mailbox.kind(),
                    mailbox.name(),
                    mailbox.address(),
                    MailboxRole.of(held.holding().roles()),
                    new TreeSet<>(held.holding().single()),
                    new TreeSet<>(held.holding().permissions()),
                    mailbox.accessVersion().number());
        }
    }

    /** By name; the user's own mailbox is not among them. */
    record MailboxesOfUser(List<MailboxOfUser> items) {}

    /**
     * @param roles the ids of all roles of level mailbox that he is to hold there, at most 100
     * @param permissions all of level mailbox that he is to hold there outside any role
     */
    record MailboxAccessRequest(
            @Nullable List<RoleId> roles, @Nullable List<Permission> permissions) {}

    /**
     * Who was given what on the mailbox. Its own user, who holds everything, is listed only where
     * he was given a role in it that counts instead.
     */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/mailboxes/{mailboxId}/access")
    ResponseEntity<MailboxAccessView> access(
            OrganizationScope scope, @PathVariable MailboxId mailboxId) {
        return access.on(scope, mailboxId)
                .map(MailboxAccessEndpoint::ok)
                .orElseThrow(() -> Problem.notFound("mailbox").refusal());
    }

    /** The mailboxes to which a user was given access. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/users/{userId}/mailboxes")
    MailboxesOfUser mailboxesOf(OrganizationScope scope, @PathVariable UserId userId) {
        return new MailboxesOfUser(
                access.of(scope, userId).stream().map(MailboxOfUser::of).toList());
    }

    /**
     * Replaces all roles and single permissions of a user on a mailbox; with none his access ends.
     * What is given needs {@code mailboxes:assign}, what is taken away {@code mailboxes:revoke}. In
     * his own mailbox a user holds everything, which can't be changed; where he was given a role
     * instead, that can be exchanged. Mail programs obey at once.
     */
    @Needs(value = Permission.MAILBOXES_ASSIGN, or = Permission.MAILBOXES_REVOKE)
    @PutMapping("/mailboxes/{mailboxId}/access/{userId}")
    ResponseEntity<MailboxAccessView> replace(
            OrganizationScope scope,
            @PathVariable MailboxId mailboxId,
            @PathVariable UserId userId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody MailboxAccessRequest request) {
        Version version = Version.required(ifMatch);
        List<RoleId> roles = request.roles() == null ? List.of() : request.roles();
        List<Permission> permissions =
                request.permissions() == null ? List.of() : request.permissions();
        WantedRights.check(
                roles,
                permissions,
                Permission.Level.MAILBOX,
                "Only permissions on mailboxes are given here.");
        Outcome outcome =
                access.replace(
                        scope,
                        mailboxId,
                        userId,
                        version,
                        Set.copyOf(roles),
                        new TreeSet<>(permissions));
        return switch (outcome) {
            case Outcome.Changed(var everybody) -> ok(everybody);
            case Outcome.Refused refused -> throw refusal(roles, refused);
        };
    }

    private static ResponseEntity<MailboxAccessView> ok(Everybody everybody) {
        return ResponseEntity.ok()
                .eTag(everybody.mailbox().accessVersion().tag())
                .body(MailboxAccessView.of(everybody));
    }

    private static Refusal refusal(List<RoleId> roles, Outcome.Refused refused) {
        Problem problem =
                switch (refused) {
                    case Outcome.NoSuchMailbox() -> Problem.notFound("mailbox");
                    case Outcome.NoSuchUser() -> Problem.notFound("user");
                    case Outcome.NoSuchRole(var role) ->
                            Problem.invalid(
                                    "roles[" + roles.indexOf(role) + "]",
                                    "unknown",
                                    "No such role on mailboxes.");
                    case Outcome.IsOwner() ->
                            Problem.of(
                                    409,
                                    "mailboxes:own",
                                    "This is the user's own mailbox",
                                    "He holds every right on it, or a role at least: give him another one.");
                    case Outcome.TooMany() ->
                            Problem.of(
                                    409,
                                    "mailboxes:too-many-users",
                                    "Too many users",
                                    "At most 1,000 users have access to a mailbox.");
                    case Outcome.NotPermitted(var needed) -> needed.lacking();
                    case Outcome.Outranked() ->
                            Problem.of(
                                    403,
                                    "mailboxes:outranked",
                                    "Higher rights than yours",
                                    "The rights of this mailbox's user go beyond yours, so you can't change who has access.");
                    case Outcome.ChangedMeanwhile(var current) ->
                            Version.changedMeanwhile(MailboxAccessView.of(current));
                };
        return problem.refusal();
    }
}
