package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the own mailboxes of users are set, for files that bring and take it. Implemented where
 * mailboxes are; set-based, meant for some thousand users at a time.
 */
public interface MailboxSettings {

    /** How many aliases a mailbox has at most. */
    int MOST_ALIASES = 50;

    /** The largest limit that a mailbox may have, in octets. */
    long MOST_OCTETS = 1L << 50;

    /** A way to the mail of a user that is on or off. */
    enum Way {
        WEBMAIL,
        IMAP,
        SUBMISSION,
        RECEPTION
    }

    /**
     * How one mailbox is set.
     *
     * @param limitOctets how large it may become; 0 is without limit, null as the organization has
     *     it
     * @param off the ways that are switched off
     */
    record Settings(@Nullable Long limitOctets, Set<EmailAddress> aliases, Set<Way> off) {

        /** That of a mailbox of which nothing was said. */
        public static final Settings USUAL = new Settings(null, Set.of(), Set.of());

        public Settings {
            Set<EmailAddress> ordered =
                    new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
            ordered.addAll(aliases);
            aliases = Collections.unmodifiableSet(ordered);
            Set<Way> ways = EnumSet.noneOf(Way.class);
            ways.addAll(off);
            off = Collections.unmodifiableSet(ways);
        }
    }

    /** The settings of these users' mailboxes; whoever has none of his own is missing. */
    Map<UserId, Settings> of(OrganizationScope scope, Collection<UserId> users);

    /**
     * An alias that a user is to get.
     *
     * @param user null where he is not made yet
     */
    record Alias(@Nullable UserId user, EmailAddress address) {}

    /** Why an alias can't be had: a code, and a sentence that stands by itself. */
    record Against(String code, String sentence) {}

    /** What keeps aliases from being given, each as if it were alone. */
    Map<Alias, Against> against(OrganizationScope scope, Collection<Alias> aliases);

    /** What the alias would collide with besides itself: the address that it were a tag of. */
    Collection<String> names(EmailAddress alias);

    /** Nobody else changes these mailboxes before the transaction ends. */
    void hold(OrganizationScope scope, Collection<UserId> users);

    /**
     * Sets mailboxes that were held, and writes it to the audit log. Of a user whose mailbox has
     * ended the aliases and ways alone are set.
     *
     * @return users of whose aliases somebody took one meanwhile; then the caller rolls back
     */
    Set<UserId> write(OrganizationScope scope, Map<UserId, Settings> settings);
}
