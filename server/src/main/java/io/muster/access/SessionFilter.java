package io.muster.access;

import io.muster.access.SessionRepository.Stage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who a request comes from. Refuses nothing: that is for the {@link Gate}. */
@Component
class SessionFilter extends OncePerRequestFilter {

    static final String COOKIE = "muster_session";

    private final Sessions sessions;

    SessionFilter(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        token(request)
                .flatMap(sessions::find)
                .ifPresent(session -> {
                    if (session.stage() == Stage.SIGNED_IN) {
                        Actor actor =
                                new Actor(
                                        session.user(),
                                        session.displayName(),
                                        Actor.Channel.CONSOLE,
                                        request.getRemoteAddr());
                        request.setAttribute(
                                Caller.ATTRIBUTE, new Caller(actor, session.id(), null));
                    }
                });
        chain.doFilter(request, response);
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
