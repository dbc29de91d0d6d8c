package io.muster.notifications;

import io.muster.kernel.UserId;
import io.muster.notifications.NoticeKind.Channel;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code notice_choices}: what each user has switched off. */
@Repository
class NoticeChoiceRepository {

    private final JdbcClient jdbc;

    NoticeChoiceRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<NoticeKind> switchedOff(UserId user, Channel channel) {
        Set<NoticeKind> off = EnumSet.noneOf(NoticeKind.class);
        jdbc.sql("SELECT kind FROM notice_choices WHERE user_id = :user AND channel = :channel")
                .param("user", user.value())
                .param("channel", channel.name())
                .query((row, _) -> row.getString("kind"))
                .list()
                .forEach(kind -> NoticeKind.parse(kind).ifPresent(off::add));
        return off;
    }

    void replace(UserId user, Channel channel, Set<NoticeKind> off) {
        jdbc.sql("DELETE FROM notice_choices WHERE user_id = :user AND channel = :channel")
                .param("user", user.value())
                .param("channel", channel.name())
                .update();
        jdbc.sql(
                        """
                        INSERT INTO notice_choices (user_id, kind, channel)
                        SELECT :user, kind, :channel FROM unnest(:kinds::text[]) AS k (kind)
                        ON CONFLICT DO NOTHING
                        """)
                .param("user", user.value())
                .param("channel", channel.name())
                .param("kinds", off.stream().map(NoticeKind::text).toArray(String[]::new))
                .update();
    }
}
