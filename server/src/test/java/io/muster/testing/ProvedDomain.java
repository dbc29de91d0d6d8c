package io.muster.testing;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;

/** A domain that an organization has, without the name service that would prove it. */
public final class ProvedDomain {

    private ProvedDomain() {}

    /** Proved and in use. */
    public static void active(OrganizationScope scope, String name) {
        insert(scope, name, "ACTIVE");
    }

    /** Proved, not in use. */
    public static void inactive(OrganizationScope scope, String name) {
        insert(scope, name, "INACTIVE");
    }

    private static void insert(OrganizationScope scope, String name, String state) {
        TestDatabase.owner()
                .sql(
                        """
                        INSERT INTO domains (id, organization_id, name, state, method, token, verified_at)
                        VALUES (:id, :organization, :name, :state, 'TXT', 'arranged', now())
                        """)
                .param("id", Ids.next())
                .param("organization", scope.organization().value())
                .param("name", name)
                .param("state", state)
                .update();
    }
}
