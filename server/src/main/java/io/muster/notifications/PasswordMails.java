package io.muster.notifications;

import io.muster.access.OrganizationScope;
import io.muster.access.PasswordChanged;
import io.muster.access.PasswordExpiries;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells people that their password was changed, or is over soon. */
@Component
class PasswordMails implements RecurringWork {

    /** Users of one organization in one transaction. */
    private static final int PORTION = 200;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final PasswordExpiries expiries;
    private final Recipients recipients;
    private final Outbox outbox;
    private final Links links;
    private final Scopes scopes;

    PasswordMails(
            PasswordExpiries expiries,
            Recipients recipients,
            Outbox outbox,
            Links links,
            Scopes scopes) {
        this.expiries = expiries;
        this.recipients = recipients;
        this.outbox = outbox;
        this.links = links;
        this.scopes = scopes;
    }

    /** In the transaction of the change: whoever didn't do it himself learns of it. */
    @EventListener
    void changed(PasswordChanged change) {
        if (change.first()) {
            return;
        }
        OrganizationScope scope = scopes.organization(scopes.machinery(), change.organization());
        mail(
                        scope,
                        change.user(),
                        MailTemplate.PASSWORD_CHANGED,
                        Map.of("time", time(change.at())),
                        null)
                .ifPresent(mail -> outbox.write(scope, mail));
    }

    @Override
    public String name() {
        return "notifications.password-warnings";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        for (OrganizationId organization : scopes.in(scopes.machinery(), expiries::organizations)) {
            OrganizationScope scope = scopes.organization(scopes.machinery(), organization);
            boolean more = true;
            while (more) {
                more = scopes.in(scope, () -> warn(scope)) == PORTION;
            }
        }
    }

    private int warn(OrganizationScope scope) {
        List<PasswordExpiries.Warning> warnings = expiries.warn(scope, PORTION);
        if (warnings.isEmpty()) {
            return 0;
        }
        outbox.write(
                scope,
                warnings.stream()
                        .flatMap(warning ->
                                mail(
                                        scope,
                                        warning.user(),
                                        MailTemplate.PASSWORD_EXPIRING,
                                        Map.of(
                                                "days",
                                                Integer.toString(warning.days()),
                                                "link",
                                                links.to("/account/security")),
                                        Duration.ofDays(warning.days()))
                                        .stream())
                        .toList());
        return warnings.size();
    }

    private Optional<Mail> mail(
            OrganizationScope scope,
            UserId user,
            MailTemplate template,
            Map<String, String> parameters,
            @Nullable Duration validFor) {
        return recipients
                .find(scope, user)
                .map(to ->
                        new Mail(
                                to.address(),
                                to.name(),
                                template,
                                parameters,
                                to.language(),
                                validFor));
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
