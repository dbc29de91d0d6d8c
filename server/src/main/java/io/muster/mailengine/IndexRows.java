package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.kernel.JobId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.mailboxes.MailEngine;
import io.muster.mailboxes.MailboxOwner;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the search index is to follow and to build anew, in the transaction at work. */
final class IndexRows {

    private final JdbcClient jdbc;

    IndexRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which database this is, and how far its log is: that never goes back, also in a crash. */
    MailIndex.Origin origin() {
        return jdbc.sql(
                        """
                        SELECT (SELECT system_identifier FROM pg_control_system()) || '/'
                                || (SELECT oid FROM pg_database WHERE datname = current_database()) || '/'
                                || 'mail_messages'::regclass::oid AS database,
                            (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint AS written
                        """)
                .query((row, _) ->
                        new MailIndex.Origin(row.getString("database"), row.getLong("written")))
                .single();
    }

    static void noteChanged(JdbcClient jdbc, Collection<MailboxOwner> owners) {
        jdbc.sql(
                        """
                        INSERT INTO mail_index_changes (organization_id, owner_id)
                        SELECT DISTINCT ON (w.owner_id) w.organization_id, w.owner_id
                        FROM unnest(:organizations::uuid[], :owners::uuid[]) AS w (organization_id, owner_id)
                        ORDER BY w.owner_id
                        ON CONFLICT (owner_id) DO UPDATE SET number = DEFAULT
                        """)
                .param(
                        "organizations",
                        owners.stream()
                                .map(owner -> owner.organization().value())
                                .toArray(UUID[]::new))
                .param(
                        "owners",
                        owners.stream().map(owner -> owner.mailbox().value()).toArray(UUID[]::new))
                .update();
    }

    /** A mailbox to follow. */
    record Changed(MailboxOwner owner, long number) {}

    List<Changed> changed(int most) {
        return jdbc.sql(
                        """
                        SELECT organization_id, owner_id, number FROM mail_index_changes
                        ORDER BY number LIMIT :most
                        """)
                .param("most", most)
                .query((row, _) ->
                        new Changed(
                                owner(
                                        row.getObject("organization_id", UUID.class),
                                        row.getObject("owner_id", UUID.class)),
                                row.getLong("number")))
                .list();
    }

    /** Those that changed meanwhile stay. */
    void followed(List<Changed> changes) {
        // In one order, as they are noted.
        jdbc.sql(
                        """
                        SELECT owner_id FROM mail_index_changes WHERE owner_id = ANY(:owners)
                        ORDER BY owner_id FOR UPDATE
                        """)
                .param(
                        "owners",
                        changes.stream()
                                .map(one -> one.owner().mailbox().value())
                                .toArray(UUID[]::new))
                .query()
                .listOfRows();
        jdbc.sql(
                        """
                        DELETE FROM mail_index_changes c
                        USING unnest(:owners::uuid[], :numbers::bigint[]) AS f (owner_id, number)
                        WHERE c.owner_id = f.owner_id AND c.number = f.number
                        """)
                .param(
                        "owners",
                        changes.stream()
                                .map(one -> one.owner().mailbox().value())
                                .toArray(UUID[]::new))
                .param("numbers", changes.stream().map(Changed::number).toArray(Long[]::new))
                .update();
    }

    long waiting() {
        return jdbc.sql("SELECT count(*) FROM mail_index_changes").query(Long.class).single();
    }

    /** A folder as the store has it. */
    record Folder(FolderId id, UUID owner, long lastUid, long messages) {}

    private static final String FOLDERS =
            "SELECT id, organization_id, owner_id, last_uid, messages FROM mail_folders ";

    List<Folder> folders(MailboxOwner owner) {
        return folders(
                jdbc.sql(
                                FOLDERS
                                        + """
                                        WHERE organization_id = :organization AND owner_id = :owner ORDER BY id
                                        """)
                        .param("organization", owner.organization().value())
                        .param("owner", owner.mailbox().value()));
    }

    List<Folder> foldersAfter(UUID id, int most) {
        return folders(
                jdbc.sql(FOLDERS + "WHERE id > :id ORDER BY id LIMIT :most")
                        .param("id", id)
                        .param("most", most));
    }

    /** Those of these that exist. */
    Set<FolderId> existing(Collection<FolderId> ids) {
        Set<FolderId> existing = new HashSet<>();
        folders(
                        jdbc.sql(FOLDERS + "WHERE id = ANY(:ids)")
                                .param(
                                        "ids",
                                        ids.stream().map(FolderId::value).toArray(UUID[]::new)))
                .forEach(folder -> existing.add(folder.id()));
        return existing;
    }

    private static List<Folder> folders(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, _) ->
                        new Folder(
                                new FolderId(
                                        new OrganizationId(
                                                row.getObject("organization_id", UUID.class)),
                                        row.getObject("id", UUID.class)),
                                row.getObject("owner_id", UUID.class),
                                row.getLong("last_uid"),
                                row.getLong("messages")))
                .list();
    }

    Set<Long> uids(FolderId folder, long upTo) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                SELECT uid FROM mail_messages
                                WHERE organization_id = :organization AND folder_id = :folder AND uid <= :upTo
                                """)
                        .param("organization", folder.organization().value())
                        .param("folder", folder.value())
                        .param("upTo", upTo)
                        .query(Long.class)
                        .list());
    }

    /** Queues mailboxes; returns those that weren't queued already. */
    Set<MailboxId> queue(
            OrganizationScope scope, JobId job, long firstPlace, List<MailboxId> mailboxes) {
        return jdbc.sql(
                        """
                        INSERT INTO mail_reindexes (job_id, organization_id, owner_id, place)
                        SELECT :job, :organization, w.owner_id, :first + w.place - 1
                        FROM unnest(:owners::uuid[]) WITH ORDINALITY AS w (owner_id, place)
                        ORDER BY w.place
                        ON CONFLICT DO NOTHING
                        RETURNING owner_id
                        """)
                .param("job", job.value())
                .param("organization", scope.organization().value())
                .param("first", firstPlace)
                .param("owners", ids(mailboxes))
                .query((row, _) -> new MailboxId(row.getObject("owner_id", UUID.class)))
                .set();
    }

    /** Those that follow are left out. */
    Map<MailboxId, MailEngine.Indexing> indexing(
            OrganizationScope scope, Collection<MailboxId> mailboxes) {
        Map<MailboxId, MailEngine.Indexing> states = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT owner_id, state FROM mail_reindexes
                        WHERE organization_id = :organization AND owner_id = ANY(:owners) AND state <> 'DONE'
                        """)
                .param("organization", scope.organization().value())
                .param("owners", ids(mailboxes))
                .query(row -> {
                    states.put(
                            new MailboxId(row.getObject("owner_id", UUID.class)),
                            MailEngine.Indexing.valueOf(row.getString("state")));
                });
        return states;
    }

    boolean anyBefore(OrganizationScope scope, JobId job, long place) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT 1 FROM mail_reindexes
                            WHERE organization_id = :organization AND job_id = :job AND place < :place AND state <> 'DONE')
                        """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("place", place)
                .query(Boolean.class)
                .single();
    }

    Map<MailboxId, Long> takeDone(
            OrganizationScope scope, JobId job, Collection<MailboxId> mailboxes) {
        Map<MailboxId, Long> messages = new HashMap<>();
        jdbc.sql(
                        """
                        DELETE FROM mail_reindexes
                        WHERE organization_id = :organization AND job_id = :job AND owner_id = ANY(:owners)
                          AND state = 'DONE'
                        RETURNING owner_id, messages
                        """)
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .param("owners", ids(mailboxes))
                .query(row -> {
                    messages.put(
                            new MailboxId(row.getObject("owner_id", UUID.class)),
                            row.getLong("messages"));
                });
        return messages;
    }

    void withdraw(OrganizationScope scope, JobId job) {
        jdbc.sql(
                        "DELETE FROM mail_reindexes WHERE organization_id = :organization AND job_id = :job")
                .param("organization", scope.organization().value())
                .param("job", job.value())
                .update();
    }

    /** A mailbox to build anew. */
    record Wanted(JobId job, MailboxOwner owner) {}

    /** The one that waits longest, or was at work when the server ended; at work from now on. */
    Optional<Wanted> begin() {
        return jdbc.sql(
                        """
                        UPDATE mail_reindexes SET state = 'PROCESSING'
                        WHERE (job_id, owner_id) = (
                            SELECT job_id, owner_id FROM mail_reindexes WHERE state <> 'DONE' ORDER BY number LIMIT 1)
                        RETURNING job_id, organization_id, owner_id
                        """)
                .query((row, _) ->
                        new Wanted(
                                new JobId(row.getObject("job_id", UUID.class)),
                                owner(
                                        row.getObject("organization_id", UUID.class),
                                        row.getObject("owner_id", UUID.class))))
                .optional();
    }

    void done(Wanted wanted, long messages) {
        jdbc.sql(
                        """
                        UPDATE mail_reindexes SET state = 'DONE', messages = :messages
                        WHERE job_id = :job AND owner_id = :owner
                        """)
                .param("messages", messages)
                .param("job", wanted.job().value())
                .param("owner", wanted.owner().mailbox().value())
                .update();
    }

    private static MailboxOwner owner(UUID organization, UUID owner) {
        return new MailboxOwner(new MailboxId(owner), new OrganizationId(organization));
    }

    private static UUID[] ids(Collection<MailboxId> mailboxes) {
        return mailboxes.stream().map(MailboxId::value).toArray(UUID[]::new);
    }
}
