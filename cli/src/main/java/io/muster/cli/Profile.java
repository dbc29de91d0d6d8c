package io.muster.cli;

/**
 * Who is signed in where.
 *
 * @param token belongs to that server and is sent to no other
 * @param account for people
 * @param organization the id of the one that commands are for when they name none; may be empty
 */
record Profile(String server, String token, String account, String organization) {

    Profile with(String otherOrganization) {
        return new Profile(server, token, account, otherOrganization);
    }
}
