package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The one place where a request is let through to an operation: reads what the operation declares
 * it needs, decides, and hands the operation its scope. An operation that declares nothing is not
 * reachable.
 */
@Component
class Gate implements HandlerInterceptor, HandlerMethodArgumentResolver {

    private static final String SCOPE = OrganizationScope.class.getName();

    private final Scopes scopes;
    private final ApiTokens tokens;

    Gate(Scopes scopes, ApiTokens tokens) {
        this.scopes = scopes;
        this.tokens = tokens;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || !method.getBeanType().getPackageName().startsWith("io.muster.")) {
            return true;
        }
        if (method.hasMethodAnnotation(OpenToAll.class)) {
            return true;
        }
        Caller caller = caller(request);
        Needs needs = method.getMethodAnnotation(Needs.class);
        SignedIn signedIn = method.getMethodAnnotation(SignedIn.class);
        if (caller.impersonation() != null) {
            admitImpersonator(caller.impersonation(), caller, reads(request), needs, signedIn);
        }
        if (needs != null) {
            admit(request, caller, needs);
        } else if (signedIn == null) {
            throw new IllegalStateException(method + " declares no permission");
        } else if (caller.byToken() && !signedIn.tokens()) {
            throw AccessProblems.notPermitted().refusal();
        } else if (signedIn.wholeTokens() && !isWhole(caller)) {
            throw AccessProblems.tokenTooNarrow().refusal();
        }
        return true;
    }

    private boolean isWhole(Caller caller) {
        Set<Permission> limit = caller.limit();
        return limit == null || tokens.isWhole(caller.actor(), limit);
    }

    /** What holds beside the user's rights while an administrator works with his account. */
    private void admitImpersonator(
            Impersonation impersonation,
            Caller caller,
            boolean reads,
            @Nullable Needs needs,
            @Nullable SignedIn signedIn) {
        boolean stillMay =
                impersonatorsScope(caller, impersonation, impersonation.organization())
                        .filter(scope -> scope.holds(Permission.USERS_IMPERSONATE))
                        .isPresent();
        if (!stillMay) {
            throw AccessProblems.impersonationEnded();
        }
        if (needs != null && needs.value().ofInstance()) {
            throw needs.value().lacking().refusal();
        }
        SignedIn.Impersonated own =
                signedIn == null ? SignedIn.Impersonated.CHANGING : signedIn.impersonated();
        if (reads || own == SignedIn.Impersonated.ALWAYS) {
            return;
        }
        if (own == SignedIn.Impersonated.REFUSED) {
            throw AccessProblems.notWhileImpersonating();
        }
        if (impersonation.readOnly()) {
            throw AccessProblems.readOnly();
        }
    }

    private static boolean reads(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** What the administrator may himself in an organization: the other limit of what he may. */
    private Optional<OrganizationScope> impersonatorsScope(
            Caller caller, Impersonation impersonation, OrganizationId organization) {
        Actor.Impersonator by = impersonation.impersonator();
        return scopes.decide(
                new Actor(by.user(), by.name(), caller.actor().channel(), caller.actor().address()),
                organization);
    }

    private void admit(HttpServletRequest request, Caller caller, Needs needs) {
        Permission needed = needs.value();
        if (needed.ofInstance()) {
            if (!scopes.isSystemAdministrator(caller.user()) || !caller.allows(needed)) {
                throw needed.lacking().refusal();
            }
            return;
        }
        OrganizationScope scope =
                scopes.decide(caller.actor(), organization(request))
                        .orElseThrow(() -> Problem.notFound("organization").refusal());
        Set<Permission> limit = caller.limit();
        OrganizationScope narrowed = limit == null ? scope : scope.within(limit);
        if (caller.impersonation() != null) {
            narrowed =
                    impersonatorsScope(caller, caller.impersonation(), scope.organization())
                            .map(OrganizationScope::permissions)
                            .map(scope::within)
                            .orElseThrow(() -> Problem.notFound("organization").refusal());
        }
        boolean holdsOne = holdsOne(narrowed, needs);
        if (!needs.orOwn() && !holdsOne) {
            throw needed.lacking().refusal();
        }
        request.setAttribute(SCOPE, narrowed);
    }

    private static boolean holdsOne(OrganizationScope scope, Needs needs) {
        return scope.holds(needs.value()) || Arrays.stream(needs.or()).anyMatch(scope::holds);
    }

    private static OrganizationId organization(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        Object text = variables instanceof Map<?, ?> map ? map.get("organizationId") : null;
        try {
            return OrganizationId.valueOf(String.valueOf(text));
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("organization").refusal();
        }
    }

    private static Caller caller(HttpServletRequest request) {
        if (request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        if (ImpersonationPath.of(request).isPresent()) {
            throw AccessProblems.impersonationEnded();
        }
        throw Problem.of(401, "access:not-signed-in", "Not signed in", "Sign in and try again.")
                .refusal();
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == OrganizationScope.class
                || type == InstanceScope.class
                || type == Actor.class
                || type == Caller.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not a servlet request");
        }
        Caller caller = caller(request);
        if (parameter.getParameterType() == Actor.class) {
            return caller.actor();
        }
        if (parameter.getParameterType() == Caller.class) {
            return caller;
        }
        if (parameter.getParameterType() == OrganizationScope.class
                && request.getAttribute(SCOPE) instanceof OrganizationScope scope) {
            return scope;
        }
        Needs needs = parameter.getMethodAnnotation(Needs.class);
        if (needs == null || !needs.value().ofInstance()) {
            throw new IllegalStateException(
                    parameter.getMethod() + " takes a scope that it does not declare");
        }
        return new InstanceScope(caller.actor());
    }
}
