package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.UserId;
import java.util.List;
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
        return items.stream()
                .map(item ->
                        send(run.scope(), new UserId(item.subject()))
                                .map(rule -> Outcome.skipped(item, rule.code(), rule.sentence()))
                                .orElseGet(() -> Outcome.done(item)))
                .toList();
    }

    /** Returns the rule against it. */
    Optional<UserRule> send(OrganizationScope scope, UserId id) {
        return scopes.in(
                scope,
                () -> {
                    Optional<User> found = users.lock(scope, id);
                    if (found.isEmpty()) {
                        return Optional.of(UserRule.GONE);
                    }
                    Optional<UserRule> broken = guard.forEditing(scope, found.get());
                    return broken.isPresent() ? broken : links.sendPasswordLink(scope, found.get());
                });
    }
}
