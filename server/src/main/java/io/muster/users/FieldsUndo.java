package io.muster.users;

import io.muster.jobs.ItemWork.Item;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.jobs.UndoableWork.UndoRun;
import io.muster.kernel.UnitId;
import io.muster.users.BulkUndo.Undoing;
import io.muster.users.ProvisioningUndo.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes back that fields of many users were overwritten; each field goes back by itself. */
@Component
class FieldsUndo {

    private final BulkUndo bulk;
    private final ProfileValues profiles;
    private final JsonMapper json;

    FieldsUndo(BulkUndo bulk, ProfileValues profiles, JsonMapper json) {
        this.bulk = bulk;
        this.profiles = profiles;
        this.json = json;
    }

    List<Outcome> undo(UndoRun run, List<Item> items) {
        CommonValues written =
                json.readValue(run.parameters(), UserPropagation.Plan.class).values();
        return bulk.undo(
                run,
                items,
                (item, kept, now, units) -> {
                    Sorted sorted = sort(kept, written, now, units);
                    return now.user().state() == UserState.DELETED
                            ? Undoing.left(item, UserRule.DELETED)
                            : undoing(item, now, sorted);
                });
    }

    /**
     * The fields of one user.
     *
     * @param back those that go back, with what they go back to
     * @param stays why others don't
     */
    private record Sorted(Map<String, Object> back, List<String> stays, UserRule why) {}

    private Sorted sort(
            FormerSettings kept, CommonValues written, Standing now, Set<UnitId> units) {
        Map<String, Object> back = new HashMap<>();
        List<String> stays = new ArrayList<>();
        UserRule why = UserRule.CHANGED_SINCE;
        Map<String, @Nullable Object> present = present(now);
        Map<String, Object> former = kept.fields() == null ? Map.of() : kept.fields();
        for (Map.Entry<String, Object> one : former.entrySet()) {
            CommonSetting setting = CommonSetting.of(one.getKey());
            Object is = present.get(one.getKey());
            if (one.getValue().equals(is)) {
                continue;
            }
            if (!Objects.equals(is, UserPropagation.plain(setting.of(written)))) {
                stays.add(setting.words());
            } else if (setting == CommonSetting.UNIT
                    && !units.contains(UnitId.valueOf(String.valueOf(one.getValue())))) {
                stays.add(setting.words());
                why = UserRule.UNIT_GONE;
            } else {
                back.put(one.getKey(), one.getValue());
            }
        }
        return new Sorted(back, stays, why);
    }

    private Map<String, @Nullable Object> present(Standing now) {
        Map<String, @Nullable Object> present = profiles.of(now.user().profile());
        present.put(CommonSetting.UNIT.text(), now.user().unit().toString());
        present.put(CommonSetting.PASSWORD_CHANGES_DISABLED.text(), now.passwordChangesDisabled());
        return present;
    }

    private Undoing undoing(Item item, Standing now, Sorted sorted) {
        if (sorted.back().isEmpty() && sorted.stays().isEmpty()) {
            return Undoing.left(item, UserRule.ALREADY);
        }
        String staying =
                "%s: %s".formatted(String.join(", ", sorted.stays()), sorted.why().sentence());
        if (sorted.back().isEmpty()) {
            return new Undoing(
                    item, Outcome.skipped(item, sorted.why().code(), staying), null, null);
        }
        return new Undoing(
                item,
                sorted.stays().isEmpty()
                        ? Outcome.done(item)
                        : Outcome.partly(item, sorted.why().code(), staying),
                former(now.user(), new HashMap<>(sorted.back())),
                null);
    }

    private FormerUser former(User user, Map<String, Object> back) {
        Object unit = back.remove(CommonSetting.UNIT.text());
        Object barred = back.remove(CommonSetting.PASSWORD_CHANGES_DISABLED.text());
        return new FormerUser(
                user,
                user.address(),
                user.logonName(),
                profile -> back.isEmpty() ? profile : profiles.with(profile, back),
                unit == null ? null : UnitId.valueOf(unit.toString()),
                null,
                null,
                null,
                (Boolean) barred,
                null);
    }
}
