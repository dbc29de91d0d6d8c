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
import io.muster.users.Offboarding.Step;
import io.muster.users.Offboarding.StepState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tells that what was planned for a user could not be done: whoever planned it, or all who may
 * disable users where he may no more. By the bell and by mail.
 */
@Component
class OffboardingNews {

    private final Notices notices;
    private final PersonalMails mails;
    private final Links links;
    private final Organizations organizations;
    private final UsersInCharge inCharge;

    OffboardingNews(
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

    /**
     * In the transaction of the attempt.
     *
     * @param plannerMay whether whoever planned it is here and may disable users still
     */
    void attempted(
            OrganizationScope whole,
            Offboarding one,
            User leaver,
            List<Step> attempted,
            boolean plannerMay) {
        List<Step> failed =
                attempted.stream().filter(step -> step.state() == StepState.FAILED).toList();
        if (failed.isEmpty()) {
            return;
        }
        UserId planner = one.starter().user();
        notices.tell(
                whole,
                plannerMay ? Audience.user(planner) : Audience.holders(Permission.USERS_DISABLE),
                new Notice(
                        NoticeKind.OFFBOARDING_FAILED,
                        Notice.Severity.DANGER,
                        Map.of(
                                "userId", leaver.id().toString(),
                                "user", leaver.profile().displayName(),
                                "failures",
                                        failed.stream()
                                                .map(step ->
                                                        Map.of(
                                                                "part",
                                                                step.part().name(),
                                                                "message",
                                                                step.sentence()))
                                                .toList())));
        Map<String, String> words = words(whole, leaver, failed);
        for (UserId to : plannerMay ? List.of(planner) : inCharge.of(whole)) {
            mails.write(
                    whole,
                    to,
                    NoticeKind.OFFBOARDING_FAILED,
                    MailTemplate.OFFBOARDING_FAILED,
                    words);
        }
    }

    private Map<String, String> words(OrganizationScope whole, User leaver, List<Step> failed) {
        return Map.of(
                "user",
                leaver.profile().displayName(),
                "organization",
                organizations.find(whole).orElseThrow().name(),
                "reasons",
                failed.stream().map(Step::sentence).distinct().collect(Collectors.joining(" ")),
                "link",
                links.to("/organizations/" + whole.organization() + "/users/" + leaver.id()));
    }
}
