package io.muster.workbooks;

import io.muster.access.OrganizationScope;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code workbook_people}: what is still to be made of whom. */
@Repository
class WorkbookRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    WorkbookRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(OrganizationScope scope, JobId job, Map<UserId, Person> people) {
        jdbc.sql(
                        """
                        INSERT INTO workbook_people (job_id, organization_id, user_id, person)
                        SELECT :job, :organization, w.id, w.person::jsonb
                        FROM unnest(:ids::uuid[], :people::text[]) AS w (id, person)
                        """)
                .param("job", job.value())
                .param("organization", scope.organization().value())
                .param("ids", ids(people.keySet()))
                .param(
                        "people",
                        people.values().stream()
                                .map(json::writeValueAsString)
                                .toArray(String[]::new))
                .update();
    }

    Map<UserId, Person> find(OrganizationScope scope, JobId job, List<UserId> users) {
        Map<UserId, Person> found = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT user_id, person FROM workbook_people
                        WHERE organization_id = :organization AND job_id = :job AND user_id = ANY(:ids)
                        """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("ids", ids(users))
                .query(row -> {
                    found.put(
                            new UserId(row.getObject("user_id", UUID.class)),
                            json.readValue(row.getString("person"), Person.class));
                });
        return found;
    }

    /** Forgets what was to be made in a job that is over. */
    void forget(OrganizationScope scope, JobId job) {
        jdbc.sql(
                        "DELETE FROM workbook_people WHERE organization_id = :organization AND job_id = :job")
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .update();
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
