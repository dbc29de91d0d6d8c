package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import io.muster.notifications.LiveTopic;
import io.muster.notifications.LiveUpdates;
import io.muster.organizations.Organizations;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How much of the disk users have, as the list shows it. Whoever keeps what they have tells it now
 * and then; what he counts by himself holds.
 */
@Component
public class DiskUsages {

    private final JdbcClient jdbc;
    private final LiveUpdates live;
    private final Organizations organizations;
    private final Scopes scopes;

    DiskUsages(JdbcClient jdbc, LiveUpdates live, Organizations organizations, Scopes scopes) {
        this.jdbc = jdbc;
        this.live = live;
        this.organizations = organizations;
        this.scopes = scopes;
    }

    /**
     * @param octets all that he has
     * @param ownLimit in octets; 0 is without limit, null as the organization has it
     */
    public record Usage(UserId user, long octets, @Nullable Long ownLimit) {}

    /** Takes these figures over; those of nobody are passed over. */
    public void tell(OrganizationScope scope, Collection<Usage> usages) {
        // In one order, so that two who tell don't wait for each other.
        List<Usage> ordered =
                usages.stream()
                        .sorted(Comparator.comparing(usage -> usage.user().value()))
                        .toList();
        scopes.run(
                scope,
                () -> {
                    int changed =
                            jdbc.sql(
                                            """
                                            UPDATE disk_usages d SET octets = t.octets, own_limit = t.own_limit
                                            FROM unnest(:users::uuid[], :octets::bigint[], :limits::bigint[])
                                                AS t (user_id, octets, own_limit)
                                            WHERE d.organization_id = :organization AND d.user_id = t.user_id
                                              AND (d.octets, d.own_limit) IS DISTINCT FROM (t.octets, t.own_limit)
                                            """)
                                    .param("organization", scope.organization().value())
                                    .param(
                                            "users",
                                            ordered.stream()
                                                    .map(usage -> usage.user().value())
                                                    .toArray(UUID[]::new))
                                    .param(
                                            "octets",
                                            ordered.stream()
                                                    .map(Usage::octets)
                                                    .toArray(Long[]::new))
                                    .param(
                                            "limits",
                                            ordered.stream()
                                                    .map(Usage::ownLimit)
                                                    .toArray(Long[]::new))
                                    .update();
                    if (changed > 0) {
                        live.changed(scope, LiveTopic.USERS);
                    }
                });
    }

    /**
     * @param used in octets
     * @param limit in octets; 0 is without limit
     */
    public record Figures(long used, long limit) {

        public static final Figures NOTHING = new Figures(0, 0);
    }

    /** The figures of these users as they were last told. */
    public Map<UserId, Figures> of(OrganizationScope scope, Collection<UserId> users) {
        long usual =
                organizations
                        .find(scope)
                        .map(organization -> organization.settings().mailboxLimitOctets())
                        .orElse(0L);
        Map<UserId, Figures> figures = new HashMap<>();
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT user_id, octets, coalesce(own_limit, :usual) AS most FROM disk_usages
                                        WHERE organization_id = :organization AND user_id = ANY(:users)
                                        """)
                                .param("organization", scope.organization().value())
                                .param(
                                        "users",
                                        users.stream().map(UserId::value).toArray(UUID[]::new))
                                .param("usual", usual)
                                .query(row -> {
                                    figures.put(
                                            new UserId(row.getObject("user_id", UUID.class)),
                                            new Figures(
                                                    row.getLong("octets"), row.getLong("most")));
                                }));
        return figures;
    }
}
