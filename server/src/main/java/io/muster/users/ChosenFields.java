package io.muster.users;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fields of users that are overwritten with what was chosen. A missing one stays with each user as
 * it is; an empty text empties it.
 */
record ChosenFields(
        @Nullable String company,
        @Nullable String department,
        @Nullable String webPage,
        @Nullable String timeZone,
        @Nullable String language,
        @Nullable Boolean inAddressList,
        @Nullable Boolean passwordChangesDisabled) {

    /** What the job does; faults go to the check. */
    UserPropagation.Plan plan(FieldCheck check) {
        UserTemplate values =
                new UserTemplate(
                                null,
                                null,
                                null,
                                null,
                                passwordChangesDisabled,
                                inAddressList,
                                timeZone,
                                language,
                                company,
                                department,
                                webPage)
                        .checked(check);
        Set<DefaultSetting> said =
                Arrays.stream(DefaultSetting.values())
                        .filter(setting -> setting.of(values) != null)
                        .collect(
                                Collectors.toCollection(
                                        () -> EnumSet.noneOf(DefaultSetting.class)));
        if (said.isEmpty()) {
            check.fault("", "required", "Choose at least one field.");
        }
        return new UserPropagation.Plan(said, values);
    }
}
