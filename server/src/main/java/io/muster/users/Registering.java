package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import io.muster.organizations.Organization;
import io.muster.organizations.OrganizationSettings;
import io.muster.organizations.Organizations;
import io.muster.organizations.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes users who register themselves, with an address that was proved to be theirs. */
@Component
public class Registering {

    private static final int LONGEST_NAME = 255;

    private final Users users;
    private final AddressRule addresses;
    private final WithoutMailbox without;
    private final RoleInOwnMailbox ownMailbox;
    private final Organizations organizations;
    private final Units units;
    private final Passwords passwords;
    private final Scopes scopes;
    private final JdbcClient jdbc;

    Registering(
            Users users,
            AddressRule addresses,
            WithoutMailbox without,
            RoleInOwnMailbox ownMailbox,
            Organizations organizations,
            Units units,
            Passwords passwords,
            Scopes scopes,
            JdbcClient jdbc) {
        this.users = users;
        this.addresses = addresses;
        this.without = without;
        this.ownMailbox = ownMailbox;
        this.organizations = organizations;
        this.units = units;
        this.passwords = passwords;
        this.scopes = scopes;
        this.jdbc = jdbc;
    }

    /** What somebody says of himself. */
    public record Person(
            String firstName, String lastName, EmailAddress address, String password) {}

    /** What was said of it; slow, so outside of transactions. */
    public sealed interface Judgement {
        /**
         * @param passwordHash of the chosen password
         */
        record Fit(Person person, String passwordHash) implements Judgement {
            @Override
            public String toString() {
                return "Fit[" + person.address() + "]";
            }
        }

        /** Fields are named as in {@link Person}. */
        record Unfit(List<FieldError> errors) implements Judgement {}
    }

    public Judgement judge(Person person) {
        List<FieldError> errors = new ArrayList<>();
        requireName(errors, "firstName", person.firstName());
        requireName(errors, "lastName", person.lastName());
        List<String> context =
                List.of(person.firstName(), person.lastName(), person.address().toString());
        return switch (passwords.choose("password", person.password(), context)) {
            case Passwords.Choice.Refused(var faults) -> {
                errors.addAll(faults);
                yield new Judgement.Unfit(errors);
            }
            case Passwords.Choice.Accepted(var hash) ->
                    errors.isEmpty()
                            ? new Judgement.Fit(person, hash)
                            : new Judgement.Unfit(errors);
        };
    }

    /**
     * Makes him a user at home in the organization, in its built-in unit and without any right.
     * Unless the domain of his address is in use there his mail goes on reaching him where it did:
     * he proved that he reads it, not that this instance may take it. A corporate user gets a
     * personal mailbox only where the settings of his organization say so, with the role in it that
     * these name.
     *
     * @return false when somebody has the address meanwhile, and then nothing was written
     */
    public boolean register(OrganizationScope home, UserId id, Judgement.Fit fit) {
        Person person = fit.person();
        return scopes.in(
                home,
                () -> {
                    NewUser user =
                            new NewUser(
                                    id,
                                    person.address(),
                                    null,
                                    units.builtIn(home),
                                    UserProfile.named(
                                            person.firstName().strip(), person.lastName().strip()),
                                    SignInMethod.DEFAULT,
                                    true,
                                    fit.passwordHash(),
                                    false,
                                    true);
                    Optional<OrganizationSettings> corporate = corporate(home, person.address());
                    if (corporate.isPresent() && !corporate.get().mailboxesForRegistered()) {
                        without.note(home, List.of(id));
                    }
                    if (!users.create(home, List.of(user)).equals(Set.of())) {
                        without.forget(home, List.of(id));
                        return false;
                    }
                    corporate.ifPresent(settings ->
                            ownMailbox.limit(home, id, settings.mailboxRoleForRegistered()));
                    proven(home, id, person.address());
                    return true;
                });
    }

    /** What the organization says of its corporate users; nothing where he becomes none of them. */
    private Optional<OrganizationSettings> corporate(OrganizationScope home, EmailAddress address) {
        return addresses.makesCorporate(home, address)
                ? organizations.find(home).map(Organization::settings)
                : Optional.empty();
    }

    /** Mail to the address reached the user, as far as he still has it. */
    public boolean proven(OrganizationScope home, UserId user, EmailAddress address) {
        return scopes.in(
                home,
                () ->
                        jdbc.sql(
                                                """
                                                UPDATE users SET address_verified_at = coalesce(address_verified_at, now())
                                                WHERE organization_id = :organization AND id = :user AND address = :address
                                                """)
                                        .param("organization", home.organization().value())
                                        .param("user", user.value())
                                        .param("address", address.toString())
                                        .update()
                                == 1);
    }

    private static void requireName(List<FieldError> errors, String field, String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            errors.add(new FieldError(field, "length", "Give a name of 1 to 255 characters."));
        }
    }
}
