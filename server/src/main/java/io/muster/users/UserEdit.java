package io.muster.users;

/** What became of the wish to edit or rename a user. */
public sealed interface UserEdit {

    /** Also when nothing differed from before; then the version stays. */
    record Edited(User user) implements UserEdit {}

    /** Somebody was faster; nothing was changed. */
    record ChangedMeanwhile(User current) implements UserEdit {}

    record NotFound() implements UserEdit {}

    /** The actor may not change this user. */
    record Refused(UserRule broken) implements UserEdit {}

    record AddressTaken() implements UserEdit {}

    /** The organization may not give that address. */
    record AddressRefused(UserRule why) implements UserEdit {}

    record LogonNameTaken() implements UserEdit {}

    /** His former address can't become an alias: he has as many as anybody may. */
    record TooManyAliases() implements UserEdit {}
}
