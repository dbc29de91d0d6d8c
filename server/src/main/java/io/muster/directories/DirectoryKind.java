package io.muster.directories;

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

    /** Finds the people among the entries. */
    String filter() {
        return filter;
    }

    AttributeMapping attributes() {
        return attributes;
    }
}
