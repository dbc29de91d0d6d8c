package io.muster.users;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is warned before accounts end, and when. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/expiry-warnings")
class ExpiryWarningsEndpoint {

    private static final int MOST_WARNINGS = 5;
    private static final int MOST_DAYS = 365;

    private final ExpiryRepository repository;
    private final AuditLog audit;
    private final Scopes scopes;

    ExpiryWarningsEndpoint(ExpiryRepository repository, AuditLog audit, Scopes scopes) {
        this.repository = repository;
        this.audit = audit;
        this.scopes = scopes;
    }

    /**
     * @param days how many days before the end users are warned, the most first
     * @param tellsAdministrators whether those who may disable users are told too
     */
    record ExpiryWarningsAnswer(List<Integer> days, boolean tellsAdministrators, int version) {}

    /**
     * @param days at most 5 different numbers from 1 to 365; none for no warning
     * @param tellsAdministrators whether those who may disable users are told too
     */
    record ExpiryWarningsRequest(List<Integer> days, Boolean tellsAdministrators) {}

    /** Reads when users are warned that their accounts end. */
    @Needs(Permission.USERS_READ)
    @GetMapping
    ResponseEntity<ExpiryWarningsAnswer> read(OrganizationScope scope) {
        return scopes.in(scope, () -> answer(stored(scope)));
    }

    /** Says when users are warned that their accounts end; for those that wait already too. */
    @Needs(Permission.USERS_DEFAULTS)
    @PutMapping
    ResponseEntity<ExpiryWarningsAnswer> save(
            OrganizationScope scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ExpiryWarningsRequest request) {
        Version read = Version.required(ifMatch);
        List<Integer> days =
                request.days().stream().distinct().sorted(Comparator.reverseOrder()).toList();
        FieldCheck check = new FieldCheck();
        if (days.size() > MOST_WARNINGS
                || days.stream().anyMatch(before -> before < 1 || before > MOST_DAYS)) {
            check.fault("days", "range", "Give at most 5 numbers from 1 to 365.");
        }
        check.refuseIfFaulty();
        ExpiryWarnings wanted = new ExpiryWarnings(days, request.tellsAdministrators(), 0);
        return scopes.in(
                scope,
                () -> {
                    ExpiryWarnings before = stored(scope);
                    if (!repository.save(scope, read, wanted)) {
                        throw Version.changedMeanwhile(body(stored(scope))).refusal();
                    }
                    audit.record(
                            scope,
                            Change.done(
                                    "users.expiry-warnings-changed",
                                    "organization",
                                    scope.organization().value(),
                                    "",
                                    told(before),
                                    told(wanted)));
                    return answer(stored(scope));
                });
    }

    private ExpiryWarnings stored(OrganizationScope scope) {
        return repository.warnings(scope).orElse(ExpiryWarnings.USUAL);
    }

    private static Map<String, Object> told(ExpiryWarnings warnings) {
        return Map.of(
                "days", warnings.days(), "tellsAdministrators", warnings.tellsAdministrators());
    }

    private static ExpiryWarningsAnswer body(ExpiryWarnings warnings) {
        return new ExpiryWarningsAnswer(
                warnings.days(), warnings.tellsAdministrators(), warnings.version());
    }

    private static ResponseEntity<ExpiryWarningsAnswer> answer(ExpiryWarnings warnings) {
        return ResponseEntity.ok().eTag(new Version(warnings.version()).tag()).body(body(warnings));
    }
}
