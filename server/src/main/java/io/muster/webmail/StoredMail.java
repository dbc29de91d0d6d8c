package io.muster.webmail;

import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
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
import java.util.function.Supplier;
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
     * @param owner the mailbox that it is in, perhaps of an organization in which he is a guest
     * @param name within its mailbox, dots between levels
     * @param rights what he may do there, of level mailbox
     * @param octets of all its messages
     */
    record Folder(
            UUID id,
            MailboxOwner owner,
            String name,
            Set<Permission> rights,
            long messages,
            long octets) {

        public MailboxId mailbox() {
            return owner.mailbox();
        }
    }

    /** Makes the folders that everybody has where there are none yet. */
    void provide(MailboxOwner viewer, MailboxOwner mailbox);

    /** The folders of a mailbox that the user may look into; none of any other. */
    List<Folder> folders(MailboxOwner viewer, MailboxOwner mailbox);

    /** How many messages of each of these folders nobody has seen, 10,000 at most. */
    Map<UUID, Long> unseen(MailboxOwner viewer, Collection<Folder> folders);

    /** Another text whenever anything in the mailbox is another. */
    String state(MailboxOwner viewer, MailboxOwner mailbox);

    /** A folder that the user may look into. */
    Optional<Folder> folder(MailboxOwner viewer, UUID id);

    /** What each of these mailboxes holds, in octets. */
    Map<MailboxId, Long> octets(MailboxOwner viewer, Collection<MailboxOwner> mailboxes);

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
     * @param ofThread how many messages of the thread are in that folder, 1,000 at most; in a list
     *     that isn't of threads, one
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
     * How many messages a list without an end would hold, not threads; of those that are found by
     * something 10,000 at most.
     */
    long count(MailboxOwner viewer, Folder folder, Wanted wanted);

    /**
     * The messages of a thread wherever they are in the mailbox, the first that arrived first; the
     * newest where there are more.
     */
    List<Glance> thread(MailboxOwner viewer, MailboxOwner mailbox, UUID thread, int most);

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

    /** What became of a wish to have another folder, or another name of one. */
    sealed interface FolderChange {
        record Done(UUID id) implements FolderChange {}

        record NameTaken() implements FolderChange {}

        /** The name is none, or the folder isn't the user's to change. */
        record Refused() implements FolderChange {}

        record Gone() implements FolderChange {}
    }

    /**
     * @param name whole; the folders above it are made too
     */
    FolderChange create(MailboxOwner viewer, MailboxOwner mailbox, String name);

    /** With all folders below it. */
    FolderChange rename(MailboxOwner viewer, Folder folder, String name);

    FolderChange delete(MailboxOwner viewer, Folder folder);

    /** The folder that everybody has of that name, made where its owner deleted it. */
    Folder standard(MailboxOwner viewer, MailboxOwner mailbox, FolderRole role);

    /** What to say of messages; null leaves it as it is. */
    record Marking(@Nullable Boolean seen, @Nullable Boolean flagged, @Nullable Boolean answered) {}

    /** How many of them are marked another way now. */
    int mark(MailboxOwner viewer, Folder folder, Collection<Long> uids, Marking marking);

    /** What became of a move. */
    sealed interface Move {
        record Moved(int messages) implements Move {}

        /** The other mailbox has no room; nothing was moved. */
        record Full() implements Move {}

        record FolderGone() implements Move {}
    }

    /** Moves those of them that are there. */
    Move move(MailboxOwner viewer, Folder from, Collection<Long> uids, Folder to);

    /** Deletes messages for good; how many of them were there. */
    int deleteForGood(MailboxOwner viewer, Folder folder, Collection<Long> uids);

    /** The first numbers of a folder. */
    List<Long> uids(MailboxOwner viewer, Folder folder, boolean unseen, int most);

    /** What became of a message that was to be put into a folder. */
    sealed interface Keeping {
        record Kept(long uid) implements Keeping {}

        record Full() implements Keeping {}

        record TooLarge(long largest) implements Keeping {}

        record FolderGone() implements Keeping {}
    }

    /** How many octets a message may have. */
    long largest();

    /** Puts a draft, seen, into a folder. */
    Keeping keepDraft(MailboxOwner viewer, Folder folder, byte[] content);

    /**
     * A message on its way.
     *
     * @param sender under which it is sent
     * @param recipients of all kinds, in their own spelling
     * @param content as they get it
     * @param kept as its sender keeps it, with those to whom it went without being named
     * @param drafts where it is until it is sent
     * @param sent where it is then
     * @param draft what it was written from, which is gone when it is sent; null where there is
     *     none
     */
    record Outgoing(
            EmailAddress sender,
            List<String> recipients,
            byte[] content,
            byte[] kept,
            Folder drafts,
            Folder sent,
            @Nullable DraftPlace draft) {}

    /** Where a draft is. */
    record DraftPlace(Folder folder, long uid) {}

    /** Why a recipient gets nothing. */
    enum Unreachable {
        /** There is no such address here, nor can it be elsewhere. */
        UNKNOWN,
        /** It may be of another server, but mail doesn't leave this one. */
        ELSEWHERE,
        /** It takes no mail. */
        CLOSED,
        /** Its mailbox has no room for this message. */
        FULL,
        /** It is a group that the sender may not write to. */
        NOT_ALLOWED
    }

    /** What became of a message that was to be sent. */
    sealed interface Sending {
        record Sent(UUID folder, long uid) implements Sending {}

        /** The user may not send under that address, now. */
        record NotAllowed() implements Sending {}

        /** By the place of the recipient in the list; nobody got it. */
        record Refused(Map<Integer, Unreachable> recipients) implements Sending {}

        record TooLarge(long largest) implements Sending {}

        /** Its groups have more members together than one message goes to. */
        record TooWide() implements Sending {}

        /** He writes to too many in an hour. */
        record TooFast() implements Sending {}

        /** Too much of his mail waits to leave. */
        record TooMuchWaits() implements Sending {}

        /** There is no room for what he keeps of it. */
        record Full() implements Sending {}

        /** The draft isn't there: it was sent, or deleted. */
        record DraftGone() implements Sending {}

        /** It could not be stored; nobody got it. */
        record NotNow() implements Sending {}
    }

    /**
     * Sends a message by all that submission asks: to the inboxes of those here, the queue for
     * those elsewhere, and to what its sender keeps, in one transaction.
     *
     * @param alongside done in the same transaction
     */
    Sending send(MailboxOwner viewer, Outgoing message, Runnable alongside);

    /** Does something with so many octets in memory, of which only so much is used at a time. */
    <T> T holding(long octets, Supplier<T> work);
}
