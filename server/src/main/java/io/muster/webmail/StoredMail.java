package io.muster.webmail;

import io.muster.access.Permission;
import io.muster.kernel.MailboxId;
import io.muster.mailboxes.MailboxOwner;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The messages that mail programs see too, as the webmail reads and changes them. Everything is
 * asked in the name of one user, who sees his own folders and those that he was given; whether he
 * may do what he asks for is for the caller to look at in {@link Folder#rights()}.
 */
public interface StoredMail {

    /**
     * A folder as a user sees it.
     *
     * @param name within its mailbox, dots between levels
     * @param rights what he may do there, of level mailbox
     * @param octets of all its messages
     */
    record Folder(
            UUID id,
            MailboxId mailbox,
            String name,
            Set<Permission> rights,
            long messages,
            long octets) {}

    /** Makes the folders that everybody has where there are none yet. */
    void provide(MailboxOwner viewer, MailboxId mailbox);

    /** The folders of a mailbox that the user may look into; none of any other. */
    List<Folder> folders(MailboxOwner viewer, MailboxId mailbox);

    /** How many messages of each of these folders nobody has seen; one without any is missing. */
    Map<UUID, Long> unseen(MailboxOwner viewer, Collection<UUID> folders);

    /** Another text whenever anything in the mailbox is another. */
    String state(MailboxOwner viewer, MailboxId mailbox);

    /** A folder that the user may look into. */
    Optional<Folder> folder(MailboxOwner viewer, UUID id);

    /** What each of these mailboxes holds, in octets. */
    Map<MailboxId, Long> octets(MailboxOwner viewer, Collection<MailboxId> mailboxes);

    /** A place in a list that is sorted by time of arrival, the last first. */
    record Place(Instant receivedAt, long uid) {}

    /**
     * What a list is to hold.
     *
     * @param threads whether only the newest message of each thread
     * @param unseen only those that nobody has seen
     * @param flagged only those with a flag
     * @param among only those of these numbers; null for all
     * @param after only those behind that place; null from the beginning
     */
    record Wanted(
            boolean threads,
            boolean unseen,
            boolean flagged,
            @Nullable Collection<Long> among,
            @Nullable Place after,
            int rows) {}

    /** What was done with a message. */
    record Marks(boolean seen, boolean flagged, boolean answered, boolean draft) {}

    /**
     * A message with as much of it as a list shows.
     *
     * @param folder where it is
     * @param thread what belongs together in a mailbox has the same
     * @param ofThread how many messages of the thread are in that folder
     * @param unseenOfThread how many of them nobody has seen
     * @param octets of the whole message
     * @param beginning the header, at most 64 KiB of it, and what follows, at most 32 KiB
     */
    record Glance(
            UUID folder,
            long uid,
            UUID thread,
            long ofThread,
            long unseenOfThread,
            Instant receivedAt,
            long octets,
            Marks marks,
            byte[] beginning) {}

    /** The messages of a folder, the last that arrived first. */
    List<Glance> list(MailboxOwner viewer, Folder folder, Wanted wanted);

    /**
     * How many messages a list without an end would hold; threads are not counted, messages are.
     */
    long count(MailboxOwner viewer, Folder folder, Wanted wanted);

    /** The messages of a thread wherever they are in the mailbox, the first that arrived first. */
    List<Glance> thread(MailboxOwner viewer, MailboxId mailbox, UUID thread, int most);

    /**
     * The numbers of messages that hold all these words, in subject, addresses or text; the newest
     * where there are very many.
     */
    List<Long> search(MailboxOwner viewer, Folder folder, List<String> words);

    /** A message, read whole. */
    record Whole(UUID thread, Instant receivedAt, Marks marks, byte[] content) {}

    /**
     * Reads one message and does something with it while it is in memory, of which only so much is
     * used at a time.
     */
    <T> Optional<T> read(MailboxOwner viewer, Folder folder, long uid, Function<Whole, T> reading);
}
