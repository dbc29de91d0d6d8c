package io.muster.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.Change;
import io.muster.kernel.Keyset;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log: of an organization, and of the instance for what belongs to none. */
@RestController
@RequestMapping("/api/v1")
class AuditEndpoint {

    private static final int LONGEST_TEXT = 200;

    private final AuditSearch search;
    private final AuditVerification verification;
    private final AuditExport export;
    private final AuditLog log;
    private final Scopes scopes;

    AuditEndpoint(
            AuditSearch search,
            AuditVerification verification,
            AuditExport export,
            AuditLog log,
            Scopes scopes) {
        this.search = search;
        this.verification = verification;
        this.export = export;
        this.log = log;
        this.scopes = scopes;
    }

    /**
     * What to look for. Everything is optional.
     *
     * @param from not before this moment
     * @param until before this moment
     * @param area the part of the action before the dot: users, roles
     * @param action the whole action: users.disabled
     * @param actorId who acted
     * @param subjectId what was changed
     * @param impersonatedId with whose account somebody else acted
     * @param outcome DONE or REFUSED
     * @param q part of the name of who acted or of what was changed, at most 200 characters
     */
    record AuditQuery(
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String area,
            @Nullable String action,
            @Nullable UUID actorId,
            @Nullable UUID subjectId,
            @Nullable UUID impersonatedId,
            Change.@Nullable Outcome outcome,
            @Nullable String q) {

        AuditSearch.Filter filter() {
            if (q != null && q.length() > LONGEST_TEXT) {
                throw Problem.invalid("q", "too-long", "Search for at most 200 characters.")
                        .refusal();
            }
            return new AuditSearch.Filter(
                    from,
                    until,
                    area,
                    action,
                    actorId,
                    subjectId,
                    impersonatedId,
                    outcome == null ? null : outcome.name(),
                    q);
        }
    }

    /**
     * One entry.
     *
     * @param impersonatedId with whose account the actor worked; null where it was his own
     * @param before the fields that changed, as they were; secrets masked
     * @param after the same fields, as they became
     */
    record AuditItem(
            long sequence,
            Instant at,
            UUID actorId,
            String actorName,
            @Nullable UUID impersonatedId,
            @Nullable String impersonatedName,
            String channel,
            String address,
            String action,
            String subjectType,
            @Nullable UUID subjectId,
            String subjectName,
            @JsonRawValue
                    @Schema(
                            types = "object",
                            additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
                    String before,
            @JsonRawValue
                    @Schema(
                            types = "object",
                            additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
                    String after,
            String outcome) {

        static AuditItem of(AuditEntry entry) {
            return new AuditItem(
                    entry.sequence(),
                    entry.at(),
                    entry.actorId(),
                    entry.actorName(),
                    entry.impersonatedId(),
                    entry.impersonatedName(),
                    entry.channel(),
                    entry.address(),
                    entry.action(),
                    entry.subjectType(),
                    entry.subjectId(),
                    entry.subjectName(),
                    entry.before(),
                    entry.after(),
                    entry.outcome());
        }
    }

    /** The entries of the organization, newest first. */
    @Needs(Permission.AUDIT_READ)
    @GetMapping("/organizations/{organizationId}/audit")
    Page<AuditItem> list(
            OrganizationScope scope,
            @ParameterObject AuditQuery query,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return scopes.in(scope, () -> page(scope.organization(), query, cursor, limit));
    }

    /** Proves the chain of the organization. */
    @Needs(Permission.AUDIT_READ)
    @PostMapping("/organizations/{organizationId}/audit/verify")
    AuditVerification.Result verify(OrganizationScope scope) {
        return scopes.in(scope, () -> verification.verify(scope.organization()));
    }

    /** All entries that match as CSV, oldest first. The export itself is noted in the log. */
    @Needs(Permission.AUDIT_EXPORT)
    @GetMapping(path = "/organizations/{organizationId}/audit/export", produces = "text/csv")
    void export(
            OrganizationScope scope,
            @ParameterObject AuditQuery query,
            HttpServletResponse response)
            throws IOException {
        AuditSearch.Filter filter = query.filter();
        scopes.run(scope, () -> log.record(scope, exported(scope.organization())));
        export.write(
                response,
                after ->
                        scopes.in(
                                scope, () -> search.portion(scope.organization(), filter, after)));
    }

    /** The entries that belong to no organization, newest first. */
    @Needs(Permission.INSTANCE_AUDIT)
    @GetMapping("/audit")
    Page<AuditItem> listOfInstance(
            InstanceScope scope,
            @ParameterObject AuditQuery query,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return scopes.in(scope, () -> page(AuditLog.INSTANCE, query, cursor, limit));
    }

    /** All entries of the instance that match as CSV, as for an organization. */
    @Needs(Permission.INSTANCE_AUDIT)
    @GetMapping(path = "/audit/export", produces = "text/csv")
    void exportOfInstance(
            InstanceScope scope, @ParameterObject AuditQuery query, HttpServletResponse response)
            throws IOException {
        AuditSearch.Filter filter = query.filter();
        scopes.run(scope, () -> log.record(scope, exported(AuditLog.INSTANCE)));
        export.write(
                response,
                after -> scopes.in(scope, () -> search.portion(AuditLog.INSTANCE, filter, after)));
    }

    /** Proves the chain of the instance. */
    @Needs(Permission.INSTANCE_AUDIT)
    @PostMapping("/audit/verify")
    AuditVerification.Result verifyInstance(InstanceScope scope) {
        return scopes.in(scope, () -> verification.verify(AuditLog.INSTANCE));
    }

    private static Change exported(OrganizationId organization) {
        return Change.done("audit.exported", "audit", organization.value(), "", Map.of(), Map.of());
    }

    private Page<AuditItem> page(
            OrganizationId organization, AuditQuery query, @Nullable String cursor, int limit) {
        Keyset keyset = Keyset.byNumber(AuditSearch.ORDER, limit, cursor);
        return search.page(organization, query.filter(), keyset).map(AuditItem::of);
    }

    /** Hashes as people compare them. */
    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
