package io.muster.roles;

import io.muster.access.AccountsForgotten;
import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.roles.GrantRules.Judgement;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Who holds which roles and single permissions in an organization. Three rules hold for everybody:
 * nobody gives what he lacks, nobody changes the grants of somebody whose rights go beyond his own,
 * and the last owner stays. Only an owner or a system administrator is above an owner.
 */
@Component
public class Grants {

    private final GrantRepository repository;
    private final GrantRules rules;
    private final Holders holders;
    private final Holdings holdings;
    private final Roles roles;
    private final Scopes scopes;
    private final GrantRecorder recorder;

    Grants(
            GrantRepository repository,
            GrantRules rules,
            Holders holders,
            Holdings holdings,
            Roles roles,
            Scopes scopes,
            GrantRecorder recorder) {
        this.repository = repository;
        this.rules = rules;
        this.holders = holders;
        this.holdings = holdings;
        this.roles = roles;
        this.scopes = scopes;
        this.recorder = recorder;
    }

    /**
     * What one user holds, besides the role that everybody holds.
     *
     * @param roles by name
     * @param permissions those granted singly, outside any role
     * @param version counts the changes, from 0
     */
    record Held(List<Role> roles, Set<Permission> permissions, int version) {}

    /** What became of the wish to change somebody's grants. */
    public sealed interface Outcome {
        record Changed() implements Outcome {}

        /** He held it already, or didn't hold it. */
        record Unchanged() implements Outcome {}

        /** Nothing was changed. */
        sealed interface Refused extends Outcome {}

        record NoSuchUser() implements Refused {}

        record NoSuchRole(RoleId role) implements Refused {}

        /** The permission to give or to take away is missing. */
        record NotPermitted(Permission needed) implements Refused {}

        /**
         * Nobody gives what he lacks.
         *
         * @param missing empty when only an owner or a system administrator may give it
         */
        record BeyondOwnRights(Set<Permission> missing) implements Refused {}

        /** His rights go beyond the actor's. */
        record Outranked() implements Refused {}

        record LastOwner() implements Refused {}

        record ChangedMeanwhile() implements Refused {}
    }

    /** What the user holds; nothing for somebody without a place in the organization. */
    Optional<Held> of(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        holders.names(scope, List.of(user)).isEmpty()
                                ? Optional.empty()
                                : Optional.of(held(scope, user)));
    }

    /** Replaces all of somebody's roles and single permissions. */
    Outcome replace(
            OrganizationScope scope,
            UserId user,
            Version version,
            Set<RoleId> wantedRoles,
            Set<Permission> wantedPermissions) {
        return scopes.in(
                scope,
                () -> {
                    repository.lock(scope);
                    if (holders.names(scope, List.of(user)).isEmpty()) {
                        return new Outcome.NoSuchUser();
                    }
                    if (held(scope, user).version() != version.number()) {
                        return new Outcome.ChangedMeanwhile();
                    }
                    Outcome outcome =
                            replacement(scope, user, wantedRoles, wantedPermissions, true);
                    if (outcome instanceof Outcome.Changed) {
                        recorder.replaced(scope, user);
                    }
                    return outcome;
                });
    }

    /**
     * Replaces all of somebody's roles and single permissions, whatever they are now.
     *
     * @param writes else it only says what it would answer
     */
    Outcome swap(
            OrganizationScope scope,
            UserId user,
            Set<RoleId> wantedRoles,
            Set<Permission> permissions,
            boolean writes) {
        return scopes.in(
                scope,
                () -> {
                    repository.lock(scope);
                    return replacement(scope, user, wantedRoles, permissions, writes);
                });
    }

    private Outcome replacement(
            OrganizationScope scope,
            UserId user,
            Set<RoleId> wantedRoles,
            Set<Permission> wantedPermissions,
            boolean writes) {
        Map<UserId, String> names = holders.names(scope, List.of(user));
        if (names.isEmpty()) {
            return new Outcome.NoSuchUser();
        }
        Held before = held(scope, user);
        Set<RoleId> wanted = new HashSet<>(wantedRoles);
        wanted.remove(SystemRole.MEMBER.id());
        List<Role> after = ofOrganization(scope, wanted);
        after.forEach(role -> wanted.remove(role.id()));
        if (!wanted.isEmpty()) {
            return new Outcome.NoSuchRole(wanted.iterator().next());
        }
        var change =
                new GrantChange(before.roles(), before.permissions(), after, wantedPermissions);
        return change(scope, names, Map.of(user, change), writes)
                .getOrDefault(user, new Outcome.Unchanged());
    }

    /**
     * Gives a role to users, each alone: who is refused stops no other. Set-based, meant for up to
     * some thousand at a time; needs {@link Permission#GRANTS_ASSIGN}.
     *
     * @return one outcome for each user
     */
    public Map<UserId, Outcome> addRole(
            OrganizationScope scope, Collection<UserId> users, RoleId role) {
        return changeAll(scope, users, role, wanted -> change -> change.adding(wanted), true);
    }

    /** Takes a role away, as {@link #addRole}; needs {@link Permission#GRANTS_REVOKE}. */
    public Map<UserId, Outcome> removeRole(
            OrganizationScope scope, Collection<UserId> users, RoleId role) {
        return changeAll(scope, users, role, wanted -> change -> change.removing(wanted), true);
    }

    /** What {@link #addRole} would answer; changes nothing. */
    public Map<UserId, Outcome> wouldAddRole(
            OrganizationScope scope, Collection<UserId> users, RoleId role) {
        return changeAll(scope, users, role, wanted -> change -> change.adding(wanted), false);
    }

    /** What {@link #removeRole} would answer; changes nothing. */
    public Map<UserId, Outcome> wouldRemoveRole(
            OrganizationScope scope, Collection<UserId> users, RoleId role) {
        return changeAll(scope, users, role, wanted -> change -> change.removing(wanted), false);
    }

    /**
     * Whether the actor may give this role at all, for an operation that starts a job or makes
     * users.
     */
    public Outcome mayGive(OrganizationScope scope, RoleId role) {
        return scopes.in(
                scope,
                () -> {
                    Optional<Role> found = ofOrganization(scope, Set.of(role)).stream().findAny();
                    if (found.isEmpty()) {
                        return new Outcome.NoSuchRole(role);
                    }
                    GrantChange change = GrantChange.none(List.of(), Set.of()).adding(found.get());
                    return rules.over(scope, List.of())
                            .refusal(Actor.SYSTEM.user(), change)
                            .<Outcome>map(refused -> refused)
                            .orElseGet(Outcome.Unchanged::new);
                });
    }

    /**
     * Why the actor may not promise these roles and permissions to somebody who isn't here yet;
     * nothing when he may.
     */
    public Optional<Outcome.Refused> againstPromising(
            OrganizationScope scope, Set<RoleId> wantedRoles, Set<Permission> wantedPermissions) {
        return scopes.in(
                scope,
                () -> {
                    Set<RoleId> unknown = new HashSet<>(wantedRoles);
                    List<Role> known = ofOrganization(scope, wantedRoles);
                    known.forEach(role -> unknown.remove(role.id()));
                    if (!unknown.isEmpty()) {
                        return Optional.of(new Outcome.NoSuchRole(unknown.iterator().next()));
                    }
                    var change = new GrantChange(List.of(), Set.of(), known, wantedPermissions);
                    return change.nothing()
                            ? Optional.empty()
                            : rules.over(scope, List.of()).refusal(Actor.SYSTEM.user(), change);
                });
    }

    /**
     * Gives somebody a place in the organization, with what he was promised by whoever was allowed
     * to. Roles that are gone meanwhile are left out; what he holds already stays.
     *
     * @param name what people call him
     */
    public void welcome(
            OrganizationScope scope,
            UserId user,
            String name,
            Set<RoleId> promisedRoles,
            Set<Permission> promisedPermissions) {
        scopes.run(
                scope,
                () -> {
                    repository.lock(scope);
                    if (!holdings.of(user, scope.organization()).place()) {
                        repository.addRole(scope, List.of(user), SystemRole.MEMBER.id());
                    }
                    GrantChange held =
                            changes(scope, List.of(user))
                                    .getOrDefault(user, GrantChange.none(List.of(), Set.of()));
                    GrantChange more = held;
                    for (Role role : ofOrganization(scope, promisedRoles)) {
                        if (!role.id().equals(SystemRole.MEMBER.id())) {
                            more = more.adding(role);
                        }
                    }
                    Set<Permission> single = new HashSet<>(held.permissionsBefore());
                    single.addAll(promisedPermissions);
                    GrantChange given =
                            new GrantChange(
                                    held.rolesBefore(),
                                    held.permissionsBefore(),
                                    more.rolesAfter(),
                                    single);
                    if (!given.nothing()) {
                        recorder.write(scope, Map.of(user, name), Map.of(user, given));
                    }
                });
    }

    /**
     * Takes from somebody of another home all that he holds here, and his place.
     *
     * @param own whether it is his own wish, which needs no right
     */
    public Outcome dismiss(OrganizationScope scope, UserId user, boolean own) {
        return scopes.in(
                scope,
                () -> {
                    repository.lock(scope);
                    Judgement judgement = rules.over(scope, List.of(user));
                    if (judgement.isLastOwner(user)) {
                        return new Outcome.LastOwner();
                    }
                    if (!own && !scope.holds(Permission.GRANTS_REVOKE)) {
                        return new Outcome.NotPermitted(Permission.GRANTS_REVOKE);
                    }
                    if (!own && judgement.outranks(user)) {
                        return new Outcome.Outranked();
                    }
                    repository.forget(scope, List.of(user));
                    recorder.published(scope, Map.of(user, Standing.USER));
                    return new Outcome.Changed();
                });
    }

    /** What somebody was given, as the audit log tells it. */
    public Map<String, Object> told(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    Held held = held(scope, user);
                    return new GrantChange(held.roles(), held.permissions(), List.of(), Set.of())
                            .saidBefore();
                });
    }

    /** Why these users can't lose the role; who can, or doesn't hold it, is missing. */
    public Map<UserId, Outcome.Refused> againstTaking(
            OrganizationScope scope, Collection<UserId> users, RoleId role) {
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, Outcome.Refused> refused = new HashMap<>();
                    Judgement judgement = rules.over(scope, users);
                    for (Role taken : roles.find(scope, Set.of(role))) {
                        changes(scope, users)
                                .forEach((user, held) -> {
                                    GrantChange change = held.removing(taken);
                                    if (!change.nothing()) {
                                        judgement
                                                .refusal(user, change)
                                                .ifPresent(why -> refused.put(user, why));
                                    }
                                });
                    }
                    return refused;
                });
    }

    /**
     * How often what each of these users holds was changed, from 0: for who has to know whether
     * somebody changed it since.
     */
    public Map<UserId, Integer> versions(OrganizationScope scope, Collection<UserId> users) {
        return users.isEmpty()
                ? Map.of()
                : scopes.in(scope, () -> repository.versions(scope, users));
    }

    /**
     * The roles of each user, without the one that everybody holds; by name. Who was given nothing
     * is missing.
     */
    public Map<UserId, List<Role>> rolesOf(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, List<Role>> found = new HashMap<>();
                    changes(scope, repository.given(scope, users))
                            .forEach((user, held) ->
                                    found.put(user, List.copyOf(held.rolesBefore())));
                    return found;
                });
    }

    /**
     * Lets no other transaction change roles and grants of the organization before the one at hand
     * ends. Whoever makes users and gives them roles asks this first: everybody locks grants before
     * the end of the audit log, so nobody waits in a ring.
     */
    public void hold(OrganizationScope scope) {
        scopes.run(scope, () -> repository.lock(scope));
    }

    /** Makes the user an owner of the organization; for set-up and new organizations. */
    public void makeOwner(OrganizationScope scope, UserId user) {
        repository.lock(scope);
        repository.addRole(scope, List.of(user), SystemRole.OWNER.id());
        recorder.published(scope, Map.of(user, Standing.OWNER));
    }

    @EventListener
    void forget(AccountsForgotten forgotten) {
        repository.forget(forgotten.scope(), forgotten.users());
        // Who is gone holds nothing where he was a guest either.
        scopes.run(scopes.machinery(), () -> repository.forgetEverywhere(forgotten.users()));
    }

    private Map<UserId, Outcome> changeAll(
            OrganizationScope scope,
            Collection<UserId> users,
            RoleId role,
            Function<Role, UnaryOperator<GrantChange>> act,
            boolean writes) {
        return scopes.in(
                scope,
                () -> {
                    repository.lock(scope);
                    Optional<Role> found = ofOrganization(scope, Set.of(role)).stream().findAny();
                    if (found.isEmpty()) {
                        return users.stream()
                                .distinct()
                                .collect(
                                        Collectors.toMap(
                                                user -> user, _ -> new Outcome.NoSuchRole(role)));
                    }
                    Map<UserId, String> names = holders.names(scope, users);
                    Map<UserId, GrantChange> wanted = new LinkedHashMap<>();
                    changes(scope, names.keySet())
                            .forEach((user, held) ->
                                    wanted.put(
                                            user,
                                            role.equals(SystemRole.MEMBER.id())
                                                    ? held
                                                    : act.apply(found.get()).apply(held)));
                    Map<UserId, Outcome> outcomes = change(scope, names, wanted, writes);
                    users.forEach(user -> outcomes.putIfAbsent(user, new Outcome.NoSuchUser()));
                    return outcomes;
                });
    }

    /** Judges every change and, where asked to, writes those that may be made. */
    Map<UserId, Outcome> change(
            OrganizationScope scope,
            Map<UserId, String> names,
            Map<UserId, GrantChange> wanted,
            boolean writes) {
        Judgement judgement = rules.over(scope, wanted.keySet());
        Map<UserId, Outcome> outcomes = new HashMap<>();
        Map<UserId, GrantChange> allowed = new LinkedHashMap<>();
        wanted.forEach((user, change) -> {
            Optional<Outcome.Refused> refusal =
                    change.nothing() ? Optional.empty() : judgement.refusal(user, change);
            if (refusal.isPresent()) {
                outcomes.put(user, refusal.get());
            } else if (change.nothing()) {
                outcomes.put(user, new Outcome.Unchanged());
            } else {
                outcomes.put(user, new Outcome.Changed());
                allowed.put(user, change);
            }
        });
        if (writes) {
            recorder.write(scope, names, allowed);
        }
        return outcomes;
    }

    /** Roles on mailboxes are no roles here. */
    List<Role> ofOrganization(OrganizationScope scope, Collection<RoleId> ids) {
        return roles.find(scope, ids).stream()
                .filter(role -> role.level() == Permission.Level.ORGANIZATION)
                .toList();
    }

    Held held(OrganizationScope scope, UserId user) {
        GrantChange held =
                changes(scope, List.of(user))
                        .getOrDefault(user, GrantChange.none(List.of(), Set.of()));
        return new Held(
                List.copyOf(held.rolesBefore()),
                held.permissionsBefore(),
                repository.version(scope, user));
    }

    /** What each of them holds, as a change that changes nothing. */
    Map<UserId, GrantChange> changes(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Holding> found = holdings.of(users, scope.organization());
        Set<RoleId> ids =
                found.values().stream()
                        .flatMap(holding -> holding.roles().stream())
                        .collect(Collectors.toSet());
        List<Role> known =
                roles.find(scope, ids).stream()
                        .filter(role -> !role.id().equals(SystemRole.MEMBER.id()))
                        .sorted(Comparator.comparing(Role::name))
                        .toList();
        Map<UserId, GrantChange> changes = new LinkedHashMap<>();
        users.forEach(user -> {
            Holding holding = found.getOrDefault(user, Holding.NOTHING);
            List<Role> held =
                    known.stream().filter(role -> holding.roles().contains(role.id())).toList();
            changes.put(user, GrantChange.none(held, holding.single()));
        });
        return changes;
    }
}
