package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.users.UserAct.Subject;
import io.muster.users.UserAct.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Keeps an organization from activating more users than it has seats. Runs in its caller's
 * transaction.
 */
@Component
class SeatRule {

    /** Why somebody is disabled for whom there was no seat. */
    static final String NO_SEAT = "no-seat";

    private final Seats seats;
    private final ActivationRepository activations;

    SeatRule(Seats seats, ActivationRepository activations) {
        this.seats = seats;
        this.activations = activations;
    }

    /**
     * What is free, as long as the transaction goes on: others may give seats back, but take none.
     *
     * @param activated of no meaning without a limit
     */
    record Room(OptionalInt licensed, long activated) {

        long free() {
            return licensed.isEmpty()
                    ? Long.MAX_VALUE
                    : Math.max(0, licensed.getAsInt() - activated);
        }

        /**
         * The first take what is free, in the order in which they are wanted; the others are
         * refused.
         */
        void refuse(
                UserAct act,
                Collection<UserId> wanted,
                List<Subject> subjects,
                Map<UserId, Verdict> verdicts) {
            Set<UserId> taking =
                    subjects.stream()
                            .filter(act::takesSeat)
                            .map(Subject::id)
                            .collect(Collectors.toSet());
            Verdict none = new Verdict.Refused(UserRule.NO_SEAT, sentence());
            wanted.stream()
                    .distinct()
                    .filter(user ->
                            taking.contains(user) && verdicts.get(user) instanceof Verdict.Done)
                    .skip(free())
                    .toList()
                    .forEach(user -> verdicts.put(user, none));
        }

        /** Those of new users who are to be activated and for whom no seat is left. */
        Set<UserId> beyond(List<NewUser> made) {
            return made.stream()
                    .filter(user -> user.state().takesSeat())
                    .skip(free())
                    .map(NewUser::id)
                    .collect(Collectors.toSet());
        }

        /** Why nobody more can be activated. */
        String sentence() {
            return "%,d of %,d licences in use. Disable somebody else first, or ask for more seats."
                    .formatted(activated, licensed.orElse(0));
        }
    }

    /** Asked before users are locked: grants, seats, users is the order of all. */
    Room hold(OrganizationScope scope) {
        return room(scope, seats.hold(scope));
    }

    /** For whoever only says what would be. */
    Room look(OrganizationScope scope) {
        return room(scope, seats.licensed(scope));
    }

    private Room room(OrganizationScope scope, OptionalInt licensed) {
        return new Room(licensed, licensed.isEmpty() ? 0 : activations.activated(scope));
    }
}
