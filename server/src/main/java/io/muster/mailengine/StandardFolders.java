package io.muster.mailengine;

import io.muster.kernel.Ids;
import io.muster.mailboxes.MailboxOwner;
import java.util.List;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.UidValidity;

/** The folders that everybody has, made when mail first arrives or somebody first signs in. */
final class StandardFolders {

    private static final List<String> NAMES =
            List.of("INBOX", "Drafts", "Sent", "Archive", "Spam", "Trash");

    private final MailStore store;

    StandardFolders(MailStore store) {
        this.store = store;
    }

    /**
     * Makes and subscribes all of them where there is no inbox yet; who deletes one of the others
     * later doesn't get it back. Two who arrive at once make them once.
     */
    void provide(MailboxOwner owner) {
        store.<Boolean>in(
                owner.organization(),
                () -> {
                    if (!hasInbox(owner)) {
                        for (String name : NAMES) {
                            make(owner, name);
                        }
                    }
                    return true;
                });
    }

    /** Makes one of them anew where its owner deleted it. */
    void provide(MailboxOwner owner, String name) {
        store.<Boolean>in(
                owner.organization(),
                () -> {
                    make(owner, name);
                    return true;
                });
    }

    private boolean hasInbox(MailboxOwner owner) {
        return store.sql(
                        """
                        SELECT EXISTS (
                            SELECT 1 FROM mail_folders
                            WHERE organization_id = :organization AND owner_id = :owner
                              AND namespace = :namespace AND name = 'INBOX')
                        """)
                .param("organization", owner.organization().value())
                .param("owner", owner.user().value())
                .param("namespace", MailboxConstants.USER_NAMESPACE)
                .query(Boolean.class)
                .single();
    }

    private void make(MailboxOwner owner, String name) {
        store.sql(
                        """
                        WITH made AS (
                            INSERT INTO mail_folders (id, organization_id, owner_id, namespace, name, uid_validity)
                            VALUES (:id, :organization, :owner, :namespace, :name, :validity)
                            ON CONFLICT (owner_id, namespace, name) DO NOTHING
                        )
                        INSERT INTO mail_subscriptions (organization_id, owner_id, name)
                        VALUES (:organization, :owner, :name)
                        ON CONFLICT (owner_id, name) DO NOTHING
                        """)
                .param("id", Ids.next())
                .param("organization", owner.organization().value())
                .param("owner", owner.user().value())
                .param("namespace", MailboxConstants.USER_NAMESPACE)
                .param("name", name)
                .param("validity", UidValidity.generate().asLong())
                .update();
    }
}
