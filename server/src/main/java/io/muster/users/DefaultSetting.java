package io.muster.users;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A default that can be pushed to users who are there already. */
enum DefaultSetting {
    UNIT("unitId"),
    IN_ADDRESS_LIST("inAddressList"),
    PASSWORD_CHANGES_DISABLED("passwordChangesDisabled"),
    TIME_ZONE("timeZone"),
    LANGUAGE("language"),
    COMPANY("company"),
    DEPARTMENT("department"),
    WEB_PAGE("webPage");

    private final String text;

    DefaultSetting(String text) {
        this.text = text;
    }

    /** The name in the template. */
    @JsonValue
    String text() {
        return text;
    }

    /** In a sentence. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @JsonCreator
    static DefaultSetting of(String text) {
        return Arrays.stream(values())
                .filter(setting -> setting.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such setting"));
    }

    /** What the template says, null when nothing. */
    @Nullable Object of(UserTemplate template) {
        return switch (this) {
            case UNIT -> template.unitId();
            case IN_ADDRESS_LIST -> template.inAddressList();
            case PASSWORD_CHANGES_DISABLED -> template.passwordChangesDisabled();
            case TIME_ZONE -> template.timeZone();
            case LANGUAGE -> template.language();
            case COMPANY -> template.company();
            case DEPARTMENT -> template.department();
            case WEB_PAGE -> template.webPage();
        };
    }
}
