package io.muster.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Response headers and the defence against forged requests. Who may do what is decided in the
 * {@link Gate}, per operation, so the filter chain itself lets everything through.
 */
@Configuration(proxyBeanMethods = false)
class WebSecurity implements WebMvcConfigurer {

    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    + "font-src 'self'; frame-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String FRAMES = "X-Frame-Options";

    private final Gate gate;
    private final KeyedAnswers keyed;

    WebSecurity(Gate gate, KeyedAnswers keyed) {
        this.gate = gate;
        this.keyed = keyed;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(gate);
        registry.addInterceptor(keyed);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(gate);
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http, SessionFilter sessions) {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        return http.sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf ->
                        csrf.spa()
                                .csrfTokenRepository(tokens)
                                // A bearer token is sent by a program on purpose, never by a
                                // browser by itself.
                                .ignoringRequestMatchers(
                                        request -> request.getHeader("Authorization") != null))
                .headers(headers ->
                        headers.contentSecurityPolicy(
                                        policy -> policy.policyDirectives(CONTENT_POLICY))
                                .referrerPolicy(Customizer.withDefaults())
                                // An operation may say that the console frames what it answers.
                                .frameOptions(frame -> frame.disable())
                                .addHeaderWriter(WebSecurity::refuseFrames))
                .addFilterBefore(sessions, AuthorizationFilter.class)
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .logout(logout -> logout.disable())
                .build();
    }

    /**
     * Nobody reads how long each filter of the chain took, and to note it takes longer than most of
     * them.
     */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    private static void refuseFrames(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(FRAMES)) {
            response.setHeader(FRAMES, "DENY");
        }
    }
}
