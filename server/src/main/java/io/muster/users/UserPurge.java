package io.muster.users;

import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.users.UserActRepository.Overdue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Removes for good who has been deleted for 30 days. */
@Component
class UserPurge implements RecurringWork {

    private static final int PORTION = 500;

    private final UserActRepository repository;
    private final UserActs acts;
    private final Scopes scopes;

    UserPurge(UserActRepository repository, UserActs acts, Scopes scopes) {
        this.repository = repository;
        this.acts = acts;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "users.purge-deleted";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        purge(PORTION);
    }

    /** All whose time is over, so many at once; who has to stay keeps no later one. */
    void purge(int most) {
        List<Overdue> portion;
        Overdue last = Overdue.NOBODY;
        do {
            Overdue after = last;
            portion =
                    scopes.in(
                            scopes.machinery(),
                            () -> repository.overdue(UserDetails.RESTORABLE, after, most));
            Map<OrganizationId, List<UserId>> byOrganization =
                    portion.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Overdue::organization,
                                            Collectors.mapping(
                                                    Overdue::user, Collectors.toList())));
            byOrganization.forEach(this::purge);
            last = portion.isEmpty() ? last : portion.getLast();
        } while (portion.size() == most);
    }

    private void purge(OrganizationId organization, List<UserId> users) {
        acts.perform(
                scopes.organization(scopes.machinery(), organization), new UserAct.Purge(), users);
    }
}
