package io.muster.users;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/**
 * A part of the profile that an organization may let its users edit themselves. The names to sign
 * in with are never among them.
 */
enum OwnField {
    DISPLAY_NAME("displayName"),
    FIRST_NAME("firstName"),
    MIDDLE_NAME("middleName"),
    LAST_NAME("lastName"),
    TITLE("title"),
    DEPARTMENT("department"),
    COMPANY("company"),
    OFFICE_PHONE("officePhone"),
    MOBILE_PHONE("mobilePhone"),
    HOME_PHONE("homePhone"),
    FAX("fax"),
    WEB_PAGE("webPage"),
    RECOVERY_ADDRESS("recoveryAddress"),
    REPLY_TO("replyTo"),
    WORK("work"),
    HOME("home"),
    TIME_ZONE("timeZone"),
    LANGUAGE("language"),
    BIRTHDAY("birthday"),
    IN_ADDRESS_LIST("inAddressList");

    /** What users may edit until their organization says otherwise. */
    static final List<OwnField> USUAL =
            List.of(
                    OFFICE_PHONE,
                    MOBILE_PHONE,
                    HOME_PHONE,
                    FAX,
                    WEB_PAGE,
                    HOME,
                    TIME_ZONE,
                    LANGUAGE);

    private final String text;

    OwnField(String text) {
        this.text = text;
    }

    /** The name of the field in the profile. */
    @JsonValue
    String text() {
        return text;
    }

    @JsonCreator
    static OwnField of(String text) {
        return Arrays.stream(values())
                .filter(field -> field.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such field"));
    }
}
