package io.muster.access;

import io.muster.access.SessionRepository.Session;
import io.muster.access.SessionRepository.Stage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who a request comes from. Refuses nothing: that is for the {@link Gate}. */
@Component
class SessionFilter extends OncePerRequestFilter {

    static final String COOKIE = "muster_session";

    /** RFC 6750 2.1. */
    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Impersonations impersonations;

    SessionFilter(Sessions sessions, ApiTokens tokens, Impersonations impersonations) {
        this.sessions = sessions;
        this.impersonations = impersonations;
        this.tokens = tokens;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // A request that carries a token is the program's: its cookies, and so CSRF, count for
        // nothing.
        Optional<Caller> caller =
                request.getHeader(HttpHeaders.AUTHORIZATION) == null
                        ? bySession(request)
                        : byToken(request).filter(_ -> ImpersonationPath.of(request).isEmpty());
        caller.ifPresent(found -> request.setAttribute(Caller.ATTRIBUTE, found));
        chain.doFilter(request, response);
    }

    private Optional<Caller> bySession(HttpServletRequest request) {
        return token(request)
                .flatMap(token -> sessions.find(token, request.getRemoteAddr()))
                .filter(session -> session.stage() == Stage.SIGNED_IN)
                .flatMap(session ->
                        ImpersonationPath.of(request)
                                .map(id -> impersonations.use(id, session.id()))
                                .map(used -> used.map(as -> impersonating(as, request)))
                                .orElseGet(() -> Optional.of(himself(session, request))));
    }

    private static Caller himself(Session session, HttpServletRequest request) {
        return new Caller(
                new Actor(
                        session.user(),
                        session.displayName(),
                        Actor.Channel.CONSOLE,
                        request.getRemoteAddr()),
                session.id(),
                null,
                null);
    }

    private static Caller impersonating(Impersonation as, HttpServletRequest request) {
        return new Caller(
                new Actor(
                        as.user(),
                        as.userName(),
                        Actor.Channel.CONSOLE,
                        request.getRemoteAddr(),
                        as.impersonator()),
                as.id(),
                as,
                null);
    }

    private Optional<Caller> byToken(HttpServletRequest request) {
        return bearer(request)
                .flatMap(token -> tokens.bearer(token, request.getRemoteAddr()))
                .map(bearer ->
                        new Caller(
                                new Actor(
                                        bearer.user(),
                                        bearer.displayName(),
                                        Actor.Channel.API,
                                        request.getRemoteAddr()),
                                null,
                                null,
                                bearer.permissions()));
    }

    /** The API token that a request carries, whether it is a live one or not. */
    static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    static Optional<String> token(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(COOKIE) && cookie.getValue().length() <= 100) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    static String cookie(HttpServletRequest request, String token) {
        return ResponseCookie.from(COOKIE, token)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(request.isSecure())
                .path("/")
                .maxAge(token.isEmpty() ? 0 : -1)
                .build()
                .toString();
    }
}
