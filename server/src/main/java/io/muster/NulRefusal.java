package io.muster;

import io.muster.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses the character NUL wherever text comes in: PostgreSQL has no text with it, and nobody
 * types it. Cells of files are looked at by those who read files.
 */
@Configuration(proxyBeanMethods = false)
class NulRefusal implements WebMvcConfigurer {

    private static boolean holdsNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Last: who may not call an operation is told so first.
        registry.addInterceptor(new Parameters()).order(Ordered.LOWEST_PRECEDENCE);
    }

    @Bean
    JacksonModule textWithoutNul() {
        return new SimpleModule().addDeserializer(String.class, new Text());
    }

    /** Of the query; in a path the firewall in front refuses it. */
    private static final class Parameters implements HandlerInterceptor {

        @Override
        public boolean preHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler) {
            request.getParameterMap()
                    .forEach((name, values) -> {
                        if (Arrays.stream(values).anyMatch(NulRefusal::holdsNul)) {
                            throw Problem.invalid(
                                            name, "format", "The character NUL is no part of text.")
                                    .refusal();
                        }
                    });
            return true;
        }
    }

    /** Of a body, which is refused with the name of the field. */
    private static final class Text extends StringDeserializer {

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            String text = super.deserialize(parser, context);
            if (text != null && holdsNul(text)) {
                return (String)
                        context.handleWeirdStringValue(
                                String.class, text, "the character NUL is no part of text");
            }
            return text;
        }
    }
}
