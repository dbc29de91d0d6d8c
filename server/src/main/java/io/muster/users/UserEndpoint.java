package io.muster.users;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
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

    private final UserReading reading;
    private final UserCreating creating;
    private final UserEditing editing;
    private final UserWishes wishes;
    private final PhoneSwitch phones;

    UserEndpoint(
            UserReading reading,
            UserCreating creating,
            UserEditing editing,
            UserWishes wishes,
            PhoneSwitch phones) {
        this.reading = reading;
        this.creating = creating;
        this.editing = editing;
        this.wishes = wishes;
        this.phones = phones;
    }

    /**
     * A user to be made. At least one of address and logon name is given. What is missing follows
     * the defaults of new users.
     *
     * @param unitId the built-in unit when the defaults name none either
     * @param password missing for a user who waits for his password
     * @param mustChangePassword at the first sign-in
     * @param enabled true when missing
     * @param roles what the user is given at once; every one of them must be yours to give. Those
     *     of the defaults that are, when missing
     * @param sendLink mails a user without a password a link to set his first; to his recovery
     *     address where he has one. It is good for 72 hours
     * @param personalMailbox false makes none for his address, and mail for it is refused until he
     *     is given one; true when missing
     * @param expiresOn the first day, of the organization's time zone, on which the account is
     *     disabled: tomorrow or later, within 50 years. Needs {@code users:disable}, and as with
     *     {@code set-expiry} the account mustn't be above yours by its roles. It never ends when
     *     missing
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
            @Nullable Boolean personalMailbox,
            @Nullable List<RoleId> roles,
            @Nullable LocalDate expiresOn,
            @Nullable ProfileForm profile) {}

    /** The whole editable part of a user: what is missing becomes empty. */
    record UserEditRequest(
            SignInMethod signInMethod, boolean passwordChangesDisabled, ProfileForm profile) {}

    /**
     * At least one of address and logon name is given.
     *
     * @param keepFormer makes the former address an alias, so that mail for it arrives still; false
     *     when missing
     */
    record UserNamesRequest(
            @Nullable String address, @Nullable String logonName, @Nullable Boolean keepFormer) {}

    /** Reads a user. */
    @Needs(Permission.USERS_READ)
    @GetMapping("/{userId}")
    ResponseEntity<UserDetails> read(OrganizationScope scope, @PathVariable UserId userId) {
        return ok(
                scope,
                reading.find(scope, userId).orElseThrow(() -> Problem.notFound("user").refusal()));
    }

    /** Makes a user. */
    @Needs(Permission.USERS_CREATE)
    @OncePerKey
    @PostMapping
    ResponseEntity<UserDetails> create(
            OrganizationScope scope, @RequestBody UserCreationRequest request) {
        return switch (creating.create(scope, wishes.checked(scope, request))) {
            case UserCreation.Created(var user) ->
                    ResponseEntity.created(
                                    URI.create(
                                            "/api/v1/organizations/%s/users/%s"
                                                    .formatted(scope.organization(), user.id())))
                            .header(HttpHeaders.ETAG, new Version(user.version()).tag())
                            .body(reading.details(scope, user));
            case UserCreation.AddressTaken() -> throw UserProblems.addressTaken().refusal();
            case UserCreation.AddressRefused(var why) -> throw AddressRule.refusal(why);
            case UserCreation.LogonNameTaken() -> throw UserProblems.logonNameTaken().refusal();
            case UserCreation.RoleRefused(var why) ->
                    throw Problem.invalid("roles", "not-yours-to-give", why.sentence()).refusal();
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
        User now =
                reading.find(scope, userId).orElseThrow(() -> Problem.notFound("user").refusal());
        FieldCheck check = new FieldCheck();
        FieldCheck parts = check.within("profile");
        UserProfile profile = request.profile().checked(parts, now.account());
        phones.check(parts, now.profile().contact(), profile.contact());
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

    /**
     * Gives a user another address or logon name; everything else stays his. The former address is
     * free then, unless it is kept as an alias. An alias of his may become his address.
     */
    @Needs(Permission.USERS_EDIT)
    @PutMapping("/{userId}/names")
    ResponseEntity<UserDetails> rename(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody UserNamesRequest request) {
        Version read = Version.required(ifMatch);
        FieldCheck check = new FieldCheck();
        UserNames names = UserNames.checked(check, request.address(), request.logonName());
        boolean keepFormer = Boolean.TRUE.equals(request.keepFormer());
        if (keepFormer && names.address() == null) {
            check.fault("keepFormer", "no-address", "Without an address there are no aliases.");
        }
        check.refuseIfFaulty();
        return answer(
                scope,
                editing.rename(
                        scope, userId, read, names.address(), names.logonName(), keepFormer));
    }

    private ResponseEntity<UserDetails> answer(OrganizationScope scope, UserEdit outcome) {
        return switch (outcome) {
            case UserEdit.Edited(var user) -> ok(scope, user);
            case UserEdit.ChangedMeanwhile(var current) ->
                    throw Version.changedMeanwhile(reading.details(scope, current)).refusal();
            case UserEdit.NotFound() -> throw Problem.notFound("user").refusal();
            case UserEdit.Refused(var rule) -> throw UserProblems.broken(rule).refusal();
            case UserEdit.AddressTaken() -> throw UserProblems.addressTaken().refusal();
            case UserEdit.AddressRefused(var why) -> throw AddressRule.refusal(why);
            case UserEdit.LogonNameTaken() -> throw UserProblems.logonNameTaken().refusal();
            case UserEdit.TooManyAliases() ->
                    throw Problem.invalid(
                                    "keepFormer",
                                    "too-many-aliases",
                                    "This user has %d aliases already, and nobody may have more."
                                            .formatted(MailAddresses.MOST_ALIASES))
                            .refusal();
        };
    }

    private ResponseEntity<UserDetails> ok(OrganizationScope scope, User user) {
        return ResponseEntity.ok()
                .eTag(new Version(user.version()).tag())
                .body(reading.details(scope, user));
    }
}
