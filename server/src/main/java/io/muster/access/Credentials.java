package io.muster.access;

import io.muster.kernel.Change;
import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What somebody can get in with beside his password, for administrators who take it away. Only of
 * users at home in the organization.
 */
@Component
public class Credentials {

    /** What the app and the codes are called among the passkeys, which their users name. */
    private static final String APP = "Authenticator app";

    private final ApiTokenRepository tokens;
    private final PasskeyRepository passkeys;
    private final SecondFactorRepository factors;
    private final Accounts accounts;
    private final Scopes scopes;
    private final Journal journal;

    Credentials(
            ApiTokenRepository tokens,
            PasskeyRepository passkeys,
            SecondFactorRepository factors,
            Accounts accounts,
            Scopes scopes,
            Journal journal) {
        this.tokens = tokens;
        this.passkeys = passkeys;
        this.factors = factors;
        this.accounts = accounts;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** The names of somebody's API tokens. */
    public List<String> tokens(OrganizationScope scope, UserId user) {
        return atHome(scope, user)
                ? scopes.in(
                        scopes.machinery(),
                        () -> tokens.of(user).stream().map(ApiTokens.ApiToken::name).toList())
                : List.of();
    }

    /** Revokes all of somebody's API tokens; from then on they open nothing. */
    public void revokeTokens(OrganizationScope scope, UserId user, String account) {
        List<String> names = tokens(scope, user);
        if (names.isEmpty()) {
            return;
        }
        scopes.run(
                scopes.machinery(),
                () -> tokens.of(user).forEach(token -> tokens.delete(user, token.id())));
        record(scope, "access.tokens-revoked", user, account, names);
    }

    /** The passkeys and the authenticator app that somebody has set up. */
    public List<String> factors(OrganizationScope scope, UserId user) {
        return atHome(scope, user)
                ? scopes.in(
                        scopes.machinery(),
                        () -> {
                            List<String> names = new ArrayList<>();
                            if (factors.confirmedAt(user).isPresent()) {
                                names.add(APP);
                            }
                            passkeys.of(user).forEach(passkey -> names.add(passkey.label()));
                            return List.copyOf(names);
                        })
                : List.of();
    }

    /** Removes authenticator app, passkeys and recovery codes. */
    public void removeFactors(OrganizationScope scope, UserId user, String account) {
        List<String> names = factors(scope, user);
        if (names.isEmpty()) {
            return;
        }
        scopes.run(
                scopes.machinery(),
                () -> {
                    factors.removeTotp(user);
                    factors.removeCodes(user);
                    passkeys.of(user).forEach(passkey -> passkeys.delete(passkey.id()));
                });
        record(scope, "access.factors-removed", user, account, names);
    }

    private boolean atHome(OrganizationScope scope, UserId user) {
        return scopes.in(scope, () -> accounts.isAtHome(scope, user));
    }

    private void record(
            OrganizationScope scope, String action, UserId user, String name, List<String> names) {
        scopes.run(
                scope,
                () ->
                        journal.record(
                                scope.actor(),
                                scope.organization(),
                                List.of(
                                        Change.done(
                                                action,
                                                "user",
                                                user.value(),
                                                name,
                                                Map.of("names", names),
                                                Map.of()))));
    }
}
