package io.muster.mailengine;

import java.util.stream.Stream;
import javax.mail.Flags;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.acl.UnionMailboxACLResolver;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.StoreRightManager;

/**
 * The rights of users on folders. For James the owner of a folder may do everything with it; here
 * he may do what its rights say of himself, where they say something.
 */
final class OwnRights extends StoreRightManager {

    OwnRights(MailboxSessionMapperFactory parts, EventBus events) {
        super(parts, new Resolver(), events);
    }

    /** Whether it is the user's own folder, of which nothing is said that limits him. */
    static boolean hasAll(Mailbox folder, Username user) {
        return folder.getUser().equals(user)
                && !folder.getACL().getEntries().containsKey(EntryKey.createUserEntryKey(user));
    }

    /** What is said of its owner; nothing where he isn't limited. */
    static Rfc4314Rights given(Mailbox folder) {
        return folder.getACL()
                .getEntries()
                .getOrDefault(EntryKey.createUserEntryKey(folder.getUser()), MailboxACL.NO_RIGHTS);
    }

    @Override
    public boolean isReadWrite(MailboxSession session, Mailbox folder, Flags shared) {
        if (!folder.getUser().equals(session.getUser()) || hasAll(folder, session.getUser())) {
            return super.isReadWrite(session, folder, shared);
        }
        return Stream.of(
                        Right.Insert,
                        Right.PerformExpunge,
                        Right.DeleteMessages,
                        Right.WriteSeenFlag,
                        Right.Write)
                .anyMatch(given(folder)::contains);
    }

    private static final class Resolver extends UnionMailboxACLResolver {

        @Override
        public Rfc4314Rights resolveRights(Username user, MailboxACL rights, String owner)
                throws UnsupportedRightException {
            Rfc4314Rights own =
                    user.asString().equals(owner)
                            ? rights.getEntries().get(EntryKey.createUserEntryKey(user))
                            : null;
            return own == null ? super.resolveRights(user, rights, owner) : own;
        }
    }
}
