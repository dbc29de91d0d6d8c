package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.users.AccountNews.News;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code account_news}. */
@Repository
class AccountNewsRepository {

    /** Long enough for somebody to go through roles and mailboxes of a user. */
    private static final Duration PAUSE = Duration.ofMinutes(3);

    private final JdbcClient jdbc;

    AccountNewsRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param by who did it first
     */
    record Due(OrganizationId organization, UserId user, News news, String by) {}

    /** The first of many changes says when it is told. */
    void note(OrganizationScope scope, UserId user, News news) {
        jdbc.sql(
                        """
                        INSERT INTO account_news (organization_id, user_id, news, told_by, due_at)
                        VALUES (:organization, :user, :news, :by, now() + make_interval(secs => :pause))
                        ON CONFLICT DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("news", news.name())
                .param("by", scope.actor().name())
                .param("pause", PAUSE.toSeconds())
                .update();
    }

    /** Takes back what was not told yet; false when nothing of it waits. */
    boolean withdraw(OrganizationScope scope, UserId user, Collection<News> undone) {
        return jdbc.sql(
                                """
                                DELETE FROM account_news
                                WHERE organization_id = :organization AND user_id = :user AND news = ANY(:undone)
                                """)
                        .param("organization", scope.organization().value())
                        .param("user", user.value())
                        .param("undone", undone.stream().map(News::name).toArray(String[]::new))
                        .update()
                > 0;
    }

    void forget(OrganizationScope scope, UserId user) {
        jdbc.sql(
                        "DELETE FROM account_news WHERE organization_id = :organization AND user_id = :user")
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .update();
    }

    /** Takes what is due of all organizations; what another server has taken is left to it. */
    List<Due> take(InstanceScope scope, int most) {
        Objects.requireNonNull(scope);
        return jdbc.sql(
                        """
                        DELETE FROM account_news n USING (
                            SELECT organization_id, user_id, news FROM account_news
                            WHERE due_at <= now() ORDER BY due_at LIMIT :most FOR UPDATE SKIP LOCKED
                        ) AS due
                        WHERE n.organization_id = due.organization_id AND n.user_id = due.user_id AND n.news = due.news
                        RETURNING n.organization_id, n.user_id, n.news, n.told_by
                        """)
                .param("most", most)
                .query((row, _) ->
                        new Due(
                                new OrganizationId(row.getObject("organization_id", UUID.class)),
                                new UserId(row.getObject("user_id", UUID.class)),
                                News.valueOf(row.getString("news")),
                                row.getString("told_by")))
                .list();
    }
}
