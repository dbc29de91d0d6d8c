package io.muster.kernel;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one change to the audit log. Before and after hold only the fields that changed,
 * by the names the API uses; a secret appears as {@link #MASKED}, never as itself.
 *
 * @param action the area and the act, past tense: {@code users.disabled}, {@code roles.created}
 * @param subjectType the word for what was changed: {@code user}, {@code role}
 * @param subjectId its id, null where there is none (a sign-in that failed)
 * @param subjectName what people call it, as it was at that moment
 * @param outcome whether it was done or refused
 */
public record Change(
        String action,
        String subjectType,
        @Nullable UUID subjectId,
        String subjectName,
        Map<String, ? extends @Nullable Object> before,
        Map<String, ? extends @Nullable Object> after,
        Outcome outcome) {

    /** Stands in the log where a secret was set or changed. */
    public static final String MASKED = "(secret)";

    /** How it ended. */
    public enum Outcome {
        DONE,
        REFUSED
    }

    public static Change done(
            String action,
            String subjectType,
            UUID subjectId,
            String subjectName,
            Map<String, ? extends @Nullable Object> before,
            Map<String, ? extends @Nullable Object> after) {
        return new Change(action, subjectType, subjectId, subjectName, before, after, Outcome.DONE);
    }
}
