package io.muster.users;

/** A place that post is sent to; any part may be empty. */
public record PostalAddress(
        String street, String city, String postalCode, String region, String country) {

    public static final PostalAddress NONE = new PostalAddress("", "", "", "", "");
}
