package io.muster.mailengine;

import javax.mail.Flags;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;

/** The flags that somebody may set in a folder: RFC 4314 4 wants a right for each. */
record SettableFlags(boolean deleted, boolean seen, boolean others) {

    private static final SettableFlags ALL = new SettableFlags(true, true, true);

    static SettableFlags of(Rfc4314Rights rights) {
        return new SettableFlags(
                rights.contains(Right.DeleteMessages),
                rights.contains(Right.WriteSeenFlag),
                rights.contains(Right.Write));
    }

    /** Of a user in a folder that was read with the rights on it. */
    static SettableFlags of(Mailbox folder, Username user) {
        return OwnRights.hasAll(folder, user)
                ? ALL
                : of(
                        folder.getACL()
                                .getEntries()
                                .getOrDefault(
                                        MailboxACL.EntryKey.createUserEntryKey(user),
                                        MailboxACL.NO_RIGHTS));
    }

    /** Those of them that may be set, and what the server sets itself. */
    Flags of(Flags flags) {
        Flags settable = new Flags(flags);
        if (!deleted) {
            settable.remove(Flags.Flag.DELETED);
        }
        if (!seen) {
            settable.remove(Flags.Flag.SEEN);
        }
        if (!others) {
            settable.remove(Flags.Flag.ANSWERED);
            settable.remove(Flags.Flag.FLAGGED);
            settable.remove(Flags.Flag.DRAFT);
            settable.remove(Flags.Flag.USER);
            for (String keyword : flags.getUserFlags()) {
                settable.remove(keyword);
            }
        }
        return settable;
    }

    /** The system flags among them. */
    int bits() {
        return FlagBits.of(of(FlagBits.flags(FlagBits.ALL, new String[0])));
    }

    /** RFC 3501 2.3.2: no client changes what is recent. */
    private Flags ofClients(Flags flags) {
        Flags settable = of(flags);
        settable.remove(Flags.Flag.RECENT);
        return settable;
    }

    /** Sets exactly these flags as far as they may be set; the rest stays as it is. */
    FlagsUpdateCalculator replacement(Flags given) {
        return new FlagsUpdateCalculator(given, FlagsUpdateMode.REPLACE) {
            @Override
            public Flags buildNewFlags(Flags before) {
                Flags after = new Flags(before);
                after.remove(ofClients(before));
                after.add(ofClients(given));
                return after;
            }
        };
    }
}
