package io.muster.directories;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import io.muster.directories.EntryReader.ReadEntry;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UnitId;
import io.muster.organizations.UnitPath;
import io.muster.users.LogonName;
import io.muster.users.SignInMethod;
import io.muster.users.UserProfile;
import io.muster.users.WantedUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The users that entries are to become. */
final class EntryUsers {

    private static final int LONGEST_PHONE = 64;

    private EntryUsers() {}

    /**
     * The user that an entry is to become; nothing where it has no name that can be signed in with
     * here.
     *
     * @param addressAsName whether the part of his address before the "@" is to be his logon name,
     *     instead of the one he has there
     */
    static Optional<WantedUser> wanted(
            AttributeMapping values, boolean addressAsName, @Nullable UnitId unit) {
        EmailAddress address = EmailAddress.parse(values.address()).orElse(null);
        String name =
                addressAsName
                        ? values.address().substring(0, Math.max(0, values.address().indexOf('@')))
                        : values.logonName();
        LogonName logonName = LogonName.parse(name).orElse(null);
        // Whose own name can't be had doesn't get another one unasked.
        if (logonName == null) {
            return Optional.empty();
        }
        return Optional.of(
                new WantedUser(
                        address,
                        logonName,
                        WantedUser.Expected.NEW,
                        profile -> over(profile, values),
                        unit,
                        SignInMethod.DIRECTORY,
                        null,
                        null,
                        null,
                        null));
    }

    /**
     * A profile with what the entry says; what it said no more, though it was taken from it, is
     * emptied.
     *
     * @param seen what it said before; null for whoever is new
     */
    static UserProfile over(
            UserProfile p, AttributeMapping values, @Nullable AttributeMapping seen) {
        if (seen == null) {
            return over(p, values);
        }
        return over(
                new UserProfile(
                        p.displayName(),
                        left(p.firstName(), values.firstName(), seen.firstName()),
                        p.middleName(),
                        left(p.lastName(), values.lastName(), seen.lastName()),
                        new UserProfile.Work(
                                left(p.work().title(), values.title(), seen.title()),
                                left(p.work().department(), values.department(), seen.department()),
                                p.work().company(),
                                p.work().address()),
                        new UserProfile.Contact(
                                left(
                                        p.contact().officePhone(),
                                        values.officePhone(),
                                        phone(seen.officePhone())),
                                left(
                                        p.contact().mobilePhone(),
                                        values.mobilePhone(),
                                        phone(seen.mobilePhone())),
                                p.contact().homePhone(),
                                p.contact().fax(),
                                p.contact().webPage(),
                                p.contact().recoveryAddress(),
                                p.contact().replyTo()),
                        p.home(),
                        p.preferences(),
                        p.birthday(),
                        p.notes(),
                        p.externalId(),
                        p.inAddressList()),
                values);
    }

    private static String left(String here, String now, String before) {
        return now.isBlank() && !before.isBlank() && here.equals(before.strip()) ? "" : here;
    }

    private static UserProfile over(UserProfile p, AttributeMapping values) {
        return new UserProfile(
                or(values.displayName(), p.displayName()),
                or(values.firstName(), p.firstName()),
                p.middleName(),
                or(values.lastName(), p.lastName()),
                new UserProfile.Work(
                        or(values.title(), p.work().title()),
                        or(values.department(), p.work().department()),
                        p.work().company(),
                        p.work().address()),
                new UserProfile.Contact(
                        or(phone(values.officePhone()), p.contact().officePhone()),
                        or(phone(values.mobilePhone()), p.contact().mobilePhone()),
                        p.contact().homePhone(),
                        p.contact().fax(),
                        p.contact().webPage(),
                        p.contact().recoveryAddress(),
                        p.contact().replyTo()),
                p.home(),
                p.preferences(),
                p.birthday(),
                p.notes(),
                p.externalId(),
                p.inAddressList());
    }

    private static String or(String value, String otherwise) {
        return value.isBlank() ? otherwise : value.strip();
    }

    private static String phone(String number) {
        return number.length() > LONGEST_PHONE ? number.substring(0, LONGEST_PHONE) : number;
    }

    /**
     * The units that lead to an entry, from the base on; nothing where it lies at the base itself
     * or a container can't be called so here.
     */
    static Optional<UnitPath> units(ReadEntry entry, String base) {
        try {
            DN end = new DN(base);
            List<String> names = new ArrayList<>();
            for (DN place = new DN(entry.name()).getParent();
                    place != null && !place.equals(end);
                    place = place.getParent()) {
                RDN container = place.getRDN();
                if (container == null) {
                    return Optional.empty();
                }
                names.addFirst(container.getAttributeValues()[0]);
            }
            return names.isEmpty() || names.stream().anyMatch(name -> name.indexOf('/') >= 0)
                    ? Optional.empty()
                    : UnitPath.parse(String.join("/", names));
        } catch (LDAPException _) {
            return Optional.empty();
        }
    }
}
