package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;
import io.muster.kernel.MailboxId;
import io.muster.mailboxes.MailEngine;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.UidValidity;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What concerns whole mailboxes, in the transaction at work. */
final class MailboxRows {

    private static final int LONGEST_FOLDER = 100;

    /** RFC 9051 9: an nz-number of 32 bits. */
    private static final long GREATEST_VALIDITY = 4_294_967_295L;

    private static final String PATIENCE = "5s";

    /** The state by which PostgreSQL says that it waited that long. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcClient jdbc;

    MailboxRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Forgets all that is stored of these owners, and what they may do elsewhere. */
    void forget(OrganizationScope scope, UUID[] owners) {
        for (String statement :
                List.of(
                        "DELETE FROM mail_folders WHERE organization_id = :organization AND owner_id = ANY(:owners)",
                        "DELETE FROM mail_subscriptions WHERE organization_id = :organization AND owner_id = ANY(:owners)",
                        "DELETE FROM mail_references WHERE organization_id = :organization AND owner_id = ANY(:owners)",
                        """
                        DELETE FROM mail_rights
                        WHERE organization_id = :organization AND (owner_id = ANY(:owners) OR user_id = ANY(:owners))
                        """)) {
            jdbc.sql(statement)
                    .param("organization", scope.organization().value())
                    .param("owners", owners)
                    .update();
        }
    }

    void permit(
            OrganizationScope scope, Collection<MailboxId> mailboxes, List<MailEngine.Access> all) {
        jdbc.sql(
                        "DELETE FROM mail_rights WHERE organization_id = :organization AND owner_id = ANY(:owners)")
                .param("organization", scope.organization().value())
                .param("owners", mailboxes.stream().map(MailboxId::value).toArray(UUID[]::new))
                .update();
        jdbc.sql(
                        """
                        INSERT INTO mail_rights (organization_id, owner_id, user_id, rights, label)
                        SELECT :organization, a.owner_id, a.user_id, a.rights, a.label
                        FROM unnest(:owners::uuid[], :users::uuid[], :rights::text[], :labels::text[])
                            AS a (owner_id, user_id, rights, label)
                        """)
                .param("organization", scope.organization().value())
                .param(
                        "owners",
                        all.stream().map(one -> one.mailbox().value()).toArray(UUID[]::new))
                .param("users", all.stream().map(one -> one.user().value()).toArray(UUID[]::new))
                .param(
                        "rights",
                        all.stream()
                                .map(one -> RightLetters.of(one.permissions()))
                                .toArray(String[]::new))
                .param(
                        "labels",
                        all.stream()
                                .map(one -> OthersFolders.label(one.address()))
                                .toArray(String[]::new))
                .update();
    }

    /** Those of these mailboxes in which nothing is yet. */
    List<MailboxId> withoutInbox(OrganizationScope scope, Collection<MailboxId> mailboxes) {
        return jdbc.sql(
                        """
                        SELECT DISTINCT w.id FROM unnest(:owners::uuid[]) AS w (id)
                        WHERE NOT EXISTS (
                            SELECT 1 FROM mail_folders f
                            WHERE f.organization_id = :organization AND f.owner_id = w.id AND f.name = 'INBOX')
                        """)
                .param("organization", scope.organization().value())
                .param("owners", mailboxes.stream().map(MailboxId::value).toArray(UUID[]::new))
                .query((row, _) -> new MailboxId(row.getObject("id", UUID.class)))
                .list();
    }

    /**
     * Another UIDVALIDITY for each folder, greater than the one before (RFC 3501 2.3.1.1). Folders
     * are taken in the order of their ids, as by everybody who takes several.
     */
    int renew(OrganizationScope scope, MailboxId mailbox) {
        String before = patience(PATIENCE);
        int folders;
        try {
            folders = renewed(scope, mailbox);
        } catch (UncategorizedSQLException fault) {
            if (fault.getRootCause() instanceof SQLException cause
                    && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
                throw new CannotAcquireLockException("a folder is held", fault);
            }
            throw fault;
        }
        patience(before);
        return folders;
    }

    private int renewed(OrganizationScope scope, MailboxId mailbox) {
        return jdbc.sql(
                        """
                        WITH held AS (
                            SELECT id FROM mail_folders
                            WHERE organization_id = :organization AND owner_id = :owner
                            ORDER BY id FOR NO KEY UPDATE)
                        UPDATE mail_folders f
                        SET uid_validity = CASE WHEN f.uid_validity < :greatest THEN f.uid_validity + 1 ELSE 1 END
                        FROM held WHERE f.organization_id = :organization AND f.id = held.id
                        """)
                .param("organization", scope.organization().value())
                .param("owner", mailbox.value())
                .param("greatest", GREATEST_VALIDITY)
                .update();
    }

    /** How long this transaction waits for a lock; returns how long it did until now. */
    private String patience(String time) {
        return jdbc.sql(
                        """
                        SELECT before FROM (SELECT current_setting('lock_timeout') AS before OFFSET 0) AS b,
                            LATERAL (SELECT set_config('lock_timeout', :time, true) WHERE b.before IS NOT NULL) AS s
                        """)
                .param("time", time)
                .query(String.class)
                .single();
    }

    void handOver(OrganizationScope scope, MailboxId from, MailboxId to, String name) {
        Set<String> taken = new HashSet<>(names(scope, to));
        String wanted = folderName(name);
        String folder = wanted;
        for (int number = 2; taken.contains(folder); number++) {
            folder = wanted + " " + number;
        }
        int moved =
                jdbc.sql(
                                """
                                UPDATE mail_folders SET owner_id = :to, name = :folder || :delimiter || name
                                WHERE organization_id = :organization AND owner_id = :from
                                """)
                        .param("organization", scope.organization().value())
                        .param("from", from.value())
                        .param("to", to.value())
                        .param("folder", folder)
                        .param("delimiter", String.valueOf(MailboxConstants.DEFAULT_DELIMITER))
                        .update();
        if (moved > 0) {
            jdbc.sql(
                            """
                            WITH gone AS (
                                DELETE FROM mail_references
                                WHERE organization_id = :organization AND owner_id = :from
                                RETURNING reference, thread_id)
                            INSERT INTO mail_references (owner_id, reference, organization_id, thread_id)
                            SELECT :to, reference, :organization, thread_id FROM gone ORDER BY reference
                            ON CONFLICT (owner_id, reference) DO NOTHING
                            """)
                    .param("organization", scope.organization().value())
                    .param("from", from.value())
                    .param("to", to.value())
                    .update();
            jdbc.sql(
                            """
                            INSERT INTO mail_folders (id, organization_id, owner_id, namespace, name, uid_validity)
                            VALUES (:id, :organization, :to, :namespace, :folder, :validity)
                            """)
                    .param("id", Ids.next())
                    .param("organization", scope.organization().value())
                    .param("to", to.value())
                    .param("namespace", MailboxConstants.USER_NAMESPACE)
                    .param("folder", folder)
                    .param("validity", UidValidity.generate().asLong())
                    .update();
            new SharedSubscriptions(jdbc).show(scope, to, folder);
        }
    }

    private List<String> names(OrganizationScope scope, MailboxId owner) {
        return jdbc.sql(
                        "SELECT name FROM mail_folders WHERE organization_id = :organization AND owner_id = :owner")
                .param("organization", scope.organization().value())
                .param("owner", owner.value())
                .query((row, _) -> row.getString("name"))
                .list();
    }

    /** Without what means something in the name of a folder. */
    private static String folderName(String name) {
        String plain = name.replaceAll("[.#&%*\\\\\"\\p{Cntrl}]+", " ").strip();
        String cut =
                plain.codePointCount(0, plain.length()) > LONGEST_FOLDER
                        ? plain.substring(0, plain.offsetByCodePoints(0, LONGEST_FOLDER)).strip()
                        : plain;
        boolean means =
                cut.isEmpty()
                        || cut.equalsIgnoreCase(MailboxConstants.INBOX)
                        || cut.equalsIgnoreCase(OthersFolders.ROOT);
        return means ? "Mailbox " + cut : cut;
    }
}
