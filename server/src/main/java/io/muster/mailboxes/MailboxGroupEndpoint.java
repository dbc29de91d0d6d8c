package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.MailboxGroupId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Version;
import io.muster.mailboxes.MailboxGroups.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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

/** The groups of mailboxes of an organization over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/mailbox-groups")
class MailboxGroupEndpoint {

    private static final int LONGEST_NAME = 64;
    private static final int MOST_AT_ONCE = 500;

    private final MailboxGroups groups;

    MailboxGroupEndpoint(MailboxGroups groups) {
        this.groups = groups;
    }

    /**
     * @param mailboxes how many are in it
     * @param version the number in the entity tag
     */
    record MailboxGroupView(
            MailboxGroupId id, String name, long mailboxes, Instant createdAt, int version) {

        static MailboxGroupView of(MailboxGroup group) {
            return new MailboxGroupView(
                    group.id(),
                    group.name(),
                    group.mailboxes(),
                    group.createdAt(),
                    group.version().number());
        }
    }

    record MailboxGroupCount(long count) {}

    /**
     * @param name 1 to 64 characters, of no other group of the organization whatever the case
     */
    record MailboxGroupRequest(@Nullable String name) {

        String checked() {
            String stripped = name == null ? "" : name.strip();
            if (stripped.isEmpty()) {
                throw Problem.invalid("name", "required", "Give the group a name.").refusal();
            }
            if (stripped.codePointCount(0, stripped.length()) > LONGEST_NAME) {
                throw Problem.invalid("name", "length", "1 to 64 characters.").refusal();
            }
            if (stripped.chars().anyMatch(Character::isISOControl)) {
                throw Problem.invalid(
                                "name",
                                "control-character",
                                "Control characters are not allowed here.")
                        .refusal();
            }
            return stripped;
        }
    }

    /**
     * @param mailboxIds 1 to 500
     */
    record MailboxesInGroupRequest(@Nullable List<@Nullable MailboxId> mailboxIds) {

        List<MailboxId> checked() {
            List<@Nullable MailboxId> given = mailboxIds == null ? List.of() : mailboxIds;
            if (given.isEmpty() || given.size() > MOST_AT_ONCE) {
                throw Problem.invalid("mailboxIds", "length", "Give 1 to 500 mailboxes.").refusal();
            }
            List<MailboxId> all = given.stream().flatMap(Stream::ofNullable).toList();
            if (all.size() < given.size()) {
                throw Problem.invalid(
                                "mailboxIds[%d]".formatted(given.indexOf(null)),
                                "required",
                                "Give the id of a mailbox.")
                        .refusal();
            }
            return all;
        }
    }

    /**
     * Lists groups of mailboxes by name. Which mailboxes are in one tells the list of mailboxes.
     *
     * @param limit 1 to 500
     * @param sort {@code name} or {@code -name}
     * @param search any part of the name
     */
    @Needs(Permission.MAILBOX_GROUPS_READ)
    @GetMapping
    Page<MailboxGroupView> list(
            OrganizationScope scope,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "") String search) {
        return groups.list(scope, MailboxQuery.of(search, null, null, sort, cursor, limit))
                .map(MailboxGroupView::of);
    }

    /** How many groups the same filter finds. */
    @Needs(Permission.MAILBOX_GROUPS_READ)
    @GetMapping("/count")
    MailboxGroupCount count(
            OrganizationScope scope, @RequestParam(defaultValue = "") String search) {
        return new MailboxGroupCount(
                groups.count(scope, MailboxQuery.of(search, null, null, "name", null, 1)));
    }

    @Needs(Permission.MAILBOX_GROUPS_READ)
    @GetMapping("/{mailboxGroupId}")
    ResponseEntity<MailboxGroupView> one(
            OrganizationScope scope, @PathVariable MailboxGroupId mailboxGroupId) {
        return groups.find(scope, mailboxGroupId)
                .map(MailboxGroupEndpoint::ok)
                .orElseThrow(() -> gone().refusal());
    }

    /** Makes a group without mailboxes; an organization has 500 at most. */
    @Needs(Permission.MAILBOX_GROUPS_MANAGE)
    @OncePerKey
    @PostMapping
    ResponseEntity<MailboxGroupView> create(
            OrganizationScope scope, @RequestBody MailboxGroupRequest request) {
        Outcome outcome = groups.create(scope, request.checked());
        if (outcome instanceof Outcome.Done(var group)) {
            return ResponseEntity.created(
                            URI.create(
                                    "/api/v1/organizations/%s/mailbox-groups/%s"
                                            .formatted(scope.organization(), group.id())))
                    .eTag(group.version().tag())
                    .body(MailboxGroupView.of(group));
        }
        return answer(outcome);
    }

    /** Gives a group another name. */
    @Needs(Permission.MAILBOX_GROUPS_MANAGE)
    @PutMapping("/{mailboxGroupId}")
    ResponseEntity<MailboxGroupView> rename(
            OrganizationScope scope,
            @PathVariable MailboxGroupId mailboxGroupId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody MailboxGroupRequest request) {
        Version version = Version.required(ifMatch);
        return answer(groups.rename(scope, mailboxGroupId, version, request.checked()));
    }

    /** Deletes a group. Its mailboxes stay as they are. */
    @Needs(Permission.MAILBOX_GROUPS_MANAGE)
    @DeleteMapping("/{mailboxGroupId}")
    ResponseEntity<Void> delete(
            OrganizationScope scope, @PathVariable MailboxGroupId mailboxGroupId) {
        if (groups.delete(scope, mailboxGroupId) instanceof Outcome.Gone) {
            throw gone().refusal();
        }
        return ResponseEntity.noContent().build();
    }

    /**
     * Puts mailboxes into a group, all or none. A mailbox may be in several groups; one that is in
     * already changes nothing.
     */
    @Needs(Permission.MAILBOX_GROUPS_ASSIGN)
    @PostMapping("/{mailboxGroupId}/mailboxes")
    ResponseEntity<MailboxGroupView> add(
            OrganizationScope scope,
            @PathVariable MailboxGroupId mailboxGroupId,
            @RequestBody MailboxesInGroupRequest request) {
        return answer(groups.add(scope, mailboxGroupId, request.checked()));
    }

    /** Takes mailboxes out of a group. One that isn't in changes nothing. */
    @Needs(Permission.MAILBOX_GROUPS_ASSIGN)
    @PostMapping("/{mailboxGroupId}/mailboxes/actions/remove")
    ResponseEntity<MailboxGroupView> remove(
            OrganizationScope scope,
            @PathVariable MailboxGroupId mailboxGroupId,
            @RequestBody MailboxesInGroupRequest request) {
        return answer(groups.remove(scope, mailboxGroupId, request.checked()));
    }

    private static ResponseEntity<MailboxGroupView> ok(MailboxGroup group) {
        return ResponseEntity.ok().eTag(group.version().tag()).body(MailboxGroupView.of(group));
    }

    private static ResponseEntity<MailboxGroupView> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var group) -> ok(group);
            case Outcome.Deleted() -> throw new IllegalStateException("changed, not deleted");
            case Outcome.Gone() -> throw gone().refusal();
            case Outcome.NameTaken() ->
                    throw Problem.invalid("name", "taken", "Another group has that name.")
                            .refusal();
            case Outcome.TooMany() ->
                    throw Problem.of(
                                    409,
                                    "mailboxes:too-many-groups",
                                    "Too many groups",
                                    "An organization has at most 500 groups of mailboxes.")
                            .refusal();
            case Outcome.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(MailboxGroupView.of(current)).refusal();
        };
    }

    private static Problem gone() {
        return Problem.notFound("mailbox-group");
    }
}
