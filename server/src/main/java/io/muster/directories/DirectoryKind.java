package io.muster.directories;

import org.jspecify.annotations.Nullable;

/** The kinds of server whose words for things are known; each can be told otherwise. */
enum DirectoryKind {
    ACTIVE_DIRECTORY(
            "(&(objectCategory=person)(objectClass=user))",
            "objectGUID",
            "sAMAccountName",
            "displayName",
            "department"),
    /** OpenLDAP with inetOrgPerson (RFC 2798). */
    OPENLDAP("(objectClass=inetOrgPerson)", "entryUUID", "uid", "cn", "departmentNumber"),
    DS389("(objectClass=inetOrgPerson)", "nsUniqueId", "uid", "cn", "departmentNumber"),
    /** Samba as an Active Directory; its computers are users too. */
    SAMBA(
            "(&(objectClass=user)(!(objectClass=computer)))",
            "objectGUID",
            "sAMAccountName",
            "displayName",
            "department");

    private final String filter;
    private final AttributeMapping attributes;

    DirectoryKind(
            String filter,
            String entryId,
            String logonName,
            String displayName,
            String department) {
        this.filter = filter;
        this.attributes =
                new AttributeMapping(
                        entryId,
                        logonName,
                        "mail",
                        displayName,
                        "givenName",
                        "sn",
                        "title",
                        department,
                        "telephoneNumber",
                        "mobile");
    }

    /** The attribute that tells whether an account is closed there. */
    String disabledBy() {
        return switch (this) {
            case ACTIVE_DIRECTORY, SAMBA -> "userAccountControl";
            case OPENLDAP -> "pwdAccountLockedTime";
            case DS389 -> "nsAccountLock";
        };
    }

    /**
     * Whether an account is closed there for good. Who is locked for a while after wrong passwords
     * is not.
     *
     * @param value of {@link #disabledBy}, empty where the entry shows none
     */
    boolean isDisabled(String value) {
        return switch (this) {
            // MS-ADTS 2.2.16: ADS_UF_ACCOUNT_DISABLE.
            case ACTIVE_DIRECTORY, SAMBA ->
                    value.matches("-?[0-9]{1,10}") && (Long.parseLong(value) & 2) != 0;
            // draft-behera-ldap-password-policy 5.3.3: locked until somebody opens it.
            case OPENLDAP -> value.equals("000001010000Z");
            case DS389 -> value.equalsIgnoreCase("true");
        };
    }

    /**
     * How an account stands there.
     *
     * @param value of {@link #disabledBy}; null where the entry shows none
     */
    AccountThere account(@Nullable String value) {
        if (value != null) {
            return isDisabled(value) ? AccountThere.CLOSED : AccountThere.OPEN;
        }
        return switch (this) {
            // Each account has it: whoever doesn't see it may not read it.
            case ACTIVE_DIRECTORY, SAMBA -> AccountThere.UNKNOWN;
            case OPENLDAP, DS389 -> AccountThere.OPEN;
        };
    }

    /** Finds the people among the entries. */
    String filter() {
        return filter;
    }

    AttributeMapping attributes() {
        return attributes;
    }
}
