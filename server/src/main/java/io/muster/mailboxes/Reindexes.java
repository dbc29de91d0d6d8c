package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.JobEnded;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.users.AllUsers;
import io.muster.users.User;
import io.muster.users.UserSelection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts the building anew of the search index of users, and ends it with its job. */
@Component
class Reindexes {

    private final AllUsers users;
    private final MailEngine engine;
    private final Jobs jobs;
    private final Scopes scopes;

    Reindexes(AllUsers users, MailEngine engine, Jobs jobs, Scopes scopes) {
        this.users = users;
        this.engine = engine;
        this.jobs = jobs;
        this.scopes = scopes;
    }

    /** Nothing where there is no such user. */
    Optional<JobId> one(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        users.find(scope, List.of(user)).isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        start(
                                                scope,
                                                (job, items) ->
                                                        queue(
                                                                scope,
                                                                job,
                                                                items,
                                                                1,
                                                                List.of(user)))));
    }

    JobId many(OrganizationScope scope, UserSelection selection) {
        return start(
                scope,
                (job, items) -> {
                    var place = new AtomicLong(1);
                    users.selected(
                            scope,
                            selection,
                            ids -> queue(scope, job, items, place.getAndAdd(ids.size()), ids));
                });
    }

    private JobId start(OrganizationScope scope, BiConsumer<JobId, Jobs.Items> lister) {
        return jobs.start(scope, ReindexWork.KIND, Map.of(), ReindexWork.PORTION, lister);
    }

    private void queue(
            OrganizationScope scope,
            JobId job,
            Jobs.Items items,
            long firstPlace,
            List<UserId> ids) {
        Map<UserId, User> found = users.find(scope, ids);
        items.add(
                ids.stream()
                        .map(id -> {
                            User user = found.get(id);
                            return new Jobs.Subject(
                                    id.value(), user == null ? id.toString() : user.account());
                        })
                        .toList());
        engine.reindex(scope, job, firstPlace, ids.stream().map(MailboxId::of).toList());
    }

    /** Of a job that was cancelled nothing is left to do. */
    @EventListener
    void withdraw(JobEnded ended) {
        if (ended.job().kind().equals(ReindexWork.KIND)) {
            engine.withdrawReindex(ended.scope(), ended.job().id());
        }
    }
}
