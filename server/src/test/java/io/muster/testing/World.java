package io.muster.testing;

import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Organizations;
import io.muster.organizations.Units;
import io.muster.roles.Grants;
import io.muster.roles.SystemAdministrators;
import io.muster.users.NewUser;
import io.muster.users.SignInMethod;
import io.muster.users.UserProfile;
import io.muster.users.Users;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/**
 * Arranges organizations and people through the product's own facades, and hands out browsers for
 * them.
 */
@TestComponent
public class World {

    /** The password of everybody here. */
    public static final String PASSWORD = "a fine long passphrase";

    private final Organizations organizations;
    private final Units units;
    private final Users users;
    private final SystemAdministrators administrators;
    private final Grants grants;
    private final Passwords passwords;
    private final Scopes scopes;
    private final Environment environment;
    private String hash = "";

    World(
            Organizations organizations,
            Units units,
            Users users,
            SystemAdministrators administrators,
            Grants grants,
            Passwords passwords,
            Scopes scopes,
            Environment environment) {
        this.organizations = organizations;
        this.units = units;
        this.users = users;
        this.administrators = administrators;
        this.grants = grants;
        this.passwords = passwords;
        this.scopes = scopes;
        this.environment = environment;
    }

    public Browser browser() {
        return new Browser(environment.getRequiredProperty("local.server.port", Integer.class));
    }

    /** A new organization; the scope holds every right of it. */
    public OrganizationScope organization(String name) {
        return switch (organizations.create(scopes.machinery(), name)) {
            case Organizations.Creation.Created(var scope) -> scope;
            case Organizations.Creation.NameTaken() ->
                    throw new IllegalStateException(name + " is taken");
        };
    }

    /**
     * A new active user of the organization without any role, called by the local part of his
     * address.
     */
    public UserId user(OrganizationScope scope, String address) {
        EmailAddress parsed = EmailAddress.valueOf(address);
        String first =
                parsed.local().substring(0, 1).toUpperCase(Locale.ROOT)
                        + parsed.local().substring(1);
        NewUser user =
                new NewUser(
                        UserId.next(),
                        parsed,
                        null,
                        units.builtIn(scope),
                        UserProfile.named(first, "Example"),
                        SignInMethod.DEFAULT,
                        true,
                        hash(),
                        false);
        if (!users.create(scope, List.of(user)).equals(Set.of())) {
            throw new IllegalStateException(address + " is taken");
        }
        return user.id();
    }

    /** So many users in a unit, who have no password yet. */
    public void people(OrganizationScope scope, UnitId unit, int count) {
        users.create(
                scope,
                IntStream.range(0, count)
                        .mapToObj(number ->
                                new NewUser(
                                        UserId.next(),
                                        null,
                                        "person-" + UserId.next(),
                                        unit,
                                        UserProfile.named("Person", "Number " + number),
                                        SignInMethod.DEFAULT,
                                        true,
                                        null,
                                        false))
                        .toList());
    }

    public UserId owner(OrganizationScope scope, String address) {
        UserId user = user(scope, address);
        makeOwner(scope, user);
        return user;
    }

    /** Makes a user an owner of an organization, also of one in which he is not at home. */
    public void makeOwner(OrganizationScope scope, UserId user) {
        scopes.run(scope, () -> grants.makeOwner(scope, user));
    }

    /** A user of the organization who holds that role. */
    public UserId holding(OrganizationScope scope, RoleId role, String address) {
        UserId user = user(scope, address);
        if (!(grants.addRole(scope, List.of(user), role).get(user)
                instanceof Grants.Outcome.Changed)) {
            throw new IllegalStateException(role + " was not given");
        }
        return user;
    }

    public UserId systemAdministrator(OrganizationScope scope, String address) {
        UserId user = user(scope, address);
        scopes.run(scopes.machinery(), () -> administrators.makeFirst(scopes.machinery(), user));
        return user;
    }

    /** A browser in which the user of that address has signed in. */
    public Browser signedIn(String address) {
        Browser browser = browser();
        Browser.Answer answer = browser.signIn(address, PASSWORD);
        if (answer.status() != 200) {
            throw new IllegalStateException("sign-in answered " + answer.status());
        }
        return browser;
    }

    public static Actor actor(UserId user) {
        return new Actor(user, "test", Actor.Channel.API, "127.0.0.1");
    }

    private String hash() {
        if (hash.isEmpty()
                && passwords.choose("password", PASSWORD, List.of())
                        instanceof Passwords.Choice.Accepted(var made)) {
            hash = made;
        }
        return hash;
    }
}
