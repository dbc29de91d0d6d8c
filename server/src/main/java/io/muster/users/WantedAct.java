package io.muster.users;

import io.muster.kernel.UnitId;
import org.jspecify.annotations.Nullable;

/** What another source wants done to a user who is there, beside editing him. */
public sealed interface WantedAct {

    /** Opens sign-in and sending again. */
    record Enable() implements WantedAct {}

    /**
     * Closes sign-in and sending.
     *
     * @param allowIncoming whether messages are still received; null keeps what is set
     */
    record Disable(@Nullable Boolean allowIncoming) implements WantedAct {}

    record Move(UnitId unit) implements WantedAct {}

    /** Closes sign-in and keeps everything for 30 days, in which the user can be restored. */
    record Delete() implements WantedAct {}
}
