package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.users.UserAct.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does an act to one user, who is told of it afterwards. */
@Component
class OneUserActs {

    private final UserActs acts;
    private final AccountNews news;
    private final Scopes scopes;

    OneUserActs(UserActs acts, AccountNews news, Scopes scopes) {
        this.acts = acts;
        this.news = news;
        this.scopes = scopes;
    }

    @Nullable Verdict perform(OrganizationScope scope, UserAct act, UserId user) {
        return scopes.in(
                scope,
                () -> {
                    UserActs.Performed performed = acts.performed(scope, act, List.of(user));
                    Verdict verdict = performed.verdicts().get(user);
                    if (verdict instanceof Verdict.Done
                            && !isOfIncomingOnly(act, performed.before().get(user))) {
                        news.done(scope, act, user);
                    }
                    return verdict;
                });
    }

    /** Who was disabled before learns nothing new of what becomes of mail to him. */
    private static boolean isOfIncomingOnly(UserAct act, @Nullable FormerSettings before) {
        return act instanceof UserAct.Disable
                && before != null
                && before.state() == UserState.DISABLED;
    }
}
