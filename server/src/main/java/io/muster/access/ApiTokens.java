package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.kernel.Change;
import io.muster.kernel.Ids;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The keys of a user's programs. A token can do what it was made for, and of that only what its
 * user still may: rights he loses it loses too.
 */
@Component
class ApiTokens {

    private static final int MOST = 50;
    static final int LONGEST_DAYS = 366;

    private final ApiTokenRepository repository;
    private final AccountRepository accounts;
    private final HeldRights rights;
    private final Scopes scopes;
    private final Journal journal;

    ApiTokens(
            ApiTokenRepository repository,
            AccountRepository accounts,
            HeldRights rights,
            Scopes scopes,
            Journal journal) {
        this.repository = repository;
        this.accounts = accounts;
        this.rights = rights;
        this.scopes = scopes;
        this.journal = journal;
    }

    /**
     * @param lastAddress where it was used from last; empty before its first use
     */
    record ApiToken(
            UUID id,
            String name,
            Set<Permission> permissions,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            String lastAddress) {}

    /** What became of making one. */
    sealed interface Making {
        /**
         * @param text the token itself, never seen again
         */
        record Made(ApiToken token, String text) implements Making {}

        record NotYours(Set<Permission> lacking) implements Making {}

        record TooMany(int most) implements Making {}
    }

    List<ApiToken> of(UserId user) {
        return scopes.in(scopes.machinery(), () -> repository.of(user));
    }

    Making make(Actor actor, String name, Set<Permission> permissions, int days) {
        Set<Permission> lacking = EnumSet.noneOf(Permission.class);
        lacking.addAll(permissions);
        lacking.removeAll(held(actor));
        if (!lacking.isEmpty()) {
            return new Making.NotYours(lacking);
        }
        Tokens.Token secret = Tokens.create(Tokens.Kind.API);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ApiToken token =
                new ApiToken(
                        Ids.next(),
                        name,
                        permissions,
                        now,
                        now.plus(Duration.ofDays(days)),
                        null,
                        "");
        return scopes.in(
                scopes.machinery(),
                () -> {
                    if (repository.count(actor.user()) >= MOST) {
                        return new Making.TooMany(MOST);
                    }
                    repository.insert(actor.user(), token, secret.hash());
                    record(actor, "access.token-created", token, Map.of(), shown(token));
                    return new Making.Made(token, secret.text());
                });
    }

    /** False when the user has no such token. */
    boolean revoke(Actor actor, UUID id) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Optional<ApiToken> token = repository.find(actor.user(), id);
                    token.ifPresent(found -> {
                        repository.delete(actor.user(), id);
                        record(actor, "access.token-revoked", found, shown(found), Map.of());
                    });
                    return token.isPresent();
                });
    }

    /** Revokes the token of that text; false when it is none of the user's. */
    boolean revoke(Actor actor, String text) {
        return Tokens.hash(Tokens.Kind.API, text)
                .flatMap(hash ->
                        scopes.in(scopes.machinery(), () -> repository.id(actor.user(), hash)))
                .filter(id -> revoke(actor, id))
                .isPresent();
    }

    /** Who sends this token, if it is a live one. */
    Optional<ApiTokenRepository.Bearer> bearer(String text, String address) {
        return Tokens.hash(Tokens.Kind.API, text)
                .flatMap(
                        hash -> scopes.in(scopes.machinery(), () -> repository.use(hash, address)));
    }

    /** Whether a token made for these permissions may do all that its user may anywhere by now. */
    boolean isWhole(Actor actor, Set<Permission> limit) {
        return limit.containsAll(held(actor));
    }

    /** What the user holds anywhere; where it counts is decided at each use. */
    private Set<Permission> held(Actor actor) {
        return scopes.in(scopes.machinery(), () -> rights.anywhere(actor.user()));
    }

    private void record(
            Actor actor,
            String action,
            ApiToken token,
            Map<String, Object> before,
            Map<String, Object> after) {
        Account account = accounts.find(actor.user()).orElseThrow();
        journal.record(
                actor,
                account.organization(),
                List.of(Change.done(action, "token", token.id(), token.name(), before, after)));
    }

    private static Map<String, Object> shown(ApiToken token) {
        return Map.of(
                "permissions",
                token.permissions().stream().map(Permission::text).sorted().toList(),
                "expiresAt",
                token.expiresAt().toString(),
                "token",
                Change.MASKED);
    }
}
