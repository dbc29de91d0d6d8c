package io.muster.organizations;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.jobs.Jobs;
import io.muster.kernel.Change;
import io.muster.kernel.JobId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deletes units. What they still hold goes elsewhere first: users into the built-in unit, units one
 * level up or away with their parent. With many users it is a job, whose last item is the unit.
 */
@Component
class UnitRemoval implements ItemWork {

    static final String KIND = "units.delete";

    /** Up to so many users are moved while the caller waits. */
    static final int AT_ONCE = 500;

    private final UnitRepository repository;
    private final UnitPopulation population;
    private final Jobs jobs;
    private final Scopes scopes;
    private final AuditLog audit;
    private final LiveUpdates live;
    private final JsonMapper json;

    UnitRemoval(
            UnitRepository repository,
            UnitPopulation population,
            Jobs jobs,
            Scopes scopes,
            AuditLog audit,
            LiveUpdates live,
            JsonMapper json) {
        this.repository = repository;
        this.population = population;
        this.jobs = jobs;
        this.scopes = scopes;
        this.audit = audit;
        this.live = live;
        this.json = json;
    }

    /** What happens to the units below. */
    enum Below {
        /** The unit is deleted only when there are none. */
        REFUSE,
        /** They move one level up. */
        LIFT,
        /** They are deleted too, and their users move as well. */
        DELETE
    }

    /**
     * @param moveUsers users go into the built-in unit; else the unit is deleted only when there
     *     are none
     */
    record Choice(boolean moveUsers, Below below) {}

    /** What became of it. */
    sealed interface Outcome {
        record Removed() implements Outcome {}

        record Started(JobId job) implements Outcome {}

        record NotEmpty(long users, int units) implements Outcome {}

        /** Units above have the names of those that would be lifted. */
        record NamesTaken(List<String> names) implements Outcome {}

        record BuiltIn() implements Outcome {}

        record ChangedMeanwhile(Unit current) implements Outcome {}

        record Gone() implements Outcome {}
    }

    /** What the job has to know. */
    private record Parameters(UnitId unit, Below below) {}

    Outcome remove(OrganizationScope scope, UnitId id, Version read, Choice choice) {
        return scopes.in(
                scope,
                () -> {
                    repository.lockTree(scope);
                    UnitTree tree = repository.tree(scope);
                    Optional<Unit> found = tree.find(id);
                    if (found.isEmpty()) {
                        return new Outcome.Gone();
                    }
                    if (!found.get().version().equals(read)) {
                        return new Outcome.ChangedMeanwhile(found.get());
                    }
                    return remove(scope, tree, found.get(), choice);
                });
    }

    private Outcome remove(OrganizationScope scope, UnitTree tree, Unit unit, Choice choice) {
        if (unit.builtIn()) {
            return new Outcome.BuiltIn();
        }
        Set<UnitId> doomed = doomed(tree, unit.id(), choice.below());
        repository.claim(scope, doomed);
        long users = population.count(scope, doomed);
        int below = tree.subtree(unit.id()).size() - 1;
        if ((users > 0 && !choice.moveUsers()) || (below > 0 && choice.below() == Below.REFUSE)) {
            return new Outcome.NotEmpty(users, below);
        }
        List<String> taken = namesTaken(tree, unit, choice.below());
        if (!taken.isEmpty()) {
            return new Outcome.NamesTaken(taken);
        }
        if (users > AT_ONCE) {
            return new Outcome.Started(start(scope, tree, unit, doomed, choice.below()));
        }
        complete(scope, tree, unit, doomed);
        return new Outcome.Removed();
    }

    private JobId start(
            OrganizationScope scope, UnitTree tree, Unit unit, Set<UnitId> doomed, Below below) {
        return jobs.start(
                scope,
                KIND,
                new Parameters(unit.id(), below),
                items -> {
                    population.each(
                            scope,
                            doomed,
                            members ->
                                    items.add(
                                            members.stream()
                                                    .map(member ->
                                                            new Jobs.Subject(
                                                                    member.user().value(),
                                                                    member.account()))
                                                    .toList()));
                    items.add(
                            List.of(
                                    new Jobs.Subject(
                                            unit.id().value(), tree.pathOf(unit.id()).toString())));
                });
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.UNITS_MANAGE;
    }

    @Override
    public List<ItemWork.Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        if (!scope.holds(Permission.UNITS_MANAGE) || !scope.holds(Permission.USERS_EDIT)) {
            return items.stream()
                    .map(item ->
                            ItemWork.Outcome.failed(
                                    item,
                                    "access.not-permitted",
                                    "Whoever started this may not do it any more."))
                    .toList();
        }
        Parameters parameters = json.readValue(run.parameters(), Parameters.class);
        repository.lockTree(scope);
        UnitTree tree = repository.tree(scope);
        Set<UnitId> doomed = doomed(tree, parameters.unit(), parameters.below());
        repository.claim(scope, doomed);
        List<Item> users =
                items.stream()
                        .filter(item -> !item.subject().equals(parameters.unit().value()))
                        .toList();
        List<ItemWork.Outcome> outcomes = new ArrayList<>(move(scope, users, doomed));
        if (users.size() < items.size()) {
            outcomes.add(finish(scope, tree, parameters, items.getLast()));
        }
        return outcomes;
    }

    private List<ItemWork.Outcome> move(
            OrganizationScope scope, List<Item> items, Collection<UnitId> doomed) {
        Set<UserId> moved =
                population.move(
                        scope,
                        items.stream().map(item -> new UserId(item.subject())).toList(),
                        doomed,
                        repository.builtIn(scope));
        return items.stream()
                .map(item ->
                        moved.contains(new UserId(item.subject()))
                                ? ItemWork.Outcome.done(item)
                                : ItemWork.Outcome.unchanged(
                                        item,
                                        "units.not-there",
                                        "The user is not in this unit any more."))
                .toList();
    }

    private ItemWork.Outcome finish(
            OrganizationScope scope, UnitTree tree, Parameters parameters, Item item) {
        Optional<Unit> unit = tree.find(parameters.unit());
        if (unit.isEmpty()) {
            return ItemWork.Outcome.unchanged(
                    item, "units.gone", "The unit was deleted meanwhile.");
        }
        List<String> taken = namesTaken(tree, unit.get(), parameters.below());
        if (!taken.isEmpty()) {
            return ItemWork.Outcome.failed(
                    item,
                    "units.name-taken",
                    "There are units of the same name one level up: " + String.join(", ", taken));
        }
        complete(scope, tree, unit.get(), doomed(tree, parameters.unit(), parameters.below()));
        return ItemWork.Outcome.done(item);
    }

    /** Moves whoever is left, then deletes. The units are claimed, so nobody comes in any more. */
    private void complete(
            OrganizationScope scope, UnitTree tree, Unit unit, Collection<UnitId> doomed) {
        population.each(
                scope,
                doomed,
                members ->
                        population.move(
                                scope,
                                members.stream().map(UnitPopulation.Member::user).toList(),
                                doomed,
                                repository.builtIn(scope)));
        repository.lift(scope, unit.id(), unit.parent());
        repository.delete(scope, doomed);
        live.changed(scope, LiveTopic.UNITS);
        audit.record(
                scope,
                doomed.stream()
                        .map(gone ->
                                Change.done(
                                        "units.deleted",
                                        "unit",
                                        gone.value(),
                                        tree.pathOf(gone).toString(),
                                        Map.of(),
                                        Map.of()))
                        .toList());
    }

    private static Set<UnitId> doomed(UnitTree tree, UnitId unit, Below below) {
        return below == Below.DELETE ? tree.subtree(unit) : Set.of(unit);
    }

    /** Names that a unit one level up has already, among those that would be lifted to it. */
    private static List<String> namesTaken(UnitTree tree, Unit unit, Below below) {
        if (below != Below.LIFT) {
            return List.of();
        }
        Set<String> taken = new HashSet<>();
        for (Unit child : tree.children(unit.id())) {
            tree.child(unit.parent(), child.name())
                    .filter(other -> !other.id().equals(unit.id()))
                    .ifPresent(other -> taken.add(other.name()));
        }
        return taken.stream().sorted().toList();
    }
}
