package io.muster.users;

import io.muster.jobs.ItemWork.Item;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.jobs.UndoableWork.UndoRun;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import io.muster.users.ProvisioningUndo.Standing;
import io.muster.users.ProvisioningUndo.Wish;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings users of a job back to what they were, as the undo of an import does it. The dry run and
 * the undo itself decide here and nowhere else.
 */
@Component
class BulkUndo {

    private final ProvisioningUndo users;
    private final Units units;
    private final JsonMapper json;

    BulkUndo(ProvisioningUndo users, Units units, JsonMapper json) {
        this.users = users;
        this.units = units;
        this.json = json;
    }

    /**
     * What undo does about one user.
     *
     * @param former what he goes back to
     * @param restored the user, when he is restored
     */
    record Undoing(
            Item item, Outcome outcome, @Nullable FormerUser former, @Nullable User restored) {

        static Undoing left(Item item, UserRule why) {
            Outcome outcome =
                    switch (why) {
                        case ALREADY, NOT_DELETED ->
                                Outcome.unchanged(item, why.code(), why.sentence());
                        default -> Outcome.skipped(item, why.code(), why.sentence());
                    };
            return new Undoing(item, outcome, null, null);
        }

        static Undoing back(Item item, FormerUser former) {
            return new Undoing(item, Outcome.done(item), former, null);
        }

        private UserId user() {
            return new UserId(item.subject());
        }

        private Undoing ending(Outcome other) {
            return new Undoing(item, other, null, null);
        }
    }

    /** Decides about one user; changes nothing. */
    interface Rule {
        /**
         * @param units those of the former units that are still there
         */
        Undoing decide(Item item, FormerSettings kept, Standing now, Set<UnitId> units);
    }

    List<Outcome> undo(UndoRun run, List<Item> items, Rule rule) {
        List<Undoing> decided = decide(run, items, rule);
        if (run.dryRun()) {
            return decided.stream().map(Undoing::outcome).toList();
        }
        Wish wish = wish(decided);
        Map<UserId, ProvisioningPlan.Refused> late =
                wish.restored().isEmpty() && wish.returning().isEmpty()
                        ? Map.of()
                        : users.apply(run.scope(), wish);
        return decided.stream()
                .map(one -> {
                    ProvisioningPlan.Refused why = late.get(one.user());
                    return why == null
                            ? one.outcome()
                            : Outcome.failed(one.item(), why.code(), why.message());
                })
                .toList();
    }

    private List<Undoing> decide(UndoRun run, List<Item> items, Rule rule) {
        Map<Long, FormerSettings> kept = new HashMap<>();
        items.forEach(item -> kept.put(item.number(), kept(item)));
        Map<UserId, Standing> standing =
                users.standing(
                        run.scope(),
                        items.stream().map(item -> new UserId(item.subject())).toList());
        Set<UnitId> there = there(run, kept.values());
        List<Undoing> wanted =
                items.stream()
                        .map(item -> {
                            Standing now = standing.get(new UserId(item.subject()));
                            FormerSettings former =
                                    kept.getOrDefault(item.number(), FormerSettings.NOTHING);
                            return now == null
                                    ? Undoing.left(item, UserRule.GONE)
                                    : rule.decide(item, former, now, there);
                        })
                        .toList();
        Map<UserId, ProvisioningPlan.Refused> against =
                users.against(
                        run.scope(),
                        wish(wanted),
                        run.together().stream().map(UserId::new).collect(Collectors.toSet()));
        return wanted.stream()
                .map(one -> {
                    ProvisioningPlan.Refused why = against.get(one.user());
                    return why == null
                            ? one
                            : one.ending(Outcome.skipped(one.item(), why.code(), why.message()));
                })
                .toList();
    }

    FormerSettings kept(Item item) {
        String kept = item.kept();
        return kept == null ? FormerSettings.NOTHING : json.readValue(kept, FormerSettings.class);
    }

    private Set<UnitId> there(UndoRun run, Collection<FormerSettings> kept) {
        Set<UnitId> former = new HashSet<>();
        for (FormerSettings one : kept) {
            if (one.unitId() != null) {
                former.add(one.unitId());
            }
            if (one.fields() != null
                    && one.fields().get(CommonSetting.UNIT.text()) instanceof String unit) {
                former.add(UnitId.valueOf(unit));
            }
        }
        return former.isEmpty() ? Set.of() : units.hold(run.scope(), former);
    }

    private static Wish wish(List<Undoing> undoings) {
        return new Wish(
                List.of(), those(undoings, Undoing::restored), those(undoings, Undoing::former));
    }

    private static <T> List<T> those(List<Undoing> undoings, Function<Undoing, @Nullable T> what) {
        return undoings.stream()
                .map(undoing -> Optional.ofNullable(what.apply(undoing)))
                .flatMap(Optional::stream)
                .toList();
    }
}
