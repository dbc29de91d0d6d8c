package io.muster.users;

import io.muster.access.OrganizationScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does one part of an offboarding. A module has a Spring bean for each part that is its own;
 * preview and real run both ask {@link #judge}, and only the real run then acts.
 */
public interface OffboardingWork {

    OffboardingPart part();

    /** Says what it would do, and lets nobody else change that before the transaction ends. */
    Verdict judge(OrganizationScope scope, Leaver leaver);

    /**
     * Does what was judged, in the same transaction.
     *
     * @return what was there before, as JSON; null where that can't be brought back
     */
    @Nullable String act(OrganizationScope scope, Leaver leaver);

    /** Brings back what was there before, unless somebody changed it since. */
    default Verdict takeBack(OrganizationScope scope, Leaver leaver, String before) {
        return new Verdict.Nothing();
    }

    /** What a part would do. */
    sealed interface Verdict {

        /**
         * There is something to do.
         *
         * @param names of what it is about
         */
        record Due(List<String> names) implements Verdict {
            public Due {
                names = List.copyOf(names);
            }
        }

        record Nothing() implements Verdict {}

        /**
         * @param code stable
         * @param sentence for people
         */
        record Refused(String code, String sentence) implements Verdict {}
    }
}
