package io.muster.users;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person beside the names he signs in with. Text is never null; empty means not
 * known.
 *
 * @param displayName what others see; never empty
 */
public record UserProfile(
        String displayName,
        String firstName,
        String middleName,
        String lastName,
        Work work,
        Contact contact,
        PostalAddress home,
        Preferences preferences,
        @Nullable LocalDate birthday,
        String notes,
        String externalId,
        boolean inAddressList) {

    /** The person at work. */
    public record Work(String title, String department, String company, PostalAddress address) {
        public static final Work NONE = new Work("", "", "", PostalAddress.NONE);
    }

    /**
     * Ways to reach the person.
     *
     * @param recoveryAddress where a link goes when the password is forgotten; empty for the own
     *     address
     */
    public record Contact(
            String officePhone,
            String mobilePhone,
            String homePhone,
            String fax,
            String webPage,
            String recoveryAddress,
            String replyTo) {
        public static final Contact NONE = new Contact("", "", "", "", "", "", "");

        /** The same with the phone numbers of another; the fax is no phone. */
        Contact withPhonesOf(Contact other) {
            return new Contact(
                    other.officePhone,
                    other.mobilePhone,
                    other.homePhone,
                    fax,
                    webPage,
                    recoveryAddress,
                    replyTo);
        }
    }

    /**
     * @param timeZone of the IANA database, empty for the organization's
     */
    public record Preferences(String timeZone, String language) {
        public static final Preferences NONE = new Preferences("", "");
    }

    /** The same person, reached in other ways. */
    UserProfile with(Contact other) {
        return new UserProfile(
                displayName,
                firstName,
                middleName,
                lastName,
                work,
                other,
                home,
                preferences,
                birthday,
                notes,
                externalId,
                inAddressList);
    }

    /** The same person with another's remarks of administrators: notes and external id. */
    UserProfile withRemarksOf(UserProfile other) {
        return withRemarks(other.notes(), other.externalId());
    }

    /** The same person without what administrators keep for themselves. */
    UserProfile withoutRemarks() {
        return withRemarks("", "");
    }

    /** What a business card tells. */
    UserProfile card() {
        return new UserProfile(
                displayName,
                firstName,
                middleName,
                lastName,
                new Work(work.title(), work.department(), work.company(), PostalAddress.NONE),
                new Contact(contact.officePhone(), contact.mobilePhone(), "", "", "", "", ""),
                PostalAddress.NONE,
                Preferences.NONE,
                null,
                "",
                "",
                inAddressList);
    }

    private UserProfile withRemarks(String otherNotes, String otherExternalId) {
        return new UserProfile(
                displayName,
                firstName,
                middleName,
                lastName,
                work,
                contact,
                home,
                preferences,
                birthday,
                otherNotes,
                otherExternalId,
                inAddressList);
    }

    /** A profile of which only the name is known. */
    public static UserProfile named(String firstName, String lastName) {
        return new UserProfile(
                (firstName + " " + lastName).strip(),
                firstName,
                "",
                lastName,
                Work.NONE,
                Contact.NONE,
                PostalAddress.NONE,
                Preferences.NONE,
                null,
                "",
                "",
                true);
    }
}
