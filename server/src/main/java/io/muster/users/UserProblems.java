package io.muster.users;

import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.util.List;

/** The refusals of this module as problem details. */
public final class UserProblems {

    private UserProblems() {}

    static Problem addressTaken() {
        String sentence = "This e-mail address belongs to somebody else.";
        return Problem.of(409, "users:address-taken", "Address taken", sentence)
                .with(List.of(new FieldError("address", "taken", sentence)));
    }

    static Problem logonNameTaken() {
        String sentence = "This logon name belongs to somebody else.";
        return Problem.of(409, "users:logon-name-taken", "Logon name taken", sentence)
                .with(List.of(new FieldError("logonName", "taken", sentence)));
    }

    static Problem offboardingPlanned() {
        return Problem.of(
                409,
                "users:offboarding-planned",
                "An offboarding waits",
                "An earlier offboarding of this user waits for its day. Cancel it first.");
    }

    static Problem noSessionOfOnesOwn() {
        return Problem.of(
                409,
                "users:no-session-of-ones-own",
                "Not possible from here",
                "This begins in the console, in a session of your own: not by an API token and not from somebody else's account.");
    }

    /** 404 for a user who is gone, else 409 with the rule's code as the type. */
    public static Problem broken(UserRule rule) {
        return broken(rule, rule.sentence());
    }

    /** The same with other words. */
    static Problem broken(UserRule rule, String sentence) {
        return rule == UserRule.GONE
                ? Problem.notFound("user")
                : Problem.of(409, rule.code().replace('.', ':'), "Not possible", sentence);
    }
}
