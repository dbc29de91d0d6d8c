package io.muster.access;

import io.muster.kernel.Problem;
import io.muster.kernel.Sha256;
import io.muster.kernel.UserId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Runs a request that carries an {@code Idempotency-Key} in one transaction with the keeping of its
 * answer: after a crash there are both or neither. What is made is told only once it is kept.
 * Whether an answer given before is given again is for {@link KeyedAnswers}, after the {@link
 * Gate}.
 */
@Component
class KeyedRequests extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";

    /** Where the filter leaves the claim for the interceptor behind the gate. */
    static final String CLAIM = KeptAnswers.Claim.class.getName();

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1,100}");

    private final ObjectProvider<RequestMappingHandlerMapping> operations;
    private final KeptAnswers answers;
    private final Scopes scopes;

    KeyedRequests(
            @Qualifier("requestMappingHandlerMapping")
                    ObjectProvider<RequestMappingHandlerMapping> operations,
            KeptAnswers answers,
            Scopes scopes) {
        this.operations = operations;
        this.answers = answers;
        this.scopes = scopes;
    }

    /** Takes back what a refused request wrote; nothing was made, so nothing is kept. */
    private static final class NothingMade extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || request.getHeader(HEADER) == null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)
                || !takesKey(request)) {
            chain.doFilter(request, response);
            return;
        }
        String key = request.getHeader(HEADER);
        byte[] body = request.getInputStream().readNBytes(BodyLimit.LARGEST + 1);
        if (body.length > BodyLimit.LARGEST || !FORM.matcher(key).matches()) {
            request.setAttribute(CLAIM, new KeptAnswers.Claim.Refused(malformed(body.length)));
            chain.doFilter(request, response);
            return;
        }
        var buffered = new ContentCachingResponseWrapper(response);
        try {
            scopes.run(
                    scopes.machinery(),
                    () -> run(caller.user(), key, new ReadRequest(request, body), buffered, chain));
        } catch (NothingMade _) {
            // What was answered stands.
        }
        buffered.copyBodyToResponse();
    }

    private void run(
            UserId user,
            String key,
            ReadRequest request,
            ContentCachingResponseWrapper response,
            FilterChain chain) {
        byte[] fingerprint = fingerprint(request);
        KeptAnswers.Claim claim = answers.claim(user, key, fingerprint);
        request.setAttribute(CLAIM, claim);
        try {
            chain.doFilter(request, response);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (ServletException fault) {
            throw new IllegalStateException(fault);
        }
        if (claim instanceof KeptAnswers.Claim.Fresh) {
            if (response.getStatus() >= 300) {
                throw new NothingMade();
            }
            answers.keep(
                    user,
                    key,
                    new KeptAnswers.Answer(
                            fingerprint,
                            response.getStatus(),
                            response.getContentType(),
                            response.getHeader(HttpHeaders.LOCATION),
                            response.getHeader(HttpHeaders.ETAG),
                            response.getContentAsByteArray()));
        }
    }

    private boolean takesKey(HttpServletRequest request) throws ServletException {
        if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        try {
            HandlerExecutionChain found = operations.getObject().getHandler(request);
            return found != null
                    && found.getHandler() instanceof HandlerMethod method
                    && method.hasMethodAnnotation(OncePerKey.class);
        } catch (ServletException _) {
            // No operation of this method or content: the dispatcher says so.
            return false;
        } catch (RuntimeException fault) {
            throw fault;
        } catch (Exception fault) {
            throw new ServletException(fault);
        }
    }

    private static byte[] fingerprint(ReadRequest request) {
        String query = request.getQueryString();
        String address =
                "POST " + request.getRequestURI() + (query == null ? "" : "?" + query) + "\n";
        return Sha256.of(address.getBytes(StandardCharsets.UTF_8), request.body());
    }

    private static Problem malformed(int length) {
        return length > BodyLimit.LARGEST
                ? BodyLimit.tooLarge(BodyLimit.LARGEST)
                : Problem.invalid(HEADER, "form", "A key has 1 to 100 visible ASCII characters.");
    }
}
