package io.muster.mailboxes;

import io.muster.domains.DomainId;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Version;
import java.util.UUID;

/** Where mail for addresses of a domain goes that nobody has. */
record CatchAll(DomainId domain, Target target, Version version) {

    /** Of a domain whose mail for unknown addresses is refused. */
    static final Version OFF = new Version(0);

    CatchAll judged(boolean inUse) {
        return new CatchAll(
                domain,
                new Target(target.kind(), target.id(), target.name(), target.address(), inUse),
                version);
    }

    /** What a domain's mail can go to. */
    enum Kind {
        /** A user of the organization, by his own mailbox. */
        USER,
        /** A shared mailbox of the organization. */
        MAILBOX,
        /** A mail group of the organization. */
        GROUP
    }

    /**
     * @param id of the user, the mailbox or the group
     * @param inUse false where it takes no mail of strangers now; mail is refused then
     */
    record Target(Kind kind, UUID id, String name, EmailAddress address, boolean inUse) {}
}
