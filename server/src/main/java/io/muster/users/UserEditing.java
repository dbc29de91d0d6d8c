package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Edits and renames one user. */
@Component
class UserEditing {

    private final UserEditRepository repository;
    private final UserGuard guard;
    private final AddressRule addresses;
    private final HeldElsewhere mailboxes;
    private final Accounts accounts;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    UserEditing(
            UserEditRepository repository,
            UserGuard guard,
            AddressRule addresses,
            HeldElsewhere mailboxes,
            Accounts accounts,
            Scopes scopes,
            AuditLog audit,
            ApplicationEventPublisher events,
            JsonMapper json) {
        this.repository = repository;
        this.guard = guard;
        this.addresses = addresses;
        this.mailboxes = mailboxes;
        this.accounts = accounts;
        this.scopes = scopes;
        this.audit = audit;
        this.events = events;
        this.json = json;
    }

    /** What an administrator edits of a user; his names, his unit and his state are other acts. */
    record Settings(
            UserProfile profile, SignInMethod signInMethod, boolean passwordChangesDisabled) {}

    /** Replaces what is known of a user. */
    UserEdit edit(OrganizationScope scope, UserId id, Version read, Settings wanted) {
        return changing(scope, id, read, user -> edit(scope, user, wanted));
    }

    /** As {@link #edit(OrganizationScope, UserId, Version, Settings)}, of a user who is locked. */
    UserEdit edit(OrganizationScope scope, User user, Settings wanted) {
        List<UserId> one = List.of(user.id());
        Accounts.PasswordStanding password = accounts.passwordStanding(scope, user.id());
        ChangedFields fields =
                ChangedFields.between(
                        fields(
                                new Settings(
                                        user.profile(),
                                        user.signInMethod(),
                                        password.changeBarred())),
                        fields(wanted));
        if (fields.none()) {
            return new UserEdit.Edited(user);
        }
        UserState state = user.state().with(wanted.signInMethod(), password.set());
        boolean closes = !state.signsIn() && user.state().signsIn();
        boolean dropsPassword = !wanted.signInMethod().ownPassword() && password.set();
        if (dropsPassword && user.id().equals(scope.actor().user())) {
            return new UserEdit.Refused(UserRule.ONESELF);
        }
        UserRule needed = closes || dropsPassword ? guard.needed(scope, one).get(user.id()) : null;
        if (needed != null) {
            return new UserEdit.Refused(needed);
        }
        mailboxes.lockOwn(scope, one);
        repository.edit(scope, user.id(), wanted.profile(), wanted.signInMethod(), state);
        accounts.describe(scope, user.id(), wanted.profile().displayName());
        accounts.barPasswordChanges(scope, one, wanted.passwordChangesDisabled());
        if (dropsPassword) {
            accounts.dropPasswords(scope, one);
        }
        if (state.signsIn() && !user.state().signsIn()) {
            accounts.open(scope, one);
        } else if (closes) {
            accounts.close(scope, one);
        }
        audit.record(
                scope,
                Change.done(
                        "users.edited",
                        "user",
                        user.id().value(),
                        user.account(),
                        fields.before(),
                        fields.after()));
        events.publishEvent(new UsersEdited(scope.organization(), one));
        return new UserEdit.Edited(repository.find(scope, user.id()).orElseThrow());
    }

    /**
     * Gives a user other names to sign in with; all else stays his (MD-32). At least one name is
     * given.
     *
     * @param keepFormer whether the former address becomes an alias; only where there is a new one
     */
    UserEdit rename(
            OrganizationScope scope,
            UserId id,
            Version read,
            @Nullable EmailAddress address,
            @Nullable LogonName logonName,
            boolean keepFormer) {
        return changing(
                scope,
                id,
                read,
                user ->
                        rename(
                                scope,
                                user,
                                address == null ? null : address.toString(),
                                logonName == null ? null : logonName.value(),
                                keepFormer));
    }

    private UserEdit rename(
            OrganizationScope scope,
            User user,
            @Nullable String address,
            @Nullable String logonName,
            boolean keepFormer) {
        UserId id = user.id();
        if (Objects.equals(address, user.address())
                && Objects.equals(logonName, user.logonName())) {
            return new UserEdit.Edited(user);
        }
        String taken = Objects.equals(address, user.address()) ? null : address;
        EmailAddress wanted = taken == null ? null : EmailAddress.valueOf(taken);
        Optional<UserRule> outOfPlace =
                wanted == null ? Optional.empty() : addresses.against(scope, wanted);
        if (outOfPlace.isPresent()) {
            return new UserEdit.AddressRefused(outOfPlace.get());
        }
        boolean wasAlias = taken != null && repository.isAlias(scope, id, taken);
        boolean keeps = keepFormer && taken != null && user.address() != null;
        if (keeps && !wasAlias && repository.aliases(scope, id) >= MailAddresses.MOST_ALIASES) {
            return new UserEdit.TooManyAliases();
        }
        if (taken != null && !repository.takeAddress(scope, id, taken)) {
            return new UserEdit.AddressTaken();
        }
        if (address == null) {
            mailboxes.lockEnding(scope, List.of(id));
        } else {
            mailboxes.lockOwn(scope, List.of(id));
        }
        List<String> names = Users.names(address, logonName);
        if (!accounts.rename(scope, id, user.profile().displayName(), names)) {
            if (taken != null && wasAlias) {
                repository.keepAsAlias(scope, id, taken);
            } else if (taken != null) {
                repository.releaseAddress(scope, id, taken);
            }
            return new UserEdit.LogonNameTaken();
        }
        leave(scope, user, address, keeps);
        repository.rename(scope, id, address, logonName);
        if (wanted != null && addresses.makesCorporate(scope, wanted)) {
            repository.makeCorporate(scope, id);
        }
        ChangedFields fields =
                ChangedFields.between(
                        names(user.address(), user.logonName(), false),
                        names(address, logonName, keeps));
        audit.record(
                scope,
                Change.done(
                        "users.renamed",
                        "user",
                        id.value(),
                        user.account(),
                        fields.before(),
                        fields.after()));
        User after = repository.find(scope, id).orElseThrow();
        events.publishEvent(
                new UserRenamed(scope.organization(), id, user.account(), after.account()));
        return new UserEdit.Edited(after);
    }

    /** Without an address of his own a user has no mailbox, and so no alias either. */
    private void leave(
            OrganizationScope scope, User user, @Nullable String address, boolean keeps) {
        String former = user.address();
        if (keeps && former != null) {
            repository.keepAsAlias(scope, user.id(), former);
        } else if (former != null && !former.equals(address)) {
            repository.releaseAddress(scope, user.id(), former);
        }
        if (address == null) {
            repository.releaseAliases(scope, user.id());
        }
    }

    private UserEdit changing(
            OrganizationScope scope, UserId id, Version read, Function<User, UserEdit> change) {
        return scopes.in(
                scope,
                () -> {
                    Optional<User> found = repository.lock(scope, id);
                    if (found.isEmpty()) {
                        return new UserEdit.NotFound();
                    }
                    User user = found.get();
                    Optional<UserRule> broken = guard.forEditing(scope, user);
                    if (broken.isPresent()) {
                        return new UserEdit.Refused(broken.get());
                    }
                    return user.version() == read.number()
                            ? change.apply(user)
                            : new UserEdit.ChangedMeanwhile(user);
                });
    }

    private Map<?, ?> fields(Settings settings) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("profile", json.convertValue(ProfileForm.of(settings.profile()), Map.class));
        fields.put("signInMethod", settings.signInMethod().name());
        fields.put("passwordChangesDisabled", settings.passwordChangesDisabled());
        return fields;
    }

    private static Map<String, @Nullable Object> names(
            @Nullable String address, @Nullable String logonName, boolean keepsFormer) {
        Map<String, @Nullable Object> names = new HashMap<>();
        names.put("address", address);
        names.put("logonName", logonName);
        names.put("formerAddressIsAlias", keepsFormer);
        return names;
    }
}
