package io.muster.demo;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.UserId;
import io.muster.organizations.Organizations;
import io.muster.organizations.Units;
import io.muster.roles.Grants;
import io.muster.roles.SystemAdministrators;
import io.muster.users.NewUser;
import io.muster.users.SignInMethod;
import io.muster.users.UserProfile;
import io.muster.users.Users;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Fills an instance that was not set up yet. Only the organizations and their owners are made here;
 * all else the owners do themselves, over the API: import, roles, bulk work. The system
 * administrator is left to the set-up link.
 */
@Component
class Demo {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final DemoSettings settings;
    private final Organizations organizations;
    private final Units units;
    private final Users users;
    private final Grants grants;
    private final SystemAdministrators administrators;
    private final Passwords passwords;
    private final Scopes scopes;
    private final Environment environment;

    Demo(
            DemoSettings settings,
            Organizations organizations,
            Units units,
            Users users,
            Grants grants,
            SystemAdministrators administrators,
            Passwords passwords,
            Scopes scopes,
            Environment environment) {
        this.settings = settings;
        this.organizations = organizations;
        this.units = units;
        this.users = users;
        this.grants = grants;
        this.administrators = administrators;
        this.passwords = passwords;
        this.scopes = scopes;
        this.environment = environment;
    }

    /** The one password of all people here, and its hash, which their rows bring along. */
    record Secret(String password, String hash) {}

    /** Before the server tells that it is ready: the set-up link is the last thing that is read. */
    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE - 1)
    void ready(ApplicationReadyEvent event) throws IOException {
        if (!settings.demo()
                || !(event.getApplicationContext() instanceof WebServerApplicationContext web)
                || web.getWebServer() == null) {
            return;
        }
        InetAddress address =
                InetAddress.getByName(environment.getProperty("server.address", "0.0.0.0"));
        if (!address.isLoopbackAddress()) {
            System.out.println(
                    "Demo: nothing is filled in, because others on the network can reach this server.");
            return;
        }
        if (scopes.in(scopes.machinery(), administrators::any)) {
            return;
        }
        try {
            fill("http://localhost:" + web.getWebServer().getPort());
        } catch (IOException fault) {
            System.out.println("Demo: not all could be filled in. " + fault.getMessage());
        }
    }

    private void fill(String server) throws IOException {
        Secret secret = secret();
        int people = 0;
        for (DemoOrganization plan : DemoOrganization.ALL) {
            Optional<OrganizationScope> made = organization(plan, secret);
            if (made.isEmpty()) {
                return;
            }
            System.out.printf("Demo: %s moves in%n", plan.name());
            var owner = new DemoConsole(server, made.get().organization());
            owner.signIn(plan.owner(), secret.password());
            new DemoStory(plan, secret, owner, server).tell();
            people += plan.size();
        }
        System.out.printf("Demo: %,d people in 3 organizations are in.%n", people);
        System.out.printf(
                "Demo: the active ones sign in with the password %s, for example %s%n",
                secret.password(),
                DemoOrganization.ALL.stream()
                        .map(DemoOrganization::owner)
                        .collect(Collectors.joining(", ")));
    }

    /** The organization with its owner; nothing when it is there already. */
    private Optional<OrganizationScope> organization(DemoOrganization plan, Secret secret) {
        return scopes.in(
                scopes.machinery(),
                () ->
                        switch (organizations.create(scopes.machinery(), plan.name())) {
                            case Organizations.Creation.NameTaken() -> Optional.empty();
                            case Organizations.Creation.Created(var scope) -> {
                                makeOwner(scope, plan, secret);
                                yield Optional.of(scope);
                            }
                        });
    }

    private void makeOwner(OrganizationScope scope, DemoOrganization plan, Secret secret) {
        NewUser owner =
                new NewUser(
                        UserId.next(),
                        EmailAddress.valueOf(plan.owner()),
                        null,
                        units.builtIn(scope),
                        UserProfile.named(plan.ownerFirstName(), plan.ownerLastName()),
                        SignInMethod.DEFAULT,
                        true,
                        secret.hash(),
                        false);
        users.create(scope, List.of(owner));
        grants.makeOwner(scope, owner.id());
    }

    private Secret secret() {
        var random = new SecureRandom();
        String password =
                IntStream.range(0, 4)
                        .mapToObj(_ ->
                                random.ints(4, 0, LETTERS.length())
                                        .mapToObj(LETTERS::charAt)
                                        .map(String::valueOf)
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining("-"));
        return switch (passwords.choose("password", password, List.of())) {
            case Passwords.Choice.Accepted(var hash) -> new Secret(password, hash);
            case Passwords.Choice.Refused(var errors) ->
                    throw new IllegalStateException("16 random letters were refused: " + errors);
        };
    }
}
