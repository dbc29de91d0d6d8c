package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import java.util.UUID;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxId;

/**
 * The id of a folder, with its organization: James hands ids to parts that know nothing else, and
 * the rows of a folder are read within its organization only.
 */
record FolderId(OrganizationId organization, UUID value) implements MailboxId {

    static FolderId of(MailboxId id) {
        return (FolderId) id;
    }

    /**
     * Of a folder that a user works in: one of his home, or of a mailbox elsewhere that he was
     * given, with the rights that it was read with.
     *
     * @throws IllegalArgumentException where it is neither; no row of another organization is read
     *     by mistake
     */
    static FolderId seenBy(Owners owners, Username user, Mailbox folder) {
        FolderId id = of(folder.getMailboxId());
        boolean his =
                owners.owner(user).organization().equals(id.organization)
                        || folder.getACL()
                                .getEntries()
                                .containsKey(MailboxACL.EntryKey.createUserEntryKey(user));
        if (!his) {
            throw new IllegalArgumentException(
                    "a folder of an organization that is not the user's");
        }
        return id;
    }

    /** RFC 8474 5.1 allows letters, digits, "-" and "_". */
    @Override
    public String serialize() {
        return organization + "_" + value;
    }

    @Override
    public String toString() {
        return serialize();
    }

    /** Reads the text form. */
    static final class Factory implements MailboxId.Factory {
        @Override
        public FolderId fromString(String text) {
            int bar = text.indexOf('_');
            return new FolderId(
                    new OrganizationId(UUID.fromString(text.substring(0, bar))),
                    UUID.fromString(text.substring(bar + 1)));
        }
    }
}
