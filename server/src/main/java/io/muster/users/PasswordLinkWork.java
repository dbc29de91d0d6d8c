package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Mails links to set a password, to one user or to many. */
@Component
class PasswordLinkWork implements ItemWork {

    static final String KIND = "users.reset-password";

    private final UserEditRepository users;
    private final UserGuard guard;
    private final UserLinks links;
    private final Scopes scopes;

    PasswordLinkWork(UserEditRepository users, UserGuard guard, UserLinks links, Scopes scopes) {
        this.users = users;
        this.guard = guard;
        this.links = links;
        this.scopes = scopes;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_PASSWORDS;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        Map<UserId, UserRule> rules =
                send(run.scope(), items.stream().map(item -> new UserId(item.subject())).toList());
        return items.stream()
                .map(item -> {
                    UserRule rule = rules.get(new UserId(item.subject()));
                    return rule == null
                            ? Outcome.done(item)
                            : Outcome.skipped(item, rule.code(), rule.sentence());
                })
                .toList();
    }

    /** Returns the rule against it. */
    Optional<UserRule> send(OrganizationScope scope, UserId id) {
        return Optional.ofNullable(send(scope, List.of(id)).get(id));
    }

    /** Returns the rules against it, by user. */
    private Map<UserId, UserRule> send(OrganizationScope scope, List<UserId> ids) {
        return scopes.in(
                scope,
                () -> {
                    Map<UserId, UserRule> rules = new HashMap<>();
                    ids.forEach(id -> rules.put(id, UserRule.GONE));
                    List<User> found = users.lock(scope, ids);
                    UserAct.Hand hand = guard.hand(scope, ids);
                    List<User> meant = new ArrayList<>();
                    for (User user : found) {
                        rules.remove(user.id());
                        UserGuard.forEditing(hand, user)
                                .ifPresentOrElse(
                                        rule -> rules.put(user.id(), rule), () -> meant.add(user));
                    }
                    rules.putAll(links.sendPasswordLinks(scope, meant));
                    return rules;
                });
    }
}
