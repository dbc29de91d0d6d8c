package io.muster.users;

/**
 * Where a user stands. Locked is not among them: too many wrong passwords close sign-in for a while
 * by itself and change nothing else.
 */
public enum UserState {
    /** Asked to join and not answered yet. No act leads here before there are invitations. */
    INVITED,
    WAITING_FOR_PASSWORD,
    ACTIVE,
    DISABLED,
    /** Restorable for 30 days, then purged. */
    DELETED;

    /** Whether a user in this state may sign in. */
    public boolean signsIn() {
        return this == ACTIVE;
    }

    /** Whether a user in this state is activated, and so takes one of his home's seats. */
    public boolean takesSeat() {
        return switch (this) {
            case INVITED, WAITING_FOR_PASSWORD, ACTIVE -> true;
            case DISABLED, DELETED -> false;
        };
    }

    /**
     * The state after the sign-in method or the password changed: without a password where one is
     * needed, a user waits for it.
     */
    UserState with(SignInMethod method, boolean passwordSet) {
        return switch (this) {
            case ACTIVE, WAITING_FOR_PASSWORD ->
                    method.ownPassword() && !passwordSet ? WAITING_FOR_PASSWORD : ACTIVE;
            case INVITED, DISABLED, DELETED -> this;
        };
    }
}
