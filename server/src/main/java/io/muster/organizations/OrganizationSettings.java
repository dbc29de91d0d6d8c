package io.muster.organizations;

import io.muster.kernel.RoleId;
import io.muster.roles.SystemRole;

/**
 * What an organization says of itself. Texts are empty where nothing was given.
 *
 * @param description up to 1,000 characters
 * @param timeZone a name of the tz database
 * @param language a language tag (BCP 47)
 * @param taxNumber 8 to 128 characters, or empty
 * @param mailboxLimitOctets how large a mailbox may be of which nothing else is said; 0 is without
 *     limit
 * @param tellsOfImpersonation whether a user gets a mail when an administrator works with his
 *     account
 * @param locksCorporateProfiles whether administrators alone edit the profiles of corporate users
 * @param mailboxesForRegistered whether corporate users who register themselves get a personal
 *     mailbox
 * @param mailboxRoleForRegistered the role of level mailbox that they hold in it
 */
public record OrganizationSettings(
        String description,
        String timeZone,
        String language,
        String taxNumber,
        BillingAddress billingAddress,
        long mailboxLimitOctets,
        boolean tellsOfImpersonation,
        boolean locksCorporateProfiles,
        boolean mailboxesForRegistered,
        RoleId mailboxRoleForRegistered) {

    static final OrganizationSettings NONE =
            new OrganizationSettings(
                    "",
                    "",
                    "",
                    "",
                    new BillingAddress("", "", "", "", ""),
                    0,
                    false,
                    false,
                    true,
                    SystemRole.MAILBOX_OWNER.id());

    /**
     * Where invoices go.
     *
     * @param street may have several lines
     */
    public record BillingAddress(
            String street, String city, String postalCode, String region, String country) {}
}
