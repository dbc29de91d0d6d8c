package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Accounts.PasswordStanding;
import io.muster.access.OrganizationScope;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The part of provisioning that edits users who are there. Runs in its caller's transaction. */
@Component
class ProvisioningUpdates {

    private static final List<String> ELSEWHERE =
            List.of("address", "logonName", "unitId", "state", "allowIncoming", "expiresOn");

    private final ProvisioningRepository repository;
    private final UserEditing editing;
    private final UserActs acts;
    private final HeldElsewhere mailboxes;
    private final Accounts accounts;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    ProvisioningUpdates(
            ProvisioningRepository repository,
            UserEditing editing,
            UserActs acts,
            HeldElsewhere mailboxes,
            Accounts accounts,
            AuditLog audit,
            ApplicationEventPublisher events,
            JsonMapper json) {
        this.repository = repository;
        this.editing = editing;
        this.acts = acts;
        this.mailboxes = mailboxes;
        this.accounts = accounts;
        this.audit = audit;
        this.events = events;
        this.json = json;
    }

    /** One user before and after. */
    private record Edit(
            User user,
            PasswordStanding password,
            ProvisioningTarget now,
            ProvisioningTarget target) {

        UserId id() {
            return user.id();
        }

        /** As it follows from the sign-in method. */
        UserState state() {
            return user.state().with(target.method(), password.set());
        }

        boolean touchesSettings() {
            return !target.profile().equals(now.profile())
                    || target.method() != now.method()
                    || target.changeBarred() != now.changeBarred();
        }
    }

    /** The names of the fields that differ. */
    List<String> changes(ProvisioningTarget now, ProvisioningTarget target) {
        return List.copyOf(
                ChangedFields.between(now.fields(json), target.fields(json)).after().keySet());
    }

    /** What is to become of a user, as he was read. */
    private record Aim(User read, BiFunction<User, PasswordStanding, ProvisioningTarget> target) {}

    /** Does all that is wanted of a user or, where he is refused, nothing. */
    Map<UserId, ProvisioningPlan.Refused> apply(
            OrganizationScope scope, List<ProvisioningPlan.Update> wanted) {
        return reach(
                scope,
                wanted.stream()
                        .map(update ->
                                new Aim(
                                        update.user(),
                                        (user, password) ->
                                                ProvisioningTarget.of(
                                                        user, update.wanted(), password)))
                        .toList());
    }

    /** Brings users back to what they were, each wholly or not at all. */
    Map<UserId, ProvisioningPlan.Refused> restore(
            OrganizationScope scope, List<FormerUser> former) {
        return reach(scope, former.stream().map(one -> new Aim(one.user(), one::target)).toList());
    }

    private Map<UserId, ProvisioningPlan.Refused> reach(OrganizationScope scope, List<Aim> aims) {
        List<UserId> ids = aims.stream().map(aim -> aim.read().id()).toList();
        Map<UserId, User> locked = repository.find(scope, ids, true);
        Map<UserId, PasswordStanding> passwords = accounts.passwordStandings(scope, ids);
        Map<UserId, ProvisioningPlan.Refused> refused = new HashMap<>();
        List<Edit> edits = new ArrayList<>();
        for (Aim aim : aims) {
            UserId id = aim.read().id();
            User user = locked.get(id);
            PasswordStanding password = passwords.get(id);
            if (user == null || password == null || user.version() != aim.read().version()) {
                refused.put(id, ProvisioningRefusals.meanwhile(id));
                continue;
            }
            edits.add(
                    new Edit(
                            user,
                            password,
                            ProvisioningTarget.now(user, password),
                            aim.target().apply(user, password)));
        }
        refused.putAll(act(scope, edits, acts::judge));
        edits.removeIf(edit -> refused.containsKey(edit.id()));
        mailboxes.lockEnding(scope, those(edits, edit -> edit.target().address() == null));
        mailboxes.lockOwn(scope, those(edits, edit -> edit.target().address() != null));
        edits.removeIf(edit -> {
            Optional<ProvisioningPlan.Refused> refusal = rename(scope, edit.user(), edit.target());
            refusal.ifPresent(why -> refused.put(edit.id(), why));
            return refusal.isPresent();
        });
        edit(scope, edits);
        Map<UserId, ProvisioningPlan.Refused> late = act(scope, edits, acts::perform);
        if (!late.isEmpty()) {
            // Rights that changed in between; half of what was wanted must not stay.
            throw new IllegalStateException("refused after it was judged: " + late);
        }
        return refused;
    }

    private Optional<ProvisioningPlan.Refused> rename(
            OrganizationScope scope, User user, ProvisioningTarget target) {
        if (!target.renames(user)) {
            return Optional.empty();
        }
        @Nullable EmailAddress address =
                target.address() == null ? null : EmailAddress.valueOf(target.address());
        @Nullable LogonName name =
                target.logonName() == null ? null : new LogonName(target.logonName());
        return switch (editing.rename(
                scope, user.id(), new Version(user.version()), address, name, false)) {
            case UserEdit.Edited _ -> Optional.empty();
            case UserEdit.Refused(UserRule broken) ->
                    Optional.of(ProvisioningRefusals.broken(null, broken, user.id()));
            case UserEdit.AddressRefused(UserRule broken) ->
                    Optional.of(ProvisioningRefusals.outOfPlace(broken, user.id()));
            case UserEdit.AddressTaken(),
                    UserEdit.LogonNameTaken(),
                    UserEdit.TooManyAliases(),
                    UserEdit.NotFound() ->
                    Optional.of(ProvisioningRefusals.meanwhile(user.id()));
            case UserEdit.ChangedMeanwhile _ ->
                    Optional.of(ProvisioningRefusals.meanwhile(user.id()));
        };
    }

    private void edit(OrganizationScope scope, List<Edit> all) {
        List<Edit> edits = all.stream().filter(Edit::touchesSettings).toList();
        if (edits.isEmpty()) {
            return;
        }
        repository.edit(
                scope,
                edits.stream()
                        .map(edit ->
                                new ProvisioningRepository.Edited(
                                        edit.id(),
                                        edit.target().profile(),
                                        edit.target().method(),
                                        edit.state()))
                        .toList());
        Map<UserId, String> names = new LinkedHashMap<>();
        edits.forEach(edit -> names.put(edit.id(), edit.target().profile().displayName()));
        accounts.describe(scope, names);
        tellSignIn(scope, edits);
        audit.record(scope, edits.stream().map(this::change).toList());
        events.publishEvent(
                new UsersEdited(scope.organization(), edits.stream().map(Edit::id).toList()));
    }

    private void tellSignIn(OrganizationScope scope, List<Edit> edits) {
        accounts.open(
                scope,
                those(edits, edit -> edit.state().signsIn() && !edit.user().state().signsIn()));
        accounts.close(
                scope,
                those(edits, edit -> !edit.state().signsIn() && edit.user().state().signsIn()));
        accounts.dropPasswords(
                scope,
                those(
                        edits,
                        edit -> !edit.target().method().ownPassword() && edit.password().set()));
        for (boolean barred : new boolean[] {true, false}) {
            accounts.barPasswordChanges(
                    scope,
                    those(
                            edits,
                            edit ->
                                    edit.target().changeBarred() == barred
                                            && edit.now().changeBarred() != barred),
                    barred);
        }
    }

    private static List<UserId> those(List<Edit> edits, Predicate<Edit> which) {
        return edits.stream().filter(which).map(Edit::id).toList();
    }

    /** Judges acts on users, or performs them. */
    private interface Acting {
        Map<UserId, UserAct.Verdict> on(
                OrganizationScope scope, UserAct act, Collection<UserId> users);
    }

    /** Units and states are changed by the acts that administrators have for them. */
    private static Map<UserId, ProvisioningPlan.Refused> act(
            OrganizationScope scope, List<Edit> edits, Acting acting) {
        Map<UserAct, List<UserId>> wanted = new LinkedHashMap<>();
        for (Edit edit : edits) {
            for (UserAct act : edit.target().acts(edit.user())) {
                wanted.computeIfAbsent(act, _ -> new ArrayList<>()).add(edit.id());
            }
        }
        Map<UserId, ProvisioningPlan.Refused> refused = new HashMap<>();
        wanted.forEach((act, users) ->
                acting.on(scope, act, users)
                        .forEach((user, verdict) -> {
                            if (verdict instanceof UserAct.Verdict.Refused refusal) {
                                refused.put(user, ProvisioningRefusals.told(refusal, user));
                            }
                        }));
        return refused;
    }

    /** Names, unit and state are told by the acts that change them. */
    private Change change(Edit edit) {
        Map<String, @Nullable Object> before = edit.now().fields(json);
        Map<String, @Nullable Object> after = edit.target().fields(json);
        for (String name : ELSEWHERE) {
            before.remove(name);
            after.remove(name);
        }
        ChangedFields fields = ChangedFields.between(before, after);
        return Change.done(
                "users.edited",
                "user",
                edit.id().value(),
                edit.user().account(),
                fields.before(),
                fields.after());
    }
}
