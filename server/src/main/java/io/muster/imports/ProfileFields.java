package io.muster.imports;

import io.muster.users.PostalAddress;
import io.muster.users.UserProfile;
import io.muster.users.UserProfile.Contact;
import io.muster.users.UserProfile.Preferences;
import io.muster.users.UserProfile.Work;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** A profile as the settings that files bring and take, and back. */
final class ProfileFields {

    private ProfileFields() {}

    /** Every setting of the profile in its stored form; empty where nothing is known. */
    static Map<ImportField, String> of(UserProfile p) {
        Map<ImportField, String> fields = new EnumMap<>(ImportField.class);
        fields.put(ImportField.DISPLAY_NAME, p.displayName());
        fields.put(ImportField.FIRST_NAME, p.firstName());
        fields.put(ImportField.MIDDLE_NAME, p.middleName());
        fields.put(ImportField.LAST_NAME, p.lastName());
        fields.put(ImportField.TITLE, p.work().title());
        fields.put(ImportField.DEPARTMENT, p.work().department());
        fields.put(ImportField.COMPANY, p.work().company());
        fields.put(ImportField.OFFICE_PHONE, p.contact().officePhone());
        fields.put(ImportField.MOBILE_PHONE, p.contact().mobilePhone());
        fields.put(ImportField.HOME_PHONE, p.contact().homePhone());
        fields.put(ImportField.FAX, p.contact().fax());
        fields.put(ImportField.WEB_PAGE, p.contact().webPage());
        fields.put(ImportField.RECOVERY_ADDRESS, p.contact().recoveryAddress());
        fields.put(ImportField.REPLY_TO, p.contact().replyTo());
        PostalAddress work = p.work().address();
        fields.put(ImportField.WORK_STREET, work.street());
        fields.put(ImportField.WORK_CITY, work.city());
        fields.put(ImportField.WORK_POSTAL_CODE, work.postalCode());
        fields.put(ImportField.WORK_REGION, work.region());
        fields.put(ImportField.WORK_COUNTRY, work.country());
        PostalAddress home = p.home();
        fields.put(ImportField.HOME_STREET, home.street());
        fields.put(ImportField.HOME_CITY, home.city());
        fields.put(ImportField.HOME_POSTAL_CODE, home.postalCode());
        fields.put(ImportField.HOME_REGION, home.region());
        fields.put(ImportField.HOME_COUNTRY, home.country());
        fields.put(ImportField.TIME_ZONE, p.preferences().timeZone());
        fields.put(ImportField.LANGUAGE, p.preferences().language());
        LocalDate birthday = p.birthday();
        fields.put(ImportField.BIRTHDAY, birthday == null ? "" : birthday.toString());
        fields.put(ImportField.NOTES, p.notes());
        fields.put(ImportField.EXTERNAL_ID, p.externalId());
        fields.put(ImportField.IN_ADDRESS_LIST, String.valueOf(p.inAddressList()));
        return fields;
    }

    /** The profile with these settings put over its own. */
    static UserProfile with(UserProfile profile, Map<ImportField, String> values) {
        Map<ImportField, String> all = of(profile);
        all.replaceAll((field, own) -> values.getOrDefault(field, own));
        Function<ImportField, String> of = field -> all.getOrDefault(field, "");
        String birthday = of.apply(ImportField.BIRTHDAY);
        return new UserProfile(
                of.apply(ImportField.DISPLAY_NAME),
                of.apply(ImportField.FIRST_NAME),
                of.apply(ImportField.MIDDLE_NAME),
                of.apply(ImportField.LAST_NAME),
                new Work(
                        of.apply(ImportField.TITLE),
                        of.apply(ImportField.DEPARTMENT),
                        of.apply(ImportField.COMPANY),
                        new PostalAddress(
                                of.apply(ImportField.WORK_STREET),
                                of.apply(ImportField.WORK_CITY),
                                of.apply(ImportField.WORK_POSTAL_CODE),
                                of.apply(ImportField.WORK_REGION),
                                of.apply(ImportField.WORK_COUNTRY))),
                new Contact(
                        of.apply(ImportField.OFFICE_PHONE),
                        of.apply(ImportField.MOBILE_PHONE),
                        of.apply(ImportField.HOME_PHONE),
                        of.apply(ImportField.FAX),
                        of.apply(ImportField.WEB_PAGE),
                        of.apply(ImportField.RECOVERY_ADDRESS),
                        of.apply(ImportField.REPLY_TO)),
                new PostalAddress(
                        of.apply(ImportField.HOME_STREET),
                        of.apply(ImportField.HOME_CITY),
                        of.apply(ImportField.HOME_POSTAL_CODE),
                        of.apply(ImportField.HOME_REGION),
                        of.apply(ImportField.HOME_COUNTRY)),
                new Preferences(of.apply(ImportField.TIME_ZONE), of.apply(ImportField.LANGUAGE)),
                birthday.isEmpty() ? null : LocalDate.parse(birthday),
                of.apply(ImportField.NOTES),
                of.apply(ImportField.EXTERNAL_ID),
                Boolean.parseBoolean(of.apply(ImportField.IN_ADDRESS_LIST)));
    }
}
