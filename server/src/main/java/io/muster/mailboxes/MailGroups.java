package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailGroupId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Refusal;
import io.muster.kernel.Version;
import io.muster.mailboxes.MailGroupRepository.Listed;
import io.muster.mailboxes.MailGroupRepository.Named;
import io.muster.mailboxes.MailGroupRepository.Reach;
import io.muster.users.AddressRule;
import io.muster.users.MailAddresses;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The mail groups of an organization: the acts of administrators on them. */
@Component
class MailGroups {

    private static final String TYPE = "mail-group";

    private final MailGroupRepository repository;
    private final MailGroupNames names;
    private final MailAddresses addresses;
    private final AddressRule rule;
    private final CatchAllActs catchAlls;
    private final Scopes scopes;
    private final AuditLog audit;

    MailGroups(
            MailGroupRepository repository,
            MailGroupNames names,
            MailAddresses addresses,
            AddressRule rule,
            CatchAllActs catchAlls,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.names = names;
        this.addresses = addresses;
        this.rule = rule;
        this.catchAlls = catchAlls;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish to change a group. */
    sealed interface Outcome {
        record Done(MailGroup group) implements Outcome {}

        record Deleted() implements Outcome {}

        record Gone() implements Outcome {}

        record AddressTaken() implements Outcome {}

        record ChangedMeanwhile(MailGroup current) implements Outcome {}
    }

    Page<MailGroup> list(OrganizationScope scope, MailboxQuery query) {
        return query.page(
                        scopes.in(scope, () -> repository.nearest(scope, query)),
                        row -> List.of(row.folded(), row.group().id().toString()))
                .map(Listed::group);
    }

    long count(OrganizationScope scope, MailboxQuery query) {
        return scopes.in(scope, () -> repository.count(scope, query));
    }

    Optional<MailGroup> find(OrganizationScope scope, MailGroupId id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    Optional<List<MailGroupMember>> members(OrganizationScope scope, MailGroupId id) {
        return scopes.in(
                scope, () -> repository.find(scope, id).map(_ -> repository.members(scope, id)));
    }

    /**
     * Makes a group without members.
     *
     * @throws io.muster.kernel.Refusal 422 where the organization may not give that address
     */
    Outcome create(OrganizationScope scope, MailGroupForm form) {
        return scopes.in(
                scope,
                () -> {
                    MailGroupId id = MailGroupId.next();
                    assertInPlace(scope, form);
                    if (!addresses.takeForGroup(scope, form.address(), id)) {
                        return new Outcome.AddressTaken();
                    }
                    repository.insert(scope, id, form);
                    record(scope, id, "mailboxes.group-created", form, Map.of(), form.said());
                    return new Outcome.Done(repository.find(scope, id).orElseThrow());
                });
    }

    /**
     * Replaces name, address and who may write; mail for the former address is refused then.
     *
     * @throws io.muster.kernel.Refusal 422 where strangers could write to addresses elsewhere
     */
    Outcome edit(OrganizationScope scope, MailGroupId id, Version version, MailGroupForm form) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockAll(scope);
                    Optional<MailGroup> found = repository.find(scope, id);
                    if (found.isEmpty()) {
                        return new Outcome.Gone();
                    }
                    MailGroup before = found.get();
                    if (!version.equals(before.version())) {
                        return new Outcome.ChangedMeanwhile(before);
                    }
                    boolean moves = !before.address().equals(form.address());
                    if (moves) {
                        assertInPlace(scope, form);
                    }
                    if (moves && !addresses.takeForGroup(scope, form.address(), id)) {
                        return new Outcome.AddressTaken();
                    }
                    repository.update(scope, id, form);
                    if (moves) {
                        addresses.giveBackOfGroup(scope, before.address(), id);
                    }
                    assertInBounds(scope, id, "writers");
                    audit.record(
                            scope,
                            Change.edited(
                                    "mailboxes.group-edited",
                                    TYPE,
                                    id.value(),
                                    form.name(),
                                    MailGroupForm.of(before).said(),
                                    form.said()));
                    return new Outcome.Done(repository.find(scope, id).orElseThrow());
                });
    }

    /**
     * Ends the group and its place in others. Mail for its address is refused from the commit on.
     */
    Outcome delete(OrganizationScope scope, MailGroupId id) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockAll(scope);
                    Optional<MailGroup> found = repository.find(scope, id);
                    if (found.isEmpty()) {
                        return new Outcome.Gone();
                    }
                    List<Change> ended = catchAlls.endOf(scope, id);
                    MailGroupForm before = MailGroupForm.of(found.get());
                    List<String> members = said(repository.members(scope, id));
                    repository.delete(scope, id);
                    addresses.giveBackOfGroup(scope, before.address(), id);
                    audit.record(scope, ended);
                    record(
                            scope,
                            id,
                            "mailboxes.group-deleted",
                            before,
                            Map.of("address", before.address().toString(), "members", members),
                            Map.of());
                    return new Outcome.Deleted();
                });
    }

    /**
     * Adds members; those who are some already change nothing.
     *
     * @throws io.muster.kernel.Refusal 422 that names each address that can be no member; nobody is
     *     added then
     */
    Optional<List<MailGroupMember>> add(
            OrganizationScope scope, MailGroupId id, List<EmailAddress> wanted) {
        return change(
                scope,
                id,
                group -> {
                    List<Named> named = names.of(scope, group, wanted);
                    repository.add(scope, id, named);
                    assertInBounds(scope, id, "addresses");
                });
    }

    /** Takes members out; whoever is none changes nothing. */
    Optional<List<MailGroupMember>> remove(
            OrganizationScope scope, MailGroupId id, List<EmailAddress> wanted) {
        return change(scope, id, _ -> repository.remove(scope, id, wanted));
    }

    private Optional<List<MailGroupMember>> change(
            OrganizationScope scope, MailGroupId id, Consumer<MailGroup> act) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockAll(scope);
                    return repository
                            .find(scope, id)
                            .map(group -> {
                                List<String> before = said(repository.members(scope, id));
                                act.accept(group);
                                List<MailGroupMember> members = repository.members(scope, id);
                                List<String> after = said(members);
                                if (!before.equals(after)) {
                                    record(
                                            scope,
                                            id,
                                            "mailboxes.group-members-changed",
                                            MailGroupForm.of(group),
                                            Map.of("removed", without(before, after)),
                                            Map.of("added", without(after, before)));
                                }
                                return members;
                            });
                });
    }

    private void assertInPlace(OrganizationScope scope, MailGroupForm form) {
        rule.against(scope, form.address())
                .ifPresent(broken -> {
                    throw AddressRule.refusal(broken);
                });
    }

    /** What is wrong is undone with the transaction. */
    private void assertInBounds(OrganizationScope scope, MailGroupId id, String field) {
        for (Reach reach : repository.reaches(scope, id)) {
            if (reach.reached() > MailGroup.MOST_MEMBERS) {
                throw refusal(
                        field,
                        "too-many",
                        "\"%s\" would reach %d; a group reaches %d at most, over the groups in it too."
                                .formatted(reach.name(), reach.reached(), MailGroup.MOST_MEMBERS));
            }
            if (reach.open() && reach.outside()) {
                throw refusal(
                        field,
                        "open-to-outside",
                        "\"%s\" takes mail of anyone, so it can't reach addresses outside the organization."
                                .formatted(reach.name()));
            }
        }
    }

    private static Refusal refusal(String field, String code, String message) {
        return Problem.invalid(List.of(new FieldError(field, code, message))).refusal();
    }

    private static List<String> said(List<MailGroupMember> members) {
        return members.stream().map(member -> member.address().toString()).toList();
    }

    private static List<String> without(List<String> all, List<String> left) {
        var gone = new LinkedHashSet<>(all);
        left.forEach(gone::remove);
        return List.copyOf(gone);
    }

    private void record(
            OrganizationScope scope,
            MailGroupId id,
            String action,
            MailGroupForm form,
            Map<String, Object> before,
            Map<String, Object> after) {
        audit.record(scope, Change.done(action, TYPE, id.value(), form.name(), before, after));
    }
}
