package io.muster.users;

import io.muster.jobs.ItemWork.Item;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.jobs.UndoableWork.UndoRun;
import io.muster.kernel.UnitId;
import io.muster.users.BulkUndo.Undoing;
import io.muster.users.ProvisioningUndo.Standing;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How each act on many users is taken back: who still is as the act left him goes back. */
@Component
class ActUndo {

    private final BulkUndo bulk;
    private final ExpiryUndo expiries;

    ActUndo(BulkUndo bulk, ExpiryUndo expiries) {
        this.bulk = bulk;
        this.expiries = expiries;
    }

    List<Outcome> undo(UndoRun run, UserAct done, List<Item> items) {
        return switch (done) {
            case UserAct.Enable _ ->
                    bulk.undo(run, items, (item, kept, now, _) -> enabled(item, kept, now.user()));
            case UserAct.Disable disabled ->
                    bulk.undo(
                            run,
                            items,
                            (item, kept, now, _) -> disabled(item, kept, now.user(), disabled));
            case UserAct.Move(var unit) ->
                    bulk.undo(
                            run,
                            items,
                            (item, kept, now, units) -> moved(item, kept, now.user(), unit, units));
            case UserAct.Delete _ -> bulk.undo(run, items, ActUndo::deleted);
            case UserAct.ExpirePassword _ -> expiries.undo(run, items);
            case UserAct.SetExpiry(var date) ->
                    bulk.undo(
                            run,
                            items,
                            (item, kept, now, _) -> expiring(item, kept, now.user(), date));
            case UserAct.Expire _, UserAct.Restore _, UserAct.Purge _ ->
                    throw new IllegalArgumentException(done.kind() + " can't be undone");
        };
    }

    private static Undoing enabled(Item item, FormerSettings kept, User user) {
        boolean allowed = Boolean.TRUE.equals(kept.allowIncoming());
        return switch (user.state()) {
            case DELETED -> Undoing.left(item, UserRule.DELETED);
            case DISABLED ->
                    Undoing.left(
                            item,
                            user.allowIncoming() == allowed
                                    ? UserRule.ALREADY
                                    : UserRule.CHANGED_SINCE);
            case ACTIVE, WAITING_FOR_PASSWORD, INVITED ->
                    Undoing.back(item, switched(user, false, allowed));
        };
    }

    private static Undoing disabled(
            Item item, FormerSettings kept, User user, UserAct.Disable done) {
        boolean wasDisabled = kept.state() == UserState.DISABLED;
        boolean allowed = Boolean.TRUE.equals(kept.allowIncoming());
        if (user.state() == UserState.DELETED) {
            return Undoing.left(item, UserRule.DELETED);
        }
        if (user.state() != UserState.DISABLED) {
            return Undoing.left(item, wasDisabled ? UserRule.CHANGED_SINCE : UserRule.ALREADY);
        }
        if (user.allowIncoming() != done.allowIncoming()) {
            return Undoing.left(item, wasDisabled ? UserRule.ALREADY : UserRule.CHANGED_SINCE);
        }
        return Undoing.back(
                item, wasDisabled ? switched(user, false, allowed) : switched(user, true, null));
    }

    private static Undoing expiring(
            Item item, FormerSettings kept, User user, @Nullable LocalDate done) {
        if (user.state() == UserState.DELETED) {
            return Undoing.left(item, UserRule.DELETED);
        }
        if (Objects.equals(user.expiresOn(), kept.expiresOn())) {
            return Undoing.left(item, UserRule.ALREADY);
        }
        return Objects.equals(user.expiresOn(), done)
                ? Undoing.back(
                        item,
                        with(user, null, null, null).expiring(new AccountExpiry(kept.expiresOn())))
                : Undoing.left(item, UserRule.CHANGED_SINCE);
    }

    private static Undoing moved(
            Item item, FormerSettings kept, User user, UnitId to, Set<UnitId> units) {
        UnitId former = kept.unitId();
        if (user.state() == UserState.DELETED) {
            return Undoing.left(item, UserRule.DELETED);
        }
        if (user.unit().equals(former)) {
            return Undoing.left(item, UserRule.ALREADY);
        }
        if (!user.unit().equals(to)) {
            return Undoing.left(item, UserRule.CHANGED_SINCE);
        }
        return former == null || !units.contains(former)
                ? Undoing.left(item, UserRule.UNIT_GONE)
                : Undoing.back(item, with(user, former, null, null));
    }

    /** The act remembers by itself what he was; only the place may be gone. */
    private static Undoing deleted(
            Item item, FormerSettings kept, Standing now, Set<UnitId> units) {
        if (now.user().state() != UserState.DELETED) {
            return Undoing.left(item, UserRule.NOT_DELETED);
        }
        UnitId former = kept.unitId();
        Outcome outcome =
                former == null || units.contains(former)
                        ? Outcome.done(item)
                        : Outcome.partly(
                                item,
                                UserRule.UNIT_GONE.code(),
                                "The former unit was deleted since; the built-in one takes its place.");
        return new Undoing(item, outcome, null, now.user());
    }

    private static FormerUser switched(
            User user, boolean enabled, @Nullable Boolean allowIncoming) {
        return with(user, null, enabled, allowIncoming);
    }

    private static FormerUser with(
            User user,
            @Nullable UnitId unit,
            @Nullable Boolean enabled,
            @Nullable Boolean allowIncoming) {
        return new FormerUser(
                user,
                user.address(),
                user.logonName(),
                profile -> profile,
                unit,
                null,
                enabled,
                allowIncoming,
                null,
                null);
    }
}
