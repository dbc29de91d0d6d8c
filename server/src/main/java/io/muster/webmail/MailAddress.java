package io.muster.webmail;

/**
 * Somebody as a header names him.
 *
 * @param name at most 200 characters, empty where there is none
 * @param address as it stands there, which may be none
 */
record MailAddress(String name, String address) {}
