package io.muster.domains;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import io.muster.notifications.Audience;
import io.muster.notifications.Links;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.Notice;
import io.muster.notifications.Notice.Severity;
import io.muster.notifications.NoticeKind;
import io.muster.notifications.Notices;
import io.muster.notifications.PersonalMails;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Tells how a proof went: all who manage domains by the bell, and who began the proof by mail too.
 */
@Component
class DomainNews {

    private final Notices notices;
    private final PersonalMails mails;
    private final Links links;

    DomainNews(Notices notices, PersonalMails mails, Links links) {
        this.notices = notices;
        this.mails = mails;
        this.links = links;
    }

    void verified(OrganizationScope scope, Domain domain) {
        tell(scope, domain, NoticeKind.DOMAIN_VERIFIED, Severity.SUCCESS);
        mail(scope, domain, NoticeKind.DOMAIN_VERIFIED, MailTemplate.DOMAIN_VERIFIED);
    }

    void expired(OrganizationScope scope, Domain domain) {
        tell(scope, domain, NoticeKind.DOMAIN_EXPIRED, Severity.WARNING);
        mail(scope, domain, NoticeKind.DOMAIN_EXPIRED, MailTemplate.DOMAIN_EXPIRED);
    }

    void inUse(OrganizationScope scope, Domain domain) {
        tell(scope, domain, NoticeKind.DOMAIN_IN_USE, Severity.WARNING);
        mail(scope, domain, NoticeKind.DOMAIN_IN_USE, MailTemplate.DOMAIN_IN_USE);
    }

    void missing(OrganizationScope scope, Domain domain) {
        tell(scope, domain, NoticeKind.DOMAIN_RECORD_MISSING, Severity.WARNING);
        mail(scope, domain, NoticeKind.DOMAIN_RECORD_MISSING, MailTemplate.DOMAIN_RECORD_MISSING);
    }

    void lost(OrganizationScope scope, Domain domain) {
        tell(scope, domain, NoticeKind.DOMAIN_UNVERIFIED, Severity.DANGER);
        mail(scope, domain, NoticeKind.DOMAIN_UNVERIFIED, MailTemplate.DOMAIN_UNVERIFIED);
    }

    private void tell(OrganizationScope scope, Domain domain, NoticeKind kind, Severity severity) {
        Audience managers = Audience.holders(Permission.DOMAINS_MANAGE);
        UserId asker = domain.askedBy();
        notices.tell(
                scope,
                asker == null ? managers : managers.and(asker),
                new Notice(
                        kind,
                        severity,
                        Map.of(
                                "domainId", domain.id().toString(),
                                "domain", domain.name().value())));
    }

    private void mail(
            OrganizationScope scope, Domain domain, NoticeKind kind, MailTemplate template) {
        UserId asker = domain.askedBy();
        if (asker != null) {
            mails.write(
                    scope,
                    asker,
                    kind,
                    template,
                    Map.of(
                            "domain", domain.name().value(),
                            "link",
                                    links.to(
                                            "/organizations/"
                                                    + scope.organization()
                                                    + "/domains")));
        }
    }
}
