package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.JobId;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What speaks SMTP and IMAP and keeps the messages, embedded or elsewhere. It asks {@link
 * Reception}, {@link Senders} and {@link MailSignIn} before it takes mail or lets anybody in.
 */
public interface MailEngine {

    /** Closes whatever connections these users have, within a second. */
    void disconnect(Collection<UserId> users);

    /**
     * An open connection of a mail program whose user signed in.
     *
     * @param program what it calls itself, at most 200 characters; empty when it doesn't
     * @param address the IP address of the client
     * @param lastSeenAt when it last sent anything
     */
    record Connection(
            UUID id,
            MailService service,
            String program,
            String address,
            Instant since,
            Instant lastSeenAt) {}

    /** The connections that a user has open now. */
    List<Connection> connections(UserId user);

    /** All connections that users of an organization have open now, by user. */
    Map<UserId, List<Connection>> connections(OrganizationId organization);

    /** Who has connections open now, and when he last used one. */
    Map<UserId, Instant> connected();

    /** Closes one; false when the user has no such connection. */
    boolean disconnect(UserId user, UUID connection);

    /**
     * Forgets all folders and messages of these users, in the transaction at work: when it is
     * undone they are still there.
     */
    void forget(OrganizationScope scope, Collection<UserId> users);

    /** Forgets all folders and messages of a shared mailbox, in the transaction at work. */
    void forget(OrganizationScope scope, MailboxId mailbox);

    /**
     * What somebody may do in a mailbox that isn't his.
     *
     * @param address of the mailbox, which names it among his folders
     * @param permissions of level mailbox, at least one
     */
    record Access(
            MailboxId mailbox, EmailAddress address, UserId user, Set<Permission> permissions) {}

    /**
     * Replaces all that others may do in these mailboxes, in the transaction at work. It holds from
     * their next command on.
     */
    void permit(OrganizationScope scope, Collection<MailboxId> mailboxes, List<Access> all);

    /**
     * @param octets of all messages
     */
    record Contents(long folders, long messages, long octets) {}

    /** What is in the mailbox now. */
    Contents contents(OrganizationScope scope, MailboxId mailbox);

    /**
     * Makes mail programs forget what they keep of all folders of a mailbox and fetch it anew, in
     * the transaction at work; the messages stay as they are. Connections that are open know
     * nothing of it.
     *
     * @return how many folders
     * @throws org.springframework.dao.PessimisticLockingFailureException when somebody else has a
     *     folder in hand for longer than is worth waiting
     */
    int renew(OrganizationScope scope, MailboxId mailbox);

    /**
     * @param name with dots between those above and below
     * @param octets of all its messages
     */
    record FolderContents(String name, long messages, long octets) {}

    /** What is in each folder of the mailbox now, the fullest first. */
    List<FolderContents> folders(OrganizationScope scope, MailboxId mailbox);

    /** What was said to be in a mailbox, and what is. */
    record Recount(long messagesBefore, long octetsBefore, long messages, long octets) {

        boolean changed() {
            return messagesBefore != messages || octetsBefore != octets;
        }
    }

    /**
     * Counts anew what is in each folder of the mailbox, in the transaction at work, and notes the
     * mailbox as changed.
     */
    Recount recount(OrganizationScope scope, MailboxId mailbox);

    /** All that a mailbox holds. */
    record Holding(OrganizationId organization, MailboxId mailbox, long octets) {}

    /**
     * @param changes how many were taken
     * @param holdings what the mailboxes of these changes hold, each once
     */
    record Changed(int changes, List<Holding> holdings) {}

    /**
     * Takes the notes of mailboxes that changed, of whatever organizations, in the transaction at
     * work.
     */
    Changed takeChanged(int most);

    /** Notes these mailboxes as changed, in the transaction at work. */
    void noteChanged(OrganizationScope scope, Collection<MailboxId> mailboxes);

    /** Whether mail of users is kept here at all; else their mailboxes are on other servers. */
    boolean keepsMail();

    /** Whether mail can leave for other servers at all. */
    boolean reachesOthers();

    /** Whether mail from the one address can leave for the other, which nobody has here. */
    boolean reaches(EmailAddress from, EmailAddress to);

    /** How the search index stands to a mailbox. */
    enum Indexing {
        /** It follows what is stored, within seconds. */
        FOLLOWING,
        /** It is to be built anew. */
        QUEUED,
        /** It is being built anew; searches read meanwhile what isn't in yet. */
        PROCESSING
    }

    /**
     * Queues mailboxes whose part of the search index is to be built anew for a job, in the
     * transaction at work. They are built after the commit, whoever asks.
     *
     * @param firstPlace of the first of them among the items of the job
     * @return those that were not queued already
     */
    Set<MailboxId> reindex(
            OrganizationScope scope, JobId job, long firstPlace, List<MailboxId> mailboxes);

    /** How the search index stands to this mailbox now. */
    Indexing indexing(OrganizationScope scope, MailboxId mailbox);

    /** Of these mailboxes those that are to be built anew, or are being; the others follow. */
    Map<MailboxId, Indexing> indexing(OrganizationScope scope, Collection<MailboxId> mailboxes);

    /** Whether a mailbox before that place of the job still waits or is being built. */
    boolean reindexing(OrganizationScope scope, JobId job, long beforePlace);

    /**
     * Takes those of these mailboxes that were built for the job, in the transaction at work, and
     * tells how many messages each has in the index.
     */
    Map<MailboxId, Long> takeReindexed(
            OrganizationScope scope, JobId job, Collection<MailboxId> mailboxes);

    /** Whatever of the job still waits needn't be built. */
    void withdrawReindex(OrganizationScope scope, JobId job);

    /**
     * Puts all folders of a mailbox below a new folder of another one, in the transaction at work;
     * nothing where it has none.
     *
     * @param name of the new folder, which gets a number where there is one of that name
     */
    void handOver(OrganizationScope scope, MailboxId from, MailboxId to, String name);
}
