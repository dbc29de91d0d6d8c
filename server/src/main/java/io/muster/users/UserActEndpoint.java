package io.muster.users;

import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import io.muster.users.UserAct.Verdict;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Acts on one user. Each answers the user as he then is; what changes nothing is a success; 409
 * says by its type which rule stands against it.
 */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/users/{userId}/actions")
class UserActEndpoint {

    private final OneUserActs acts;
    private final UserPasswords passwords;
    private final PasswordLinkWork passwordLinks;
    private final PasswordMailWork passwordMails;
    private final ExpiryRule expiries;
    private final UserReading reading;

    UserActEndpoint(
            OneUserActs acts,
            UserPasswords passwords,
            PasswordLinkWork passwordLinks,
            PasswordMailWork passwordMails,
            ExpiryRule expiries,
            UserReading reading) {
        this.acts = acts;
        this.passwords = passwords;
        this.passwordLinks = passwordLinks;
        this.passwordMails = passwordMails;
        this.expiries = expiries;
        this.reading = reading;
    }

    /**
     * @param allowIncoming messages are still received; false when missing
     */
    record DisableRequest(@Nullable Boolean allowIncoming) {}

    /**
     * @param expiresOn the first day, of the organization's time zone, on which the account is
     *     closed: tomorrow or later; missing for never
     */
    record SetExpiryRequest(@Nullable LocalDate expiresOn) {}

    record MoveRequest(UnitId unitId) {}

    /**
     * @param unitId where to when the former unit is gone; the built-in unit when missing
     */
    record RestoreRequest(@Nullable UnitId unitId) {}

    /**
     * @param confirmation the account of the user, typed by who means it
     */
    record PurgeRequest(String confirmation) {}

    /**
     * @param password missing to have a temporary one made up
     * @param mustChangePassword at the next sign-in; true when missing, always for a temporary one
     */
    record PasswordResetRequest(@Nullable String password, @Nullable Boolean mustChangePassword) {}

    /**
     * @param temporaryPassword shown this once; null when a password was given
     */
    record PasswordResetAnswer(@Nullable String temporaryPassword) {}

    /** Opens sign-in and sending again and clears "allow incoming messages". */
    @Needs(Permission.USERS_DISABLE)
    @PostMapping("/enable")
    ResponseEntity<UserDetails> enable(OrganizationScope scope, @PathVariable UserId userId) {
        return perform(scope, userId, new UserAct.Enable());
    }

    /** Closes sign-in and sending and ends all sessions at once. */
    @Needs(Permission.USERS_DISABLE)
    @PostMapping("/disable")
    ResponseEntity<UserDetails> disable(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody DisableRequest request) {
        return perform(
                scope, userId, new UserAct.Disable(Boolean.TRUE.equals(request.allowIncoming())));
    }

    /**
     * Says when the account ends: from that day on it is disabled, as by hand. Who was disabled so
     * stays it when the date is changed to a later one, until somebody enables him.
     */
    @Needs(Permission.USERS_DISABLE)
    @PostMapping("/set-expiry")
    ResponseEntity<UserDetails> setExpiry(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody SetExpiryRequest request) {
        expiries.againstDate(scope, request.expiresOn())
                .ifPresent(rule -> {
                    throw Problem.invalid("expiresOn", "range", rule.sentence()).refusal();
                });
        return perform(scope, userId, new UserAct.SetExpiry(request.expiresOn()));
    }

    /** Makes the password one that only opens the page on which a new one is chosen. */
    @Needs(Permission.USERS_PASSWORDS)
    @PostMapping("/expire-password")
    ResponseEntity<UserDetails> expirePassword(
            OrganizationScope scope, @PathVariable UserId userId) {
        return perform(scope, userId, new UserAct.ExpirePassword());
    }

    /** Sets another password. */
    @Needs(Permission.USERS_PASSWORDS)
    @PostMapping("/reset-password")
    PasswordResetAnswer resetPassword(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody PasswordResetRequest request) {
        return switch (passwords.reset(
                scope,
                userId,
                request.password(),
                !Boolean.FALSE.equals(request.mustChangePassword()))) {
            case UserPasswords.Reset.Done(var temporary) -> new PasswordResetAnswer(temporary);
            case UserPasswords.Reset.Unfit(var errors) -> throw Problem.invalid(errors).refusal();
            case UserPasswords.Reset.Refused(var why) -> throw UserProblems.broken(why).refusal();
        };
    }

    /** Mails the user a link with which he sets his password himself. */
    @Needs(Permission.USERS_PASSWORDS)
    @OncePerKey
    @PostMapping("/send-password-link")
    ResponseEntity<Void> sendPasswordLink(OrganizationScope scope, @PathVariable UserId userId) {
        passwordLinks
                .send(scope, userId)
                .ifPresent(rule -> {
                    throw UserProblems.broken(rule).refusal();
                });
        return ResponseEntity.accepted().build();
    }

    /**
     * Makes up a password and mails it to the user, to his address for recovery where he has one.
     * It holds from the moment at which the mail is handed over, and the one of before no more:
     * where the mail can't be handed over within 3 days, that one stays. At the first sign-in
     * another must be chosen. Refused while no mail can be sent.
     */
    @Needs(Permission.USERS_PASSWORDS)
    @OncePerKey
    @PostMapping("/send-password-mail")
    ResponseEntity<Void> sendPasswordMail(OrganizationScope scope, @PathVariable UserId userId) {
        passwordMails
                .send(scope, userId)
                .ifPresent(rule -> {
                    throw UserProblems.broken(rule).refusal();
                });
        return ResponseEntity.accepted().build();
    }

    /** Puts the user into another unit. */
    @Needs(Permission.USERS_EDIT)
    @PostMapping("/move")
    ResponseEntity<UserDetails> move(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody MoveRequest request) {
        return perform(scope, userId, new UserAct.Move(request.unitId()));
    }

    /** Disables, moves to the built-in unit and keeps everything for 30 days. */
    @Needs(Permission.USERS_DELETE)
    @PostMapping("/delete")
    ResponseEntity<UserDetails> delete(OrganizationScope scope, @PathVariable UserId userId) {
        return perform(scope, userId, new UserAct.Delete());
    }

    /** Brings a deleted user back, to his former state and unit. */
    @Needs(Permission.USERS_DELETE)
    @PostMapping("/restore")
    ResponseEntity<UserDetails> restore(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody RestoreRequest request) {
        return perform(scope, userId, new UserAct.Restore(request.unitId()));
    }

    /** Removes the user and everything of him for good; only the audit log keeps his name. */
    @Needs(Permission.USERS_PURGE)
    @PostMapping("/purge")
    ResponseEntity<Void> purge(
            OrganizationScope scope,
            @PathVariable UserId userId,
            @RequestBody PurgeRequest request) {
        User user =
                reading.find(scope, userId).orElseThrow(() -> Problem.notFound("user").refusal());
        if (!request.confirmation().strip().equalsIgnoreCase(user.account())) {
            throw Problem.invalid(
                            "confirmation",
                            "mismatch",
                            "Type the account of the user to delete him for good.")
                    .refusal();
        }
        refuse(acts.perform(scope, new UserAct.Purge(), userId));
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<UserDetails> perform(OrganizationScope scope, UserId id, UserAct act) {
        refuse(acts.perform(scope, act, id));
        User user = reading.find(scope, id).orElseThrow(() -> Problem.notFound("user").refusal());
        return ResponseEntity.ok()
                .eTag(new Version(user.version()).tag())
                .body(reading.details(scope, user));
    }

    private static void refuse(@Nullable Verdict verdict) {
        switch (verdict) {
            case null -> throw UserProblems.broken(UserRule.GONE).refusal();
            case Verdict.Refused(var why, var sentence) ->
                    throw UserProblems.broken(why, sentence).refusal();
            case Verdict.Done _, Verdict.Unchanged _ -> {}
        }
    }
}
