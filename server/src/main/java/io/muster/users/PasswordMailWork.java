package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import io.muster.notifications.Links;
import io.muster.notifications.Mail;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.Outbox;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.users.MailedPasswords.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Mails passwords that are made up, to one user or to many. */
@Component
class PasswordMailWork implements ItemWork {

    static final String KIND = "users.send-password-mail";

    /** After that the mail isn't handed over any more, and the password of before stays. */
    private static final Duration LIFE = Duration.ofDays(3);

    private final UserEditRepository users;
    private final UserGuard guard;
    private final MailedPasswords passwords;
    private final Organizations organizations;
    private final Outbox outbox;
    private final Links links;
    private final Scopes scopes;
    private final AuditLog audit;

    PasswordMailWork(
            UserEditRepository users,
            UserGuard guard,
            MailedPasswords passwords,
            Organizations organizations,
            Outbox outbox,
            Links links,
            Scopes scopes,
            AuditLog audit) {
        this.users = users;
        this.guard = guard;
        this.passwords = passwords;
        this.organizations = organizations;
        this.outbox = outbox;
        this.links = links;
        this.scopes = scopes;
        this.audit = audit;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_PASSWORDS;
    }

    /** Whether mails can go out; where not, no password is made anew. */
    boolean possible() {
        return outbox.open();
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        Map<UserId, UserRule> rules =
                send(run.scope(), items.stream().map(item -> new UserId(item.subject())).toList());
        return items.stream()
                .map(item -> {
                    UserRule rule = rules.get(new UserId(item.subject()));
                    return rule == null
                            ? Outcome.done(item)
                            : Outcome.skipped(item, rule.code(), rule.sentence());
                })
                .toList();
    }

    /** Returns the rule against it. */
    Optional<UserRule> send(OrganizationScope scope, UserId id) {
        return Optional.ofNullable(send(scope, List.of(id)).get(id));
    }

    /** Returns the rules against it, by user. */
    private Map<UserId, UserRule> send(OrganizationScope scope, List<UserId> ids) {
        Map<UserId, UserRule> rules = new HashMap<>();
        if (!possible()) {
            ids.forEach(id -> rules.put(id, UserRule.NO_WAY_FOR_MAIL));
            return rules;
        }
        ids.forEach(id -> rules.put(id, UserRule.GONE));
        return scopes.in(
                scope,
                () -> {
                    List<User> found = users.lock(scope, ids);
                    UserAct.Hand hand = guard.hand(scope, ids);
                    List<User> meant = new ArrayList<>();
                    for (User user : found) {
                        rules.remove(user.id());
                        passwords
                                .against(hand, user)
                                .ifPresentOrElse(
                                        rule -> rules.put(user.id(), rule), () -> meant.add(user));
                    }
                    write(scope, meant);
                    return rules;
                });
    }

    private void write(OrganizationScope scope, List<User> meant) {
        String organization = organizations.find(scope).map(Organization::name).orElse("");
        List<Mail> mails = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (User user : meant) {
            Told one = new Told(user.id(), MailedPasswords.made());
            Mail mail = mail(user, one, organization);
            told.add(one);
            mails.add(mail);
            changes.add(
                    Change.done(
                            "users.password-mail-sent",
                            "user",
                            user.id().value(),
                            user.account(),
                            Map.of(),
                            Map.of("to", mail.to().toString())));
        }
        if (!mails.isEmpty()) {
            passwords.keep(scope, outbox.write(scope, mails), told);
            audit.record(scope, changes);
        }
    }

    private Mail mail(User user, Told told, String organization) {
        return new Mail(
                MailedPasswords.destination(user).orElseThrow(),
                user.profile().displayName(),
                MailTemplate.PASSWORD_MADE,
                Map.of(
                        "organization",
                        organization,
                        "account",
                        user.account(),
                        "password",
                        told.password(),
                        "link",
                        links.to("/")),
                user.profile().preferences().language(),
                LIFE);
    }
}
