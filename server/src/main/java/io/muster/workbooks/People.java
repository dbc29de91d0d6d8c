package io.muster.workbooks;

import io.muster.users.UserProfile;
import io.muster.users.WantedUser;

/** What a workbook's people are to the machinery that makes users of other sources too. */
final class People {

    private People() {}

    static WantedUser wanted(Person person) {
        return new WantedUser(
                person.address(),
                null,
                WantedUser.Expected.NEW,
                profile -> named(profile, person),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static UserProfile named(UserProfile p, Person person) {
        return new UserProfile(
                p.displayName(),
                person.firstName(),
                p.middleName(),
                person.lastName(),
                p.work(),
                p.contact(),
                p.home(),
                p.preferences(),
                p.birthday(),
                p.notes(),
                p.externalId(),
                p.inAddressList());
    }
}
