package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.audit.AuditLog;
import io.muster.jobs.ItemWork.Item;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.jobs.JobRun;
import io.muster.jobs.UndoableWork;
import io.muster.kernel.Change;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.users.PropagationRepository.Holding;
import io.muster.users.UserAct.Hand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Overwrites settings of users who are there already: with the defaults, or with what was chosen.
 */
@Component
class UserPropagation {

    static final String DEFAULTS = "users.propagate-defaults";
    static final String CHOSEN = "users.set-fields";

    private final PropagationRepository repository;
    private final UserActRepository acts;
    private final UserGuard guard;
    private final Units units;
    private final Accounts accounts;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    UserPropagation(
            PropagationRepository repository,
            UserActRepository acts,
            UserGuard guard,
            Units units,
            Accounts accounts,
            AuditLog audit,
            ApplicationEventPublisher events,
            JsonMapper json) {
        this.repository = repository;
        this.acts = acts;
        this.guard = guard;
        this.units = units;
        this.accounts = accounts;
        this.audit = audit;
        this.events = events;
        this.json = json;
    }

    /** What is pushed; every one of the settings is said by the values. */
    record Plan(Set<CommonSetting> settings, CommonValues values) {}

    /** One user before it happens: what stands against it, or what would become different. */
    private record Case(
            Holding holding, Optional<UserRule> broken, Map<CommonSetting, Object> before) {

        UserId id() {
            return holding.subject().id();
        }

        boolean changes() {
            return broken.isEmpty() && !before.isEmpty();
        }
    }

    /** A kind of job that overwrites settings. */
    record Work(String kind, Permission needs, UserPropagation propagation, FieldsUndo fields)
            implements UndoableWork {

        @Override
        public List<Outcome> handle(JobRun run, List<Item> items) {
            return propagation.handle(run, items);
        }

        @Override
        public Permission undoNeeds() {
            return Permission.USERS_EDIT;
        }

        @Override
        public List<Outcome> undo(UndoRun run, List<Item> items) {
            return fields.undo(run, items);
        }
    }

    /** How many of these users a propagation would change. */
    long changed(OrganizationScope scope, Plan plan, List<UserId> users) {
        return cases(scope, plan, users).stream().filter(Case::changes).count();
    }

    /** The part of a job that treats these users; its parameters are a plan. */
    private List<Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        Plan plan = json.readValue(run.parameters(), Plan.class);
        if (!scope.holds(Permission.USERS_EDIT)) {
            return items.stream()
                    .map(item ->
                            Outcome.failed(
                                    item,
                                    "access.not-permitted",
                                    "Who started this lacks the permission by now."))
                    .toList();
        }
        Map<UserId, Case> cases = new HashMap<>();
        cases(scope, plan, items.stream().map(item -> new UserId(item.subject())).toList())
                .forEach(one -> cases.put(one.id(), one));
        List<Case> changing = cases.values().stream().filter(Case::changes).toList();
        if (!changing.isEmpty()) {
            apply(scope, plan, changing);
        }
        return items.stream()
                .map(item -> outcome(item, cases.get(new UserId(item.subject()))))
                .toList();
    }

    private List<Case> cases(OrganizationScope scope, Plan plan, List<UserId> users) {
        List<Holding> holdings = repository.lock(scope, users);
        Hand hand = guard.hand(scope, holdings.stream().map(held -> held.subject().id()).toList());
        Set<UserId> barred = accounts.barredFromChanging(scope, users);
        UnitId unit = plan.values().unitId();
        boolean unitGone =
                plan.settings().contains(CommonSetting.UNIT)
                        && (unit == null || units.hold(scope, List.of(unit)).isEmpty());
        List<Case> cases = new ArrayList<>();
        for (Holding held : holdings) {
            held.values()
                    .put(
                            CommonSetting.PASSWORD_CHANGES_DISABLED,
                            barred.contains(held.subject().id()));
            Optional<UserRule> broken =
                    held.subject().state() == UserState.DELETED
                            ? Optional.of(UserRule.DELETED)
                            : unitGone
                                    ? Optional.of(UserRule.NO_SUCH_UNIT)
                                    : hand.forChanging(held.subject().id());
            Map<CommonSetting, Object> before = new TreeMap<>(held.values());
            before.keySet().retainAll(plan.settings());
            before.entrySet()
                    .removeIf(entry -> entry.getValue().equals(entry.getKey().of(plan.values())));
            cases.add(new Case(held, broken, before));
        }
        return cases;
    }

    private void apply(OrganizationScope scope, Plan plan, List<Case> changing) {
        List<UserId> ids = changing.stream().map(Case::id).sorted(BY_ID).toList();
        repository.overwrite(scope, ids, plan.settings(), plan.values());
        Boolean barred = plan.values().passwordChangesDisabled();
        if (barred != null && plan.settings().contains(CommonSetting.PASSWORD_CHANGES_DISABLED)) {
            accounts.barPasswordChanges(scope, ids, barred);
        }
        UnitId unit = plan.values().unitId();
        if (unit != null && plan.settings().contains(CommonSetting.UNIT)) {
            acts.move(scope, ids, unit);
            List<UserId> moved =
                    changing.stream()
                            .filter(one -> one.before().containsKey(CommonSetting.UNIT))
                            .map(Case::id)
                            .toList();
            events.publishEvent(new UsersMoved(scope.organization(), moved, unit));
        }
        events.publishEvent(new UsersEdited(scope.organization(), ids));
        audit.record(scope, changing.stream().map(one -> change(one, plan.values())).toList());
    }

    private static final java.util.Comparator<UserId> BY_ID =
            java.util.Comparator.comparing(UserId::value);

    private static Change change(Case one, CommonValues values) {
        Map<String, @Nullable Object> before = new TreeMap<>();
        Map<String, @Nullable Object> after = new TreeMap<>();
        one.before()
                .forEach((setting, value) -> {
                    before.put(setting.text(), plain(value));
                    after.put(setting.text(), plain(setting.of(values)));
                });
        return Change.done(
                "users.edited",
                "user",
                one.id().value(),
                one.holding().subject().account(),
                before,
                after);
    }

    /** As it is kept and told. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof UnitId unit ? unit.toString() : value;
    }

    private String kept(Case one) {
        Map<String, Object> fields = new TreeMap<>();
        one.before()
                .forEach((setting, value) ->
                        fields.put(setting.text(), Objects.requireNonNull(plain(value))));
        return json.writeValueAsString(FormerSettings.of(fields));
    }

    private Outcome outcome(Item item, @Nullable Case one) {
        UserRule rule =
                one == null
                        ? UserRule.GONE
                        : one.broken().orElse(one.before().isEmpty() ? UserRule.ALREADY : null);
        if (rule == null) {
            return Outcome.done(item, kept(Objects.requireNonNull(one)));
        }
        return rule == UserRule.ALREADY
                ? Outcome.unchanged(item, rule.code(), rule.sentence())
                : Outcome.skipped(item, rule.code(), rule.sentence());
    }
}
