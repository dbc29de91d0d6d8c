package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.EmailAddress;
import io.muster.notifications.Audience;
import io.muster.notifications.Links;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.Notice;
import io.muster.notifications.NoticeKind;
import io.muster.notifications.Notices;
import io.muster.notifications.PersonalMails;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.users.AccountNewsRepository.Due;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells users what was done to them, once it has waited long enough: by mail, and by the bell where
 * they can open it. What isn't so any more is told to nobody.
 */
@Component
class AccountNewsRun implements RecurringWork {

    private static final int PORTION = 200;

    private final AccountNewsRepository repository;
    private final UserEditRepository users;
    private final Guests guests;
    private final LocalMail local;
    private final Told told;
    private final Scopes scopes;

    AccountNewsRun(
            AccountNewsRepository repository,
            UserEditRepository users,
            Guests guests,
            LocalMail local,
            Told told,
            Scopes scopes) {
        this.repository = repository;
        this.users = users;
        this.guests = guests;
        this.local = local;
        this.told = told;
        this.scopes = scopes;
    }

    /** The ways by which it is told. */
    @Component
    record Told(Notices bell, PersonalMails mails, Links links, Organizations organizations) {

        String name(OrganizationScope scope) {
            return organizations.find(scope).map(Organization::name).orElse("");
        }
    }

    @Override
    public String name() {
        return "users.account-news";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void run() {
        InstanceScope machinery = scopes.machinery();
        int taken;
        do {
            taken =
                    scopes.in(
                            machinery,
                            () -> {
                                List<Due> due = repository.take(machinery, PORTION);
                                due.forEach(one ->
                                        tell(
                                                scopes.organization(machinery, one.organization()),
                                                one));
                                return due.size();
                            });
        } while (taken == PORTION);
    }

    private void tell(OrganizationScope scope, Due due) {
        Optional<User> user = scopes.in(scope, () -> users.find(scope, due.user()));
        @Nullable UserState state = user.map(User::state).orElse(null);
        switch (due.news()) {
            case RIGHTS -> {
                boolean here =
                        user.isPresent()
                                ? state == UserState.ACTIVE
                                : !guests.among(scope, List.of(due.user())).isEmpty();
                if (here) {
                    rights(scope, due);
                }
            }
            case ENABLED -> {
                if (state == UserState.ACTIVE) {
                    enabled(scope, due);
                }
            }
            case DISABLED -> {
                if (state == UserState.DISABLED) {
                    closed(
                            scope,
                            user.orElseThrow(),
                            due,
                            NoticeKind.ACCOUNT_DISABLED,
                            MailTemplate.ACCOUNT_DISABLED);
                }
            }
            case REMOVED -> {
                if (state == UserState.DELETED) {
                    closed(
                            scope,
                            user.orElseThrow(),
                            due,
                            NoticeKind.ACCOUNT_REMOVED,
                            MailTemplate.ACCOUNT_REMOVED);
                }
            }
        }
    }

    private void rights(OrganizationScope scope, Due due) {
        Map<String, String> facts = Map.of("organization", told.name(scope), "by", due.by());
        told.bell()
                .tell(
                        scope,
                        Audience.user(due.user()),
                        new Notice(
                                NoticeKind.RIGHTS_CHANGED,
                                Notice.Severity.INFO,
                                Map.copyOf(facts)));
        told.mails()
                .write(
                        scope,
                        due.user(),
                        NoticeKind.RIGHTS_CHANGED,
                        MailTemplate.RIGHTS_CHANGED,
                        Map.of(
                                "organization", told.name(scope),
                                "by", due.by(),
                                "link", told.links().to("/account")));
    }

    private void enabled(OrganizationScope scope, Due due) {
        told.bell()
                .tell(
                        scope,
                        Audience.user(due.user()),
                        new Notice(
                                NoticeKind.ACCOUNT_ENABLED,
                                Notice.Severity.SUCCESS,
                                Map.of("organization", told.name(scope))));
        told.mails()
                .write(
                        scope,
                        due.user(),
                        NoticeKind.ACCOUNT_ENABLED,
                        MailTemplate.ACCOUNT_ENABLED,
                        Map.of(
                                "organization", told.name(scope),
                                "link", told.links().to("/sign-in")));
    }

    /**
     * The bell is for the day when he is back. Nobody opens his mailbox here now: so it goes to his
     * recovery address, or to his address where its mail is read elsewhere.
     */
    private void closed(
            OrganizationScope scope, User user, Due due, NoticeKind kind, MailTemplate template) {
        told.bell()
                .tell(
                        scope,
                        Audience.user(due.user()),
                        new Notice(
                                kind,
                                Notice.Severity.WARNING,
                                Map.of("organization", told.name(scope))));
        String recovery = user.profile().contact().recoveryAddress();
        String address = recovery.isEmpty() ? user.address() : recovery;
        if (address != null && !local.receives(EmailAddress.valueOf(address), due.user())) {
            told.mails()
                    .writeTo(
                            scope,
                            due.user(),
                            EmailAddress.valueOf(address),
                            kind,
                            template,
                            Map.of("organization", told.name(scope)));
        }
    }
}
