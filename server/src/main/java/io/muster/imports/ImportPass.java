package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.imports.ImportRow.Fault;
import io.muster.imports.UserImport.Existing;
import io.muster.imports.UserImport.Kind;
import io.muster.imports.Verdict.Answer;
import io.muster.kernel.UserId;
import io.muster.roles.Grants;
import io.muster.roles.Memberships;
import io.muster.roles.Role;
import io.muster.users.ProvisioningPlan;
import io.muster.users.User;
import io.muster.users.UserRule;
import io.muster.users.WantedAct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says what becomes of rows. Check and run both ask here and nowhere else, so they say the same:
 * where an answer depends on earlier rows of the file, it depends on what those rows claimed, not
 * on what was done for them.
 */
@Component
class ImportPass {

    private final VerdictRepository verdicts;
    private final RowIntake intake;
    private final Grants grants;
    private final Memberships memberships;
    private final Passwords passwords;
    private final LastOnes lastOnes;
    private final MailboxIntake mailboxes;
    private final FileSeats seats;

    ImportPass(
            VerdictRepository verdicts,
            RowIntake intake,
            Grants grants,
            Memberships memberships,
            Passwords passwords,
            LastOnes lastOnes,
            MailboxIntake mailboxes,
            FileSeats seats) {
        this.verdicts = verdicts;
        this.intake = intake;
        this.grants = grants;
        this.memberships = memberships;
        this.passwords = passwords;
        this.lastOnes = lastOnes;
        this.mailboxes = mailboxes;
        this.seats = seats;
    }

    /** A row of the file with its number, counted from 1. */
    record Numbered(long number, CsvRow row) {}

    /**
     * What is to be done for one row.
     *
     * @param plan null where nothing is to be done
     * @param roles that the user lacks and is to get
     * @param mailbox the settings of his mailbox that are to change; of aliases those to come
     */
    record Decision(
            Verdict verdict,
            Map<ImportField, String> values,
            @Nullable ProvisioningPlan plan,
            List<Role> roles,
            Map<ImportField, String> mailbox) {

        private Decision(
                Verdict verdict,
                Map<ImportField, String> values,
                @Nullable ProvisioningPlan plan,
                List<Role> roles) {
            this(verdict, values, plan, roles, Map.of());
        }

        /** This and changes of the mailbox, of somebody who is made, changed or there. */
        Decision withMailbox(Candidate candidate, Map<ImportField, String> wish) {
            List<String> changes = new ArrayList<>(verdict.changes());
            if (verdict.answer() != Answer.CREATE) {
                wish.keySet().forEach(field -> changes.add(field.key()));
            }
            Answer answer = verdict.answer() == Answer.UNCHANGED ? Answer.UPDATE : verdict.answer();
            return new Decision(
                    candidate.verdict(answer, verdict.faults(), changes),
                    values,
                    candidate.plan(),
                    roles,
                    wish);
        }

        boolean toDo() {
            return switch (verdict.answer()) {
                case CREATE, UPDATE, DELETE -> true;
                case REMOVE, UNCHANGED, SKIP, ERROR -> false;
            };
        }

        static Decision nothing(Verdict verdict, Map<ImportField, String> values) {
            return new Decision(verdict, values, null, List.of());
        }
    }

    /**
     * Decisions for rows, in the order of the file.
     *
     * @param found with the units that have to be made first
     */
    record Decisions(List<Decision> rows, RowLookups.Found found) {}

    /** Decides about rows in the order of the file. */
    Decisions decide(OrganizationScope scope, UserImport file, Kind kind, List<Numbered> rows) {
        RowIntake.Intake taken = intake.take(scope, file, rows);
        Map<Long, Decision> decisions = new HashMap<>();
        decideInOrder(scope, file, kind, taken)
                .forEach(decision -> decisions.put(decision.verdict().number(), decision));
        return new Decisions(
                rows.stream()
                        .map(row -> {
                            Verdict refused = taken.refused().get(row.number());
                            return refused == null
                                    ? Objects.requireNonNull(decisions.get(row.number()))
                                    : Decision.nothing(refused, Map.of());
                        })
                        .toList(),
                taken.found());
    }

    private List<Decision> decideInOrder(
            OrganizationScope scope, UserImport file, Kind kind, RowIntake.Intake taken) {
        List<Candidate> candidates = taken.candidates();
        RowReader reader = taken.reader();
        Set<String> asked = new HashSet<>();
        Set<UserId> existing = new HashSet<>();
        MailboxIntake.Watch settings = mailboxes.over(scope, file, reader, candidates);
        for (Candidate candidate : candidates) {
            asked.addAll(candidate.claims());
            asked.addAll(settings.asked(candidate));
            User user = candidate.user();
            if (user != null && !candidate.roles().isEmpty()) {
                existing.add(user.id());
            }
        }
        Map<String, Long> claimed = new HashMap<>(verdicts.claimed(scope, file.id(), kind, asked));
        Map<String, Long> fresh = new HashMap<>();
        Held held =
                existing.isEmpty()
                        ? Held.NOTHING
                        : new Held(
                                grants.rolesOf(scope, existing),
                                memberships.above(scope, existing));
        Passwords.Bulk rules = passwords.bulk(scope);
        LastOnes.Watch watch = lastOnes.over(scope, file, kind, candidates);
        FileSeats.Count free = seats.over(scope, file, kind, candidates);
        List<Decision> decisions = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Long line =
                    candidate.claims().stream()
                            .map(claimed::get)
                            .filter(found -> found != null)
                            .findFirst()
                            .orElse(null);
            Decision decision =
                    line == null
                            ? seated(
                                    free,
                                    candidate,
                                    kept(
                                            watch,
                                            reader,
                                            candidate,
                                            settings.with(
                                                    candidate,
                                                    decide(file, reader, candidate, held, rules),
                                                    claimed)))
                            : duplicate(candidate, line);
            if (decision.verdict().answer() != Answer.ERROR && line == null) {
                for (String claim : candidate.claims()) {
                    claimed.put(claim, candidate.row().line());
                    fresh.put(claim, candidate.row().line());
                }
                for (String claim : settings.claims(decision)) {
                    claimed.put(claim, candidate.row().line());
                    fresh.put(claim, candidate.row().line());
                }
                free.count(decision);
                watch.claim(decision, candidate.user())
                        .ifPresent(claim -> fresh.put(claim, candidate.row().line()));
            }
            decisions.add(decision);
        }
        verdicts.claim(scope, file.id(), kind, fresh);
        free.keep();
        return decisions;
    }

    /** The roles that users hold, and those users whom the actor may give none. */
    private record Held(Map<UserId, List<Role>> roles, Set<UserId> above) {
        static final Held NOTHING = new Held(Map.of(), Set.of());

        List<Role> lacking(Candidate candidate) {
            User user = candidate.user();
            List<Role> has = user == null ? List.of() : roles.getOrDefault(user.id(), List.of());
            return candidate.roles().stream()
                    .filter(role -> has.stream().noneMatch(own -> own.id().equals(role.id())))
                    .toList();
        }
    }

    private static Decision duplicate(Candidate candidate, long line) {
        Fault fault =
                new Fault(null, "duplicate", "Line %,d is for the same user.".formatted(line));
        return decision(candidate, Answer.SKIP, List.of(fault));
    }

    /** The decision, unless it would take the last owner or the last system administrator. */
    private static Decision kept(
            LastOnes.Watch watch, RowReader reader, Candidate candidate, Decision decision) {
        return watch.against(decision, candidate.user())
                .map(rule -> {
                    String column = reader.column(closing(candidate.row().values())).orElse(null);
                    Fault fault = new Fault(column, rule.code(), rule.sentence());
                    return decision(candidate, Answer.ERROR, List.of(fault));
                })
                .orElse(decision);
    }

    /** The decision as far as there is a seat: without one nobody is activated. */
    private static Decision seated(FileSeats.Count seats, Candidate candidate, Decision decision) {
        return seats.against(decision)
                .map(fault ->
                        decision.verdict().answer() == Answer.CREATE
                                ? new Decision(
                                        candidate.verdict(Answer.CREATE, List.of(fault), List.of()),
                                        decision.values(),
                                        decision.plan(),
                                        decision.roles(),
                                        decision.mailbox())
                                : decision(candidate, Answer.ERROR, List.of(fault)))
                .orElse(decision);
    }

    /** The setting by which a row closes sign-in. */
    private static ImportField closing(Map<ImportField, String> values) {
        if (RowAction.of(values).isAct()) {
            return ImportField.ACTION;
        }
        return values.containsKey(ImportField.SIGN_IN_METHOD)
                        && !"false".equals(values.get(ImportField.ENABLED))
                ? ImportField.SIGN_IN_METHOD
                : ImportField.ENABLED;
    }

    private Decision decide(
            UserImport file,
            RowReader reader,
            Candidate candidate,
            Held held,
            Passwords.Bulk rules) {
        // A row that says what it is to do is not bound to the import's options.
        boolean skips =
                candidate.action() == RowAction.CREATE_OR_UPDATE
                        && file.options().existing() == Existing.SKIP;
        if (candidate.plan() instanceof ProvisioningPlan.Refused refused
                && !(skips && isThere(refused))) {
            return decision(candidate, Answer.ERROR, List.of(fault(reader, refused)));
        }
        if (candidate.plan() instanceof ProvisioningPlan.Create) {
            List<Fault> faults = passwordFaults(reader, candidate, rules);
            return faults.isEmpty()
                    ? new Decision(
                            candidate.verdict(Answer.CREATE, List.of(), List.of()),
                            candidate.row().values(),
                            candidate.plan(),
                            candidate.roles())
                    : decision(candidate, Answer.ERROR, faults);
        }
        if (skips) {
            Fault fault = new Fault(null, "exists", "This user is there already.");
            return decision(candidate, Answer.SKIP, List.of(fault));
        }
        return decideExisting(candidate, held);
    }

    /** A user who is left alone needs no right to change him. */
    private static boolean isThere(ProvisioningPlan.Refused refused) {
        return refused.user() != null && !refused.code().equals(UserRule.DELETED.code());
    }

    private static Decision decideExisting(Candidate candidate, Held held) {
        if (candidate.plan()
                instanceof ProvisioningPlan.Act(_, WantedAct act, List<String> changes)) {
            Answer answer = act instanceof WantedAct.Delete ? Answer.DELETE : Answer.UPDATE;
            return new Decision(
                    candidate.verdict(answer, List.of(), changes),
                    candidate.row().values(),
                    candidate.plan(),
                    List.of());
        }
        List<Role> lacking = held.lacking(candidate);
        List<String> changes = new ArrayList<>();
        if (candidate.plan() instanceof ProvisioningPlan.Update(_, _, List<String> fields, _)) {
            changes.addAll(fields);
        }
        if (!lacking.isEmpty()) {
            changes.add(ImportField.ROLES.key());
        }
        User user = candidate.user();
        if (!lacking.isEmpty() && user != null && held.above().contains(user.id())) {
            Fault fault =
                    new Fault(
                            null,
                            "users.more-rights",
                            "This user holds rights that you lack, so you can't give him roles.");
            return decision(candidate, Answer.ERROR, List.of(fault));
        }
        return changes.isEmpty()
                ? decision(candidate, Answer.UNCHANGED, List.of())
                : new Decision(
                        candidate.verdict(Answer.UPDATE, List.of(), changes),
                        candidate.row().values(),
                        candidate.plan(),
                        lacking);
    }

    private static List<Fault> passwordFaults(
            RowReader reader, Candidate candidate, Passwords.Bulk rules) {
        String password = candidate.row().values().get(ImportField.PASSWORD);
        if (password == null) {
            return List.of();
        }
        List<String> context = new ArrayList<>(List.of(candidate.name()));
        for (ImportField field :
                List.of(
                        ImportField.LOGON_NAME,
                        ImportField.FIRST_NAME,
                        ImportField.LAST_NAME,
                        ImportField.DISPLAY_NAME)) {
            String word = candidate.row().values().get(field);
            if (word != null) {
                context.add(word);
            }
        }
        return rules.faults("password", password, context).stream()
                .map(fault ->
                        reader.fault(
                                ImportField.PASSWORD,
                                fault.code(),
                                "is not good enough. " + fault.message() + "."))
                .toList();
    }

    private static Fault fault(RowReader reader, ProvisioningPlan.Refused refused) {
        String field = refused.field();
        String column =
                field == null
                        ? null
                        : ImportField.ofKey(field)
                                .flatMap(reader::column)
                                .or(() ->
                                        field.equals("address")
                                                ? reader.column(ImportField.LOGON_NAME)
                                                : Optional.empty())
                                .orElse(null);
        return new Fault(column, refused.code(), refused.message());
    }

    /** Nothing is done about the row. */
    static Decision decision(Candidate candidate, Answer answer, List<Fault> faults) {
        return Decision.nothing(
                candidate.verdict(answer, faults, List.of()), candidate.row().values());
    }
}
