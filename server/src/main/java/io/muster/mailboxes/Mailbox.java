package io.muster.mailboxes;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail store with an address.
 *
 * @param name 1 to 255 characters
 * @param visible whether everybody in the organization may find it by name
 * @param archivedAt since when it takes no mail and nobody sends as it; null while it does
 * @param accessVersion counts the changes of who has access, from 0
 */
record Mailbox(
        MailboxId id,
        Kind kind,
        String name,
        EmailAddress address,
        boolean visible,
        @Nullable Instant archivedAt,
        Version version,
        Version accessVersion,
        Instant createdAt) {

    /** Whose it is. */
    enum Kind {
        /** One user's; made, renamed and ended with him. */
        PERSONAL,
        /** The organization's. */
        SHARED
    }

    boolean personal() {
        return kind == Kind.PERSONAL;
    }

    /** Of a deleted user: it goes with him unless he is restored. */
    boolean isOfDeletedUser() {
        return personal() && archived();
    }

    boolean archived() {
        return archivedAt != null;
    }
}
