package io.muster.notifications;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The mails that an organization keeps to send them to its users. */
@Component
public class WrittenTemplates {

    private static final int LONGEST_NAME = 100;

    private final WrittenTemplateRepository repository;
    private final Scopes scopes;
    private final AuditLog audit;

    WrittenTemplates(WrittenTemplateRepository repository, Scopes scopes, AuditLog audit) {
        this.repository = repository;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What became of the wish to keep or to forget a template. */
    sealed interface Outcome {
        record Done(WrittenTemplate template) implements Outcome {}

        record NotFound() implements Outcome {}

        record ChangedMeanwhile(WrittenTemplate current) implements Outcome {}

        record NameTaken() implements Outcome {}

        /** The organization has as many as it may. */
        record TooMany() implements Outcome {}

        record Refused(List<FieldError> errors) implements Outcome {}
    }

    /** All of them by name, {@value WrittenTemplate#MOST} at most. */
    List<WrittenTemplate> all(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.all(scope));
    }

    public Optional<WrittenTemplate> find(OrganizationScope scope, MailTemplateId id) {
        return scopes.in(scope, () -> repository.find(scope, id));
    }

    Outcome create(OrganizationScope scope, String name, WrittenMail mail) {
        return save(scope, MailTemplateId.next(), null, name, mail);
    }

    /** Puts something else in its place, another name among it. */
    Outcome replace(
            OrganizationScope scope,
            MailTemplateId id,
            Version read,
            String name,
            WrittenMail mail) {
        return save(scope, id, read, name, mail);
    }

    private Outcome save(
            OrganizationScope scope,
            MailTemplateId id,
            @Nullable Version read,
            String wantedName,
            WrittenMail wanted) {
        String name = wantedName.strip();
        WrittenMail mail = wanted.stripped();
        List<FieldError> errors = errors(name, mail);
        if (!errors.isEmpty()) {
            return new Outcome.Refused(errors);
        }
        return scopes.in(
                scope,
                () -> {
                    repository.hold(scope);
                    List<WrittenTemplate> all = repository.all(scope);
                    WrittenTemplate before =
                            all.stream()
                                    .filter(one -> one.id().equals(id))
                                    .findFirst()
                                    .orElse(null);
                    if (read != null && before == null) {
                        return new Outcome.NotFound();
                    }
                    if (before != null && (read == null || before.version() != read.number())) {
                        return new Outcome.ChangedMeanwhile(before);
                    }
                    if (all.stream()
                            .anyMatch(one ->
                                    !one.id().equals(id) && one.name().equalsIgnoreCase(name))) {
                        return new Outcome.NameTaken();
                    }
                    if (before == null && all.size() >= WrittenTemplate.MOST) {
                        return new Outcome.TooMany();
                    }
                    return write(scope, id, before, name, mail);
                });
    }

    private Outcome write(
            OrganizationScope scope,
            MailTemplateId id,
            @Nullable WrittenTemplate before,
            String name,
            WrittenMail mail) {
        WrittenTemplate after =
                new WrittenTemplate(
                        id,
                        name,
                        mail,
                        before == null ? 1 : before.version() + 1,
                        scope.actor().name(),
                        Instant.now());
        repository.write(scope, after);
        record(
                scope,
                before == null
                        ? "notifications.template-created"
                        : "notifications.template-changed",
                after,
                before == null ? Map.of() : told(before),
                told(after));
        return new Outcome.Done(repository.find(scope, id).orElseThrow());
    }

    Outcome delete(OrganizationScope scope, MailTemplateId id, Version read) {
        return scopes.in(
                scope,
                () -> {
                    repository.hold(scope);
                    Optional<WrittenTemplate> found = repository.find(scope, id);
                    if (found.isEmpty()) {
                        return new Outcome.NotFound();
                    }
                    WrittenTemplate before = found.get();
                    if (before.version() != read.number()) {
                        return new Outcome.ChangedMeanwhile(before);
                    }
                    repository.delete(scope, id);
                    record(scope, "notifications.template-deleted", before, told(before), Map.of());
                    return new Outcome.Done(before);
                });
    }

    private static List<FieldError> errors(String name, WrittenMail mail) {
        List<FieldError> errors = new ArrayList<>();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.codePoints().anyMatch(Character::isISOControl)) {
            errors.add(
                    new FieldError(
                            "name",
                            "length",
                            "A name has 1 to %d characters in one line.".formatted(LONGEST_NAME)));
        }
        errors.addAll(mail.errors());
        return errors;
    }

    private static Map<String, Object> told(WrittenTemplate template) {
        return Map.of(
                "name", template.name(),
                "subject", template.mail().subject(),
                "text", template.mail().text());
    }

    private void record(
            OrganizationScope scope,
            String action,
            WrittenTemplate template,
            Map<String, Object> before,
            Map<String, Object> after) {
        audit.record(
                scope,
                Change.done(
                        action,
                        "mail-template",
                        template.id().value(),
                        template.name(),
                        before,
                        after));
    }
}
