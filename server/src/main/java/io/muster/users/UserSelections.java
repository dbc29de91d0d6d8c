package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import io.muster.users.UserListRepository.Selected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Turns selections into users, and into the jobs that act on them. */
@Component
public class UserSelections {

    private final UserSearch search;
    private final UserListRepository repository;
    private final Jobs jobs;
    private final Scopes scopes;

    UserSelections(UserSearch search, UserListRepository repository, Jobs jobs, Scopes scopes) {
        this.search = search;
        this.repository = repository;
        this.jobs = jobs;
        this.scopes = scopes;
    }

    /** How many users a selection has, and the first of them by account. */
    record Preview(long count, List<String> samples) {}

    Preview preview(OrganizationScope scope, UserSelection selection, int samples) {
        return scopes.in(
                scope,
                () -> {
                    Tally tally = new Tally(samples);
                    portions(scope, selection, tally);
                    return new Preview(tally.count, List.copyOf(tally.samples));
                });
    }

    /** How many users a selection has, and the first of them. */
    record First(long count, List<Selected> users) {}

    First first(OrganizationScope scope, UserSelection selection, int most) {
        return scopes.in(
                scope,
                () -> {
                    List<Selected> first = new ArrayList<>();
                    AtomicLong count = new AtomicLong();
                    portions(
                            scope,
                            selection,
                            users -> {
                                count.addAndGet(users.size());
                                users.stream().limit(most - first.size()).forEach(first::add);
                            });
                    return new First(count.get(), List.copyOf(first));
                });
    }

    /** Hands out the ids of a selection in portions, in one transaction. */
    void each(OrganizationScope scope, UserSelection selection, Consumer<List<UserId>> sink) {
        scopes.run(
                scope,
                () ->
                        portions(
                                scope,
                                selection,
                                users -> sink.accept(users.stream().map(Selected::id).toList())));
    }

    /** Starts a job over all users whom the selection means at this moment. */
    public JobId start(
            OrganizationScope scope, String kind, Object parameters, UserSelection selection) {
        return jobs.start(scope, kind, parameters, items -> list(scope, selection, items));
    }

    /** The same, with a transaction for each user. */
    JobId startEachAlone(
            OrganizationScope scope, String kind, Object parameters, UserSelection selection) {
        return jobs.start(scope, kind, parameters, 1, items -> list(scope, selection, items));
    }

    private void list(OrganizationScope scope, UserSelection selection, Jobs.Items items) {
        portions(
                scope,
                selection,
                users ->
                        items.add(
                                users.stream()
                                        .map(user ->
                                                new Jobs.Subject(user.id().value(), user.account()))
                                        .toList()));
    }

    private void portions(
            OrganizationScope scope, UserSelection selection, Consumer<List<Selected>> sink) {
        if (selection.ids() != null) {
            sink.accept(named(scope, new LinkedHashSet<>(selection.ids())));
            return;
        }
        UserFilter filter = selection.filter() == null ? UserFilter.ALL : selection.filter();
        Set<UserId> except =
                selection.except() == null ? Set.of() : new HashSet<>(selection.except());
        search.all(
                scope,
                filter,
                found ->
                        sink.accept(
                                found.stream()
                                        .filter(user -> !except.contains(user.id()))
                                        .toList()));
    }

    /** Ids of nobody stay in, so that the result says of each that he no longer exists. */
    private List<Selected> named(OrganizationScope scope, Set<UserId> ids) {
        Map<UserId, Selected> known = new HashMap<>();
        repository
                .named(scope, ids.stream().map(UserId::value).toArray(UUID[]::new))
                .forEach(user -> known.put(user.id(), user));
        return ids.stream()
                .map(id -> known.getOrDefault(id, new Selected(id, id.toString())))
                .toList();
    }

    private static final class Tally implements Consumer<List<Selected>> {

        private final int most;
        private final Set<String> samples = new LinkedHashSet<>();
        private long count;

        Tally(int most) {
            this.most = most;
        }

        @Override
        public void accept(List<Selected> users) {
            count += users.size();
            users.stream()
                    .limit(Math.max(0, most - samples.size()))
                    .forEach(user -> samples.add(user.account()));
        }
    }
}
