package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code mail_services_off}. */
@Repository
class ServiceRepository {

    private final JdbcClient jdbc;

    ServiceRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<ServiceSwitch> off(OrganizationScope scope, UserId user) {
        Set<ServiceSwitch> off = EnumSet.noneOf(ServiceSwitch.class);
        jdbc.sql(
                        """
                        SELECT service FROM mail_services_off
                        WHERE organization_id = :organization AND user_id = :user
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query(row -> {
                    off.add(ServiceSwitch.valueOf(row.getString("service")));
                });
        return off;
    }

    /** Those that are off for these users; whoever has all on is left out. */
    Map<UserId, Set<ServiceSwitch>> off(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Set<ServiceSwitch>> off = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT user_id, service FROM mail_services_off
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", MailboxRepository.users(users))
                .query(row -> {
                    off.computeIfAbsent(
                                    new UserId(row.getObject("user_id", UUID.class)),
                                    _ -> EnumSet.noneOf(ServiceSwitch.class))
                            .add(ServiceSwitch.valueOf(row.getString("service")));
                });
        return off;
    }

    /** Switches one service of these users. */
    void put(
            OrganizationScope scope,
            Collection<UserId> users,
            ServiceSwitch service,
            boolean isOn) {
        jdbc.sql(
                        isOn
                                ? """
                                DELETE FROM mail_services_off
                                WHERE organization_id = :organization AND user_id = ANY(:users) AND service = :service
                                """
                                : """
                                INSERT INTO mail_services_off (organization_id, user_id, service)
                                SELECT :organization, unnest(:users::uuid[]), :service
                                ON CONFLICT DO NOTHING
                                """)
                .param("organization", scope.organization().value())
                .param("users", MailboxRepository.users(users))
                .param("service", service.name())
                .update();
    }

    void forget(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        "DELETE FROM mail_services_off WHERE organization_id = :organization AND user_id = ANY(:users)")
                .param("organization", scope.organization().value())
                .param("users", MailboxRepository.users(users))
                .update();
    }
}
