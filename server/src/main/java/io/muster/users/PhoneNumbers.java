package io.muster.users;

/** Whether people have phone numbers on this instance. */
enum PhoneNumbers {
    /** Nobody is asked for one, and new ones are refused; those that were stored before stay. */
    OFF,
    /** Who has one says it. */
    OPTIONAL,
    /** Whoever enters one person by hand says an office or a mobile phone; files may lack it. */
    REQUIRED
}
