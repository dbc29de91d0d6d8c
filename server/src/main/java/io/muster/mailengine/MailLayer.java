package io.muster.mailengine;

import io.muster.mailboxes.MailboxLimits;
import io.muster.mailboxes.MailboxOwner;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSession.SessionType;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.StoreMailboxAnnotationManager;
import org.apache.james.mailbox.store.StoreSubscriptionManager;
import org.apache.james.mailbox.store.event.MailboxAnnotationListener;
import org.apache.james.mailbox.store.quota.NoMaxQuotaManager;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import org.apache.james.mailbox.store.search.MessageSearchIndex;

/**
 * James's parts that stand between the protocols and the store, put together by hand: folders,
 * subscriptions, rights, search and the events between sessions.
 */
record MailLayer(
        StoreParts parts,
        SessionProvider sessions,
        EventBus events,
        Folders folders,
        StoreSubscriptionManager subscriptions,
        QuotaComponents quotas,
        Rooms rooms,
        MessageSearchIndex search) {

    /** How many annotations a folder may have, and how long they may be, in characters. */
    record AnnotationLimits(int number, int length) {}

    static MailLayer over(
            MailStore store,
            SessionProvider sessions,
            EventBus events,
            PreDeletionHooks deletions,
            AnnotationLimits annotationLimits,
            MailboxLimits mailboxLimits,
            MailIndex index,
            Clock clock) {
        var parts = new StoreParts(store, clock);
        var rights = new OwnRights(parts, events);
        var annotations =
                new StoreMailboxAnnotationManager(
                        parts, rights, annotationLimits.number(), annotationLimits.length());
        var rooms = new Rooms(store, mailboxLimits);
        // Limits are set in Muster only.
        var quotas =
                new QuotaComponents(new NoMaxQuotaManager(), rooms, new QuotaRoots(store, parts));
        var search = new MailSearch(store, parts, index);
        var folders =
                new Folders(
                        parts,
                        sessions,
                        annotations,
                        events,
                        rights,
                        quotas,
                        search,
                        deletions,
                        clock);
        events.register(new MailboxAnnotationListener(parts, sessions));
        return new MailLayer(
                parts,
                sessions,
                events,
                folders,
                new StoreSubscriptionManager(parts, parts, events),
                quotas,
                rooms,
                search);
    }

    /** The attribute of a session in which nothing is open outside of the user's home. */
    private static final String HOME_ONLY = "io.muster.home-only";

    /** The attribute of a session of a person; the server itself has every right everywhere. */
    private static final String PERSON = "io.muster.person";

    static boolean isOfPerson(MailboxSession session) {
        return session.getAttributes().containsKey(PERSON);
    }

    /** A session of a user who showed who he is, or of somebody who acts as him at his home. */
    static MailboxSession sessionOf(MailboxOwner viewer) {
        MailboxSession session = sessionOf(Owners.BY_ID.name(viewer));
        session.getAttributes().put(PERSON, true);
        if (viewer.homeOnly()) {
            session.getAttributes().put(HOME_ONLY, true);
        }
        return session;
    }

    /** Whose a session is. */
    static MailboxOwner viewer(MailStore store, MailboxSession session) {
        MailboxOwner viewer = store.owners().owner(session.getUser());
        return session.getAttributes().containsKey(HOME_ONLY) ? viewer.atHomeOnly() : viewer;
    }

    /** A session of a user who showed who he is. */
    static MailboxSession sessionOf(Username user) {
        return new MailboxSession(
                MailboxSession.SessionId.of(ThreadLocalRandom.current().nextLong()),
                user,
                Optional.of(user),
                List.of(),
                MailboxConstants.DEFAULT_DELIMITER,
                SessionType.User);
    }
}
