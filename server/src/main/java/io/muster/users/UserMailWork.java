package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.notifications.Links;
import io.muster.notifications.Mail;
import io.muster.notifications.Outbox;
import io.muster.notifications.Placeholder;
import io.muster.notifications.PlaceholderValues;
import io.muster.notifications.WrittenMail;
import io.muster.organizations.Organizations;
import io.muster.users.MailedPasswords.Told;
import io.muster.users.PasswordsInMails.Standing;
import io.muster.users.UserMailRepository.Addressee;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Mails to the users of a job what their organization has written, one mail to each. */
@Component
class UserMailWork implements ItemWork, PlaceholderValues {

    static final String KIND = "users.mail";

    /** What a preview shows in the place of a password. */
    private static final String MADE_ANEW = "(a new password for each)";

    private final UserMailRepository users;
    private final Organizations organizations;
    private final PasswordsInMails passwords;
    private final Outbox outbox;
    private final Links links;
    private final Scopes scopes;
    private final AuditLog audit;
    private final JsonMapper json;

    UserMailWork(
            UserMailRepository users,
            Organizations organizations,
            PasswordsInMails passwords,
            Outbox outbox,
            Links links,
            Scopes scopes,
            AuditLog audit,
            JsonMapper json) {
        this.users = users;
        this.organizations = organizations;
        this.passwords = passwords;
        this.outbox = outbox;
        this.links = links;
        this.scopes = scopes;
        this.audit = audit;
        this.json = json;
    }

    /** What a job is started with: the mail as it was then, whatever becomes of the template. */
    record Wanted(String template, WrittenMail mail) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_MAIL;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        Wanted wanted = json.readValue(run.parameters(), Wanted.class);
        String organization = organization(scope);
        Map<UserId, Addressee> found =
                users.find(scope, items.stream().map(item -> new UserId(item.subject())).toList());
        Standing standing =
                wanted.mail().hasPassword()
                        ? passwords.standing(scope, found.keySet())
                        : Standing.UNTOLD;
        List<Outcome> outcomes = new ArrayList<>();
        Map<Integer, Told> told = new LinkedHashMap<>();
        List<Mail> mails = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Item item : items) {
            Addressee user = found.get(new UserId(item.subject()));
            Optional<EmailAddress> address =
                    Optional.ofNullable(user).flatMap(one -> address(one, standing));
            UserRule rule = against(user, address, standing);
            if (rule != null || user == null || address.isEmpty()) {
                UserRule why = rule == null ? UserRule.GONE : rule;
                outcomes.add(Outcome.skipped(item, why.code(), why.sentence()));
                continue;
            }
            Map<Placeholder, String> values = values(user, organization);
            values.put(Placeholder.PASSWORD, PasswordsInMails.ELSEWHERE);
            if (standing.renewed().containsKey(user.id())) {
                Told one = new Told(user.id(), MailedPasswords.made());
                told.put(mails.size(), one);
                values.put(Placeholder.PASSWORD, one.password());
            }
            mails.add(wanted.mail().to(address.get(), user.name(), user.language(), values));
            changes.add(
                    Change.done(
                            "users.mailed",
                            "user",
                            user.id().value(),
                            user.account(),
                            Map.of(),
                            Map.of("template", wanted.template())));
            outcomes.add(Outcome.done(item));
        }
        if (!mails.isEmpty()) {
            passwords.keep(scope, outbox.write(scope, mails), told);
            audit.record(scope, changes);
        }
        return outcomes;
    }

    /** A mail with a password goes where it can be read without that. */
    private static Optional<EmailAddress> address(Addressee user, Standing standing) {
        User renewed = standing.renewed().get(user.id());
        return renewed == null
                ? Optional.ofNullable(user.address()).flatMap(EmailAddress::parse)
                : MailedPasswords.destination(renewed);
    }

    private static @Nullable UserRule against(
            @Nullable Addressee user, Optional<EmailAddress> address, Standing standing) {
        if (user == null) {
            return UserRule.GONE;
        }
        UserRule rule = standing.rules().get(user.id());
        if (rule != null) {
            return rule;
        }
        if (user.state() == UserState.DELETED) {
            return UserRule.DELETED;
        }
        return address.isEmpty() ? UserRule.NO_MAIL_ADDRESS : null;
    }

    @Override
    public Optional<Map<Placeholder, String>> of(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        Optional.ofNullable(users.find(scope, List.of(user)).get(user))
                                .map(one -> values(one, organization(scope))));
    }

    private String organization(OrganizationScope scope) {
        return organizations.find(scope).map(found -> found.name()).orElse("");
    }

    private Map<Placeholder, String> values(Addressee user, String organization) {
        Map<Placeholder, String> values = new HashMap<>(user.values());
        values.put(Placeholder.ORGANIZATION, organization);
        values.put(Placeholder.SIGN_IN_NAME, user.account());
        values.put(Placeholder.PORTAL, links.to("/"));
        values.put(Placeholder.PASSWORD, MADE_ANEW);
        return values;
    }
}
