package io.muster.notifications;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.notifications.NoticeKind.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Mails to users, of whom the caller knows no address. */
@Component
public class PersonalMails {

    private final Notices notices;
    private final List<Recipients> recipients;
    private final Outbox outbox;

    PersonalMails(Notices notices, List<Recipients> recipients, Outbox outbox) {
        this.notices = notices;
        this.recipients = recipients;
        this.outbox = outbox;
    }

    /**
     * Writes a mail of what the bell tells too; none to who has switched mails of this kind off.
     */
    public void write(
            OrganizationScope scope,
            UserId user,
            NoticeKind kind,
            MailTemplate template,
            Map<String, String> parameters) {
        if (notices.wants(user, kind, Channel.EMAIL)) {
            write(scope, user, template, parameters);
        }
    }

    /**
     * As {@link #write(OrganizationScope, UserId, NoticeKind, MailTemplate, Map)}, to another
     * address of the user.
     */
    public void writeTo(
            OrganizationScope scope,
            UserId user,
            EmailAddress address,
            NoticeKind kind,
            MailTemplate template,
            Map<String, String> parameters) {
        if (notices.wants(user, kind, Channel.EMAIL)) {
            recipient(scope, user)
                    .ifPresent(to ->
                            outbox.write(
                                    scope,
                                    new Mail(
                                            address,
                                            to.name(),
                                            template,
                                            parameters,
                                            to.language(),
                                            null)));
        }
    }

    /**
     * Writes a mail, in the transaction of what it tells of; none to who has no address.
     *
     * @param parameters those of the template
     */
    public void write(
            OrganizationScope scope,
            UserId user,
            MailTemplate template,
            Map<String, String> parameters) {
        recipient(scope, user)
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

    private Optional<Recipients.Recipient> recipient(OrganizationScope scope, UserId user) {
        return recipients.stream().flatMap(known -> known.find(scope, user).stream()).findFirst();
    }
}
