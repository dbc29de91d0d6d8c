package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import io.muster.mailboxes.MailboxOwner;
import java.util.List;
import java.util.UUID;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.model.Subscription;

/**
 * The folders that clients of users show, by the names that the user sees. James hands over whole
 * paths and, where it reads a name, guesses; so it is given whole paths back.
 */
final class SubscriptionRows implements SubscriptionMapper {

    private final MailStore store;
    private final MailboxOwner viewer;

    SubscriptionRows(MailStore store, MailboxOwner viewer) {
        this.store = store;
        this.viewer = viewer;
    }

    /** Kept where the folder is, so that it goes with the right to see that. */
    @Override
    public void save(Subscription subscription) {
        MailboxOwner user = store.owners().owner(subscription.getUser());
        String name = name(subscription);
        OrganizationId organization =
                name.startsWith(OthersFolders.PREFIX)
                        ? store.in(user.organization(), () -> where(name))
                        : user.organization();
        store.in(
                organization,
                () ->
                        store.sql(
                                        """
                                        INSERT INTO mail_subscriptions (organization_id, owner_id, name)
                                        VALUES (:organization, :owner, :name)
                                        ON CONFLICT (owner_id, name) DO NOTHING
                                        """)
                                .param("organization", organization.value())
                                .param("owner", user.user().value())
                                .param("name", name)
                                .update());
    }

    private OrganizationId where(String name) {
        return new OthersFolders(store, viewer)
                .place(MailboxPath.forUser(store.owners().name(viewer), name))
                .map(OthersFolders.Place::organization)
                .orElse(viewer.organization());
    }

    @Override
    public void delete(Subscription subscription) {
        store.together(() ->
                store.sql(
                                """
                                DELETE FROM mail_subscriptions
                                WHERE owner_id = :owner AND name = :name
                                  AND (organization_id = :home OR NOT :homeOnly)
                                """)
                        .param("owner", owner(subscription.getUser()))
                        .param("home", viewer.organization().value())
                        .param("homeOnly", viewer.homeOnly())
                        .param("name", name(subscription))
                        .update());
    }

    /** All of the user, of whatever organization the folders are that the session sees. */
    @Override
    public List<Subscription> findSubscriptionsForUser(Username user) {
        return store.together(() ->
                store.sql(
                                """
                                SELECT name FROM mail_subscriptions
                                WHERE owner_id = :owner AND (organization_id = :home OR NOT :homeOnly)
                                """)
                        .param("owner", owner(user))
                        .param("home", viewer.organization().value())
                        .param("homeOnly", viewer.homeOnly())
                        .query((row, _) ->
                                new Subscription(
                                        user,
                                        MailboxPath.forUser(user, row.getString("name"))
                                                .asEscapedString()))
                        .list());
    }

    /** Of a path, the name. James's older form is a name alone. */
    private static String name(Subscription subscription) {
        String mailbox = subscription.getMailbox();
        return mailbox.startsWith(MailboxConstants.USER_NAMESPACE + ":")
                ? MailboxPath.parseEscaped(mailbox).map(MailboxPath::getName).orElse(mailbox)
                : mailbox;
    }

    private UUID owner(Username user) {
        return store.owners().owner(user).user().value();
    }
}
