package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.JobEnded;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.JobId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which aliases a dry run has given to somebody already: of two users for whom a pattern makes the
 * same address only the first would get it, also when they come in different portions of the job.
 */
@Repository
class AliasClaims {

    private final JdbcClient jdbc;
    private final Scopes scopes;

    AliasClaims(JdbcClient jdbc, Scopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    /**
     * Claims these for the dry run, and tells which of them it had given away before: none in an
     * undo, where each goes back to whose it was.
     */
    Set<EmailAddress> missed(AliasChange change, Collection<EmailAddress> addresses) {
        JobId job = change.job();
        if (job == null) {
            return Set.of();
        }
        OrganizationScope scope = change.scope();
        Set<EmailAddress> missed = new HashSet<>(addresses);
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO alias_claims (organization_id, job_id, address)
                                        SELECT :organization, :job, unnest(:addresses::text[])
                                        ON CONFLICT DO NOTHING
                                        RETURNING address
                                        """)
                                .param("organization", scope.organization().value())
                                .param("job", job.value())
                                .param(
                                        "addresses",
                                        addresses.stream()
                                                .map(EmailAddress::toString)
                                                .toArray(String[]::new))
                                .query((row, _) -> EmailAddress.valueOf(row.getString("address")))
                                .list()
                                .forEach(missed::remove));
        return missed;
    }

    @EventListener
    void forget(JobEnded ended) {
        if (ended.job().kind().equals(AliasWork.KIND)) {
            scopes.run(
                    ended.scope(),
                    () ->
                            jdbc.sql(
                                            """
                                            DELETE FROM alias_claims
                                            WHERE organization_id = :organization AND job_id = :job
                                            """)
                                    .param("organization", ended.scope().organization().value())
                                    .param("job", ended.job().id().value())
                                    .update());
        }
    }
}
