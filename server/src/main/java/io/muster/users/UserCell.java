package io.muster.users;

/** What a line of {@link UserLines} may tell of a user, as the database writes it. */
public enum UserCell {
    LOGON_NAME("u.logon_name"),
    ADDRESS("u.address"),
    DISPLAY_NAME("u.display_name"),
    FIRST_NAME("u.first_name"),
    MIDDLE_NAME("u.middle_name"),
    LAST_NAME("u.last_name"),
    SIGN_IN_METHOD("u.sign_in_method"),
    /** Its id. */
    UNIT("m.unit_id"),
    STATE("u.state"),
    /** {@code t} or {@code f}. */
    ALLOW_INCOMING("u.allow_incoming"),
    EXPIRES_ON(
            """
            (SELECT x.expires_on FROM account_expiries x
             WHERE x.user_id = u.id AND x.organization_id = m.organization_id)\
            """),
    TITLE("u.title"),
    DEPARTMENT("u.department"),
    COMPANY("u.company"),
    OFFICE_PHONE("u.office_phone"),
    MOBILE_PHONE("u.mobile_phone"),
    HOME_PHONE("u.home_phone"),
    FAX("u.fax"),
    WEB_PAGE("u.web_page"),
    WORK_STREET("u.work_street"),
    WORK_CITY("u.work_city"),
    WORK_POSTAL_CODE("u.work_postal_code"),
    WORK_REGION("u.work_region"),
    WORK_COUNTRY("u.work_country"),
    HOME_STREET("u.home_street"),
    HOME_CITY("u.home_city"),
    HOME_POSTAL_CODE("u.home_postal_code"),
    HOME_REGION("u.home_region"),
    HOME_COUNTRY("u.home_country"),
    BIRTHDAY("u.birthday"),
    RECOVERY_ADDRESS("u.recovery_address"),
    REPLY_TO("u.reply_to"),
    /** {@code t} or {@code f}. */
    IN_ADDRESS_LIST("u.in_address_list"),
    TIME_ZONE("u.time_zone"),
    LANGUAGE("u.language"),
    EXTERNAL_ID("u.external_id"),
    NOTES("u.notes"),
    /** In UTC, with a blank before the time and up to six digits of a second. */
    CREATED_AT("u.created_at AT TIME ZONE 'UTC'"),
    /** As {@link #CREATED_AT}; empty when he never did. */
    LAST_SIGN_IN_AT("u.last_sign_in_at AT TIME ZONE 'UTC'"),
    /** In octets. */
    DISK_USED("coalesce(d.octets, 0)"),
    /** In octets; 0 is without limit, empty as the organization has it. */
    DISK_LIMIT("CASE WHEN d.user_id IS NULL THEN 0 ELSE d.own_limit END");

    private final String expression;

    UserCell(String expression) {
        this.expression = expression;
    }

    /** Of the user u, his place m and his disk usage d. */
    String expression() {
        return expression;
    }
}
