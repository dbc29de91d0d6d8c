package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxGroupId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import io.muster.kernel.Version;
import io.muster.mailboxes.MailboxRepository.Listed;
import io.muster.mailboxes.Mailboxes.Outcome;
import io.muster.users.AddressRule;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The mailboxes of an organization over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/mailboxes")
class MailboxEndpoint {

    private final Mailboxes mailboxes;
    private final MailboxGroups groups;

    MailboxEndpoint(Mailboxes mailboxes, MailboxGroups groups) {
        this.mailboxes = mailboxes;
        this.groups = groups;
    }

    /** A group in which a mailbox is. */
    record GroupOnMailbox(MailboxGroupId id, String name) {

        static List<GroupOnMailbox> of(@Nullable List<MailboxGroup.Named> groups) {
            return groups == null
                    ? List.of()
                    : groups.stream()
                            .map(group -> new GroupOnMailbox(group.id(), group.name()))
                            .toList();
        }
    }

    /**
     * @param archivedAt null while it takes mail
     * @param users how many were given access, its owner left out
     * @param groups by name; none for whoever may not see groups
     */
    record ListedMailbox(
            MailboxId id,
            Mailbox.Kind kind,
            String name,
            EmailAddress address,
            boolean visible,
            @Nullable Instant archivedAt,
            Instant createdAt,
            long users,
            List<GroupOnMailbox> groups) {

        static ListedMailbox of(Listed listed, @Nullable List<MailboxGroup.Named> groups) {
            Mailbox mailbox = listed.mailbox();
            return new ListedMailbox(
                    mailbox.id(),
                    mailbox.kind(),
                    mailbox.name(),
                    mailbox.address(),
                    mailbox.visible(),
                    mailbox.archivedAt(),
                    mailbox.createdAt(),
                    listed.users(),
                    GroupOnMailbox.of(groups));
        }
    }

    /**
     * @param archivedAt null while it takes mail
     * @param folders how many it has; made when mail first arrives
     * @param octets of all its messages
     * @param groups by name; none for whoever may not see groups
     * @param version the number in the entity tag
     */
    record MailboxView(
            MailboxId id,
            Mailbox.Kind kind,
            String name,
            EmailAddress address,
            boolean visible,
            @Nullable Instant archivedAt,
            Instant createdAt,
            long folders,
            long messages,
            long octets,
            List<GroupOnMailbox> groups,
            int version) {}

    record MailboxCount(long count) {}

    /**
     * @param name 1 to 255 characters
     * @param address of nobody and nothing else in the instance
     * @param visible whether everybody in the organization may find it by name; true if left out
     */
    record MailboxRequest(
            @Nullable String name, @Nullable String address, @Nullable Boolean visible) {

        MailboxForm form() {
            return MailboxForm.of(name, address, visible);
        }
    }

    /**
     * @param confirmation the name of the mailbox, typed
     * @param transferTo the mailbox that gets all folders and messages, below a folder of that
     *     name; without it they are deleted for good
     */
    record MailboxDeletion(@Nullable String confirmation, @Nullable MailboxId transferTo) {}

    /**
     * Lists personal and shared mailboxes by name.
     *
     * @param limit 1 to 500
     * @param sort {@code name} or {@code -name}
     * @param search how the name or the address begins; of shared ones any part of them
     * @param archived only those that take no mail, or only those that do
     * @param group only those in that group; needs {@code mailbox-groups:read}
     */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping
    Page<ListedMailbox> list(
            OrganizationScope scope,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) Mailbox.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable Boolean archived,
            @RequestParam(required = false) @Nullable MailboxGroupId group) {
        Page<Listed> page =
                mailboxes.list(
                        scope,
                        MailboxQuery.of(search, kind, archived, sort, cursor, limit)
                                .in(seen(scope, group)));
        Map<MailboxId, List<MailboxGroup.Named>> named =
                groups.on(scope, page.items().stream().map(row -> row.mailbox().id()).toList());
        return page.map(row -> ListedMailbox.of(row, named.get(row.mailbox().id())));
    }

    /** How many mailboxes the same filters find. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/count")
    MailboxCount count(
            OrganizationScope scope,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) Mailbox.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable Boolean archived,
            @RequestParam(required = false) @Nullable MailboxGroupId group) {
        return new MailboxCount(
                mailboxes.count(
                        scope,
                        MailboxQuery.of(search, kind, archived, "name", null, 1)
                                .in(seen(scope, group))));
    }

    /** Who may not see groups learns by no filter what is in one. */
    private static @Nullable MailboxGroupId seen(
            OrganizationScope scope, @Nullable MailboxGroupId group) {
        if (group != null && !scope.holds(Permission.MAILBOX_GROUPS_READ)) {
            throw Permission.MAILBOX_GROUPS_READ.lacking().refusal();
        }
        return group;
    }

    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/{mailboxId}")
    ResponseEntity<MailboxView> one(OrganizationScope scope, @PathVariable MailboxId mailboxId) {
        return mailboxes
                .find(scope, mailboxId)
                .map(mailbox -> ok(scope, mailbox))
                .orElseThrow(() -> Problem.notFound("mailbox").refusal());
    }

    /** Makes a shared mailbox. It takes mail at once; who has access is said afterwards. */
    @Needs(Permission.MAILBOXES_MANAGE)
    @OncePerKey
    @PostMapping
    ResponseEntity<MailboxView> create(
            OrganizationScope scope, @RequestBody MailboxRequest request) {
        return switch (mailboxes.create(scope, request.form())) {
            case Outcome.Done(var mailbox) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/organizations/%s/mailboxes/%s"
                                                    .formatted(scope.organization(), mailbox.id())))
                            .eTag(mailbox.version().tag())
                            .body(view(scope, mailbox));
            case Outcome.Deleted() -> throw new IllegalStateException("created, not deleted");
            case Outcome.Refused refused -> throw refusal(scope, refused);
        };
    }

    /**
     * Replaces name, address and visibility of a shared mailbox. Mail for the former address is
     * refused from then on.
     */
    @Needs(Permission.MAILBOXES_MANAGE)
    @PutMapping("/{mailboxId}")
    ResponseEntity<MailboxView> edit(
            OrganizationScope scope,
            @PathVariable MailboxId mailboxId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody MailboxRequest request) {
        Version version = Version.required(ifMatch);
        return answer(scope, mailboxes.edit(scope, mailboxId, version, request.form()));
    }

    /**
     * Archives a shared mailbox: mail for it is refused and nobody sends as it; whoever has access
     * reads it still.
     */
    @Needs(Permission.MAILBOXES_ARCHIVE)
    @PostMapping("/{mailboxId}/actions/archive")
    ResponseEntity<MailboxView> archive(
            OrganizationScope scope, @PathVariable MailboxId mailboxId) {
        return answer(scope, mailboxes.archive(scope, mailboxId, true));
    }

    @Needs(Permission.MAILBOXES_ARCHIVE)
    @PostMapping("/{mailboxId}/actions/unarchive")
    ResponseEntity<MailboxView> unarchive(
            OrganizationScope scope, @PathVariable MailboxId mailboxId) {
        return answer(scope, mailboxes.archive(scope, mailboxId, false));
    }

    /**
     * Deletes a shared mailbox for good, with all access to it. Its messages are deleted with it,
     * or go to another mailbox of the organization.
     */
    @Needs(Permission.MAILBOXES_DELETE)
    @PostMapping("/{mailboxId}/actions/delete")
    ResponseEntity<Void> delete(
            OrganizationScope scope,
            @PathVariable MailboxId mailboxId,
            @RequestBody MailboxDeletion request) {
        String typed = request.confirmation() == null ? "" : request.confirmation();
        return switch (mailboxes.delete(scope, mailboxId, typed, request.transferTo())) {
            case Outcome.Deleted() -> ResponseEntity.noContent().build();
            case Outcome.Done _ -> throw new IllegalStateException("deleted, not changed");
            case Outcome.Refused refused -> throw refusal(scope, refused);
        };
    }

    private ResponseEntity<MailboxView> answer(OrganizationScope scope, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var mailbox) -> ok(scope, mailbox);
            case Outcome.Deleted() -> throw new IllegalStateException("changed, not deleted");
            case Outcome.Refused refused -> throw refusal(scope, refused);
        };
    }

    private ResponseEntity<MailboxView> ok(OrganizationScope scope, Mailbox mailbox) {
        return ResponseEntity.ok().eTag(mailbox.version().tag()).body(view(scope, mailbox));
    }

    private MailboxView view(OrganizationScope scope, Mailbox mailbox) {
        MailEngine.Contents contents = mailboxes.contents(scope, mailbox.id());
        return new MailboxView(
                mailbox.id(),
                mailbox.kind(),
                mailbox.name(),
                mailbox.address(),
                mailbox.visible(),
                mailbox.archivedAt(),
                mailbox.createdAt(),
                contents.folders(),
                contents.messages(),
                contents.octets(),
                GroupOnMailbox.of(groups.on(scope, List.of(mailbox.id())).get(mailbox.id())),
                mailbox.version().number());
    }

    private Refusal refusal(OrganizationScope scope, Outcome.Refused refused) {
        Problem problem =
                switch (refused) {
                    case Outcome.Gone() -> Problem.notFound("mailbox");
                    case Outcome.Personal() ->
                            Problem.of(
                                    409,
                                    "mailboxes:personal",
                                    "This is a personal mailbox",
                                    "It has the name and address of its user and ends with him. Change the user.");
                    case Outcome.AddressTaken() ->
                            Problem.invalid(
                                    "address", "taken", "Somebody or something has that address.");
                    case Outcome.OutOfPlace(var broken) -> throw AddressRule.refusal(broken);
                    case Outcome.ChangedMeanwhile(var current) ->
                            Version.changedMeanwhile(view(scope, current));
                    case Outcome.NotConfirmed() ->
                            Problem.invalid(
                                    "confirmation",
                                    "mismatch",
                                    "Type the name of the mailbox to delete it for good.");
                    case Outcome.NoSuchTarget() ->
                            Problem.invalid("transferTo", "unknown", "No such mailbox.");
                };
        return problem.refusal();
    }
}
