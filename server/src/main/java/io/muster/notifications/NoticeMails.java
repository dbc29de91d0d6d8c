package io.muster.notifications;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.notifications.NoticeKind.Channel;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the bell tells, by mail too where a user wants that. */
@Component
public class NoticeMails {

    private final Notices notices;
    private final List<Recipients> recipients;
    private final Outbox outbox;

    NoticeMails(Notices notices, List<Recipients> recipients, Outbox outbox) {
        this.notices = notices;
        this.recipients = recipients;
        this.outbox = outbox;
    }

    /**
     * Writes a mail to a user, in the transaction of what it tells of; none to who has no address
     * or has switched mails of this kind off.
     *
     * @param parameters those of the template
     */
    public void write(
            OrganizationScope scope,
            UserId user,
            NoticeKind kind,
            MailTemplate template,
            Map<String, String> parameters) {
        if (!notices.wants(user, kind, Channel.EMAIL)) {
            return;
        }
        recipients.stream()
                .flatMap(known -> known.find(scope, user).stream())
                .findFirst()
                .ifPresent(to ->
                        outbox.write(
                                scope,
                                new Mail(
                                        to.address(),
                                        to.name(),
                                        template,
                                        parameters,
                                        to.language(),
                                        null)));
    }
}
