package io.muster.users;

import io.muster.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to do to bring one user to what another source says of him. */
public sealed interface ProvisioningPlan {

    record Create(WantedUser wanted) implements ProvisioningPlan {}

    /**
     * @param changes the fields that differ, by their names in the API
     */
    record Update(User user, WantedUser wanted, List<String> changes) implements ProvisioningPlan {
        public Update {
            changes = List.copyOf(changes);
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
