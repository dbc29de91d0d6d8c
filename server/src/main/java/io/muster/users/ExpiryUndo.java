package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Accounts.PasswordFlags;
import io.muster.access.OrganizationScope;
import io.muster.audit.AuditLog;
import io.muster.jobs.ItemWork.Item;
import io.muster.jobs.ItemWork.Outcome;
import io.muster.jobs.UndoableWork.UndoRun;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import io.muster.users.UserAct.Hand;
import io.muster.users.UserAct.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes back that passwords were expired: the password of that time signs in again, and whoever
 * might not change it may not again. Sessions that ended stay ended.
 */
@Component
class ExpiryUndo {

    private final UserActRepository repository;
    private final UserGuard guard;
    private final Accounts accounts;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;

    ExpiryUndo(
            UserActRepository repository,
            UserGuard guard,
            Accounts accounts,
            AuditLog audit,
            ApplicationEventPublisher events,
            JsonMapper json) {
        this.repository = repository;
        this.guard = guard;
        this.accounts = accounts;
        this.audit = audit;
        this.events = events;
        this.json = json;
    }

    /**
     * What is done about one user.
     *
     * @param back null when he stays as he is
     */
    private record Undoing(
            Outcome outcome,
            @Nullable Subject user,
            @Nullable PasswordFlags now,
            @Nullable PasswordFlags back) {

        static Undoing left(Item item, UserRule why) {
            return new Undoing(
                    why == UserRule.ALREADY
                            ? Outcome.unchanged(item, why.code(), why.sentence())
                            : Outcome.skipped(item, why.code(), why.sentence()),
                    null,
                    null,
                    null);
        }
    }

    List<Outcome> undo(UndoRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        List<UserId> ids = items.stream().map(item -> new UserId(item.subject())).toList();
        // Locked in the dry run too, so that both see the same.
        Map<UserId, Subject> subjects =
                repository.lock(scope, ids).stream()
                        .collect(Collectors.toMap(Subject::id, Function.identity()));
        Map<UserId, PasswordFlags> flags = accounts.passwordFlags(scope, ids);
        Hand hand = guard.hand(scope, subjects.keySet());
        List<Undoing> undoings =
                items.stream()
                        .map(item -> {
                            UserId id = new UserId(item.subject());
                            return decide(item, hand, subjects.get(id), flags.get(id));
                        })
                        .toList();
        if (!run.dryRun()) {
            apply(scope, undoings);
        }
        return undoings.stream().map(Undoing::outcome).toList();
    }

    private Undoing decide(
            Item item, Hand hand, @Nullable Subject user, @Nullable PasswordFlags now) {
        if (user == null || now == null) {
            return Undoing.left(item, UserRule.GONE);
        }
        if (user.state() == UserState.DELETED) {
            return Undoing.left(item, UserRule.DELETED);
        }
        if (!user.signInMethod().ownPassword()) {
            return Undoing.left(item, UserRule.NO_OWN_PASSWORD);
        }
        FormerSettings kept =
                json.readValue(Objects.requireNonNull(item.kept()), FormerSettings.class);
        PasswordFlags before =
                new PasswordFlags(
                        Boolean.TRUE.equals(kept.mustChangePassword()),
                        Boolean.TRUE.equals(kept.passwordChangesDisabled()),
                        now.setAt());
        if (before.equals(now)) {
            return Undoing.left(item, UserRule.ALREADY);
        }
        if (!now.mustChange()
                || now.changeBarred()
                || !Objects.equals(kept.passwordSetAt(), now.setAt())) {
            return Undoing.left(item, UserRule.CHANGED_SINCE);
        }
        Optional<UserRule> broken = hand.forChanging(user.id());
        return broken.isPresent()
                ? Undoing.left(item, broken.get())
                : new Undoing(Outcome.done(item), user, now, before);
    }

    private void apply(OrganizationScope scope, List<Undoing> undoings) {
        Map<UserId, PasswordFlags> back = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        for (Undoing one : undoings) {
            Subject user = one.user();
            PasswordFlags now = one.now();
            PasswordFlags before = one.back();
            if (user != null && now != null && before != null) {
                back.put(user.id(), before);
                changes.add(
                        Change.done(
                                "users.password-expiry-undone",
                                "user",
                                user.id().value(),
                                user.account(),
                                told(now),
                                told(before)));
            }
        }
        if (back.isEmpty()) {
            return;
        }
        accounts.restoreFlags(scope, back);
        List<UserId> users = List.copyOf(back.keySet());
        repository.touch(scope, users);
        audit.record(scope, changes);
        events.publishEvent(new UsersEdited(scope.organization(), users));
    }

    private static Map<String, Object> told(PasswordFlags flags) {
        return Map.of(
                "mustChangePassword",
                flags.mustChange(),
                "passwordChangesDisabled",
                flags.changeBarred());
    }
}
