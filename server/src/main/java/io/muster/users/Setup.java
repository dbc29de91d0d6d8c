package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import io.muster.organizations.Organizations;
import io.muster.organizations.Units;
import io.muster.roles.Grants;
import io.muster.roles.SystemAdministrators;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The first step of an instance. As long as it has no system administrator, a link opens the page
 * on which the first one is made; its token lives in memory only and is of no use after that.
 */
@Component
class Setup {

    private final Organizations organizations;
    private final Units units;
    private final Users users;
    private final Grants grants;
    private final SystemAdministrators administrators;
    private final Passwords passwords;
    private final Scopes scopes;
    private final String token;

    Setup(
            Organizations organizations,
            Units units,
            Users users,
            Grants grants,
            SystemAdministrators administrators,
            Passwords passwords,
            Scopes scopes) {
        this.organizations = organizations;
        this.units = units;
        this.users = users;
        this.grants = grants;
        this.administrators = administrators;
        this.passwords = passwords;
        this.scopes = scopes;
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What is asked on the page. */
    record Request(
            String token,
            String organization,
            String firstName,
            String lastName,
            EmailAddress address,
            String password) {}

    /** What became of it. */
    sealed interface Outcome {
        record Done(UserId administrator) implements Outcome {}

        /**
         * The token is wrong, or the instance has its administrator already: one answer for both.
         */
        record Closed() implements Outcome {}

        record Refused(List<FieldError> errors) implements Outcome {}
    }

    boolean needed() {
        return !scopes.in(scopes.machinery(), administrators::any);
    }

    String token() {
        return token;
    }

    Outcome run(Request request) {
        if (!sameToken(request.token()) || !needed()) {
            return new Outcome.Closed();
        }
        List<String> context =
                List.of(
                        request.firstName(),
                        request.lastName(),
                        request.address().toString(),
                        request.organization());
        return switch (passwords.choose("password", request.password(), context)) {
            case Passwords.Choice.Refused(var errors) -> new Outcome.Refused(errors);
            case Passwords.Choice.Accepted(var hash) -> make(request, hash);
        };
    }

    private Outcome make(Request request, String hash) {
        InstanceScope machinery = scopes.machinery();
        return scopes.in(
                machinery,
                () -> {
                    // Two who follow the link at once: the second waits here and then finds the
                    // door closed.
                    administrators.lock();
                    if (administrators.any()) {
                        return new Outcome.Closed();
                    }
                    return switch (organizations.create(machinery, request.organization())) {
                        case Organizations.Creation.NameTaken() ->
                                new Outcome.Refused(
                                        List.of(
                                                new FieldError(
                                                        "organization",
                                                        "taken",
                                                        "That name is taken.")));
                        case Organizations.Creation.Created(var scope) -> {
                            NewUser administrator =
                                    new NewUser(
                                            UserId.next(),
                                            request.address(),
                                            null,
                                            units.builtIn(scope),
                                            UserProfile.named(
                                                    request.firstName(), request.lastName()),
                                            SignInMethod.DEFAULT,
                                            true,
                                            hash,
                                            false);
                            users.create(scope, List.of(administrator));
                            grants.makeOwner(scope, administrator.id());
                            administrators.makeFirst(machinery, administrator.id());
                            yield new Outcome.Done(administrator.id());
                        }
                    };
                });
    }

    private boolean sameToken(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
