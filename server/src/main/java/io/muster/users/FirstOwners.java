package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import io.muster.organizations.FirstOwner;
import io.muster.organizations.Units;
import io.muster.roles.Grants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the first user of a new organization, its owner. */
@Component
class FirstOwners implements FirstOwner {

    private final Users users;
    private final AddressRule addresses;
    private final Units units;
    private final Grants grants;
    private final Passwords passwords;

    FirstOwners(
            Users users, AddressRule addresses, Units units, Grants grants, Passwords passwords) {
        this.users = users;
        this.addresses = addresses;
        this.units = units;
        this.grants = grants;
        this.passwords = passwords;
    }

    @Override
    public Judgement judge(Person person) {
        List<FieldError> errors = new ArrayList<>();
        requireName(errors, "firstName", person.firstName());
        requireName(errors, "lastName", person.lastName());
        Optional<EmailAddress> address = EmailAddress.parse(person.address());
        if (address.isEmpty()) {
            errors.add(new FieldError("address", "format", "This is not an e-mail address."));
        }
        String hash = null;
        if (!person.password().isEmpty()) {
            List<String> context = List.of(person.firstName(), person.lastName(), person.address());
            switch (passwords.choose("password", person.password(), context)) {
                case Passwords.Choice.Accepted(var made) -> hash = made;
                case Passwords.Choice.Refused(var faults) -> errors.addAll(faults);
            }
        }
        if (!errors.isEmpty()) {
            return new Judgement.Unfit(errors);
        }
        return fit(person, address.orElseThrow(), hash);
    }

    private Judgement fit(Person person, EmailAddress address, @Nullable String hash) {
        UserProfile profile =
                UserProfile.named(person.firstName().strip(), person.lastName().strip());
        return new Judgement.Fit(organization -> make(organization, profile, address, hash));
    }

    private List<FieldError> make(
            OrganizationScope organization,
            UserProfile profile,
            EmailAddress address,
            @Nullable String hash) {
        Optional<UserRule> outOfPlace = addresses.against(organization, address);
        if (outOfPlace.isPresent()) {
            return List.of(AddressRule.error(outOfPlace.get()));
        }
        NewUser owner =
                new NewUser(
                        UserId.next(),
                        address,
                        null,
                        units.builtIn(organization),
                        profile,
                        SignInMethod.DEFAULT,
                        true,
                        hash,
                        hash != null);
        if (!users.create(organization, List.of(owner)).isEmpty()) {
            return List.of(new FieldError("address", "taken", "That address is taken."));
        }
        grants.makeOwner(organization, owner.id());
        return List.of();
    }

    private static void requireName(List<FieldError> errors, String field, String name) {
        if (name.isBlank() || name.length() > 255) {
            errors.add(new FieldError(field, "length", "Give a name of 1 to 255 characters."));
        }
    }
}
