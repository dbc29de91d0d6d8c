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

    /** Whether nobody on the way can read a password that is sent there. */
    boolean carriesPasswords() {
        return security != DirectorySecurity.NONE || ServerName.isHere(host);
    }

    String server() {
        return ServerName.text(host, port, security);
    }
}
