package io.muster.roles;

import io.muster.access.Permission;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.RoleId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A custom role as somebody wants it to be, not yet held against the rules.
 *
 * @param name 1 to 100 characters, unique in the organization without regard to case
 * @param description at most 500 characters
 * @param permissions at least one, all of the role's level
 */
record RoleDraft(
        @Nullable String name,
        @Nullable String description,
        Permission.@Nullable Level level,
        @Nullable List<Permission> permissions) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 500;

    static RoleDraft of(Role role) {
        return new RoleDraft(
                role.name(), role.description(), role.level(), List.copyOf(role.permissions()));
    }

    RoleDraft named(String other) {
        return new RoleDraft(other, description, level, permissions);
    }

    /** The role, to be used only when there are no {@link #errors()}. */
    Role role(RoleId id, int version) {
        Set<Permission> chosen = EnumSet.noneOf(Permission.class);
        if (permissions != null) {
            permissions.stream().filter(Objects::nonNull).forEach(chosen::add);
        }
        return new Role(
                id,
                text(name),
                text(description),
                level == null ? Permission.Level.ORGANIZATION : level,
                false,
                chosen,
                version);
    }

    List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        if (text(name).isEmpty()) {
            errors.add(new FieldError("name", "required", "Give the role a name."));
        } else if (text(name).length() > LONGEST_NAME) {
            errors.add(new FieldError("name", "too-long", "At most 100 characters."));
        } else if (text(name).chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError("name", "format", "Control characters are not allowed."));
        }
        if (text(description).length() > LONGEST_DESCRIPTION) {
            errors.add(new FieldError("description", "too-long", "At most 500 characters."));
        }
        if (level == Permission.Level.INSTANCE) {
            errors.add(
                    new FieldError(
                            "level",
                            "of-instance",
                            "Rights on the instance belong to system administrators, not to roles."));
        }
        if (permissions == null || permissions.isEmpty()) {
            errors.add(
                    new FieldError("permissions", "required", "Choose at least one permission."));
        } else {
            otherLevels(permissions, errors);
        }
        return errors;
    }

    private void otherLevels(List<Permission> chosen, List<FieldError> errors) {
        Permission.Level wanted = level == null ? Permission.Level.ORGANIZATION : level;
        for (int i = 0; i < chosen.size(); i++) {
            if (chosen.get(i) == null || chosen.get(i).level() != wanted) {
                errors.add(
                        new FieldError(
                                "permissions[" + i + "]",
                                "other-level",
                                "A role holds permissions of its own level only."));
            }
        }
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
