package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.notifications.Links;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.PersonalMails;
import io.muster.organizations.Organizations;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells a user that an administrator works with his account, where his organization wants that. */
@Component
class ImpersonationMails {

    private final Organizations organizations;
    private final PersonalMails mails;
    private final Links links;

    ImpersonationMails(Organizations organizations, PersonalMails mails, Links links) {
        this.organizations = organizations;
        this.mails = mails;
        this.links = links;
    }

    /** In the transaction in which it begins. */
    void begun(OrganizationScope scope, User user, String reason, int minutes) {
        organizations
                .find(scope)
                .filter(organization -> organization.settings().tellsOfImpersonation())
                .ifPresent(organization ->
                        mails.write(
                                scope,
                                user.id(),
                                MailTemplate.IMPERSONATED,
                                Map.of(
                                        "by", scope.actor().name(),
                                        "organization", organization.name(),
                                        "reason", reason,
                                        "minutes", Integer.toString(minutes),
                                        "link", links.to("/account/security"))));
    }
}
