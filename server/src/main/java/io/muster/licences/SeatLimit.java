package io.muster.licences;

import io.muster.kernel.Version;
import java.util.OptionalInt;

/**
 * How many users of an organization may be activated at once.
 *
 * @param licensed empty without limit
 */
record SeatLimit(OptionalInt licensed, Version version) {

    /** Of organizations of which nothing was said. */
    static final SeatLimit NONE = new SeatLimit(OptionalInt.empty(), new Version(0));
}
