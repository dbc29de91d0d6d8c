package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.imports.ImportRow.Fault;
import io.muster.imports.Verdict.Answer;
import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.roles.Grants;
import io.muster.roles.Role;
import io.muster.users.FormerUser;
import io.muster.users.ProvisioningPlan;
import io.muster.users.ProvisioningUndo;
import io.muster.users.ProvisioningUndo.Standing;
import io.muster.users.ProvisioningUndo.Wish;
import io.muster.users.SignInMethod;
import io.muster.users.User;
import io.muster.users.UserRule;
import io.muster.users.UserState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says what undo does about each user whom an import made or changed. Its check and the undo itself
 * both ask here and nowhere else.
 */
@Component
class UndoPass {

    private static final Fault USER_CHANGED =
            new Fault(null, "changed-since", "Somebody changed this user since the import.");

    private final ProvisioningUndo users;
    private final Grants grants;
    private final Units units;
    private final MailboxIntake mailboxes;

    UndoPass(ProvisioningUndo users, Grants grants, Units units, MailboxIntake mailboxes) {
        this.users = users;
        this.grants = grants;
        this.units = units;
        this.mailboxes = mailboxes;
    }

    /**
     * What undo does about one user.
     *
     * @param rest what of the change stays and can be undone later; null when nothing
     * @param removed the user, when he is removed for good
     * @param restored the user, when the import deleted him and he comes back
     * @param former what the user goes back to
     * @param taken roles that are taken from him
     * @param mailbox settings of his mailbox that go back
     */
    record Undoing(
            ImportChange change,
            Verdict verdict,
            @Nullable ImportChange rest,
            @Nullable User removed,
            @Nullable User restored,
            @Nullable FormerUser former,
            List<RoleId> taken,
            Map<ImportField, String> mailbox) {

        boolean toDo() {
            return removed != null
                    || restored != null
                    || former != null
                    || !taken.isEmpty()
                    || !mailbox.isEmpty();
        }

        /** Nothing is done about him, and all stays as the import left it. */
        Undoing failed(Fault fault) {
            return left(change, Answer.ERROR, List.of(fault));
        }

        private static Undoing left(ImportChange change, Answer answer, List<Fault> faults) {
            Verdict verdict = UndoPass.verdict(change, answer, faults, List.of());
            return new Undoing(change, verdict, change, null, null, null, List.of(), Map.of());
        }

        /** There is nothing left of the change. */
        private static Undoing over(ImportChange change, UserRule why) {
            Verdict verdict =
                    UndoPass.verdict(change, Answer.UNCHANGED, List.of(fault(why)), List.of());
            return new Undoing(change, verdict, null, null, null, null, List.of(), Map.of());
        }
    }

    static Wish wish(Collection<Undoing> undoings) {
        return new Wish(
                wanted(undoings, Undoing::removed),
                wanted(undoings, Undoing::restored),
                wanted(undoings, Undoing::former));
    }

    private static <T> List<T> wanted(
            Collection<Undoing> undoings, Function<Undoing, @Nullable T> what) {
        return undoings.stream()
                .map(undoing -> Optional.ofNullable(what.apply(undoing)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whom each role is taken from. */
    static Map<RoleId, List<UserId>> taken(Collection<Undoing> undoings) {
        Map<RoleId, List<UserId>> taken = new HashMap<>();
        for (Undoing undoing : undoings) {
            for (RoleId role : undoing.taken()) {
                taken.computeIfAbsent(role, _ -> new ArrayList<>()).add(undoing.change().user());
            }
        }
        return taken;
    }

    /** The settings of mailboxes that go back. */
    static Map<UserId, Map<ImportField, String>> mailboxes(Collection<Undoing> undoings) {
        Map<UserId, Map<ImportField, String>> mailboxes = new HashMap<>();
        for (Undoing undoing : undoings) {
            if (!undoing.mailbox().isEmpty()) {
                mailboxes.put(undoing.change().user(), undoing.mailbox());
            }
        }
        return mailboxes;
    }

    static Fault fault(ProvisioningPlan.Refused refused) {
        return new Fault(null, refused.code(), refused.message());
    }

    private static Fault fault(UserRule rule) {
        return new Fault(null, rule.code(), rule.sentence());
    }

    private static Verdict verdict(
            ImportChange change, Answer answer, List<Fault> faults, List<String> changes) {
        return new Verdict(
                change.place(),
                change.line(),
                change.name(),
                answer,
                faults,
                changes,
                answer == Answer.REMOVE ? null : change.user());
    }

    /** Decides about changes, each of another user, in their order. */
    List<Undoing> decide(OrganizationScope scope, List<ImportChange> changes) {
        Facts facts = look(scope, changes);
        List<Undoing> wanted = changes.stream().map(change -> wanted(change, facts)).toList();
        List<Undoing> toDo = wanted.stream().filter(Undoing::toDo).toList();
        Map<UserId, Fault> against = new HashMap<>();
        users.against(scope, wish(toDo)).forEach((user, why) -> against.put(user, fault(why)));
        taken(toDo)
                .forEach((role, holders) ->
                        grants.againstTaking(scope, holders, role)
                                .forEach((user, why) -> against.putIfAbsent(user, fault(why))));
        mailboxes.against(scope, mailboxes(toDo)).forEach(against::putIfAbsent);
        return wanted.stream()
                .map(undoing -> {
                    Fault fault = against.get(undoing.change().user());
                    return fault == null ? undoing : undoing.failed(fault);
                })
                .toList();
    }

    private static Fault fault(Grants.Outcome.Refused refused) {
        return switch (refused) {
            case Grants.Outcome.NotPermitted(var needed) ->
                    new Fault(
                            null,
                            "not-permitted",
                            "To take roles away you need the permission " + needed.text() + ".");
            case Grants.Outcome.Outranked() -> fault(UserRule.MORE_RIGHTS);
            case Grants.Outcome.LastOwner() -> fault(UserRule.LAST_OWNER);
            case Grants.Outcome.NoSuchUser(),
                    Grants.Outcome.NoSuchRole _,
                    Grants.Outcome.BeyondOwnRights _,
                    Grants.Outcome.ChangedMeanwhile() ->
                    new Fault(null, "not-permitted", "A role could not be taken away.");
        };
    }

    /** How it stands now with all that some changes are about. */
    private record Facts(
            Map<UserId, Standing> standing,
            Map<UserId, Integer> grants,
            Map<UserId, Set<RoleId>> roles,
            Map<String, UserId> holders,
            Set<UnitId> units,
            Map<UserId, Map<ImportField, String>> mailboxes) {

        /** Why the setting can't have its former value again. */
        Optional<Fault> against(UserId user, ImportField setting, String former) {
            return switch (setting) {
                case ADDRESS, LOGON_NAME -> {
                    UserId holder = holders.get(former);
                    yield holder == null || holder.equals(user)
                            ? Optional.empty()
                            : kept(setting, "users.taken", "belongs to somebody else now");
                }
                case UNIT ->
                        units.contains(UnitId.valueOf(former))
                                ? Optional.empty()
                                : kept(setting, "unit-gone", "was deleted since");
                default -> Optional.empty();
            };
        }

        private static Optional<Fault> kept(ImportField setting, String code, String why) {
            return Optional.of(
                    new Fault(
                            null,
                            code,
                            "%s stays: the former one %s.".formatted(setting.header(), why)));
        }
    }

    private Facts look(OrganizationScope scope, List<ImportChange> changes) {
        Set<UserId> all = new HashSet<>();
        Set<UserId> made = new HashSet<>();
        Set<UserId> given = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<UnitId> places = new HashSet<>();
        for (ImportChange change : changes) {
            all.add(change.user());
            if (change.created()) {
                made.add(change.user());
            }
            if (!change.roles().isEmpty()) {
                given.add(change.user());
            }
            names.add(change.before().getOrDefault(ImportField.ADDRESS, ""));
            names.add(change.before().getOrDefault(ImportField.LOGON_NAME, ""));
            String unit = change.before().get(ImportField.UNIT);
            if (unit != null) {
                places.add(UnitId.valueOf(unit));
            }
        }
        names.remove("");
        Map<UserId, Set<RoleId>> roles = new HashMap<>();
        if (!given.isEmpty()) {
            grants.rolesOf(scope, given)
                    .forEach((user, held) ->
                            roles.put(
                                    user, held.stream().map(Role::id).collect(Collectors.toSet())));
        }
        return new Facts(
                users.standing(scope, all),
                grants.versions(scope, made),
                roles,
                users.holders(scope, names),
                places.isEmpty() ? Set.of() : units.hold(scope, places),
                mailboxes.settings(
                        scope,
                        changes.stream()
                                .filter(change -> !MailboxCells.among(change.before()).isEmpty())
                                .map(ImportChange::user)
                                .toList()));
    }

    private static Undoing wanted(ImportChange change, Facts facts) {
        Standing standing = facts.standing().get(change.user());
        if (standing == null) {
            return Undoing.over(change, UserRule.GONE);
        }
        if (change.created()) {
            return removing(change, standing.user(), facts);
        }
        if (standing.user().state() == UserState.DELETED) {
            return deletedByImport(change, standing.user());
        }
        return returning(change, standing, facts);
    }

    /** Whom somebody else deleted, before or after it was the import's turn, stays deleted. */
    private static Undoing deletedByImport(ImportChange change, User user) {
        if (!change.deleted()) {
            return Undoing.left(change, Answer.SKIP, List.of(fault(UserRule.DELETED)));
        }
        return user.version() == change.version()
                ? restoring(change, user)
                : Undoing.left(change, Answer.SKIP, List.of(USER_CHANGED));
    }

    private static Undoing removing(ImportChange change, User user, Facts facts) {
        if (user.state() == UserState.DELETED) {
            return Undoing.over(change, UserRule.DELETED);
        }
        if (user.lastSignInAt() != null) {
            Fault fault = new Fault(null, "signed-in", "This user has signed in since the import.");
            return Undoing.left(change, Answer.SKIP, List.of(fault));
        }
        if (user.version() != change.version()
                || facts.grants().getOrDefault(user.id(), 0) != change.grants()) {
            return Undoing.left(change, Answer.SKIP, List.of(USER_CHANGED));
        }
        Verdict verdict = verdict(change, Answer.REMOVE, List.of(), List.of());
        return new Undoing(change, verdict, null, user, null, null, List.of(), Map.of());
    }

    /** The act brings back what deleting changed; anything else waits for another undo. */
    private static Undoing restoring(ImportChange change, User user) {
        Set<ImportField> others = EnumSet.noneOf(ImportField.class);
        others.addAll(change.before().keySet());
        List<String> changes =
                List.of(ImportField.ENABLED, ImportField.UNIT).stream()
                        .filter(others::remove)
                        .map(ImportField::key)
                        .toList();
        return new Undoing(
                change,
                verdict(change, Answer.UPDATE, List.of(), changes),
                others.isEmpty() && change.roles().isEmpty()
                        ? null
                        : change.only(others, change.roles()),
                null,
                user,
                null,
                List.of(),
                Map.of());
    }

    private static Undoing returning(ImportChange change, Standing standing, Facts facts) {
        Map<ImportField, String> back = new EnumMap<>(ImportField.class);
        Map<ImportField, Fault> kept = sort(change, standing, facts, back);
        List<RoleId> taken =
                change.roles().stream()
                        .filter(facts.roles().getOrDefault(change.user(), Set.of())::contains)
                        .toList();
        List<Fault> faults = new ArrayList<>(kept.values());
        if (back.isEmpty() && taken.isEmpty()) {
            return kept.isEmpty()
                    ? Undoing.over(change, UserRule.ALREADY)
                    : Undoing.left(change, Answer.SKIP, faults);
        }
        if (lacksPassword(standing, back)) {
            faults.add(
                    new Fault(
                            null,
                            "password-gone",
                            "The password of before is gone; this user needs a new one."));
        }
        Map<ImportField, String> ofUser = new EnumMap<>(back);
        ofUser.keySet().removeIf(ImportField::ofMailbox);
        List<String> changes = new ArrayList<>();
        back.keySet().forEach(setting -> changes.add(setting.key()));
        if (!taken.isEmpty()) {
            changes.add(ImportField.ROLES.key());
        }
        return new Undoing(
                change,
                verdict(change, Answer.UPDATE, faults, changes),
                kept.isEmpty() ? null : change.only(kept.keySet(), List.of()),
                null,
                null,
                ofUser.isEmpty() ? null : SettingValues.former(standing.user(), ofUser),
                taken,
                MailboxCells.among(back));
    }

    /** The settings that go back are put into a map; the others come with the reason. */
    private static Map<ImportField, Fault> sort(
            ImportChange change, Standing standing, Facts facts, Map<ImportField, String> back) {
        Map<ImportField, String> now =
                SettingValues.of(standing, facts.mailboxes().getOrDefault(change.user(), Map.of()));
        Map<ImportField, Fault> kept = new EnumMap<>(ImportField.class);
        change.before()
                .forEach((setting, former) -> {
                    String present = now.getOrDefault(setting, "");
                    if (present.equals(former)) {
                        return;
                    }
                    if (!present.equals(change.after().get(setting))) {
                        kept.put(setting, changedSince(setting));
                        return;
                    }
                    if (setting == ImportField.SIGN_IN_METHOD
                            && standing.passwordSet()
                            && !SignInMethod.valueOf(former).ownPassword()) {
                        kept.put(setting, passwordSince(setting));
                        return;
                    }
                    facts.against(change.user(), setting, former)
                            .ifPresentOrElse(
                                    fault -> kept.put(setting, fault),
                                    () -> back.put(setting, former));
                });
        // Whoever lost his other name since keeps the one that the import gave him.
        String address =
                back.getOrDefault(ImportField.ADDRESS, now.getOrDefault(ImportField.ADDRESS, ""));
        String name =
                back.getOrDefault(
                        ImportField.LOGON_NAME, now.getOrDefault(ImportField.LOGON_NAME, ""));
        if (address.isEmpty() && name.isEmpty()) {
            for (ImportField setting : EnumSet.of(ImportField.ADDRESS, ImportField.LOGON_NAME)) {
                if (back.remove(setting) != null) {
                    kept.put(setting, changedSince(setting));
                }
            }
        }
        return kept;
    }

    private static Fault changedSince(ImportField setting) {
        return new Fault(
                null,
                "changed-since",
                "%s stays: somebody changed it since the import.".formatted(setting.header()));
    }

    /** Going back there would throw a password away that the import did not bring. */
    private static Fault passwordSince(ImportField setting) {
        return new Fault(
                null,
                "changed-since",
                "%s stays: this user has a password since the import.".formatted(setting.header()));
    }

    private static boolean lacksPassword(Standing standing, Map<ImportField, String> back) {
        String method = back.get(ImportField.SIGN_IN_METHOD);
        return method != null
                && SignInMethod.valueOf(method).ownPassword()
                && !standing.passwordSet()
                && !Objects.equals(standing.user().state(), UserState.WAITING_FOR_PASSWORD);
    }
}
