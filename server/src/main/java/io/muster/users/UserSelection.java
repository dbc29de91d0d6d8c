package io.muster.users;

import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The users that a bulk act is for: given ids, or all that match a filter.
 *
 * @param ids 1 to 10,000; then there is no filter
 * @param filter as the list has it; everybody who is not deleted when it is empty
 * @param except of those that match; at most 10,000
 */
public record UserSelection(
        @Nullable List<UserId> ids, @Nullable UserFilter filter, @Nullable List<UserId> except) {

    private static final int MOST = 10_000;

    /** What is wrong with it; empty when it can be used. */
    public List<FieldError> errors() {
        if ((ids == null) == (filter == null)) {
            return List.of(
                    new FieldError(
                            "selection", "required", "Give either the ids or a filter, not both."));
        }
        if (ids != null && (ids.isEmpty() || !fit(ids))) {
            return List.of(new FieldError("selection.ids", "range", "Give 1 to 10,000 ids."));
        }
        if (except != null && !fit(except)) {
            return List.of(new FieldError("selection.except", "range", "Give at most 10,000 ids."));
        }
        return filter == null ? List.of() : filter.errors();
    }

    private static boolean fit(List<UserId> ids) {
        return ids.size() <= MOST && ids.stream().allMatch(Objects::nonNull);
    }
}
