package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.imports.ImportPass.Decision;
import io.muster.imports.ImportRow.Fault;
import io.muster.imports.UserImport.NewPasswords;
import io.muster.imports.UserImport.Options;
import io.muster.imports.Verdict.Answer;
import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.UnitPath;
import io.muster.roles.Grants;
import io.muster.roles.Role;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningActs;
import io.muster.users.ProvisioningPlan;
import io.muster.users.WantedAct;
import io.muster.users.WantedUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does what was decided for rows. Runs in its caller's transaction. */
@Component
class ImportRun {

    private static final Fault MEANWHILE =
            new Fault(
                    null,
                    "kernel.changed-meanwhile",
                    "Somebody took the name, or changed the user, at the same moment.");
    private static final Fault FAULT =
            new Fault(null, "kernel.fault", "An unexpected fault; the server's log tells more.");

    private final RowLookups lookups;
    private final Provisioning provisioning;
    private final ProvisioningActs acts;
    private final Grants grants;
    private final Passwords passwords;
    private final Scopes scopes;
    private final ImportChanges changes;
    private final MailboxIntake mailboxes;

    ImportRun(
            RowLookups lookups,
            Provisioning provisioning,
            ProvisioningActs acts,
            Grants grants,
            Passwords passwords,
            Scopes scopes,
            ImportChanges changes,
            MailboxIntake mailboxes) {
        this.lookups = lookups;
        this.provisioning = provisioning;
        this.acts = acts;
        this.grants = grants;
        this.passwords = passwords;
        this.scopes = scopes;
        this.changes = changes;
        this.mailboxes = mailboxes;
    }

    /** Handles all at once; when that fails, each alone, so that one bad row stops nothing. */
    List<Verdict> run(OrganizationScope scope, UserImport file, ImportPass.Decisions decisions) {
        Map<Integer, String> hashes = hashes(scope, decisions.rows());
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < decisions.rows().size(); i++) {
            Decision decision = decisions.rows().get(i);
            if (decision.toDo()) {
                works.add(new Work(decision, hashes.get(i)));
            }
        }
        Map<Long, Verdict> done =
                scopes.trial(() -> run(scope, file, works, decisions.found().missing()))
                        .orElseGet(() -> {
                            Map<Long, Verdict> each = new HashMap<>();
                            works.forEach(work -> each.putAll(alone(scope, file, decisions, work)));
                            return each;
                        });
        return decisions.rows().stream()
                .map(Decision::verdict)
                .map(verdict -> done.getOrDefault(verdict.number(), verdict))
                .toList();
    }

    /**
     * @param hash of the password that the row brings
     */
    private record Work(Decision decision, @Nullable String hash) {

        long number() {
            return decision.verdict().number();
        }

        Verdict failed(Fault fault) {
            Verdict verdict = decision.verdict();
            return new Verdict(
                    verdict.number(),
                    verdict.line(),
                    verdict.name(),
                    Answer.ERROR,
                    List.of(fault),
                    List.of(),
                    verdict.user());
        }

        Verdict done(UserId user) {
            Verdict verdict = decision.verdict();
            return new Verdict(
                    verdict.number(),
                    verdict.line(),
                    verdict.name(),
                    verdict.answer(),
                    verdict.faults(),
                    verdict.changes(),
                    user);
        }
    }

    private Map<Long, Verdict> alone(
            OrganizationScope scope, UserImport file, ImportPass.Decisions decisions, Work work) {
        return scopes.trial(() -> run(scope, file, List.of(work), decisions.found().missing()))
                .orElseGet(() -> Map.of(work.number(), work.failed(FAULT)));
    }

    /** Passwords are hashed side by side before anything is written or locked. */
    private Map<Integer, String> hashes(OrganizationScope scope, List<Decision> decisions) {
        Map<Integer, String> clear = toHash(decisions);
        if (clear.isEmpty()) {
            return Map.of();
        }
        List<String> hashed = passwords.bulk(scope).hash(List.copyOf(clear.values()));
        Map<Integer, String> hashes = new HashMap<>();
        clear.keySet().forEach(index -> hashes.put(index, hashed.get(hashes.size())));
        return hashes;
    }

    /** The passwords in clear text for new users, by their places in the list. */
    static Map<Integer, String> toHash(List<Decision> decisions) {
        Map<Integer, String> clear = new LinkedHashMap<>();
        for (int i = 0; i < decisions.size(); i++) {
            String password = decisions.get(i).values().get(ImportField.PASSWORD);
            if (password != null
                    && decisions.get(i).verdict().answer() == Answer.CREATE
                    && ownPassword(decisions.get(i).values())) {
                clear.put(i, password);
            }
        }
        return clear;
    }

    private static boolean ownPassword(Map<ImportField, String> values) {
        String method = values.get(ImportField.SIGN_IN_METHOD);
        return method == null || method.equals("default") || method.equals("password");
    }

    private Map<Long, Verdict> run(
            OrganizationScope scope,
            UserImport file,
            List<Work> works,
            Map<UnitId, UnitPath> missing) {
        // What is locked is locked before the first write, and read after it: nobody waits in a
        // ring, and nobody else's change is taken for one of the file.
        if (works.stream().anyMatch(ImportRun::givesRoles)) {
            grants.hold(scope);
        }
        Set<UserId> existing = existing(works);
        provisioning.hold(scope, existing, closing(works));
        Set<UserId> withMailbox = withMailbox(works);
        mailboxes.hold(scope, withMailbox);
        Map<UserId, ImportChanges.Before> before = changes.before(scope, existing, withMailbox);
        Map<UnitId, UnitId> made = lookups.make(scope, needed(works, missing));
        Map<Long, Verdict> verdicts = new HashMap<>();
        Map<UserId, Work> creations = new LinkedHashMap<>();
        Map<UserId, Work> updates = new LinkedHashMap<>();
        List<Provisioning.Creation> toCreate = new ArrayList<>();
        List<ProvisioningPlan.Update> toUpdate = new ArrayList<>();
        Map<UserId, Work> acting = new LinkedHashMap<>();
        List<ProvisioningPlan.Act> toDo = new ArrayList<>();
        Map<UserId, Work> withRoles = new LinkedHashMap<>();
        for (Work work : works) {
            switch (work.decision().plan()) {
                case ProvisioningPlan.Create(WantedUser wanted) -> {
                    Provisioning.Creation creation =
                            creation(file.options(), work, placed(wanted, made));
                    creations.put(creation.id(), work);
                    toCreate.add(creation);
                    withRoles.put(creation.id(), work);
                }
                case ProvisioningPlan.Update(
                                var user,
                                WantedUser wanted,
                                var changes,
                                var signIn) -> {
                    updates.put(user.id(), work);
                    toUpdate.add(
                            new ProvisioningPlan.Update(
                                    user, placed(wanted, made), changes, signIn));
                    withRoles.put(user.id(), work);
                }
                case ProvisioningPlan.Act(var user, WantedAct act, var changes) -> {
                    acting.put(user.id(), work);
                    toDo.add(new ProvisioningPlan.Act(user, placed(act, made), changes));
                }
                case ProvisioningPlan.Keep(var user) -> {
                    withRoles.put(user.id(), work);
                    verdicts.put(work.number(), work.done(user.id()));
                }
                case ProvisioningPlan.Refused _ -> throw new IllegalStateException();
                case null -> throw new IllegalStateException();
            }
        }
        Set<UserId> notMade = toCreate.isEmpty() ? Set.of() : provisioning.create(scope, toCreate);
        creations.forEach((user, work) ->
                verdicts.put(
                        work.number(),
                        notMade.contains(user) ? work.failed(MEANWHILE) : work.done(user)));
        Map<UserId, ProvisioningPlan.Refused> refused =
                toUpdate.isEmpty() ? Map.of() : provisioning.update(scope, toUpdate);
        verdicts.putAll(told(updates, refused));
        Map<UserId, ProvisioningPlan.Refused> spared =
                toDo.isEmpty() ? Map.of() : acts.perform(scope, toDo);
        verdicts.putAll(told(acting, spared));
        withRoles.keySet().removeAll(notMade);
        withRoles.keySet().removeAll(refused.keySet());
        mailboxes.fulfil(scope, wishes(withRoles));
        Given given = giveRoles(scope, withRoles);
        given.faults().forEach((work, fault) -> verdicts.put(work.number(), work.failed(fault)));
        acting.keySet().removeAll(spared.keySet());
        withRoles.putAll(acting);
        changes.keep(scope, file.id(), before, touched(withRoles, given.roles()));
        return verdicts;
    }

    private static Set<UserId> existing(List<Work> works) {
        Set<UserId> existing = new HashSet<>();
        for (Work work : works) {
            UserId user = work.decision().verdict().user();
            if (user != null) {
                existing.add(user);
            }
        }
        return existing;
    }

    /** The users who are there and whose mailboxes are to change. */
    private static Set<UserId> withMailbox(List<Work> works) {
        return existing(
                works.stream().filter(work -> !work.decision().mailbox().isEmpty()).toList());
    }

    private static Map<UserId, Map<ImportField, String>> wishes(Map<UserId, Work> works) {
        Map<UserId, Map<ImportField, String>> wishes = new LinkedHashMap<>();
        works.forEach((user, work) -> {
            if (!work.decision().mailbox().isEmpty()) {
                wishes.put(user, work.decision().mailbox());
            }
        });
        return wishes;
    }

    /** New users get the roles of the organization's defaults where the file names none. */
    private static boolean givesRoles(Work work) {
        return !work.decision().roles().isEmpty()
                || work.decision().plan() instanceof ProvisioningPlan.Create;
    }

    private static List<UserId> closing(List<Work> works) {
        List<UserId> closing = new ArrayList<>();
        for (Work work : works) {
            UserId user = work.decision().verdict().user();
            ProvisioningPlan plan = work.decision().plan();
            if (user != null && plan != null && plan.signIn() == ProvisioningPlan.SignIn.CLOSES) {
                closing.add(user);
            }
        }
        return closing;
    }

    private static List<ImportChanges.Touched> touched(
            Map<UserId, Work> works, Map<UserId, List<RoleId>> given) {
        List<ImportChanges.Touched> touched = new ArrayList<>();
        works.forEach((user, work) -> {
            Verdict verdict = work.decision().verdict();
            touched.add(
                    new ImportChanges.Touched(
                            user,
                            verdict.line(),
                            verdict.name(),
                            given.getOrDefault(user, List.of())));
        });
        return touched;
    }

    private static Map<Long, Verdict> told(
            Map<UserId, Work> works, Map<UserId, ProvisioningPlan.Refused> refused) {
        Map<Long, Verdict> verdicts = new HashMap<>();
        works.forEach((user, work) -> {
            ProvisioningPlan.Refused why = refused.get(user);
            verdicts.put(work.number(), why == null ? work.done(user) : work.failed(fault(why)));
        });
        return verdicts;
    }

    private static Fault fault(ProvisioningPlan.Refused refused) {
        return new Fault(null, refused.code(), refused.message());
    }

    private static Map<UnitId, UnitPath> needed(List<Work> works, Map<UnitId, UnitPath> missing) {
        Map<UnitId, UnitPath> needed = new LinkedHashMap<>();
        for (Work work : works) {
            UnitId unit =
                    switch (work.decision().plan()) {
                        case ProvisioningPlan.Create(WantedUser wanted) -> wanted.unit();
                        case ProvisioningPlan.Update(_, WantedUser wanted, _, _) -> wanted.unit();
                        case ProvisioningPlan.Act(_, WantedAct.Move(UnitId to), _) -> to;
                        case ProvisioningPlan.Act _ -> null;
                        case ProvisioningPlan.Keep _ -> null;
                        case ProvisioningPlan.Refused _ -> null;
                        case null -> null;
                    };
            UnitPath path = unit == null ? null : missing.get(unit);
            if (unit != null && path != null) {
                needed.put(unit, path);
            }
        }
        return needed;
    }

    private static WantedUser placed(WantedUser wanted, Map<UnitId, UnitId> made) {
        UnitId unit = wanted.unit() == null ? null : made.get(wanted.unit());
        return unit == null ? wanted : wanted.in(unit);
    }

    private static WantedAct placed(WantedAct act, Map<UnitId, UnitId> made) {
        return act instanceof WantedAct.Move(UnitId unit)
                ? new WantedAct.Move(made.getOrDefault(unit, unit))
                : act;
    }

    private static Provisioning.Creation creation(Options options, Work work, WantedUser wanted) {
        Map<ImportField, String> values = work.decision().values();
        String hash = work.hash() == null ? values.get(ImportField.PASSWORD_HASH) : work.hash();
        String mustChange = values.get(ImportField.MUST_CHANGE_PASSWORD);
        boolean namesRoles = values.containsKey(ImportField.ROLES);
        if (hash == null && options.newPasswords() == NewPasswords.TEMPORARY) {
            return new Provisioning.Creation(
                    UserId.next(),
                    wanted,
                    options.temporaryPassword(),
                    true,
                    namesRoles,
                    FileSeats.seatless(work.decision().verdict()));
        }
        return new Provisioning.Creation(
                UserId.next(),
                wanted,
                hash,
                mustChange == null ? null : Boolean.valueOf(mustChange),
                namesRoles,
                FileSeats.seatless(work.decision().verdict()));
    }

    /**
     * What became of the roles that rows give.
     *
     * @param roles that users got and did not have before
     */
    private record Given(Map<UserId, List<RoleId>> roles, Map<Work, Fault> faults) {}

    private Given giveRoles(OrganizationScope scope, Map<UserId, Work> works) {
        Map<RoleId, List<UserId>> wanted = new LinkedHashMap<>();
        works.forEach((user, work) -> {
            for (Role role : work.decision().roles()) {
                wanted.computeIfAbsent(role.id(), _ -> new ArrayList<>()).add(user);
            }
        });
        Map<UserId, List<RoleId>> given = new HashMap<>();
        Map<Work, Fault> faults = new LinkedHashMap<>();
        wanted.forEach((role, users) ->
                grants.addRole(scope, users, role)
                        .forEach((user, outcome) -> {
                            Work work = works.get(user);
                            if (outcome instanceof Grants.Outcome.Changed) {
                                given.computeIfAbsent(user, _ -> new ArrayList<>()).add(role);
                            } else if (outcome instanceof Grants.Outcome.Refused && work != null) {
                                faults.put(
                                        work,
                                        new Fault(
                                                null,
                                                "not-permitted",
                                                "The user is there, but a role could not be given."));
                            }
                        }));
        return new Given(given, faults);
    }
}
