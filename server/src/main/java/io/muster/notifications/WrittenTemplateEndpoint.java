package io.muster.notifications;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.notifications.WrittenTemplates.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mails that an organization keeps to send them to its users. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/mail-templates")
class WrittenTemplateEndpoint {

    private final WrittenTemplates templates;
    private final PlaceholderValues values;

    WrittenTemplateEndpoint(WrittenTemplates templates, PlaceholderValues values) {
        this.templates = templates;
        this.values = values;
    }

    /**
     * A mail to keep. Subject and text may hold placeholders such as {@code {{displayName}}}.
     *
     * @param name 1 to 100 characters, unique in the organization without regard to case
     * @param subject one line of 1 to 200 characters
     * @param text plain text of 1 to 10,000 characters; an empty line begins a paragraph
     */
    record MailTemplateRequest(String name, String subject, String text) {}

    /**
     * A mail that is kept.
     *
     * @param changedByName who changed it last
     */
    record MailTemplateDetails(
            MailTemplateId id,
            String name,
            String subject,
            String text,
            int version,
            String changedByName,
            Instant changedAt) {}

    /**
     * The mail templates of an organization, by name.
     *
     * @param placeholders that subjects and texts may hold
     * @param most how many templates it may have
     */
    record MailTemplateList(
            List<MailTemplateDetails> templates, List<Placeholder> placeholders, int most) {}

    /**
     * A mail to look at before it is kept or sent.
     *
     * @param userId whom it is to be for; missing for the caller
     */
    record MailPreviewRequest(String subject, String text, @Nullable UserId userId) {}

    /** The mail as that user would read it. */
    record MailPreview(String subject, String text) {}

    /** Lists the mail templates by name. */
    @Needs(Permission.USERS_MAIL)
    @GetMapping
    MailTemplateList list(OrganizationScope scope) {
        return new MailTemplateList(
                templates.all(scope).stream().map(WrittenTemplateEndpoint::details).toList(),
                Arrays.asList(Placeholder.values()),
                WrittenTemplate.MOST);
    }

    /** Keeps a mail under a name. An unknown placeholder is an error that names it. */
    @Needs(Permission.USERS_MAIL)
    @OncePerKey
    @PostMapping
    ResponseEntity<MailTemplateDetails> create(
            OrganizationScope scope, @RequestBody MailTemplateRequest request) {
        WrittenTemplate kept =
                done(
                        templates.create(
                                scope,
                                request.name(),
                                new WrittenMail(request.subject(), request.text())));
        return ResponseEntity.created(
                        URI.create(
                                "/api/v1/organizations/%s/mail-templates/%s"
                                        .formatted(scope.organization(), kept.id())))
                .header(HttpHeaders.ETAG, new Version(kept.version()).tag())
                .body(details(kept));
    }

    /** Reads a mail template. */
    @Needs(Permission.USERS_MAIL)
    @GetMapping("/{templateId}")
    ResponseEntity<MailTemplateDetails> read(
            OrganizationScope scope, @PathVariable MailTemplateId templateId) {
        return ok(templates.find(scope, templateId).orElseThrow(WrittenTemplateEndpoint::none));
    }

    /** Changes a mail template, its name too. What is being sent stays as it was. */
    @Needs(Permission.USERS_MAIL)
    @PutMapping("/{templateId}")
    ResponseEntity<MailTemplateDetails> replace(
            OrganizationScope scope,
            @PathVariable MailTemplateId templateId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody MailTemplateRequest request) {
        Version read = Version.required(ifMatch);
        return ok(
                done(
                        templates.replace(
                                scope,
                                templateId,
                                read,
                                request.name(),
                                new WrittenMail(request.subject(), request.text()))));
    }

    /** Forgets a mail template; what is being sent goes on. */
    @Needs(Permission.USERS_MAIL)
    @DeleteMapping("/{templateId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            OrganizationScope scope,
            @PathVariable MailTemplateId templateId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        done(templates.delete(scope, templateId, Version.required(ifMatch)));
    }

    /**
     * Shows a mail as one user would read it; nothing is sent. Another user than the caller needs
     * the permission to see users.
     */
    @Needs(Permission.USERS_MAIL)
    @PostMapping("/preview")
    MailPreview preview(OrganizationScope scope, @RequestBody MailPreviewRequest request) {
        WrittenMail mail = new WrittenMail(request.subject(), request.text()).stripped();
        List<FieldError> errors = mail.errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        UserId caller = scope.actor().user();
        UserId user = request.userId() == null ? caller : request.userId();
        if (!user.equals(caller)) {
            scope.demand(Permission.USERS_READ);
        }
        Map<Placeholder, String> known =
                values.of(scope, user)
                        .orElseGet(() -> {
                            if (!user.equals(caller)) {
                                throw Problem.notFound("user").refusal();
                            }
                            // A system administrator from elsewhere is nobody here.
                            return Map.of();
                        });
        WrittenMail filled = mail.filled(known);
        return new MailPreview(filled.subject(), filled.text());
    }

    private static WrittenTemplate done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(WrittenTemplate template) -> template;
            case Outcome.NotFound() -> throw none();
            case Outcome.ChangedMeanwhile(WrittenTemplate current) ->
                    throw Version.changedMeanwhile(details(current)).refusal();
            case Outcome.NameTaken() ->
                    throw Problem.of(
                                    409,
                                    "notifications:template-name-taken",
                                    "The name is taken",
                                    "Another mail template has this name.")
                            .refusal();
            case Outcome.TooMany() ->
                    throw Problem.of(
                                    409,
                                    "notifications:too-many-templates",
                                    "Too many mail templates",
                                    "An organization may have 100; delete one first.")
                            .with(Map.of("most", WrittenTemplate.MOST))
                            .refusal();
            case Outcome.Refused(var errors) -> throw Problem.invalid(errors).refusal();
        };
    }

    private static ResponseEntity<MailTemplateDetails> ok(WrittenTemplate template) {
        return ResponseEntity.ok()
                .eTag(new Version(template.version()).tag())
                .body(details(template));
    }

    private static RuntimeException none() {
        return Problem.notFound("mail template").refusal();
    }

    private static MailTemplateDetails details(WrittenTemplate template) {
        return new MailTemplateDetails(
                template.id(),
                template.name(),
                template.mail().subject(),
                template.mail().text(),
                template.version(),
                template.changedByName(),
                template.changedAt());
    }
}
