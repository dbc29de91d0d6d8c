package io.muster.users;

import io.muster.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to do to bring one user to what another source says of him. */
public sealed interface ProvisioningPlan {

    /** What becomes of the user's way to sign in. */
    enum SignIn {
        STAYS,
        OPENS,
        /** Is closed, or closed in another way than before. */
        CLOSES
    }

    /** What it does to the sign-in of the user who is there. */
    default SignIn signIn() {
        return SignIn.STAYS;
    }

    /** Whether the user takes a seat afterwards that he doesn't have now. */
    default boolean takesSeat() {
        return switch (this) {
            case Create(var wanted) -> !Boolean.FALSE.equals(wanted.enabled());
            case Update(var user, var wanted, _, _) ->
                    user.state() == UserState.DISABLED && Boolean.TRUE.equals(wanted.enabled());
            case Act(_, var act, _) -> act instanceof WantedAct.Enable;
            case Keep _, Refused _ -> false;
        };
    }

    /** Whether the user gives a seat back. */
    default boolean freesSeat() {
        return switch (this) {
            case Update(var user, var wanted, _, _) ->
                    user.state().takesSeat() && Boolean.FALSE.equals(wanted.enabled());
            case Act(var user, var act, _) ->
                    user.state().takesSeat()
                            && (act instanceof WantedAct.Disable
                                    || act instanceof WantedAct.Delete);
            case Create _, Keep _, Refused _ -> false;
        };
    }

    record Create(WantedUser wanted) implements ProvisioningPlan {}

    /**
     * @param changes the fields that differ, by their names in the API
     */
    record Update(User user, WantedUser wanted, List<String> changes, SignIn signIn)
            implements ProvisioningPlan {
        public Update {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Something is done to a user as a whole.
     *
     * @param changes the fields that differ then, by their names in the API; none for a deletion
     */
    record Act(User user, WantedAct act, List<String> changes) implements ProvisioningPlan {
        public Act {
            changes = List.copyOf(changes);
        }

        @Override
        public SignIn signIn() {
            return switch (act) {
                case WantedAct.Enable _ -> SignIn.OPENS;
                case WantedAct.Disable _, WantedAct.Delete _ -> SignIn.CLOSES;
                case WantedAct.Move _ -> SignIn.STAYS;
            };
        }
    }

    /** The user is there and has all that the source says. */
    record Keep(User user) implements ProvisioningPlan {}

    /**
     * It can't be done.
     *
     * @param field what stands in the way: {@code address}, {@code logonName}, {@code enabled};
     *     null when it is the user as a whole
     * @param code stable: {@code users.taken}
     * @param message a sentence for people
     */
    record Refused(@Nullable String field, String code, String message, @Nullable UserId user)
            implements ProvisioningPlan {}
}
