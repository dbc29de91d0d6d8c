package io.muster.users;

import io.muster.access.Permission;
import io.muster.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** Why users can't be brought to what a source says, in words for its rows. */
final class ProvisioningRefusals {

    private ProvisioningRefusals() {}

    /**
     * The actor lacks a right.
     *
     * @param what it is needed for: "To create users"
     */
    static ProvisioningPlan.Refused lacking(
            @Nullable String field, String what, Permission permission, @Nullable UserId user) {
        return new ProvisioningPlan.Refused(
                field,
                "not-permitted",
                what + " you need the permission " + permission.text() + ".",
                user);
    }

    static ProvisioningPlan.Refused taken(String field, String message) {
        return new ProvisioningPlan.Refused(field, "users.taken", message, null);
    }

    /** The organization has nobody of that name; whether another one has is not told. */
    static ProvisioningPlan.Refused notThere() {
        return new ProvisioningPlan.Refused(
                null, "users.not-there", "There is no such user here.", null);
    }

    static ProvisioningPlan.Refused namesDiffer() {
        return new ProvisioningPlan.Refused(
                null,
                "users.names-differ",
                "The username and the e-mail address are not those of one user.",
                null);
    }

    static ProvisioningPlan.Refused exists(User user) {
        return user.state() == UserState.DELETED
                ? broken(null, UserRule.DELETED, user.id())
                : new ProvisioningPlan.Refused(
                        null, "users.exists", "This user is there already.", user.id());
    }

    /** The organization may not give that address. */
    static ProvisioningPlan.Refused outOfPlace(UserRule rule, @Nullable UserId user) {
        return broken("address", rule, user);
    }

    static ProvisioningPlan.Refused broken(
            @Nullable String field, UserRule rule, @Nullable UserId user) {
        return new ProvisioningPlan.Refused(field, rule.code(), rule.sentence(), user);
    }

    /** An act on the user as a whole was refused. */
    static ProvisioningPlan.Refused told(UserAct.Verdict.Refused refusal, UserId user) {
        return new ProvisioningPlan.Refused(null, refusal.why().code(), refusal.sentence(), user);
    }

    static ProvisioningPlan.Refused meanwhile(UserId user) {
        return new ProvisioningPlan.Refused(
                null,
                "kernel.changed-meanwhile",
                "Somebody changed this user, or took one of the names, at the same moment.",
                user);
    }
}
