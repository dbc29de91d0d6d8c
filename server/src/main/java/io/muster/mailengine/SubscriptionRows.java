package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.model.Subscription;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The folders that clients of users of one organization show, by the names that the user sees.
 * James hands over whole paths and, where it reads a name, guesses; so it is given whole paths
 * back.
 */
final class SubscriptionRows implements SubscriptionMapper {

    private final MailStore store;
    private final OrganizationId organization;

    SubscriptionRows(MailStore store, OrganizationId organization) {
        this.store = store;
        this.organization = organization;
    }

    @Override
    public void save(Subscription subscription) {
        change(
                """
                INSERT INTO mail_subscriptions (organization_id, owner_id, name)
                VALUES (:organization, :owner, :name)
                ON CONFLICT (owner_id, name) DO NOTHING
                """,
                subscription);
    }

    @Override
    public void delete(Subscription subscription) {
        change(
                """
                DELETE FROM mail_subscriptions
                WHERE organization_id = :organization AND owner_id = :owner AND name = :name
                """,
                subscription);
    }

    private void change(String sql, Subscription subscription) {
        store.in(
                organization,
                () -> of(sql, subscription.getUser()).param("name", name(subscription)).update());
    }

    @Override
    public List<Subscription> findSubscriptionsForUser(Username user) {
        return store.in(
                organization,
                () ->
                        of(
                                        """
                                        SELECT name FROM mail_subscriptions
                                        WHERE organization_id = :organization AND owner_id = :owner
                                        """,
                                        user)
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

    private JdbcClient.StatementSpec of(String sql, Username user) {
        return store.sql(sql)
                .param("organization", organization.value())
                .param("owner", store.owners().owner(user).user().value());
    }
}
