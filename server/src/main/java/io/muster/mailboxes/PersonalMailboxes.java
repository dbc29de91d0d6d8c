package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.users.MailAddresses;
import io.muster.users.MailAddresses.Addressed;
import io.muster.users.UserDefaults;
import io.muster.users.UserRenamed;
import io.muster.users.UsersCreated;
import io.muster.users.UsersDeleted;
import io.muster.users.UsersEdited;
import io.muster.users.UsersPurged;
import io.muster.users.UsersRestored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Every user who has an address has one personal mailbox, made, renamed and ended in the
 * transaction in which he is; but who was made without one.
 */
@Component
class PersonalMailboxes {

    private final MailboxRepository repository;
    private final MailboxRights rights;
    private final MailAddresses addresses;
    private final UserDefaults defaults;
    private final MailEngine engine;
    private final UnwantedMailboxes unwanted;
    private final CatchAllActs catchAlls;
    private final Scopes scopes;
    private final AuditLog audit;

    PersonalMailboxes(
            MailboxRepository repository,
            MailboxRights rights,
            MailAddresses addresses,
            UserDefaults defaults,
            MailEngine engine,
            UnwantedMailboxes unwanted,
            CatchAllActs catchAlls,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.rights = rights;
        this.addresses = addresses;
        this.defaults = defaults;
        this.engine = engine;
        this.unwanted = unwanted;
        this.catchAlls = catchAlls;
        this.scopes = scopes;
        this.audit = audit;
    }

    @EventListener
    void make(UsersCreated created) {
        keep(created.organization(), created.users());
        limit(created.organization(), created.users());
    }

    /** New ones are as large as the organization's defaults for new users have it. */
    private void limit(OrganizationId organization, List<UserId> users) {
        OrganizationScope scope = scope(organization);
        Long octets = defaults.of(scope).mailboxLimitOctets();
        if (octets != null) {
            scopes.run(
                    scope,
                    () -> {
                        repository.setLimit(scope, ids(users), octets);
                        engine.noteChanged(scope, ids(users));
                    });
        }
    }

    @EventListener
    void rename(UserRenamed renamed) {
        keep(renamed.organization(), List.of(renamed.user()));
        rights.tell(scope(renamed.organization()), List.of(MailboxId.of(renamed.user())));
    }

    @EventListener
    void rename(UsersEdited edited) {
        keep(edited.organization(), edited.users());
    }

    @EventListener
    void archive(UsersDeleted deleted) {
        setArchived(deleted.organization(), deleted.users(), true);
    }

    @EventListener
    void restore(UsersRestored restored) {
        setArchived(restored.organization(), restored.users(), false);
    }

    @EventListener
    void end(UsersPurged purged) {
        OrganizationScope scope = scope(purged.organization());
        scopes.run(
                scope,
                () -> {
                    List<Change> ended = catchAlls.endOf(scope, ids(purged.users()));
                    repository.delete(scope, ids(purged.users()));
                    rights.forget(scope, purged.users());
                    unwanted.forget(scope, purged.users());
                    audit.record(scope, ended);
                });
    }

    private void keep(OrganizationId organization, List<UserId> users) {
        OrganizationScope scope = scope(organization);
        scopes.run(
                scope,
                () -> {
                    List<UserId> wanting = new ArrayList<>(users);
                    wanting.removeAll(unwanted.among(scope, users));
                    List<Addressed> addressed = addresses.of(scope, wanting);
                    repository.keep(scope, addressed);
                    endOfThoseWithout(scope, wanting, addressed);
                });
    }

    /** Whoever loses his address can be reached by nobody; his messages wait for another one. */
    private void endOfThoseWithout(
            OrganizationScope scope, List<UserId> users, List<Addressed> addressed) {
        if (addressed.size() == users.size()) {
            return;
        }
        Set<UserId> without = new HashSet<>(users);
        addressed.forEach(user -> without.remove(user.user()));
        List<Change> ended = catchAlls.endOf(scope, ids(without));
        repository.delete(scope, ids(without));
        rights.tell(scope, ids(without));
        audit.record(scope, ended);
    }

    private void setArchived(OrganizationId organization, List<UserId> users, boolean archived) {
        OrganizationScope scope = scope(organization);
        scopes.run(scope, () -> repository.setArchived(scope, ids(users), archived));
    }

    private OrganizationScope scope(OrganizationId organization) {
        return scopes.organization(scopes.machinery(), organization);
    }

    private static List<MailboxId> ids(Collection<UserId> users) {
        return users.stream().map(MailboxId::of).toList();
    }
}
