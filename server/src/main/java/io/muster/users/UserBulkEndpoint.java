package io.muster.users;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.JobId;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import io.muster.notifications.MailTemplateId;
import io.muster.notifications.WrittenTemplate;
import io.muster.notifications.WrittenTemplates;
import io.muster.organizations.Units;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Acts on many users: each starts a job, which treats every user by himself, stops at none and says
 * of each what became of him.
 */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/actions")
class UserBulkEndpoint {

    private static final int SAMPLES = 5;

    private final UserSelections selections;
    private final Units units;
    private final UserRoles roles;
    private final ExpiryRule expiries;
    private final WrittenTemplates templates;
    private final PasswordMailWork passwordMails;
    private final PhoneSwitch phones;

    UserBulkEndpoint(
            UserSelections selections,
            Units units,
            UserRoles roles,
            ExpiryRule expiries,
            WrittenTemplates templates,
            PasswordMailWork passwordMails,
            PhoneSwitch phones) {
        this.selections = selections;
        this.units = units;
        this.roles = roles;
        this.expiries = expiries;
        this.templates = templates;
        this.passwordMails = passwordMails;
        this.phones = phones;
    }

    record BulkRequest(UserSelection selection) {}

    record BulkDisableRequest(UserSelection selection, @Nullable Boolean allowIncoming) {}

    /**
     * @param expiresOn the first day, of the organization's time zone, on which the accounts are
     *     closed: tomorrow or later; missing for never
     */
    record BulkSetExpiryRequest(UserSelection selection, @Nullable LocalDate expiresOn) {}

    record BulkMoveRequest(UserSelection selection, UnitId unitId) {}

    record BulkRoleRequest(UserSelection selection, RoleId roleId) {}

    record BulkMailRequest(UserSelection selection, MailTemplateId templateId) {}

    record BulkSetFieldsRequest(UserSelection selection, ChosenFields fields) {}

    record BulkRestoreRequest(UserSelection selection, @Nullable UnitId unitId) {}

    /**
     * @param confirmation the number of users in the selection, typed by who means it
     */
    record BulkPurgeRequest(UserSelection selection, String confirmation) {}

    /** The job that does it. */
    record StartedJob(JobId jobId) {}

    /**
     * Whom a selection means at this moment.
     *
     * @param samples the accounts of the first five
     */
    record SelectionPreview(long count, List<String> samples) {}

    /** Says how many users a selection has, before anything is done to them. */
    @Needs(Permission.USERS_READ)
    @PostMapping("/preview")
    SelectionPreview preview(OrganizationScope scope, @RequestBody BulkRequest request) {
        UserSelections.Preview preview =
                selections.preview(scope, checked(request.selection()), SAMPLES);
        return new SelectionPreview(preview.count(), preview.samples());
    }

    /** Enables users. */
    @Needs(Permission.USERS_DISABLE)
    @OncePerKey
    @PostMapping("/enable")
    ResponseEntity<StartedJob> enable(OrganizationScope scope, @RequestBody BulkRequest request) {
        return start(scope, new UserAct.Enable(), request.selection());
    }

    /** Disables users; an owner and whoever asks for it are skipped. */
    @Needs(Permission.USERS_DISABLE)
    @OncePerKey
    @PostMapping("/disable")
    ResponseEntity<StartedJob> disable(
            OrganizationScope scope, @RequestBody BulkDisableRequest request) {
        return start(
                scope,
                new UserAct.Disable(Boolean.TRUE.equals(request.allowIncoming())),
                request.selection());
    }

    /** Says when accounts end; the last owner and whoever asks for it are skipped. */
    @Needs(Permission.USERS_DISABLE)
    @OncePerKey
    @PostMapping("/set-expiry")
    ResponseEntity<StartedJob> setExpiry(
            OrganizationScope scope, @RequestBody BulkSetExpiryRequest request) {
        expiries.againstDate(scope, request.expiresOn())
                .ifPresent(rule -> {
                    throw Problem.invalid("expiresOn", "range", rule.sentence()).refusal();
                });
        return start(scope, new UserAct.SetExpiry(request.expiresOn()), request.selection());
    }

    /** Expires passwords; users who have none here are skipped. */
    @Needs(Permission.USERS_PASSWORDS)
    @OncePerKey
    @PostMapping("/expire-password")
    ResponseEntity<StartedJob> expirePassword(
            OrganizationScope scope, @RequestBody BulkRequest request) {
        return start(scope, new UserAct.ExpirePassword(), request.selection());
    }

    /** Mails links with which users set their passwords themselves. */
    @Needs(Permission.USERS_PASSWORDS)
    @OncePerKey
    @PostMapping("/reset-password")
    ResponseEntity<StartedJob> resetPassword(
            OrganizationScope scope, @RequestBody BulkRequest request) {
        return started(
                scope,
                selections.start(
                        scope, PasswordLinkWork.KIND, Map.of(), checked(request.selection())));
    }

    /**
     * Makes up passwords and mails them, one to each, as {@code send-password-mail} of one user
     * does. Who has none here, is disabled, or could read no such mail is skipped with the reason.
     * Refused while no mail can be sent.
     */
    @Needs(Permission.USERS_PASSWORDS)
    @OncePerKey
    @PostMapping("/send-password-mail")
    ResponseEntity<StartedJob> sendPasswordMail(
            OrganizationScope scope, @RequestBody BulkRequest request) {
        requireWay();
        return started(
                scope,
                selections.start(
                        scope, PasswordMailWork.KIND, Map.of(), checked(request.selection())));
    }

    private void requireWay() {
        if (!passwordMails.possible()) {
            throw UserProblems.broken(UserRule.NO_WAY_FOR_MAIL).refusal();
        }
    }

    /**
     * Sends users a mail that the organization has written, at most one to each, as the template is
     * at this moment. It goes to the e-mail address, else to the recovery address; who has neither
     * is skipped. A template with {@code {{password}}} needs the permission {@code users:passwords}
     * too: each gets a password that is made anew, by the rules of {@code send-password-mail}; who
     * has none here gets the same mail with a note in its place.
     */
    @Needs(Permission.USERS_MAIL)
    @OncePerKey
    @PostMapping("/mail")
    ResponseEntity<StartedJob> mail(OrganizationScope scope, @RequestBody BulkMailRequest request) {
        WrittenTemplate template =
                templates
                        .find(scope, request.templateId())
                        .orElseThrow(() ->
                                Problem.invalid(
                                                "templateId",
                                                "unknown-value",
                                                "There is no such mail template.")
                                        .refusal());
        if (template.mail().hasPassword()) {
            scope.demand(Permission.USERS_PASSWORDS);
            requireWay();
        }
        return started(
                scope,
                selections.start(
                        scope,
                        UserMailWork.KIND,
                        new UserMailWork.Wanted(template.name(), template.mail()),
                        checked(request.selection())));
    }

    /** Moves users to a unit. */
    @Needs(Permission.USERS_EDIT)
    @OncePerKey
    @PostMapping("/move")
    ResponseEntity<StartedJob> move(OrganizationScope scope, @RequestBody BulkMoveRequest request) {
        requireUnit(scope, request.unitId());
        return start(scope, new UserAct.Move(request.unitId()), request.selection());
    }

    /** Overwrites fields of users with the same values for all. */
    @Needs(Permission.USERS_EDIT)
    @OncePerKey
    @PostMapping("/set-fields")
    ResponseEntity<StartedJob> setFields(
            OrganizationScope scope, @RequestBody BulkSetFieldsRequest request) {
        FieldCheck check = new FieldCheck();
        UserPropagation.Plan plan = request.fields().plan(check.within("fields"), phones);
        check.refuseIfFaulty();
        return started(
                scope,
                selections.start(
                        scope, UserPropagation.CHOSEN, plan, checked(request.selection())));
    }

    /** Deletes users, restorable for 30 days. */
    @Needs(Permission.USERS_DELETE)
    @OncePerKey
    @PostMapping("/delete")
    ResponseEntity<StartedJob> delete(OrganizationScope scope, @RequestBody BulkRequest request) {
        return start(scope, new UserAct.Delete(), request.selection());
    }

    /** Brings deleted users back. */
    @Needs(Permission.USERS_DELETE)
    @OncePerKey
    @PostMapping("/restore")
    ResponseEntity<StartedJob> restore(
            OrganizationScope scope, @RequestBody BulkRestoreRequest request) {
        if (request.unitId() != null) {
            requireUnit(scope, request.unitId());
        }
        return start(scope, new UserAct.Restore(request.unitId()), request.selection());
    }

    /** Removes users for good. */
    @Needs(Permission.USERS_PURGE)
    @OncePerKey
    @PostMapping("/purge")
    ResponseEntity<StartedJob> purge(
            OrganizationScope scope, @RequestBody BulkPurgeRequest request) {
        long count = selections.preview(scope, checked(request.selection()), 0).count();
        if (!request.confirmation().strip().equals(Long.toString(count))) {
            throw Problem.invalid(
                            "confirmation",
                            "mismatch",
                            "Type the number of users that are to be deleted for good.")
                    .refusal();
        }
        return start(scope, new UserAct.Purge(), request.selection());
    }

    /** Gives users a role; it must be yours to give. */
    @Needs(Permission.GRANTS_ASSIGN)
    @OncePerKey
    @PostMapping("/add-role")
    ResponseEntity<StartedJob> addRole(
            OrganizationScope scope, @RequestBody BulkRoleRequest request) {
        roles.againstGiving(scope, request.roleId())
                .ifPresent(rule -> {
                    throw Problem.invalid("roleId", "not-yours-to-give", rule.sentence()).refusal();
                });
        return roleWork(scope, UserRoleWork.ADD, request);
    }

    /** Takes a role from users; whoever doesn't hold it stays as he is. */
    @Needs(Permission.GRANTS_REVOKE)
    @OncePerKey
    @PostMapping("/remove-role")
    ResponseEntity<StartedJob> removeRole(
            OrganizationScope scope, @RequestBody BulkRoleRequest request) {
        return roleWork(scope, UserRoleWork.REMOVE, request);
    }

    private ResponseEntity<StartedJob> roleWork(
            OrganizationScope scope, String kind, BulkRoleRequest request) {
        return started(
                scope,
                selections.start(
                        scope,
                        kind,
                        new UserRoleWork.Wanted(request.roleId()),
                        checked(request.selection())));
    }

    private ResponseEntity<StartedJob> start(
            OrganizationScope scope, UserAct act, UserSelection selection) {
        return started(scope, selections.start(scope, act.kind(), act, checked(selection)));
    }

    private static ResponseEntity<StartedJob> started(OrganizationScope scope, JobId job) {
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/organizations/%s/jobs/%s"
                                        .formatted(scope.organization(), job)))
                .body(new StartedJob(job));
    }

    private void requireUnit(OrganizationScope scope, UnitId unit) {
        if (units.withSubUnits(scope, unit).isEmpty()) {
            throw Problem.invalid("unitId", "unknown-value", UserRule.NO_SUCH_UNIT.sentence())
                    .refusal();
        }
    }

    private static UserSelection checked(UserSelection selection) {
        List<FieldError> errors = selection.errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return selection;
    }
}
