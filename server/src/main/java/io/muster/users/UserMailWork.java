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
import io.muster.notifications.Mail;
import io.muster.notifications.Outbox;
import io.muster.notifications.Placeholder;
import io.muster.notifications.PlaceholderValues;
import io.muster.notifications.WrittenMail;
import io.muster.organizations.Organizations;
import io.muster.users.UserMailRepository.Addressee;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final UserMailRepository users;
    private final Organizations organizations;
    private final Outbox outbox;
    private final Scopes scopes;
    private final AuditLog audit;
    private final JsonMapper json;

    UserMailWork(
            UserMailRepository users,
            Organizations organizations,
            Outbox outbox,
            Scopes scopes,
            AuditLog audit,
            JsonMapper json) {
        this.users = users;
        this.organizations = organizations;
        this.outbox = outbox;
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
        List<Outcome> outcomes = new ArrayList<>();
        List<Mail> mails = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Item item : items) {
            Addressee user = found.get(new UserId(item.subject()));
            Optional<EmailAddress> address =
                    Optional.ofNullable(user)
                            .flatMap(one ->
                                    Optional.ofNullable(one.address())
                                            .flatMap(EmailAddress::parse));
            UserRule rule = against(user, address);
            if (rule != null || user == null || address.isEmpty()) {
                UserRule why = rule == null ? UserRule.GONE : rule;
                outcomes.add(Outcome.skipped(item, why.code(), why.sentence()));
                continue;
            }
            mails.add(
                    wanted.mail()
                            .to(
                                    address.get(),
                                    user.name(),
                                    user.language(),
                                    values(user, organization)));
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
            outbox.write(scope, mails);
            audit.record(scope, changes);
        }
        return outcomes;
    }

    private static @Nullable UserRule against(
            @Nullable Addressee user, Optional<EmailAddress> address) {
        if (user == null) {
            return UserRule.GONE;
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

    private static Map<Placeholder, String> values(Addressee user, String organization) {
        Map<Placeholder, String> values = new HashMap<>(user.values());
        values.put(Placeholder.ORGANIZATION, organization);
        return values;
    }
}
