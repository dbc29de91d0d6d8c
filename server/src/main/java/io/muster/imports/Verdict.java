package io.muster.imports;

import io.muster.imports.ImportRow.Fault;
import io.muster.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one row; the check says it as "would".
 *
 * @param number counts the rows of the file from 1; of an undo, what was done for them
 * @param line where the row starts in the file
 * @param name the address or logon name of the row, as far as it could be read
 * @param faults why the row is skipped or an error, what of a new user isn't as the row says, or
 *     what of it an undo can't take back
 * @param changes the settings that an update changes, by their names in the API
 * @param user null while there is none
 */
record Verdict(
        long number,
        long line,
        String name,
        Answer answer,
        List<Fault> faults,
        List<String> changes,
        @Nullable UserId user) {

    /** What can become of a row. */
    enum Answer {
        CREATE,
        /** Also one who is enabled, disabled or moved by a row that says no more. */
        UPDATE,
        /** The user can be restored for 30 days. */
        DELETE,
        /** A user whom the import made is removed for good; of an undo only. */
        REMOVE,
        /** The user is there and has all that the row says. */
        UNCHANGED,
        /** Nothing is wrong with the row, but nothing is done. */
        SKIP,
        ERROR
    }

    Verdict {
        faults = List.copyOf(faults);
        changes = List.copyOf(changes);
    }

    /** The code of the first fault, empty when there is none. */
    String reason() {
        return faults.isEmpty() ? "" : faults.getFirst().code();
    }
}
