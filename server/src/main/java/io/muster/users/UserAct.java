package io.muster.users;

import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator does to users, one or many: the state machine. Each act judges each user by
 * himself; what it then changes is in {@link UserActs}.
 */
sealed interface UserAct {

    /** Sign-in and sending are open again; "allow incoming messages" is cleared. */
    record Enable() implements UserAct {}

    /** Closes sign-in and sending and ends all sessions; settings and messages stay. */
    record Disable(boolean allowIncoming) implements UserAct {}

    /** As disabling, by the system: the day has come on which the account ends. */
    record Expire() implements UserAct {}

    /**
     * From that day on the account is disabled.
     *
     * @param expiresOn null for never
     */
    record SetExpiry(@Nullable LocalDate expiresOn) implements UserAct {}

    /** The password must be changed at the next sign-in, also by whom it was barred to. */
    record ExpirePassword() implements UserAct {}

    record Move(UnitId unit) implements UserAct {}

    /** Disables, moves to the built-in unit and keeps everything for 30 days. */
    record Delete() implements UserAct {}

    /**
     * Back to the state and the unit of before.
     *
     * @param unit where to when the former unit is gone; the built-in unit when missing
     */
    record Restore(@Nullable UnitId unit) implements UserAct {}

    /** Removes for good. */
    record Purge() implements UserAct {}

    /** A user as the act finds him, locked against others. */
    record Subject(
            UserId id,
            String account,
            UserState state,
            boolean allowIncoming,
            SignInMethod signInMethod,
            UnitId unit,
            @Nullable UnitId formerUnit,
            @Nullable UserState formerState,
            @Nullable LocalDate expiresOn) {

        /** As he was read, unlocked: to say what would become of him. */
        static Subject of(User user) {
            return new Subject(
                    user.id(),
                    user.account(),
                    user.state(),
                    user.allowIncoming(),
                    user.signInMethod(),
                    user.unit(),
                    user.formerUnit(),
                    null,
                    user.expiresOn());
        }
    }

    /**
     * Who acts.
     *
     * @param owners of the organization
     * @param above those of the subjects who hold a right that the actor lacks
     */
    record Hand(UserId actor, boolean systemAdministrator, Set<UserId> owners, Set<UserId> above) {

        /** The rule that keeps the actor from taking this user's access away. */
        Optional<UserRule> forTakingAway(UserId user) {
            return user.equals(actor) ? Optional.of(UserRule.ONESELF) : forChanging(user);
        }

        /** The rule that keeps the actor from changing this user. */
        Optional<UserRule> forChanging(UserId user) {
            if (user.equals(actor)) {
                return Optional.empty();
            }
            if (owners.contains(user) && !systemAdministrator) {
                return Optional.of(UserRule.PRIMARY_ADMINISTRATOR);
            }
            return above.contains(user) ? Optional.of(UserRule.MORE_RIGHTS) : Optional.empty();
        }
    }

    /** What is to become, or became, of one user. */
    sealed interface Verdict {
        record Done() implements Verdict {}

        /** Nothing to do, which is a success. */
        record Unchanged(UserRule why) implements Verdict {}

        /**
         * @param sentence for people, of this case
         */
        record Refused(UserRule why, String sentence) implements Verdict {
            Refused(UserRule why) {
                this(why, why.sentence());
            }
        }
    }

    Verdict DONE = new Verdict.Done();

    /** Judges one user; nothing was changed yet. */
    default Verdict judge(Subject user, Hand hand) {
        boolean deleted = user.state() == UserState.DELETED;
        return switch (this) {
            case Enable() ->
                    deleted
                            ? refused(UserRule.DELETED)
                            : user.state() == UserState.DISABLED
                                    ? unless(hand.forChanging(user.id()))
                                    : already();
            case Disable(var allowIncoming) ->
                    deleted
                            ? refused(UserRule.DELETED)
                            : user.state() == UserState.DISABLED
                                            && user.allowIncoming() == allowIncoming
                                    ? already()
                                    : unless(hand.forTakingAway(user.id()));
            case Expire() ->
                    deleted || user.state() == UserState.DISABLED
                            ? already()
                            : unless(hand.forTakingAway(user.id()));
            case SetExpiry(var expiresOn) ->
                    deleted
                            ? refused(UserRule.DELETED)
                            : Objects.equals(user.expiresOn(), expiresOn)
                                    ? already()
                                    : unless(hand.forTakingAway(user.id()));
            case ExpirePassword() ->
                    deleted
                            ? refused(UserRule.DELETED)
                            : !user.signInMethod().ownPassword()
                                    ? refused(UserRule.NO_OWN_PASSWORD)
                                    : user.state() == UserState.WAITING_FOR_PASSWORD
                                            ? already()
                                            : unless(hand.forChanging(user.id()));
            case Move(var unit) ->
                    deleted
                            ? refused(UserRule.DELETED)
                            : user.unit().equals(unit)
                                    ? already()
                                    : unless(hand.forChanging(user.id()));
            case Delete() -> deleted ? already() : unless(hand.forTakingAway(user.id()));
            case Restore _ ->
                    deleted
                            ? unless(hand.forChanging(user.id()))
                            : new Verdict.Unchanged(UserRule.NOT_DELETED);
            case Purge() -> unless(hand.forTakingAway(user.id()));
        };
    }

    /** Whether the user can't sign in any more afterwards. */
    default boolean closesSignIn() {
        return switch (this) {
            case Disable _, Expire _, Delete _, Purge _ -> true;
            case Enable _, SetExpiry _, ExpirePassword _, Move _, Restore _ -> false;
        };
    }

    /**
     * What this changes of a user whom it is done to, as it is before. Empty when that can't be
     * brought back, or is known to others: what a password was is for {@code access} to say.
     */
    default Optional<FormerSettings> changes(Subject user) {
        return switch (this) {
            case Enable _, Disable _ ->
                    Optional.of(FormerSettings.standing(user.state(), user.allowIncoming()));
            case SetExpiry _ -> Optional.of(FormerSettings.expiring(user.expiresOn()));
            case Move _, Delete _ -> Optional.of(FormerSettings.placed(user.unit()));
            case Expire _, ExpirePassword _, Restore _, Purge _ -> Optional.empty();
        };
    }

    /** Whether it takes seats at all. */
    default boolean mayTakeSeat() {
        return switch (this) {
            case Enable _, Restore _ -> true;
            case Disable _, Expire _, SetExpiry _, ExpirePassword _, Move _, Delete _, Purge _ ->
                    false;
        };
    }

    /** Whether the user, as he is, takes a seat afterwards that he doesn't have now. */
    default boolean takesSeat(Subject user) {
        return switch (this) {
            case Enable _ -> !user.state().takesSeat();
            case Restore _ -> user.formerState() != null && user.formerState().takesSeat();
            case Disable _, Expire _, SetExpiry _, ExpirePassword _, Move _, Delete _, Purge _ ->
                    false;
        };
    }

    /** The name of the job that does this to many. */
    default String kind() {
        return switch (this) {
            case Enable _ -> "users.enable";
            case Disable _ -> "users.disable";
            case Expire _ -> "users.expire";
            case SetExpiry _ -> "users.set-expiry";
            case ExpirePassword _ -> "users.expire-password";
            case Move _ -> "users.move";
            case Delete _ -> "users.delete";
            case Restore _ -> "users.restore";
            case Purge _ -> "users.purge";
        };
    }

    private static Verdict unless(Optional<UserRule> broken) {
        return broken.map(UserAct::refused).orElse(DONE);
    }

    private static Verdict refused(UserRule rule) {
        return new Verdict.Refused(rule);
    }

    private static Verdict already() {
        return new Verdict.Unchanged(UserRule.ALREADY);
    }
}
