package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.kernel.JobId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code directory_import_entries}: what jobs have yet to make users of. */
@Repository
class PendingEntries {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;

    PendingEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param user the id that he is to have, so that he can't be made twice
     */
    record Pending(UserId user, EntryReader.ReadEntry entry) {}

    void insert(OrganizationScope scope, JobId job, List<Pending> entries) {
        of(
                        scope,
                        """
                        INSERT INTO directory_import_entries (user_id, organization_id, job_id, entry)
                        SELECT user_id, :organization, :job, entry::jsonb
                        FROM unnest(:users::uuid[], :entries::text[]) AS e (user_id, entry)
                        """)
                .param("job", job.value())
                .param("users", uuids(entries.stream().map(Pending::user).toList()))
                .param(
                        "entries",
                        entries.stream()
                                .map(one -> JSON.writeValueAsString(one.entry()))
                                .toArray(String[]::new))
                .update();
    }

    Map<UserId, EntryReader.ReadEntry> find(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, EntryReader.ReadEntry> found = new HashMap<>();
        of(
                        scope,
                        """
                        SELECT user_id, entry FROM directory_import_entries
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("users", uuids(users))
                .query(row -> {
                    found.put(
                            new UserId(row.getObject("user_id", UUID.class)),
                            JSON.readValue(row.getString("entry"), EntryReader.ReadEntry.class));
                });
        return found;
    }

    void delete(OrganizationScope scope, JobId job) {
        of(
                        scope,
                        "DELETE FROM directory_import_entries WHERE organization_id = :organization AND job_id = :job")
                .param("job", job.value())
                .update();
    }

    private StatementSpec of(OrganizationScope scope, String sql) {
        return jdbc.sql(sql).param("organization", scope.organization().value());
    }

    private static UUID[] uuids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
