package io.muster.imports;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a file, read by the mapping of its columns. */
sealed interface ImportRow {

    long line();

    /**
     * A row in which every cell is right by itself.
     *
     * @param values the settings the row brings, in the form they are stored; a setting whose cell
     *     is empty is missing. A logon name or an address is always there.
     */
    record Usable(long line, Map<ImportField, String> values) implements ImportRow {
        public Usable {
            values = Collections.unmodifiableMap(new EnumMap<>(values));
        }
    }

    /** A row that can't be taken, with everything that is wrong with it. */
    record Refused(long line, List<Fault> faults) implements ImportRow {
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /**
     * One thing wrong with a row.
     *
     * @param column the header of the column, null when the row as a whole is at fault
     * @param code stable and machine-readable: {@code too-long}, {@code two-addresses}
     * @param message a sentence for people
     */
    record Fault(@Nullable String column, String code, String message) {}
}
