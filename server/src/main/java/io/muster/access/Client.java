package io.muster.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * Where an attempt to sign in comes from.
 *
 * @param address the IP address
 * @param browser what it calls itself
 * @param device the hash of its device cookie, where it has one
 * @param session the token of the session it already has, which ends when a new one begins
 */
record Client(String address, String browser, Optional<String> device, Optional<String> session) {

    static final String DEVICE_COOKIE = "muster_device";

    static Client of(HttpServletRequest request) {
        return new Client(
                request.getRemoteAddr(),
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""),
                deviceToken(request).flatMap(token -> Tokens.hash(Tokens.Kind.DEVICE, token)),
                SessionFilter.token(request));
    }

    /** An address as the database reads it: without the zone that some systems add. */
    static String plain(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static Optional<String> deviceToken(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(DEVICE_COOKIE)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
