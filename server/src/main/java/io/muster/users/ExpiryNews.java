package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import io.muster.notifications.Audience;
import io.muster.notifications.Links;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.Notice;
import io.muster.notifications.NoticeKind;
import io.muster.notifications.Notices;
import io.muster.notifications.PersonalMails;
import io.muster.organizations.Organizations;
import io.muster.users.ExpiryRepository.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells of accounts that end: their users, and those who may disable users. */
@Component
class ExpiryNews {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final Notices notices;
    private final PersonalMails mails;
    private final Links links;
    private final Organizations organizations;
    private final UsersInCharge inCharge;

    ExpiryNews(
            Notices notices,
            PersonalMails mails,
            Links links,
            Organizations organizations,
            UsersInCharge inCharge) {
        this.notices = notices;
        this.mails = mails;
        this.links = links;
        this.organizations = organizations;
        this.inCharge = inCharge;
    }

    /** Warns the user himself, in the transaction that notes it. */
    void warn(OrganizationScope whole, User user, Expiry expiry, Instant now) {
        Map<String, Object> facts = new HashMap<>(facts(user, expiry));
        facts.put("days", days(expiry, now));
        notices.tell(
                whole,
                Audience.user(user.id()),
                new Notice(NoticeKind.ACCOUNT_EXPIRING, Notice.Severity.WARNING, facts));
        mails.write(
                whole,
                user.id(),
                NoticeKind.ACCOUNT_EXPIRING,
                MailTemplate.ACCOUNT_EXPIRING,
                Map.of(
                        "organization",
                        organizations.find(whole).orElseThrow().name(),
                        "date",
                        expiry.on().toString()));
    }

    /**
     * Tells those in charge of all who end on a day at once.
     *
     * @param first of them
     * @param all how many they are
     */
    void tell(OrganizationScope whole, User first, Expiry expiry, Instant now, int all) {
        boolean many = all > 1;
        Map<String, Object> facts =
                new HashMap<>(
                        many
                                ? Map.of("users", all, "date", expiry.on().toString())
                                : facts(first, expiry));
        facts.put("days", days(expiry, now));
        notices.tell(
                whole,
                Audience.holders(Permission.USERS_DISABLE),
                new Notice(NoticeKind.ACCOUNT_EXPIRING, Notice.Severity.WARNING, facts));
        Map<String, String> words = new HashMap<>(words(whole, first, expiry));
        if (many) {
            words.remove("user");
            words.put("users", String.valueOf(all));
            words.put(
                    "link",
                    links.to(
                            "/organizations/"
                                    + whole.organization()
                                    + "/users?expiresBefore="
                                    + expiry.on().plusDays(1)));
        }
        (many ? inCharge.of(whole) : administrators(whole, first))
                .forEach(to ->
                        mails.write(
                                whole,
                                to,
                                NoticeKind.ACCOUNT_EXPIRING,
                                many ? MailTemplate.USERS_EXPIRING : MailTemplate.USER_EXPIRING,
                                words));
    }

    private static long days(Expiry expiry, Instant now) {
        return Math.max(
                1,
                Math.ceilDiv(Duration.between(now, expiry.endsAt()).toMillis(), A_DAY.toMillis()));
    }

    /** The day came, and the account had to stay open. */
    void refused(OrganizationScope whole, User user, Expiry expiry, UserRule why) {
        Map<String, Object> facts = new HashMap<>(facts(user, expiry));
        facts.put("message", why.sentence());
        notices.tell(
                whole,
                Audience.holders(Permission.USERS_DISABLE),
                new Notice(NoticeKind.EXPIRY_REFUSED, Notice.Severity.DANGER, facts));
        Map<String, String> words = new HashMap<>(words(whole, user, expiry));
        words.put("reason", why.sentence());
        administrators(whole, user)
                .forEach(to ->
                        mails.write(
                                whole,
                                to,
                                NoticeKind.EXPIRY_REFUSED,
                                MailTemplate.EXPIRY_REFUSED,
                                words));
    }

    private List<UserId> administrators(OrganizationScope whole, User user) {
        return inCharge.of(whole).stream().filter(one -> !one.equals(user.id())).toList();
    }

    private static Map<String, Object> facts(User user, Expiry expiry) {
        return Map.of(
                "userId",
                user.id().toString(),
                "user",
                user.profile().displayName(),
                "date",
                expiry.on().toString());
    }

    private Map<String, String> words(OrganizationScope whole, User user, Expiry expiry) {
        return Map.of(
                "user",
                user.profile().displayName(),
                "organization",
                organizations.find(whole).orElseThrow().name(),
                "date",
                expiry.on().toString(),
                "link",
                links.to(
                        "/organizations/"
                                + whole.organization()
                                + "/users/"
                                + user.id()
                                + "?tab=account"));
    }
}
