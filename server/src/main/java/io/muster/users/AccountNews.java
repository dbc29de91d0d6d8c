package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.roles.GrantsReplaced;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What an administrator did to one user and the user is to be told. It waits some minutes: many
 * changes are told once, and what is taken back meanwhile not at all. Acts on many tell nobody; who
 * does them can send a mail of his own words.
 */
@Component
public class AccountNews {

    private final AccountNewsRepository repository;
    private final Scopes scopes;

    AccountNews(AccountNewsRepository repository, Scopes scopes) {
        this.repository = repository;
        this.scopes = scopes;
    }

    /** What is told. */
    enum News {
        RIGHTS,
        DISABLED,
        ENABLED,
        REMOVED
    }

    /** Somebody else changed what the user may do; in the transaction of the change. */
    public void rightsChanged(OrganizationScope scope, UserId user) {
        if (!scope.actor().user().equals(user)) {
            note(scope, user, News.RIGHTS, Set.of());
        }
    }

    @EventListener
    void follow(GrantsReplaced replaced) {
        rightsChanged(replaced.scope(), replaced.user());
    }

    /** An act was done to one user; in its transaction. */
    void done(OrganizationScope scope, UserAct act, UserId user) {
        switch (act) {
            case UserAct.Disable _ -> note(scope, user, News.DISABLED, Set.of(News.ENABLED));
            case UserAct.Enable _, UserAct.Restore _ ->
                    note(scope, user, News.ENABLED, Set.of(News.DISABLED, News.REMOVED));
            case UserAct.Delete _ -> note(scope, user, News.REMOVED, Set.of());
            case UserAct.Purge _ -> scopes.run(scope, () -> repository.forget(scope, user));
            // Of the day on which an account ends its user is warned before.
            case UserAct.Expire _,
                    UserAct.SetExpiry _,
                    UserAct.Move _,
                    UserAct.ExpirePassword _ -> {}
        }
    }

    private void note(OrganizationScope scope, UserId user, News news, Set<News> undone) {
        scopes.run(
                scope,
                () -> {
                    if (undone.isEmpty() || !repository.withdraw(scope, user, undone)) {
                        repository.note(scope, user, news);
                    }
                });
    }
}
