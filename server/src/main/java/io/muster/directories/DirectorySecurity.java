package io.muster.directories;

/** How the connection to a directory is encrypted. */
enum DirectorySecurity {
    /** Not at all; nobody signs in then but on this machine. */
    NONE(389),
    /** After StartTLS (RFC 4511 4.14), which must be offered. */
    STARTTLS(389),
    /** From the first octet, called LDAPS. */
    TLS(636);

    private final int port;

    DirectorySecurity(int port) {
        this.port = port;
    }

    /** Where such a server listens when nobody says otherwise. */
    int port() {
        return port;
    }
}
