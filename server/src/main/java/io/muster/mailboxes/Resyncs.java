package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.Job;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import io.muster.users.AllUsers;
import io.muster.users.User;
import io.muster.users.UserFilter;
import io.muster.users.UserSelection;
import io.muster.users.UserState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Starts the resync of devices: of a few users, or of all, one run of an organization at a time.
 */
@Component
class Resyncs {

    private final AllUsers users;
    private final Jobs jobs;
    private final Scopes scopes;

    Resyncs(AllUsers users, Jobs jobs, Scopes scopes) {
        this.users = users;
        this.jobs = jobs;
        this.scopes = scopes;
    }

    /** What became of the wish. */
    sealed interface Start {
        record Started(JobId job) implements Start {}

        /** The selection has more than {@link ResyncPace#BATCH}. */
        record TooMany() implements Start {}

        record AlreadyRunning(Job job) implements Start {}

        record NoSuchUser() implements Start {}
    }

    Start one(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        users.find(scope, List.of(user)).isEmpty()
                                ? new Start.NoSuchUser()
                                : start(scope, items -> list(scope, List.of(user), items)));
    }

    Start many(OrganizationScope scope, UserSelection selection) {
        return scopes.in(
                scope,
                () ->
                        few(scope, selection)
                                .map(few -> start(scope, items -> list(scope, few, items)))
                                .orElseGet(Start.TooMany::new));
    }

    /** All who can be connected, in batches with rests. */
    Start all(OrganizationScope scope) {
        UserSelection everybody = new UserSelection(null, UserFilter.in(UserState.ACTIVE), null);
        return scopes.in(
                scope,
                () ->
                        start(
                                scope,
                                items ->
                                        users.selected(
                                                scope, everybody, ids -> list(scope, ids, items))));
    }

    private Start start(OrganizationScope scope, Consumer<Jobs.Items> lister) {
        Optional<Job> running = jobs.atWork(scope, ResyncWork.KIND);
        return running.isPresent()
                ? new Start.AlreadyRunning(running.get())
                : new Start.Started(
                        // Each commits by himself: no folder is held while those of others are
                        // waited for.
                        jobs.start(scope, ResyncWork.KIND, Map.of(), 1, lister));
    }

    /** Nothing when there are too many. */
    private Optional<List<UserId>> few(OrganizationScope scope, UserSelection selection) {
        Set<UserId> few = new LinkedHashSet<>();
        if (selection.ids() != null && Set.copyOf(selection.ids()).size() > ResyncPace.BATCH) {
            return Optional.empty();
        }
        users.selected(
                scope,
                selection,
                ids -> ids.stream().limit(ResyncPace.BATCH + 1L).forEach(few::add));
        return few.size() > ResyncPace.BATCH ? Optional.empty() : Optional.of(List.copyOf(few));
    }

    private void list(OrganizationScope scope, List<UserId> ids, Jobs.Items items) {
        Map<UserId, User> found = users.find(scope, ids);
        items.add(
                ids.stream()
                        .map(id -> {
                            User user = found.get(id);
                            return new Jobs.Subject(
                                    id.value(), user == null ? id.toString() : user.account());
                        })
                        .toList());
    }
}
