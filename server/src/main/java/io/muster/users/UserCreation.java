package io.muster.users;

/** What became of the wish for one new user. */
public sealed interface UserCreation {
    record Created(User user) implements UserCreation {}

    record AddressTaken() implements UserCreation {}

    record LogonNameTaken() implements UserCreation {}

    /** The organization may not give that address. */
    record AddressRefused(UserRule why) implements UserCreation {}

    /** A role may not be given, so nobody was made. */
    record RoleRefused(UserRule why) implements UserCreation {}
}
