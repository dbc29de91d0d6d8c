package io.muster.users;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A profile as it is sent and received. In an answer every field is there; in a request a missing
 * field is an empty one.
 *
 * @param displayName at most 255 characters; when empty, made of the names, else of the account
 * @param officePhone as every phone number and fax, at most 64 characters
 * @param webPage with http or https only
 * @param recoveryAddress where a link goes when the password is forgotten; empty for the own
 *     address
 * @param timeZone of the IANA database, empty for the organization's
 * @param language a tag of RFC 5646, empty for the organization's
 * @param notes at most 4,000 characters
 * @param inAddressList whether colleagues find the user in the address list; true when missing
 */
record ProfileForm(
        @Nullable String displayName,
        @Nullable String firstName,
        @Nullable String middleName,
        @Nullable String lastName,
        @Nullable String title,
        @Nullable String department,
        @Nullable String company,
        @Nullable String officePhone,
        @Nullable String mobilePhone,
        @Nullable String homePhone,
        @Nullable String fax,
        @Nullable String webPage,
        @Nullable String recoveryAddress,
        @Nullable String replyTo,
        @Nullable Place work,
        @Nullable Place home,
        @Nullable String timeZone,
        @Nullable String language,
        @Nullable LocalDate birthday,
        @Nullable String notes,
        @Nullable String externalId,
        @Nullable Boolean inAddressList) {

    /** A form in which nothing is said. */
    static final ProfileForm EMPTY =
            new ProfileForm(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null, null, null, null);

    private static final int LINE = 255;
    private static final int PHONE = 64;

    /** A place that post is sent to. */
    record Place(
            @Nullable String street,
            @Nullable String city,
            @Nullable String postalCode,
            @Nullable String region,
            @Nullable String country) {

        static final Place UNSAID = new Place(null, null, null, null, null);

        static Place of(PostalAddress address) {
            return new Place(
                    address.street(),
                    address.city(),
                    address.postalCode(),
                    address.region(),
                    address.country());
        }

        PostalAddress checked(FieldCheck check) {
            return new PostalAddress(
                    check.lines("street", street, LINE),
                    check.line("city", city, LINE),
                    check.line("postalCode", postalCode, 32),
                    check.line("region", region, LINE),
                    check.line("country", country, LINE));
        }
    }

    static ProfileForm of(UserProfile p) {
        return new ProfileForm(
                p.displayName(),
                p.firstName(),
                p.middleName(),
                p.lastName(),
                p.work().title(),
                p.work().department(),
                p.work().company(),
                p.contact().officePhone(),
                p.contact().mobilePhone(),
                p.contact().homePhone(),
                p.contact().fax(),
                p.contact().webPage(),
                p.contact().recoveryAddress(),
                p.contact().replyTo(),
                Place.of(p.work().address()),
                Place.of(p.home()),
                p.preferences().timeZone(),
                p.preferences().language(),
                p.birthday(),
                p.notes(),
                p.externalId(),
                p.inAddressList());
    }

    /**
     * The profile; faults go to the check.
     *
     * @param account what the user is called when the form has no name at all
     */
    UserProfile checked(FieldCheck check, String account) {
        String first = check.line("firstName", firstName, LINE);
        String last = check.line("lastName", lastName, LINE);
        return new UserProfile(
                shown(check.line("displayName", displayName, LINE), first, last, account),
                first,
                check.line("middleName", middleName, LINE),
                last,
                new UserProfile.Work(
                        check.line("title", title, LINE),
                        check.line("department", department, LINE),
                        check.line("company", company, LINE),
                        place(work, check.within("work"))),
                new UserProfile.Contact(
                        check.line("officePhone", officePhone, PHONE),
                        check.line("mobilePhone", mobilePhone, PHONE),
                        check.line("homePhone", homePhone, PHONE),
                        check.line("fax", fax, PHONE),
                        check.webPage("webPage", webPage),
                        check.address("recoveryAddress", recoveryAddress),
                        check.address("replyTo", replyTo)),
                place(home, check.within("home")),
                new UserProfile.Preferences(
                        check.timeZone("timeZone", timeZone), check.language("language", language)),
                checkedBirthday(check),
                check.lines("notes", notes, 4_000),
                check.line("externalId", externalId, LINE),
                !Boolean.FALSE.equals(inAddressList));
    }

    private @Nullable LocalDate checkedBirthday(FieldCheck check) {
        if (birthday != null && (birthday.getYear() < 1850 || birthday.getYear() > 9999)) {
            check.fault("birthday", "range", "Nobody alive was born on that day.");
        }
        return birthday;
    }

    private static PostalAddress place(@Nullable Place place, FieldCheck check) {
        return place == null ? PostalAddress.NONE : place.checked(check);
    }

    private static String shown(String displayName, String first, String last, String account) {
        if (!displayName.isEmpty()) {
            return displayName;
        }
        String names = (first + " " + last).strip();
        return names.isEmpty() ? account : names;
    }
}
