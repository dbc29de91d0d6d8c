package io.muster.roles;

import io.muster.access.Permission;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.RoleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Roles and single permissions as somebody asks for them, in an organization or on a mailbox. */
public final class WantedRights {

    private static final int MOST_ROLES = 100;

    private WantedRights() {}

    /**
     * Refuses what can't be meant, before anything is looked up: more than 100 roles, gaps, and
     * permissions of another level.
     *
     * @param otherLevel the sentence for a permission that is held elsewhere
     * @throws io.muster.kernel.Refusal 422 naming each field
     */
    public static void check(
            List<RoleId> roles,
            List<Permission> permissions,
            Permission.Level level,
            String otherLevel) {
        List<FieldError> errors = new ArrayList<>();
        if (roles.size() > MOST_ROLES) {
            errors.add(new FieldError("roles", "too-many", "At most 100 roles."));
        }
        if (roles.stream().anyMatch(Objects::isNull)) {
            errors.add(new FieldError("roles", "required", "A role is named by its id."));
        }
        for (int i = 0; i < permissions.size(); i++) {
            if (permissions.get(i) == null || permissions.get(i).level() != level) {
                errors.add(new FieldError("permissions[" + i + "]", "other-level", otherLevel));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
    }
}
