package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.kernel.RoleId;
import io.muster.kernel.Version;
import io.muster.organizations.Units;
import io.muster.users.UserDefaults.Saving;
import io.muster.users.UserDefaults.Stored;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The defaults of new users, of an organization and of the instance, and their propagation. */
@RestController
@RequestMapping("/api/v1")
class UserDefaultsEndpoint {

    private final UserDefaults defaults;
    private final UserPropagation propagation;
    private final UserSelections selections;
    private final Units units;
    private final UserRoles roles;

    UserDefaultsEndpoint(
            UserDefaults defaults,
            UserPropagation propagation,
            UserSelections selections,
            Units units,
            UserRoles roles) {
        this.defaults = defaults;
        this.propagation = propagation;
        this.selections = selections;
        this.units = units;
        this.roles = roles;
    }

    /**
     * @param effective with what the instance says where the template says nothing
     * @param ownFields what users may edit of their own profile
     */
    record DefaultsAnswer(
            UserTemplate template, UserTemplate effective, List<OwnField> ownFields, int version) {}

    record DefaultsRequest(UserTemplate template, List<OwnField> ownFields) {}

    /**
     * @param settings which of the effective defaults overwrite what the users have; others stay
     */
    record PropagationRequest(Set<DefaultSetting> settings, UserSelection selection) {}

    /** The job that propagates. */
    record StartedPropagation(JobId jobId) {}

    /** What a propagation would do: to how many users, and how many of them it would change. */
    record PropagationPreview(long users, long changed) {}

    /** Reads the defaults of the organization. */
    @Needs(Permission.USERS_READ)
    @GetMapping("/organizations/{organizationId}/user-defaults")
    ResponseEntity<DefaultsAnswer> read(OrganizationScope scope) {
        return answer(defaults.read(scope), defaults.of(scope));
    }

    /** Replaces the defaults of the organization; users who are there already stay as they are. */
    @Needs(Permission.USERS_DEFAULTS)
    @PutMapping("/organizations/{organizationId}/user-defaults")
    ResponseEntity<DefaultsAnswer> save(
            OrganizationScope scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DefaultsRequest request) {
        Version read = Version.required(ifMatch);
        FieldCheck check = new FieldCheck();
        UserTemplate template = request.template().checked(check.within("template"));
        if (template.unitId() != null && units.withSubUnits(scope, template.unitId()).isEmpty()) {
            check.fault("template.unitId", "unknown-value", UserRule.NO_SUCH_UNIT.sentence());
        }
        newRoles(scope, template).stream()
                .flatMap(role -> roles.againstGiving(scope, role).stream())
                .findFirst()
                .ifPresent(rule ->
                        check.fault("template.roles", "not-yours-to-give", rule.sentence()));
        check.refuseIfFaulty();
        Stored wanted = new Stored(template, distinct(request.ownFields()), 0);
        return switch (defaults.save(scope, read, wanted)) {
            case Saving.Saved(var now) -> answer(now, defaults.of(scope));
            case Saving.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(body(current, defaults.of(scope))).refusal();
        };
    }

    /** Reads the defaults of the instance, which organizations follow where they say nothing. */
    @Needs(Permission.INSTANCE_SETTINGS)
    @GetMapping("/user-defaults")
    ResponseEntity<DefaultsAnswer> readInstance(InstanceScope scope) {
        Stored stored = defaults.read(scope);
        return answer(stored, stored.template());
    }

    /** Replaces the defaults of the instance. */
    @Needs(Permission.INSTANCE_SETTINGS)
    @PutMapping("/user-defaults")
    ResponseEntity<DefaultsAnswer> saveInstance(
            InstanceScope scope,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DefaultsRequest request) {
        Version read = Version.required(ifMatch);
        FieldCheck check = new FieldCheck();
        UserTemplate template = request.template().checked(check.within("template"));
        if (template.unitId() != null) {
            check.fault("template.unitId", "not-here", "A unit belongs to one organization.");
        }
        if (template.roles() != null) {
            check.fault("template.roles", "not-here", "Roles are given in one organization.");
        }
        check.refuseIfFaulty();
        Stored wanted = new Stored(template, distinct(request.ownFields()), 0);
        return switch (defaults.save(scope, read, wanted)) {
            case Saving.Saved(var now) -> answer(now, now.template());
            case Saving.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(body(current, current.template())).refusal();
        };
    }

    /** Says what a propagation would do, without doing it. */
    @Needs(Permission.USERS_DEFAULTS)
    @PostMapping("/organizations/{organizationId}/user-defaults/propagation/preview")
    PropagationPreview preview(OrganizationScope scope, @RequestBody PropagationRequest request) {
        UserPropagation.Plan plan = plan(scope, request);
        AtomicLong users = new AtomicLong();
        AtomicLong changed = new AtomicLong();
        selections.each(
                scope,
                request.selection(),
                portion -> {
                    users.addAndGet(portion.size());
                    changed.addAndGet(propagation.changed(scope, plan, portion));
                });
        return new PropagationPreview(users.get(), changed.get());
    }

    /** Overwrites the ticked settings of users with the defaults, as a job. */
    @Needs(Permission.USERS_DEFAULTS)
    @OncePerKey
    @PostMapping("/organizations/{organizationId}/user-defaults/propagation")
    ResponseEntity<StartedPropagation> propagate(
            OrganizationScope scope, @RequestBody PropagationRequest request) {
        JobId job =
                selections.start(
                        scope, UserPropagation.DEFAULTS, plan(scope, request), request.selection());
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/jobs/%s"
                                        .formatted(scope.organization(), job)))
                .body(new StartedPropagation(job));
    }

    /** What the template gives and didn't give before: who has saved it before had the right. */
    private List<RoleId> newRoles(OrganizationScope scope, UserTemplate template) {
        List<RoleId> before = defaults.read(scope).template().roles();
        return template.roles() == null
                ? List.of()
                : template.roles().stream()
                        .filter(role -> before == null || !before.contains(role))
                        .toList();
    }

    private UserPropagation.Plan plan(OrganizationScope scope, PropagationRequest request) {
        if (!scope.holds(Permission.USERS_EDIT)) {
            throw Problem.of(
                            403,
                            "access:not-permitted",
                            "Not permitted",
                            "You lack the permission that this needs.")
                    .with(Map.of("permission", Permission.USERS_EDIT.text()))
                    .refusal();
        }
        var errors = request.selection().errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        CommonValues values = CommonValues.of(defaults.of(scope));
        FieldCheck check = new FieldCheck();
        if (request.settings().isEmpty()) {
            check.fault("settings", "required", "Tick at least one setting.");
        }
        request.settings().stream()
                .filter(setting -> setting.common().of(values) == null)
                .forEach(setting ->
                        check.fault(
                                "settings",
                                "not-said",
                                "The defaults say nothing of " + setting.text() + "."));
        check.refuseIfFaulty();
        return new UserPropagation.Plan(
                request.settings().stream().map(DefaultSetting::common).collect(Collectors.toSet()),
                values);
    }

    private static List<OwnField> distinct(List<OwnField> fields) {
        return fields.stream().distinct().sorted().toList();
    }

    private static DefaultsAnswer body(Stored stored, UserTemplate effective) {
        return new DefaultsAnswer(
                stored.template(), effective, stored.ownFields(), stored.version());
    }

    private static ResponseEntity<DefaultsAnswer> answer(Stored stored, UserTemplate effective) {
        return ResponseEntity.ok()
                .eTag(new Version(stored.version()).tag())
                .body(body(stored, effective));
    }
}
