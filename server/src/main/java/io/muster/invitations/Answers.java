package io.muster.invitations;

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
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the inviter, and all who invite in the organization, what became of an invitation. */
@Component
class Answers {

    private final PersonalMails mails;
    private final Notices notices;
    private final Organizations organizations;
    private final Links links;

    Answers(PersonalMails mails, Notices notices, Organizations organizations, Links links) {
        this.mails = mails;
        this.notices = notices;
        this.organizations = organizations;
        this.links = links;
    }

    /**
     * @param gone the mailboxes that were promised and are no more
     */
    void accepted(
            OrganizationScope scope,
            Invitation invitation,
            String who,
            List<PromisedMailbox> gone) {
        Map<String, String> facts = new HashMap<>();
        MailTemplate template = MailTemplate.INVITATION_ACCEPTED;
        if (!gone.isEmpty()) {
            template = MailTemplate.INVITATION_ACCEPTED_IN_PART;
            facts.put(
                    "missing",
                    gone.stream().map(PromisedMailbox::name).collect(Collectors.joining(", ")));
        }
        tell(scope, invitation, who, template, facts, true);
    }

    void declined(OrganizationScope scope, Invitation invitation, String who) {
        tell(scope, invitation, who, MailTemplate.INVITATION_DECLINED, new HashMap<>(), false);
    }

    /** Nobody hears of the invitation: its mail could not be written. */
    void unsent(OrganizationScope scope, UserId inviter, String address) {
        String organization = organizations.find(scope).map(Organization::name).orElse("");
        Map<String, String> facts =
                Map.of(
                        "who",
                        address,
                        "organization",
                        organization,
                        "link",
                        links.to("/organizations/" + scope.organization() + "/invitations"));
        mails.write(
                scope,
                inviter,
                NoticeKind.INVITATION_UNSENT,
                MailTemplate.INVITATION_UNSENT,
                facts);
        notices.tell(
                scope,
                Audience.user(inviter),
                new Notice(
                        NoticeKind.INVITATION_UNSENT,
                        Notice.Severity.DANGER,
                        Map.of("who", address, "organization", organization)));
    }

    private void tell(
            OrganizationScope scope,
            Invitation invitation,
            String who,
            MailTemplate template,
            Map<String, String> facts,
            boolean accepted) {
        String organization = organizations.find(scope).map(Organization::name).orElse("");
        facts.put("who", who);
        facts.put("organization", organization);
        facts.put("link", links.to("/organizations/" + scope.organization() + "/invitations"));
        mails.write(scope, invitation.inviter(), NoticeKind.INVITATION_ANSWERED, template, facts);
        notices.tell(
                scope,
                Audience.holders(Permission.USERS_INVITE).and(invitation.inviter()),
                new Notice(
                        NoticeKind.INVITATION_ANSWERED,
                        accepted ? Notice.Severity.SUCCESS : Notice.Severity.WARNING,
                        Map.of("who", who, "organization", organization, "accepted", accepted)));
    }
}
