package io.muster.users;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fields of users that are overwritten with what was chosen. A missing one stays with each user as
 * it is, also a missing line of the address; an empty text empties it. Limits and forms are those
 * of the profile.
 *
 * @param work where the users work, line by line
 * @param inAddressList whether colleagues find the users in the address list
 * @param passwordChangesDisabled whether the users may not change their passwords themselves
 */
record ChosenFields(
        @Nullable String title,
        @Nullable String department,
        @Nullable String company,
        @Nullable String officePhone,
        @Nullable String fax,
        @Nullable String webPage,
        @Nullable String replyTo,
        ProfileForm.@Nullable Place work,
        @Nullable String timeZone,
        @Nullable String language,
        @Nullable String notes,
        @Nullable Boolean inAddressList,
        @Nullable Boolean passwordChangesDisabled) {

    /** What the job does; faults go to the check. */
    UserPropagation.Plan plan(FieldCheck check, PhoneSwitch phones) {
        ProfileForm form = form();
        CommonValues given = new CommonValues(null, passwordChangesDisabled, form);
        Set<CommonSetting> said =
                Arrays.stream(CommonSetting.values())
                        .filter(setting -> setting.of(given) != null)
                        .collect(
                                Collectors.toCollection(() -> EnumSet.noneOf(CommonSetting.class)));
        if (said.isEmpty()) {
            check.fault("", "required", "Choose at least one field.");
        }
        if (officePhone != null) {
            phones.checkForMany(check, officePhone.strip());
        }
        ProfileForm stored = ProfileForm.of(form.checked(check, ""));
        return new UserPropagation.Plan(
                said, new CommonValues(null, passwordChangesDisabled, stored));
    }

    private ProfileForm form() {
        return new ProfileForm(
                null, // displayName and the other names are each user's own
                null,
                null,
                null,
                title,
                department,
                company,
                officePhone,
                null, // mobilePhone
                null, // homePhone
                fax,
                webPage,
                null, // recoveryAddress
                replyTo,
                work,
                null, // home
                timeZone,
                language,
                null, // birthday
                notes,
                null, // externalId
                inAddressList);
    }
}
