package io.muster.invitations;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.List;

/**
 * What this module needs of mailboxes: to judge what is promised on them, and to give it. The
 * mailboxes module implements it.
 */
public interface PromisedMailboxes {

    /** The names of the mailboxes that somebody was given access to. */
    List<String> namesOf(OrganizationScope scope, UserId user);

    /** What was said of a promise. */
    sealed interface Verdict {
        /**
         * @param mailboxes the same, with their names
         */
        record Fit(List<PromisedMailbox> mailboxes) implements Verdict {}

        /**
         * @param place of the mailbox in the list, from 0
         */
        record NoSuchMailbox(int place) implements Verdict {}

        /**
         * @param place of the mailbox in the list, from 0
         */
        record NoSuchRole(int place, RoleId role) implements Verdict {}

        /** The permission to give access to mailboxes is missing. */
        record NotPermitted(Permission needed) implements Verdict {}

        /** The rights of a mailbox's user go beyond the actor's. */
        record Outranked() implements Verdict {}
    }

    /** Whether the actor may promise this. */
    Verdict judge(OrganizationScope scope, List<PromisedMailbox> wanted);

    /**
     * Locks the mailboxes promised until the end of the transaction, in the order of everybody who
     * changes more than one. To be asked before the end of the audit log is locked, and after the
     * grants.
     */
    void hold(OrganizationScope scope, List<PromisedMailbox> promised);

    /**
     * Gives what was promised, beside what the user holds already. Roles that are gone meanwhile
     * are left out.
     *
     * @return those of the mailboxes that are gone
     */
    List<PromisedMailbox> give(
            OrganizationScope scope, UserId user, List<PromisedMailbox> promised);
}
