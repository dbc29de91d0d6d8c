package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailGroupId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import io.muster.mailboxes.MailGroups.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The mail groups of an organization over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/mail-groups")
class MailGroupEndpoint {

    private final MailGroups groups;

    MailGroupEndpoint(MailGroups groups) {
        this.groups = groups;
    }

    /**
     * @param writers ANYONE, strangers too; ORGANIZATION, its users who signed in to send; or
     *     MEMBERS, users whom the group reaches and who signed in to send
     * @param members how many it names itself, those of groups in it left out
     * @param version the number in the entity tag
     */
    record MailGroupView(
            MailGroupId id,
            String name,
            EmailAddress address,
            MailGroup.Writers writers,
            long members,
            Instant createdAt,
            int version) {

        static MailGroupView of(MailGroup group) {
            return new MailGroupView(
                    group.id(),
                    group.name(),
                    group.address(),
                    group.writers(),
                    group.members(),
                    group.createdAt(),
                    group.version().number());
        }
    }

    record MailGroupCount(long count) {}

    /**
     * @param name 1 to 255 characters
     * @param address of nobody and nothing else in the instance
     * @param writers who may write to it; ORGANIZATION if left out of a new one
     */
    record MailGroupRequest(
            @Nullable String name, @Nullable String address, MailGroup.@Nullable Writers writers) {

        MailGroupForm ofNew() {
            return MailGroupForm.ofNew(name, address, writers);
        }

        MailGroupForm changed() {
            return MailGroupForm.of(name, address, writers);
        }
    }

    /**
     * @param kind USER, MAILBOX (a shared one), GROUP (another one of the organization) or OUTSIDE
     * @param name empty for addresses outside
     */
    record MemberView(MailGroupMember.Kind kind, EmailAddress address, String name) {}

    /**
     * @param items by address, at most 1,000
     */
    record MailGroupMembers(List<MemberView> items) {}

    /**
     * @param addresses 1 to 1,000
     */
    record MembersRequest(@Nullable List<@Nullable String> addresses) {

        List<EmailAddress> checked() {
            List<@Nullable String> all = addresses == null ? List.of() : addresses;
            if (all.isEmpty() || all.size() > MailGroup.MOST_MEMBERS) {
                throw Problem.invalid("addresses", "length", "Give 1 to 1,000 addresses.")
                        .refusal();
            }
            List<EmailAddress> read = new ArrayList<>();
            List<Problem.FieldError> errors = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                String text = all.get(i);
                Optional<EmailAddress> one = EmailAddress.parse(text == null ? "" : text);
                one.ifPresent(read::add);
                if (one.isEmpty()) {
                    errors.add(
                            new Problem.FieldError(
                                    "addresses[%d]".formatted(i),
                                    "format",
                                    "This is no e-mail address."));
                }
            }
            if (!errors.isEmpty()) {
                throw Problem.invalid(errors).refusal();
            }
            return read;
        }
    }

    /**
     * Lists mail groups by name.
     *
     * @param limit 1 to 500
     * @param sort {@code name} or {@code -name}
     * @param search any part of the name or the address
     */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping
    Page<MailGroupView> list(
            OrganizationScope scope,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "") String search) {
        return groups.list(scope, MailboxQuery.of(search, null, null, sort, cursor, limit))
                .map(MailGroupView::of);
    }

    /** How many mail groups the same filter finds. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/count")
    MailGroupCount count(OrganizationScope scope, @RequestParam(defaultValue = "") String search) {
        return new MailGroupCount(
                groups.count(scope, MailboxQuery.of(search, null, null, "name", null, 1)));
    }

    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/{mailGroupId}")
    ResponseEntity<MailGroupView> one(
            OrganizationScope scope, @PathVariable MailGroupId mailGroupId) {
        return groups.find(scope, mailGroupId)
                .map(MailGroupEndpoint::ok)
                .orElseThrow(() -> gone().refusal());
    }

    /**
     * Makes an address whose mail goes to many. It takes mail when it has members, each of whom
     * gets a message once, however often it reaches him.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @OncePerKey
    @PostMapping
    ResponseEntity<MailGroupView> create(
            OrganizationScope scope, @RequestBody MailGroupRequest request) {
        Outcome outcome = groups.create(scope, request.ofNew());
        if (outcome instanceof Outcome.Done(var group)) {
            return ResponseEntity.created(
                            URI.create(
                                    "/api/v1/organizations/%s/mail-groups/%s"
                                            .formatted(scope.organization(), group.id())))
                    .eTag(group.version().tag())
                    .body(MailGroupView.of(group));
        }
        return answer(outcome);
    }

    /**
     * Replaces name, address and who may write. Mail for the former address is refused from then
     * on. A group that takes mail of anyone reaches nobody outside the organization.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PutMapping("/{mailGroupId}")
    ResponseEntity<MailGroupView> edit(
            OrganizationScope scope,
            @PathVariable MailGroupId mailGroupId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody MailGroupRequest request) {
        Version version = Version.required(ifMatch);
        return answer(groups.edit(scope, mailGroupId, version, request.changed()));
    }

    /** Deletes a group and takes it out of others. Mail for its address is refused at once. */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @DeleteMapping("/{mailGroupId}")
    ResponseEntity<Void> delete(OrganizationScope scope, @PathVariable MailGroupId mailGroupId) {
        if (groups.delete(scope, mailGroupId) instanceof Outcome.Gone) {
            throw gone().refusal();
        }
        return ResponseEntity.noContent().build();
    }

    /** Lists whom a group names itself: users, shared mailboxes, other groups, and others. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/{mailGroupId}/members")
    MailGroupMembers members(OrganizationScope scope, @PathVariable MailGroupId mailGroupId) {
        return answer(groups.members(scope, mailGroupId));
    }

    /**
     * Adds members by their addresses, all or none. A group reaches 1,000 mailboxes and addresses
     * at most, over the groups in it too, and never itself. Whoever is a member already changes
     * nothing.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PostMapping("/{mailGroupId}/members")
    MailGroupMembers add(
            OrganizationScope scope,
            @PathVariable MailGroupId mailGroupId,
            @RequestBody MembersRequest request) {
        return answer(groups.add(scope, mailGroupId, request.checked()));
    }

    /** Takes members out by their addresses. Whoever is none changes nothing. */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PostMapping("/{mailGroupId}/members/actions/remove")
    MailGroupMembers remove(
            OrganizationScope scope,
            @PathVariable MailGroupId mailGroupId,
            @RequestBody MembersRequest request) {
        return answer(groups.remove(scope, mailGroupId, request.checked()));
    }

    private static MailGroupMembers answer(Optional<List<MailGroupMember>> members) {
        return new MailGroupMembers(
                members.orElseThrow(() -> gone().refusal()).stream()
                        .map(member ->
                                new MemberView(member.kind(), member.address(), member.name()))
                        .toList());
    }

    private static ResponseEntity<MailGroupView> ok(MailGroup group) {
        return ResponseEntity.ok().eTag(group.version().tag()).body(MailGroupView.of(group));
    }

    private static ResponseEntity<MailGroupView> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var group) -> ok(group);
            case Outcome.Deleted() -> throw new IllegalStateException("changed, not deleted");
            case Outcome.Gone() -> throw gone().refusal();
            case Outcome.AddressTaken() ->
                    throw Problem.invalid(
                                    "address", "taken", "Somebody or something has that address.")
                            .refusal();
            case Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(MailGroupView.of(current)).refusal();
        };
    }

    private static Problem gone() {
        return Problem.notFound("mail-group");
    }
}
