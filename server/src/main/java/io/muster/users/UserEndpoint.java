package io.muster.users;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.organizations.Units;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One user: made, read, edited, renamed. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users")
class UserEndpoint {

    private final Users users;
    private final UserEditing editing;
    private final UserDefaults defaults;
    private final Units units;
    private final Passwords passwords;

    UserEndpoint(
            Users users,
            UserEditing editing,
            UserDefaults defaults,
            Units units,
            Passwords passwords) {
        this.users = users;
        this.editing = editing;
        this.defaults = defaults;
        this.units = units;
        this.passwords = passwords;
    }

    /**
     * A user to be made. At least one of address and logon name is given. What is missing follows
     * the defaults of new users.
     *
     * @param unitId the built-in unit when the defaults name none either
     * @param password missing for a user who waits for his password
     * @param mustChangePassword at the first sign-in
     * @param enabled true when missing
     * @param sendLink mails a user without a password a link to set his first
     */
    record UserCreationRequest(
            @Nullable String address,
            @Nullable String logonName,
            @Nullable UnitId unitId,
            @Nullable SignInMethod signInMethod,
            @Nullable String password,
            @Nullable Boolean mustChangePassword,
            @Nullable Boolean passwordChangesDisabled,
            @Nullable Boolean enabled,
            @Nullable Boolean sendLink,
            @Nullable ProfileForm profile) {}

    /** The whole editable part of a user: what is missing becomes empty. */
    record UserEditRequest(
            SignInMethod signInMethod, boolean passwordChangesDisabled, ProfileForm profile) {}

    /** At least one of both is given. */
    record UserNamesRequest(@Nullable String address, @Nullable String logonName) {}

    private record Names(@Nullable EmailAddress address, @Nullable LogonName logonName) {

        String account() {
            return address == null ? String.valueOf(logonName) : address.toString();
        }
    }

    /** Reads a user. */
    @Needs(Permission.USERS_READ)
    @GetMapping("/{userId}")
    ResponseEntity<UserDetails> read(OrganizationScope scope, @PathVariable UserId userId) {
        return ok(
                scope,
                editing.find(scope, userId).orElseThrow(() -> Problem.notFound("user").refusal()));
    }

    /** Makes a user. */
    @Needs(Permission.USERS_CREATE)
    @PostMapping
    ResponseEntity<UserDetails> create(
            OrganizationScope scope, @RequestBody UserCreationRequest request) {
        UserTemplate template = defaults.of(scope);
        NewUser wanted = checked(scope, request, template);
        boolean barred =
                Boolean.TRUE.equals(
                        UserTemplate.or(
                                request.passwordChangesDisabled(),
                                template.passwordChangesDisabled()));
        return switch (users.create(
                scope, wanted, barred, Boolean.TRUE.equals(request.sendLink()))) {
            case UserCreation.Created(var user) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/organizations/%s/users/%s"
                                                    .formatted(scope.organization(), user.id())))
                            .header(HttpHeaders.ETAG, new Version(user.version()).tag())
                            .body(editing.details(scope, user));
            case UserCreation.AddressTaken() -> throw UserProblems.addressTaken().refusal();
            case UserCreation.LogonNameTaken() -> throw UserProblems.logonNameTaken().refusal();
        };
    }

    /** Replaces the profile and the sign-in settings of a user. */
    @Needs(Permission.USERS_EDIT)
    @PutMapping("/{userId}")
    ResponseEntity<UserDetails> edit(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody UserEditRequest request) {
        Version read = Version.required(ifMatch);
        String account =
                editing.find(scope, userId)
                        .orElseThrow(() -> Problem.notFound("user").refusal())
                        .account();
        FieldCheck check = new FieldCheck();
        UserProfile profile = request.profile().checked(check.within("profile"), account);
        check.refuseIfFaulty();
        return answer(
                scope,
                editing.edit(
                        scope,
                        userId,
                        read,
                        new UserEditing.Settings(
                                profile,
                                request.signInMethod(),
                                request.passwordChangesDisabled())));
    }

    /** Gives a user another address or logon name; everything else stays his. */
    @Needs(Permission.USERS_EDIT)
    @PutMapping("/{userId}/names")
    ResponseEntity<UserDetails> rename(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody UserNamesRequest request) {
        Version read = Version.required(ifMatch);
        FieldCheck check = new FieldCheck();
        Names names = names(check, request.address(), request.logonName());
        check.refuseIfFaulty();
        return answer(
                scope, editing.rename(scope, userId, read, names.address(), names.logonName()));
    }

    private ResponseEntity<UserDetails> answer(OrganizationScope scope, UserEdit outcome) {
        return switch (outcome) {
            case UserEdit.Edited(var user) -> ok(scope, user);
            case UserEdit.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(editing.details(scope, current)).refusal();
            case UserEdit.NotFound() -> throw Problem.notFound("user").refusal();
            case UserEdit.Refused(var rule) -> throw UserProblems.broken(rule).refusal();
            case UserEdit.AddressTaken() -> throw UserProblems.addressTaken().refusal();
            case UserEdit.LogonNameTaken() -> throw UserProblems.logonNameTaken().refusal();
        };
    }

    private ResponseEntity<UserDetails> ok(OrganizationScope scope, User user) {
        return ResponseEntity.ok()
                .eTag(new Version(user.version()).tag())
                .body(editing.details(scope, user));
    }

    private NewUser checked(
            OrganizationScope scope, UserCreationRequest request, UserTemplate template) {
        FieldCheck check = new FieldCheck();
        Names names = names(check, request.address(), request.logonName());
        UserProfile profile =
                template.fill(request.profile()).checked(check.within("profile"), names.account());
        UnitId unit = UserTemplate.or(request.unitId(), template.unitId());
        if (unit != null && units.find(scope, unit).isEmpty()) {
            if (request.unitId() == null) {
                // The unit of the defaults was deleted since.
                unit = null;
            } else {
                check.fault("unitId", "unknown-value", UserRule.NO_SUCH_UNIT.sentence());
            }
        }
        check.refuseIfFaulty();
        SignInMethod method = UserTemplate.or(request.signInMethod(), template.signInMethod());
        return new NewUser(
                UserId.next(),
                names.address(),
                names.logonName() == null ? null : names.logonName().value(),
                unit == null ? units.builtIn(scope) : unit,
                profile,
                method == null ? SignInMethod.DEFAULT : method,
                !Boolean.FALSE.equals(request.enabled()),
                hash(scope, request.password(), names, profile),
                Boolean.TRUE.equals(
                        UserTemplate.or(
                                request.mustChangePassword(), template.mustChangePassword())));
    }

    private @Nullable String hash(
            OrganizationScope scope, @Nullable String password, Names names, UserProfile profile) {
        if (password == null || password.isEmpty()) {
            return null;
        }
        List<String> context =
                Stream.of(
                                names.account(),
                                String.valueOf(names.logonName()),
                                profile.firstName(),
                                profile.lastName(),
                                profile.displayName())
                        .filter(word -> !word.isEmpty())
                        .toList();
        return switch (passwords.choose(scope, "password", password, context)) {
            case Passwords.Choice.Accepted(var hash) -> hash;
            case Passwords.Choice.Refused(var errors) -> throw Problem.invalid(errors).refusal();
        };
    }

    private static Names names(
            FieldCheck check, @Nullable String address, @Nullable String logonName) {
        EmailAddress parsedAddress = null;
        LogonName parsedLogonName = null;
        if (address != null && !address.isBlank()) {
            parsedAddress = EmailAddress.parse(address).orElse(null);
            if (parsedAddress == null) {
                check.fault("address", "format", "This is not an e-mail address.");
            }
        } else if (logonName == null || logonName.isBlank()) {
            check.fault("address", "required", "Give an e-mail address or a logon name.");
        }
        if (logonName != null && !logonName.isBlank()) {
            parsedLogonName = LogonName.parse(logonName).orElse(null);
            if (parsedLogonName == null) {
                check.fault(
                        "logonName",
                        "format",
                        "A logon name has 1 to 104 letters, digits and . _ - + $ and begins with a letter or digit.");
            }
        }
        return new Names(parsedAddress, parsedLogonName);
    }
}
