package io.muster.access;

import io.muster.access.OwnProof.Proof;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The keys of one's own programs. */
@RestController
@RequestMapping("/api/v1/me/tokens")
class OwnTokenEndpoint {

    private final ApiTokens tokens;
    private final OwnProof proof;

    OwnTokenEndpoint(ApiTokens tokens, OwnProof proof) {
        this.tokens = tokens;
        this.proof = proof;
    }

    /**
     * @param lastUsedAt null before its first use
     * @param lastAddress where it was used from last; empty before its first use
     */
    record OwnToken(
            UUID id,
            String name,
            Set<Permission> permissions,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            String lastAddress) {}

    record OwnTokens(List<OwnToken> items) {}

    /**
     * @param permissions what it may do at most; only what its maker holds
     * @param days until it expires, 1 to 366
     * @param password the maker's present password
     */
    record NewTokenRequest(String name, Set<Permission> permissions, int days, String password) {}

    /**
     * @param text the token, shown this once
     */
    record NewToken(OwnToken token, String text) {}

    @SignedIn
    @GetMapping
    OwnTokens list(Actor actor) {
        return new OwnTokens(
                tokens.of(actor.user()).stream().map(OwnTokenEndpoint::shown).toList());
    }

    @SignedIn
    @PostMapping
    ResponseEntity<NewToken> make(Actor actor, @RequestBody NewTokenRequest request) {
        check(request);
        switch (proof.ask(actor.user(), request.password())) {
            case Proof.Given _ -> {}
            case Proof.Wrong() -> throw AccessProblems.wrongPassword("password");
            case Proof.TooMany(var until) -> throw AccessProblems.tooMany(until);
            case Proof.CannotCheck() -> throw AccessProblems.cannotCheck();
        }
        return switch (tokens.make(
                actor, request.name().strip(), request.permissions(), request.days())) {
            case ApiTokens.Making.Made(var token, var text) ->
                    ResponseEntity.created(URI.create("/api/v1/me/tokens/" + token.id()))
                            .body(new NewToken(shown(token), text));
            case ApiTokens.Making.NotYours(var lacking) ->
                    throw Problem.invalid(
                                    "permissions",
                                    "not-yours",
                                    "You don't hold these yourself: "
                                            + String.join(
                                                    ", ",
                                                    lacking.stream()
                                                            .map(Permission::text)
                                                            .toList()))
                            .refusal();
            case ApiTokens.Making.TooMany(int most) ->
                    throw Problem.of(
                                    409,
                                    "access:too-many-tokens",
                                    "Too many tokens",
                                    "You can have %d tokens. Revoke one first.".formatted(most))
                            .refusal();
        };
    }

    @SignedIn
    @DeleteMapping("/{tokenId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Actor actor, @PathVariable("tokenId") UUID tokenId) {
        if (!tokens.revoke(actor, tokenId)) {
            throw Problem.notFound("token").refusal();
        }
    }

    /** Revokes the token that the request itself carries: a program signs out. */
    @SignedIn(tokens = true)
    @DeleteMapping("/current")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeCurrent(Actor actor, HttpServletRequest request) {
        if (SessionFilter.bearer(request).filter(text -> tokens.revoke(actor, text)).isEmpty()) {
            throw Problem.notFound("token").refusal();
        }
    }

    private static void check(NewTokenRequest request) {
        List<FieldError> errors = new ArrayList<>();
        if (request.name().isBlank() || request.name().strip().length() > 100) {
            errors.add(new FieldError("name", "length", "Give it a name of 1 to 100 characters."));
        }
        if (request.days() < 1 || request.days() > ApiTokens.LONGEST_DAYS) {
            errors.add(
                    new FieldError(
                            "days",
                            "out-of-range",
                            "From 1 to %d days".formatted(ApiTokens.LONGEST_DAYS)));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
    }

    private static OwnToken shown(ApiTokens.ApiToken token) {
        return new OwnToken(
                token.id(),
                token.name(),
                new TreeSet<>(token.permissions()),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                token.lastAddress());
    }
}
