package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
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

    void save(OrganizationScope scope, UserId user, Set<ServiceSwitch> off) {
        String[] names = off.stream().map(ServiceSwitch::name).toArray(String[]::new);
        jdbc.sql(
                        """
                        DELETE FROM mail_services_off
                        WHERE organization_id = :organization AND user_id = :user AND service <> ALL (:services)
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("services", names)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO mail_services_off (organization_id, user_id, service)
                        SELECT :organization, :user, unnest(:services::text[])
                        ON CONFLICT DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("services", names)
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
