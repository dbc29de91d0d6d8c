package io.muster.domains;

import io.muster.access.OrganizationScope;
import io.muster.kernel.DomainName;
import io.muster.kernel.OrganizationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code domains}. */
@Repository
class DomainRepository {

    private final JdbcClient jdbc;

    DomainRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Over all organizations, so without a scope; it tells nothing else of them. */
    Map<DomainName, DomainHolder> holders(Set<DomainName> names) {
        Map<DomainName, DomainHolder> holders = new HashMap<>();
        jdbc.sql("SELECT name, organization_id, state FROM domain_holders(:names)")
                .param("names", names.stream().map(DomainName::value).toArray(String[]::new))
                .query(row -> {
                    holders.put(
                            new DomainName(row.getString("name")),
                            new DomainHolder(
                                    new OrganizationId(
                                            row.getObject("organization_id", UUID.class)),
                                    DomainState.valueOf(row.getString("state"))));
                });
        return holders;
    }

    List<DomainName> active(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT name FROM domains
                        WHERE organization_id = :organization AND state = 'ACTIVE'
                        ORDER BY name
                        """)
                .param("organization", scope.organization().value())
                .query((row, _) -> new DomainName(row.getString("name")))
                .list();
    }

    boolean anyVerified(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM domains
                            WHERE organization_id = :organization AND state <> 'UNVERIFIED')
                        """)
                .param("organization", scope.organization().value())
                .query(Boolean.class)
                .single();
    }
}
