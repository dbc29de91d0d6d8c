package io.muster.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets one browser work as several people at once, a tab each: the whole console and the whole API
 * are there a second time below {@code /as/IMPERSONATION/}, as the impersonated user sees them. The
 * address opens nothing by itself; the administrator's own session does.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ImpersonationPath extends OncePerRequestFilter {

    private static final String ATTRIBUTE = ImpersonationPath.class.getName();
    private static final Pattern PATH = Pattern.compile("/as/([0-9a-f-]{36})(/api/.*)");

    /** Which impersonation a request came by. */
    static Optional<UUID> of(HttpServletRequest request) {
        return Optional.ofNullable((UUID) request.getAttribute(ATTRIBUTE));
    }

    /** Where its console is. */
    static String to(UUID impersonation) {
        return "/as/" + impersonation + "/";
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Matcher path = PATH.matcher(request.getRequestURI());
        if (!path.matches()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            request.setAttribute(ATTRIBUTE, UUID.fromString(path.group(1)));
        } catch (IllegalArgumentException _) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        chain.doFilter(new Inner(request, path.group(2)), response);
    }

    /** The request as it would be without the part of the path that names the impersonation. */
    private static final class Inner extends HttpServletRequestWrapper {

        private final String path;

        Inner(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getServletPath() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            StringBuffer url = super.getRequestURL();
            int start = url.indexOf("/as/");
            return url.replace(start, url.length(), path);
        }
    }
}
