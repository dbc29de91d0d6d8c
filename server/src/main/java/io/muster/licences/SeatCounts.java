package io.muster.licences;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Version;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.users.ActivatedUsers;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many seats organizations have, set by whoever runs the instance, and how many are taken. */
@Component
class SeatCounts {

    static final int MOST = 100_000_000;

    private final SeatRepository repository;
    private final ActivatedUsers users;
    private final Organizations organizations;
    private final Scopes scopes;
    private final AuditLog audit;
    private final LiveUpdates live;

    SeatCounts(
            SeatRepository repository,
            ActivatedUsers users,
            Organizations organizations,
            Scopes scopes,
            AuditLog audit,
            LiveUpdates live) {
        this.repository = repository;
        this.users = users;
        this.organizations = organizations;
        this.scopes = scopes;
        this.audit = audit;
        this.live = live;
    }

    /** The seats of one organization and who takes them. */
    record Counted(SeatLimit limit, long activated, long withoutSeat) {

        /** How many more are activated than licensed. */
        long over() {
            OptionalInt licensed = limit.licensed();
            return licensed.isEmpty() ? 0 : Math.max(0, activated - licensed.getAsInt());
        }
    }

    /** What became of another number. */
    sealed interface Setting {
        record Done(Counted counted) implements Setting {}

        record ChangedMeanwhile(Counted current) implements Setting {}

        record Gone() implements Setting {}
    }

    Counted of(OrganizationScope scope) {
        return scopes.in(
                scope,
                () ->
                        new Counted(
                                repository.find(scope),
                                users.count(scope),
                                users.withoutSeat(scope)));
    }

    /**
     * @param licensed null for no limit
     */
    Setting set(
            InstanceScope scope,
            OrganizationId organization,
            Version read,
            @Nullable Integer licensed) {
        OrganizationScope own = scopes.organization(scope, organization);
        return scopes.in(
                own,
                () -> {
                    Optional<Organization> found = organizations.find(own);
                    if (found.isEmpty()) {
                        return new Setting.Gone();
                    }
                    SeatLimit before = repository.find(own);
                    if (!repository.save(own, read, licensed)) {
                        return new Setting.ChangedMeanwhile(of(own));
                    }
                    SeatLimit after = repository.find(own);
                    if (!before.licensed().equals(after.licensed())) {
                        audit.record(
                                own,
                                Change.done(
                                        "licences.seats-set",
                                        "organization",
                                        organization.value(),
                                        found.get().name(),
                                        told(before),
                                        told(after)));
                        live.changed(own, LiveTopic.USERS);
                    }
                    return new Setting.Done(of(own));
                });
    }

    private static Map<String, Object> told(SeatLimit limit) {
        OptionalInt licensed = limit.licensed();
        return Map.of("licensed", licensed.isEmpty() ? "unlimited" : (Object) licensed.getAsInt());
    }
}
