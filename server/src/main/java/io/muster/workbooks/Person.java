package io.muster.workbooks;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.roles.Gifts.Gift;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a workbook makes a user.
 *
 * @param mailbox whether he gets a mailbox of his own
 * @param account roles and permissions in the organization; null where the workbook is silent
 * @param mailboxes what he gets on the mailboxes of others
 */
record Person(
        String firstName,
        String lastName,
        EmailAddress address,
        boolean mailbox,
        @Nullable Gift account,
        Map<MailboxId, Gift> mailboxes) {

    Person {
        mailboxes = Map.copyOf(mailboxes);
    }

    /** The permissions and roles of the account, nothing where the workbook is silent. */
    Gift given() {
        return account == null ? Gift.NOTHING : account;
    }
}
