package io.muster.users;

import io.muster.kernel.UnitId;
import org.jspecify.annotations.Nullable;

/** Values that many users are given alike; what is null says nothing. */
record CommonValues(
        @Nullable UnitId unitId, @Nullable Boolean passwordChangesDisabled, ProfileForm profile) {

    static CommonValues of(UserTemplate template) {
        return new CommonValues(
                template.unitId(), template.passwordChangesDisabled(), template.fill(null));
    }
}
