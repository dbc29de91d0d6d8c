package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.users.AddressRule;
import io.muster.users.AllUsers;
import io.muster.users.MailAddresses;
import io.muster.users.MailAddresses.Addressed;
import io.muster.users.UserRule;
import io.muster.users.UserState;
import io.muster.users.UsersCreated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Personal mailboxes for users who were made without one. */
@Component
class LateMailboxes {

    private final MailboxRepository repository;
    private final UnwantedMailboxes unwanted;
    private final PersonalMailboxes personal;
    private final MailboxRights rights;
    private final AllUsers users;
    private final MailAddresses addresses;
    private final AddressRule rule;
    private final Scopes scopes;
    private final AuditLog audit;

    LateMailboxes(
            MailboxRepository repository,
            UnwantedMailboxes unwanted,
            PersonalMailboxes personal,
            MailboxRights rights,
            AllUsers users,
            MailAddresses addresses,
            AddressRule rule,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.unwanted = unwanted;
        this.personal = personal;
        this.rights = rights;
        this.users = users;
        this.addresses = addresses;
        this.rule = rule;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish for a mailbox. */
    sealed interface Outcome {

        /** He has one now, or had one before. */
        record Done(MailboxId mailbox) implements Outcome {}

        /** There is no such user, he is deleted, or he has no address. */
        record NoSuchUser() implements Outcome {}

        /** The organization may not receive mail for his address. */
        record OutOfPlace(UserRule broken) implements Outcome {}
    }

    /** Gives a user the mailbox that every other one has from the start. */
    Outcome give(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    MailboxId id = MailboxId.of(user);
                    boolean there =
                            users.of(scope, List.of(user)).stream()
                                    .anyMatch(found -> found.state() != UserState.DELETED);
                    List<Addressed> addressed = addresses.of(scope, List.of(user));
                    if (!there || addressed.isEmpty()) {
                        return new Outcome.NoSuchUser();
                    }
                    if (repository.find(scope, id).isPresent()) {
                        return new Outcome.Done(id);
                    }
                    Addressed whose = addressed.getFirst();
                    Optional<UserRule> outOfPlace = rule.against(scope, whose.address());
                    if (outOfPlace.isPresent()) {
                        return new Outcome.OutOfPlace(outOfPlace.get());
                    }
                    unwanted.forget(scope, List.of(user));
                    personal.make(new UsersCreated(scope.organization(), List.of(user)));
                    rights.tell(scope, List.of(id));
                    audit.record(
                            scope,
                            Change.done(
                                    "mailboxes.created",
                                    "mailbox",
                                    id.value(),
                                    whose.name(),
                                    Map.of(),
                                    Map.of("address", whose.address().toString())));
                    return new Outcome.Done(id);
                });
    }
}
