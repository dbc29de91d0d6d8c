package io.muster.users;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A setting that many users can be given alike. */
enum CommonSetting {
    UNIT("unitId"),
    PASSWORD_CHANGES_DISABLED("passwordChangesDisabled"),
    IN_ADDRESS_LIST("inAddressList"),
    TITLE("title"),
    DEPARTMENT("department"),
    COMPANY("company"),
    OFFICE_PHONE("officePhone"),
    FAX("fax"),
    WEB_PAGE("webPage"),
    REPLY_TO("replyTo"),
    WORK_STREET("work.street"),
    WORK_CITY("work.city"),
    WORK_POSTAL_CODE("work.postalCode"),
    WORK_REGION("work.region"),
    WORK_COUNTRY("work.country"),
    TIME_ZONE("timeZone"),
    LANGUAGE("language"),
    NOTES("notes");

    /** Those that are texts of the profile. */
    static final List<CommonSetting> TEXTS =
            Arrays.stream(values())
                    .filter(one ->
                            one != UNIT
                                    && one != PASSWORD_CHANGES_DISABLED
                                    && one != IN_ADDRESS_LIST)
                    .toList();

    private final String text;

    CommonSetting(String text) {
        this.text = text;
    }

    /** The name in the API; a part of a part is named with a dot. */
    @JsonValue
    String text() {
        return text;
    }

    /** In a sentence. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The column of users that keeps it, unless it is kept elsewhere. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static CommonSetting of(String text) {
        return Arrays.stream(values())
                .filter(setting -> setting.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such setting"));
    }

    /** What these values say, null when nothing. */
    @Nullable Object of(CommonValues values) {
        ProfileForm profile = values.profile();
        ProfileForm.Place work = requireNonNullElse(profile.work(), ProfileForm.Place.UNSAID);
        return switch (this) {
            case UNIT -> values.unitId();
            case PASSWORD_CHANGES_DISABLED -> values.passwordChangesDisabled();
            case IN_ADDRESS_LIST -> profile.inAddressList();
            case TITLE -> profile.title();
            case DEPARTMENT -> profile.department();
            case COMPANY -> profile.company();
            case OFFICE_PHONE -> profile.officePhone();
            case FAX -> profile.fax();
            case WEB_PAGE -> profile.webPage();
            case REPLY_TO -> profile.replyTo();
            case WORK_STREET -> work.street();
            case WORK_CITY -> work.city();
            case WORK_POSTAL_CODE -> work.postalCode();
            case WORK_REGION -> work.region();
            case WORK_COUNTRY -> work.country();
            case TIME_ZONE -> profile.timeZone();
            case LANGUAGE -> profile.language();
            case NOTES -> profile.notes();
        };
    }
}
