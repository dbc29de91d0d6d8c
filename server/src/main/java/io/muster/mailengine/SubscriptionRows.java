package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import java.util.List;
import org.apache.james.core.Username;
import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.model.Subscription;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The folders that clients of users of one organization show. */
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
                () ->
                        of(sql, subscription.getUser())
                                .param("name", subscription.getMailbox())
                                .update());
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
                                .query((row, _) -> new Subscription(user, row.getString("name")))
                                .list());
    }

    private JdbcClient.StatementSpec of(String sql, Username user) {
        return store.sql(sql)
                .param("organization", organization.value())
                .param("owner", store.owners().owner(user).user().value());
    }
}
