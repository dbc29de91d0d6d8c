package io.muster.users;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A default that can be pushed to users who are there already. */
enum DefaultSetting {
    UNIT,
    IN_ADDRESS_LIST,
    PASSWORD_CHANGES_DISABLED,
    TIME_ZONE,
    LANGUAGE,
    COMPANY,
    DEPARTMENT,
    WEB_PAGE;

    /** What it is for users. */
    CommonSetting common() {
        return CommonSetting.valueOf(name());
    }

    /** The name in the template. */
    @JsonValue
    String text() {
        return common().text();
    }

    @JsonCreator
    static DefaultSetting of(String text) {
        return valueOf(CommonSetting.of(text).name());
    }
}
