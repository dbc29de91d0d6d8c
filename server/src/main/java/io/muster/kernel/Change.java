package io.muster.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

    /**
     * A change of fields, of which only those that really differ are kept.
     *
     * @param before all fields as they were
     * @param after the same fields as they are now
     */
    public static Change edited(
            String action,
            String subjectType,
            UUID subjectId,
            String subjectName,
            Map<String, ? extends @Nullable Object> before,
            Map<String, ? extends @Nullable Object> after) {
        Map<String, @Nullable Object> was = new LinkedHashMap<>();
        Map<String, @Nullable Object> is = new LinkedHashMap<>();
        after.forEach((field, value) -> {
            if (!Objects.equals(before.get(field), value)) {
                was.put(field, before.get(field));
                is.put(field, value);
            }
        });
        return done(action, subjectType, subjectId, subjectName, was, is);
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
