package io.muster.mailengine;

import java.util.List;
import javax.mail.Flags;
import javax.mail.Flags.Flag;

/** The system flags of a message as the bits of a number; other flags are keywords. */
final class FlagBits {

    private static final List<Flag> BITS =
            List.of(Flag.SEEN, Flag.RECENT, Flag.DELETED, Flag.ANSWERED, Flag.FLAGGED, Flag.DRAFT);

    /** All of them. */
    static final int ALL = (1 << BITS.size()) - 1;

    private FlagBits() {}

    static int of(Flags flags) {
        int bits = 0;
        for (int i = 0; i < BITS.size(); i++) {
            if (flags.contains(BITS.get(i))) {
                bits |= 1 << i;
            }
        }
        return bits;
    }

    /** Zero for a flag that isn't kept, such as "user". */
    static int of(Flag flag) {
        int position = BITS.indexOf(flag);
        return position < 0 ? 0 : 1 << position;
    }

    static Flags flags(int bits, String[] keywords) {
        Flags flags = new Flags();
        for (int i = 0; i < BITS.size(); i++) {
            if ((bits & 1 << i) != 0) {
                flags.add(BITS.get(i));
            }
        }
        for (String keyword : keywords) {
            flags.add(keyword);
        }
        return flags;
    }
}
