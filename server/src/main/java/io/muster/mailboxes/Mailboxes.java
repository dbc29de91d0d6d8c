package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Page;
import io.muster.kernel.Version;
import io.muster.mailboxes.MailboxRepository.Listed;
import io.muster.users.AddressRule;
import io.muster.users.MailAddresses;
import io.muster.users.UserRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The mailboxes of an organization: the acts of administrators on them. */
@Component
class Mailboxes {

    private final MailboxRepository repository;
    private final MailboxRights rights;
    private final MailAddresses addresses;
    private final AddressRule rule;
    private final CatchAllActs catchAlls;
    private final MailEngine engine;
    private final MailboxListUpdates updates;
    private final Scopes scopes;
    private final AuditLog audit;

    Mailboxes(
            MailboxRepository repository,
            MailboxRights rights,
            MailAddresses addresses,
            AddressRule rule,
            CatchAllActs catchAlls,
            MailEngine engine,
            MailboxListUpdates updates,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.rights = rights;
        this.addresses = addresses;
        this.rule = rule;
        this.catchAlls = catchAlls;
        this.engine = engine;
        this.updates = updates;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish to change a mailbox. */
    sealed interface Outcome {
        record Done(Mailbox mailbox) implements Outcome {}

        record Deleted() implements Outcome {}

        /** Nothing was changed. */
        sealed interface Refused extends Outcome {}

        record Gone() implements Refused {}

        /** A personal mailbox is what its user is. */
        record Personal() implements Refused {}

        record AddressTaken() implements Refused {}

        /** The organization may not give that address. */
        record OutOfPlace(UserRule broken) implements Refused {}

        record ChangedMeanwhile(Mailbox current) implements Refused {}

        /** What was typed isn't the name. */
        record NotConfirmed() implements Refused {}

        /** The mailbox that was to get the messages is none, or the same. */
        record NoSuchTarget() implements Refused {}
    }

    Page<Listed> list(OrganizationScope scope, MailboxQuery query) {
        return query.page(
                scopes.in(scope, () -> repository.nearest(scope, query)),
                row -> List.of(row.folded(), row.mailbox().id().toString()));
    }

    long count(OrganizationScope scope, MailboxQuery query) {
        return scopes.in(scope, () -> repository.count(scope, query));
    }

    Optional<Mailbox> find(OrganizationScope scope, MailboxId id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    MailEngine.Contents contents(OrganizationScope scope, MailboxId id) {
        return scopes.in(scope, () -> engine.contents(scope, id));
    }

    /** Makes a shared mailbox, which takes mail at its address at once. */
    Outcome create(OrganizationScope scope, MailboxForm form) {
        return scopes.in(
                scope,
                () -> {
                    MailboxId id = MailboxId.next();
                    Optional<UserRule> outOfPlace = rule.against(scope, form.address());
                    if (outOfPlace.isPresent()) {
                        return new Outcome.OutOfPlace(outOfPlace.get());
                    }
                    if (!addresses.take(scope, form.address(), id)) {
                        return new Outcome.AddressTaken();
                    }
                    repository.insert(scope, id, form);
                    updates.changed(scope);
                    audit.record(
                            scope,
                            Change.done(
                                    "mailboxes.created",
                                    "mailbox",
                                    id.value(),
                                    form.name(),
                                    Map.of(),
                                    said(form)));
                    return done(scope, id);
                });
    }

    /** Replaces name, address and visibility; mail for the former address is refused then. */
    Outcome edit(OrganizationScope scope, MailboxId id, Version version, MailboxForm form) {
        return change(
                scope,
                id,
                version,
                before -> {
                    boolean moves = !before.address().equals(form.address());
                    Optional<UserRule> outOfPlace =
                            moves ? rule.against(scope, form.address()) : Optional.empty();
                    if (outOfPlace.isPresent()) {
                        return new Outcome.OutOfPlace(outOfPlace.get());
                    }
                    if (moves && !addresses.take(scope, form.address(), id)) {
                        return new Outcome.AddressTaken();
                    }
                    repository.update(scope, id, form);
                    updates.changed(scope);
                    if (moves) {
                        addresses.giveBack(scope, before.address(), id);
                        rights.tell(scope, List.of(id));
                    }
                    audit.record(
                            scope,
                            Change.edited(
                                    "mailboxes.edited",
                                    "mailbox",
                                    id.value(),
                                    form.name(),
                                    said(formOf(before)),
                                    said(form)));
                    return done(scope, id);
                });
    }

    /**
     * Archives a mailbox, so that it takes no mail and nobody sends as it, or takes that back;
     * whoever has access keeps it. Done twice is done once.
     */
    Outcome archive(OrganizationScope scope, MailboxId id, boolean archived) {
        return change(
                scope,
                id,
                null,
                before -> {
                    if (before.archived() != archived) {
                        repository.setArchived(scope, List.of(id), archived);
                        updates.changed(scope);
                        audit.record(
                                scope,
                                Change.done(
                                        archived ? "mailboxes.archived" : "mailboxes.unarchived",
                                        "mailbox",
                                        id.value(),
                                        before.name(),
                                        Map.of(),
                                        Map.of()));
                    }
                    return done(scope, id);
                });
    }

    /**
     * Deletes a mailbox for good: all access to it, its addresses, and its messages, unless another
     * mailbox gets them.
     *
     * @param typed has to be its name
     * @param transferTo where its folders go, not of a deleted user; null where they are deleted
     */
    Outcome delete(
            OrganizationScope scope, MailboxId id, String typed, @Nullable MailboxId transferTo) {
        return change(
                scope,
                id,
                null,
                before -> {
                    if (!typed.strip().equalsIgnoreCase(before.name())) {
                        return new Outcome.NotConfirmed();
                    }
                    Optional<Mailbox> target = Optional.empty();
                    if (transferTo != null) {
                        target = repository.lock(scope, transferTo);
                        if (transferTo.equals(id)
                                || target.filter(to -> !to.isOfDeletedUser()).isEmpty()) {
                            return new Outcome.NoSuchTarget();
                        }
                    }
                    List<Change> changes = new ArrayList<>(catchAlls.endOf(scope, List.of(id)));
                    MailEngine.Contents contents = engine.contents(scope, id);
                    target.ifPresent(to -> engine.handOver(scope, id, to.id(), before.name()));
                    rights.end(scope, id);
                    engine.forget(scope, id);
                    repository.delete(scope, List.of(id));
                    updates.changed(scope);
                    addresses.giveBack(scope, before.address(), id);
                    addresses
                            .aliases(scope, id)
                            .forEach(alias -> addresses.giveBack(scope, alias, id));
                    changes.add(
                            Change.done(
                                    "mailboxes.deleted",
                                    "mailbox",
                                    id.value(),
                                    before.name(),
                                    said(formOf(before)),
                                    Map.of(
                                            "messages",
                                            contents.messages(),
                                            "transferredTo",
                                            target.map(to -> to.address().toString()).orElse(""))));
                    audit.record(scope, changes);
                    return new Outcome.Deleted();
                });
    }

    private Outcome change(
            OrganizationScope scope,
            MailboxId id,
            @Nullable Version version,
            Function<Mailbox, Outcome> act) {
        return scopes.in(
                scope,
                () -> {
                    Optional<Mailbox> found = repository.lock(scope, id);
                    if (found.isEmpty()) {
                        return new Outcome.Gone();
                    }
                    Mailbox before = found.get();
                    if (before.personal()) {
                        return new Outcome.Personal();
                    }
                    if (version != null && !version.equals(before.version())) {
                        return new Outcome.ChangedMeanwhile(before);
                    }
                    return act.apply(before);
                });
    }

    private Outcome done(OrganizationScope scope, MailboxId id) {
        return new Outcome.Done(repository.find(scope, id).orElseThrow());
    }

    private static MailboxForm formOf(Mailbox mailbox) {
        return new MailboxForm(mailbox.name(), mailbox.address(), mailbox.visible());
    }

    private static Map<String, Object> said(MailboxForm form) {
        EmailAddress address = form.address();
        return Map.of(
                "name", form.name(), "address", address.toString(), "visible", form.visible());
    }
}
