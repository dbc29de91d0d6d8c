package io.muster.directories;

/**
 * How a directory is reached and read.
 *
 * @param name what the organization calls it
 * @param authorities certificates in PEM form, of which one must vouch for the server; empty for
 *     those that the machine trusts
 * @param account who signs in there, as a distinguished name or in whatever form the server takes;
 *     empty for nobody
 * @param base below which entries are looked for
 * @param filter finds the people among them (RFC 4515)
 */
record DirectorySettings(
        String name,
        DirectoryKind kind,
        String host,
        int port,
        DirectorySecurity security,
        String authorities,
        String account,
        String base,
        String filter,
        AttributeMapping attributes,
        DirectoryLimits limits) {

    /** Whether a secret that was given for the one may go to the other. */
    boolean sameDoor(DirectorySettings other) {
        return host.equals(other.host)
                && port == other.port
                && security == other.security
                && authorities.equals(other.authorities)
                && account.equals(other.account);
    }

    /** Whether both say the same of the same people: whose entry is whose, and who vouches. */
    boolean vouchesAlike(DirectorySettings other) {
        return sameDoor(other)
                && base.equals(other.base)
                && filter.equals(other.filter)
                && sameEntryId(other)
                && attributes.logonName().equals(other.attributes.logonName())
                && attributes.address().equals(other.attributes.address());
    }

    /** Whether the entry ids of the one are those of the other. */
    boolean sameEntryId(DirectorySettings other) {
        return attributes.entryId().equalsIgnoreCase(other.attributes.entryId());
    }

    /** Whether nobody on the way can read a password that is sent there. */
    boolean carriesPasswords() {
        return security != DirectorySecurity.NONE || ServerName.isHere(host);
    }

    String server() {
        return ServerName.text(host, port, security);
    }
}
